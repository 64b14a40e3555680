"""The versions and settings with which the page cache was tested."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Any

from mkdocs.plugins import BasePlugin

TESTED_VERSIONS = {
    "mkdocs": ("1.6.1",),
    "mkdocs-material": ("9.8.2",),
    "markdown": ("3.11.3",),
    "pymdown-extensions": ("13.1.2", "12.3"),
    "jinja2": ("3.1.6",),
}
"""The versions with which cached and plain builds give the same bytes."""
SEARCH_PLUGIN, BRIEFING_PLUGIN = "material.plugins.search.plugin", "generator.plugin"
EXTENSIONS = {
    "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "tables", "toc",
    "pymdownx.details", "pymdownx.superfences", "pymdownx.tabbed", "generator.text.unused_syntax",
}  # fmt: skip
"""The extensions whose output depends only on a page's text and their options."""
_CACHE_PLUGIN = f"{__package__}.plugin"


def unsupported_version() -> str:
    """Returns which installed version was not tested; empty if all were."""
    for name, tested in TESTED_VERSIONS.items():
        try:
            found = version(name)
        except PackageNotFoundError:
            found = "of no known version"
        if found not in tested:
            return f"{name} is {found}, not {' or '.join(tested)}"
    return ""


def unsupported_setting(config: Any) -> str:
    """Returns why the pages of this configuration can't be cached; empty if they can."""
    for name, plugin in config.plugins.items():
        is_known = type(plugin).__module__ in (SEARCH_PLUGIN, BRIEFING_PLUGIN, _CACHE_PLUGIN)
        if not is_known and isinstance(plugin, BasePlugin):
            return f"the cache does not know what the plug-in {name} does"
    for event in ("env", "page_context"):
        if has_hooks(config, event):
            return f"a hook takes part in on_{event}"
    for name in config.markdown_extensions:
        if name not in EXTENSIONS:
            return f"the Markdown extension {name} was not tested with the cache"
    if (config.mdx_configs or {}).get("footnotes", {}).get("UNIQUE_IDS"):
        return "the footnotes' UNIQUE_IDS count through all pages"
    return ""


def has_hooks(config: Any, *events: str) -> bool:
    """Returns whether a hook takes part in one of these events."""
    known = (SEARCH_PLUGIN, BRIEFING_PLUGIN, _CACHE_PLUGIN)
    return any(_owner(method) not in known for event in events for method in config.plugins.events[event])


def _owner(method: Any) -> str:
    """Returns the module of the object whose method this is."""
    return str(type(getattr(method, "__self__", None)).__module__)
