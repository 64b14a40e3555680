"""The MkDocs plugin `briefing`: theme, menu and pages of a briefing's site.

MkDocs and ProperDocs load it by its entry point, as `plugins: [briefing, search]` in `mkdocs.yml` asks. In
`briefing build` the pages are generated before the engine starts; a bare `mkdocs build` or `mkdocs serve` lets the
plugin generate them.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from markupsafe import Markup
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from mkdocs.utils.yaml import yaml_load

from .site import configuration, engine_protocol, search_index, sharding

_EPOCH = str(315_532_800)
"""The date in compressed files: 1 January 1980, the first that a zip can hold."""
_PROBLEMS_PAGE = "---\ntemplate: problems.html\nsearch: {exclude: true}\n---\n"
"""The source of each page while the data has problems."""
_LOG = logging.getLogger("mkdocs.plugins.briefing")


class BriefingPlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """The plugin in one run of an engine, from event to event."""

    def __init__(self) -> None:
        self._is_live = False
        self._excluded: list[Any] = []
        """The pages of other shards, which the engine does not build."""
        self._problems = ""
        """The problems of the data that the served pages show."""
        self._search_terms: search_index.Terms = {}

    def on_startup(self, command: str, **_: Any) -> None:
        """Notes whether the pages are served.

        The policy must then allow the script that the engine adds to each page. The plugin is kept from build to build.
        """
        self._is_live = command == "serve"

    @event_priority(100)
    def on_config(self, config: Any) -> Any:
        """Generates the pages, unless `briefing build` did, and completes the settings."""
        os.environ.setdefault("SOURCE_DATE_EPOCH", _EPOCH)
        root = Path(config.config_file_path).parent.resolve()
        given = engine_protocol.given_settings(root)
        self._complete(config, self._generate(root) if given is None else given)
        search = os.environ.get(engine_protocol.SEARCH)
        config.extra["search_worker"] = "pagefind-worker" if search == "pagefind" else "search-worker"
        if self._is_live:
            config.extra["live"] = True
        if self._problems:
            config.extra["problems"] = self._problems
        return config

    def _complete(self, config: Any, settings: configuration.Settings) -> None:
        """Merges the defaults, the user's settings and those of the data."""
        with Path(config.config_file_path).open("rb") as file:
            given = yaml_load(file)
        ours = configuration.defaults()
        wanted = configuration.merge(configuration.merge(ours, given), settings)
        changed = {key: wanted[key] for key in {*ours, *settings} - {"plugins"}}
        if self._is_live:
            changed.pop("site_url", None)
        complete = type(config)(config_file_path=config.config_file_path)
        complete.load_dict(deepcopy({"site_name": "", "plugins": [], "docs_dir": config.docs_dir, **changed}))
        errors, _ = complete.validate()
        if errors:
            raise ConfigurationError(f"{configuration.CONFIG}: {'; '.join(f'{key}: {error}' for key, error in errors)}")
        for key in {*changed, "mdx_configs"}:
            config[key] = complete[key]
        config.site_name = Markup(config.site_name)  # escaped; templates that escape it do so once
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(configuration.THEME))
        for name, plugin in config.plugins.items():
            if name.rpartition("/")[2] == "search" and "separator" in plugin.config:
                plugin.config["separator"] = plugin.config["separator"] or _separator(ours)
        if self._is_live:
            config.watch.append(str(Path(config.config_file_path).parent / "seeds"))

    def _generate(self, root: Path) -> configuration.Settings:
        """Generates the pages; returns the settings that the data determines.

        Problems of the data end a build. Served pages show them until they are corrected.
        """
        from .formats import editions
        from .loading import reporters
        from .pipeline import generate, site_settings
        from .problems import BriefingError

        self._problems = ""
        try:
            pages, _ = generate(root, with_editions=not self._is_live)
        except editions.MissingExtraError as error:
            raise Abort(str(error)) from error
        except BriefingError as error:
            lines = reporters.text(reporters.fold(error.problems))
            if not self._is_live:
                raise Abort(f"{lines}The data has problems; the pages were left as they are.") from error
            _LOG.error("The data has problems; each page shows them until they are corrected.\n%s", lines)
            self._problems = lines
            return {"nav": ["index.md"]}
        self._search_terms = pages.search_terms
        return site_settings(root, pages)

    def on_files(self, files: Any, config: Any, **_: Any) -> Any:
        """Excludes the pages of other shards."""
        if self._problems and files.get_file_from_path("index.md") is None:
            files.append(File.generated(config, "index.md", content=_PROBLEMS_PAGE))
        self._excluded = sharding.pages_of_other_shards(files)
        sharding.exclude(self._excluded)
        return files

    def on_nav(self, nav: Any, config: Any, **_: Any) -> Any:
        """Reads the titles of the excluded pages, which navigation and sitemap list."""
        for file in self._excluded:
            page = file.page or Page(None, file, config)
            page.read_source(config)
        return nav

    def on_page_read_source(self, **_: Any) -> str | None:
        """Replaces each page by the problems of the data, if there are any."""
        return _PROBLEMS_PAGE if self._problems else None

    def on_pre_template(self, template: Any, template_name: str, **_: Any) -> Any:
        """Includes all pages in the sitemap, and replaces the page for unknown addresses."""
        if self._problems and template_name == "404.html":
            return template.environment.get_template("problems.html")
        if template_name == "sitemap.xml":
            sharding.include(self._excluded)
        return template

    def on_post_template(self, output_content: str, **_: Any) -> str:
        """Excludes the pages of other shards again, after the sitemap."""
        sharding.exclude(self._excluded)
        return output_content

    def on_page_content(self, html: str, **_: Any) -> str:
        """Counts a page whose Markdown is converted."""
        engine_protocol.count_steps(os.environ.get(engine_protocol.COUNTER))
        return html

    def on_post_page(self, output: str, **_: Any) -> str:
        """Counts a page whose template is rendered."""
        engine_protocol.count_steps(os.environ.get(engine_protocol.COUNTER))
        return output

    @event_priority(-100)
    def on_post_build(self, config: Any) -> None:
        """Finishes the site of a bare engine as `briefing build` does.

        It runs after the search plugin, which writes the index.
        """
        if engine_protocol.given_settings(Path(config.config_file_path).parent) is None:
            from .storage import site_publisher

            search_index.split_index(Path(config.site_dir), self._search_terms)
            site_publisher.write_manifest(Path(config.site_dir))


def _separator(defaults: Mapping[str, Any]) -> str:
    (options,) = [one["search"] for one in defaults["plugins"] if "search" in one]
    return str(options["separator"])
