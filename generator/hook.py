"""MkDocs hook: a bare `mkdocs build` or `mkdocs serve` generates the pages first. Other engines ignore it."""

import json
import os
import sys
from pathlib import Path
from typing import Any

from mkdocs.exceptions import Abort

_ROOT = Path(__file__).resolve().parent.parent
if str(_ROOT) not in sys.path:
    sys.path.insert(0, str(_ROOT))

from generator.site import build_options, sharding  # noqa: E402 - found only once the path is set

_EPOCH = str(315_532_800)
"""The day that is written into compressed files: always the first that a zip can hold, so that they are the same."""
_live = False
_elsewhere: list[Any] = []
"""The pages of other shares of the site, which the engine knows but does not build."""


def on_startup(command: str, **_: Any) -> None:
    """Notes whether pages are served live: then the engine puts a script into each, and the policy lets it through."""
    global _live
    _live = command == "serve"


def on_config(config: Any) -> Any:
    """Generates into `docs/`, unless that was just done, and lets the records stand in the sidebar while they are few."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", _EPOCH)
    root = Path(config.config_file_path).parent.resolve()
    if os.environ.get(build_options.SEARCH) == "pagefind":
        config.extra["pagefind"] = True
    if _is_generated(root) and build_options.NAVIGATION in os.environ:
        config.nav = json.loads(os.environ[build_options.NAVIGATION])
        return config
    from generator.formats import editions
    from generator.loading import reporters
    from generator.pipeline import briefing_in, generate, navigation
    from generator.problems import BriefingError

    try:
        briefing, _ = briefing_in(root) if _is_generated(root) else generate(root, whole=not _live)
    except editions.MissingExtraError as error:
        raise Abort(str(error)) from error
    except BriefingError as error:
        lines = reporters.text(error.problems)
        raise Abort(f"{lines}The data has problems; the pages were left as they are.") from error
    if _live:
        config.extra["live"] = True
    config.nav = navigation(config.nav or [], briefing)
    return config


def on_files(files: Any, **_: Any) -> Any:
    """Of a site that is built in shares, leaves the other shares' pages to others."""
    _elsewhere[:] = sharding.others(files)
    sharding.leave_out(_elsewhere)
    return files


def on_nav(nav: Any, config: Any, **_: Any) -> Any:
    """Reads the titles of the pages that are not built: they stand in the navigation of those that are."""
    for page in nav.pages:
        if page.file in _elsewhere:
            page.read_source(config)
    return nav


def on_pre_template(template: Any, template_name: str, **_: Any) -> Any:
    """The sitemap has every page, whoever builds it."""
    if template_name == "sitemap.xml":
        sharding.take_in(_elsewhere)
    return template


def on_post_template(output: str, **_: Any) -> str:
    """The sitemap is made."""
    sharding.leave_out(_elsewhere)
    return output


def on_page_content(html: str, **_: Any) -> str:
    """A page's Markdown is converted."""
    build_options.step(os.environ.get(build_options.COUNTER))
    return html


def on_post_page(output: str, **_: Any) -> str:
    """A page's template is filled."""
    build_options.step(os.environ.get(build_options.COUNTER))
    return output


def on_post_build(config: Any) -> None:
    """Does what `briefing build` does itself once a site is built: parts the search's texts, and lists the folder for the site's."""
    if not _is_generated(Path(config.config_file_path).parent.resolve()):
        from generator.site import search_index
        from generator.storage import site_publisher

        search_index.set_apart(Path(config.site_dir))
        site_publisher.sign(Path(config.site_dir))


def _is_generated(root: Path) -> bool:
    """Whether `briefing build` has generated the pages of this folder."""
    return os.environ.get(build_options.GENERATED) == str(root)
