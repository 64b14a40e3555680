"""A build of MkDocs that stays in memory, to render single pages again."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any

import mkdocs.commands.build as mkdocs_build
from mkdocs.structure.pages import Page
from mkdocs.utils import meta

from .page_rendering import WarningCounter, template_name


class KeptBuild:
    """The configuration, menu, files and templates of a build, without its cache."""

    def __init__(self, config: Any, nav: Any, files: Any, env: Any) -> None:
        self._config, self._nav, self._files, self._env = config, nav, files, env
        self._pages = files.documentation_pages()

    def render(self, texts: Mapping[str, str]) -> dict[str, str]:
        """Renders pages with new texts, by their path under `docs/`.

        Returns the HTML by path in the site; leaves out pages that the build did not have, and those that warn. The
        menu is that of the build, but for the titles of these pages.
        """
        found = {}
        for path, text in texts.items():
            file = self._files.get_file_from_path(path)
            if file and file.page:
                with ExitStack() as until_rendered:
                    warnings = WarningCounter.installed(until_rendered)
                    html = self._render(file.page, text)
                if not warnings.count:
                    found[file.dest_uri] = html
        return found

    def _render(self, page: Any, text: str) -> str:
        """Renders a page in the steps of MkDocs' build."""
        config, files, plugins = self._config, self._files, self._config.plugins
        text, page.meta = meta.get_data(text)
        page.markdown = plugins.on_page_markdown(text, page=page, config=config, files=files)
        Page.render(page, config, files)
        page.content = plugins.on_page_content(page.content, page=page, config=config, files=files)
        page.active = True
        try:
            context = mkdocs_build.get_context(self._nav, self._pages, config, page)
            context = plugins.on_page_context(context, page=page, config=config, nav=self._nav)
            html = self._env.get_template(template_name(page)).render(context)
            return str(plugins.on_post_page(html, page=page, config=config))
        finally:
            page.active = False
