"""The MkDocs hook: a bare `mkdocs build` or `serve` generates the pages first.

Other engines ignore it.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from mkdocs.exceptions import Abort

_PROJECT = Path(__file__).resolve().parent.parent
if str(_PROJECT) not in sys.path:
    sys.path.insert(0, str(_PROJECT))

from generator.site import engine_protocol, navigation, search_index, sharding  # noqa: E402 - found only once the path is set

_EPOCH = str(315_532_800)
"""The date in compressed files: 1 January 1980, the first that a zip can hold."""
_is_live = False
_excluded: list[Any] = []
"""The pages of other shards, which the engine knows but does not build."""


def on_startup(command: str, **_: Any) -> None:
    """Notes whether the pages are served.

    Then the policy must allow the script that the engine adds to each page.
    """
    global _is_live
    _is_live = command == "serve"


def on_config(config: Any) -> Any:
    """Generates the pages, unless `briefing build` just did, and sets the navigation."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", _EPOCH)
    root = Path(config.config_file_path).parent.resolve()
    if os.environ.get(engine_protocol.SEARCH) == "pagefind":
        config.extra["pagefind"] = True
    if _is_live:
        config.extra["live"] = True
    if not engine_protocol.is_generated(root):
        config.nav = _generate(root, config.nav or [])
    elif engine_protocol.NAVIGATION in os.environ:
        config.nav = json.loads(os.environ[engine_protocol.NAVIGATION])
    return config


def _generate(root: Path, nav: list[Any]) -> list[Any]:
    """Generates the pages; returns the navigation with the pages of records."""
    from generator.formats import editions
    from generator.loading import reporters
    from generator.pipeline import generate
    from generator.problems import BriefingError

    try:
        pages, _ = generate(root, with_editions=not _is_live)
    except editions.MissingExtraError as error:
        raise Abort(str(error)) from error
    except BriefingError as error:
        lines = reporters.text(error.problems)
        raise Abort(f"{lines}The data has problems; the pages were left as they are.") from error
    return navigation.expand(nav, pages.sections)


def on_files(files: Any, **_: Any) -> Any:
    """Excludes the pages of other shards."""
    _excluded[:] = sharding.pages_of_other_shards(files)
    sharding.exclude(_excluded)
    return files


def on_nav(nav: Any, config: Any, **_: Any) -> Any:
    """Reads the titles of the excluded pages, which the navigation lists."""
    for page in nav.pages:
        if page.file in _excluded:
            page.read_source(config)
    return nav


def on_pre_template(template: Any, template_name: str, **_: Any) -> Any:
    """Includes all pages in the sitemap."""
    if template_name == "sitemap.xml":
        sharding.include(_excluded)
    return template


def on_post_template(output: str, **_: Any) -> str:
    """Excludes the pages of other shards again, after the sitemap."""
    sharding.exclude(_excluded)
    return output


def on_page_content(html: str, **_: Any) -> str:
    """Counts a page whose Markdown is converted."""
    engine_protocol.count_steps(os.environ.get(engine_protocol.COUNTER))
    return html


def on_post_page(output: str, **_: Any) -> str:
    """Counts a page whose template is rendered."""
    engine_protocol.count_steps(os.environ.get(engine_protocol.COUNTER))
    return output


def on_post_build(config: Any) -> None:
    """Finishes the site of a bare engine as `briefing build` does."""
    if not engine_protocol.is_generated(Path(config.config_file_path).parent):
        from generator.storage import site_publisher

        search_index.split_index(Path(config.site_dir))
        site_publisher.write_manifest(Path(config.site_dir))
