"""The configuration of the site: defaults, `mkdocs.yml`, settings of the data.

`mkdocs.yml` wins over `defaults.yml`, and the data over both. MkDocs and ProperDocs read `mkdocs.yml` themselves, and
the plugin `briefing` completes it; Zensical, which has no plugins, gets a completed copy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

CONFIG = "mkdocs.yml"
PLUGIN = "briefing"
"""The name of our plugin in `mkdocs.yml`."""
THEME = Path(__file__).parent.parent / "theme"
"""The folder with our templates and assets, which lies above the theme's own."""
_DEFAULTS = Path(__file__).with_name("defaults.yml")
_EXTENDED = ("features", "extra_css", "extra_javascript", "polyfills")
"""The lists to which `mkdocs.yml` adds; it replaces the other lists."""
_NAMED = ("plugins", "markdown_extensions")
"""The lists of names, each with options or without, which are merged by name."""
_OLD_HOOK = "generator/hook.py"
_NEEDED = "theme: {name: material} and plugins: [briefing, search]"

Settings = Mapping[str, Any]
"""Settings in the form of `mkdocs.yml`."""


@dataclass(frozen=True)
class ConfigurationProblem:
    """A problem of `mkdocs.yml`: its line, from 1, what to do, and the line's text."""

    line: int
    message: str
    written: str


class _Loader(yaml.SafeLoader):
    """Loads YAML; a value with a tag of an engine, such as `!ENV`, stays a node."""


class _Dumper(yaml.SafeDumper):
    """Writes YAML; a node is written as it was read."""


_Loader.add_multi_constructor("!", lambda _, __, node: node)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda _, __, node: node)
for _node in (yaml.ScalarNode, yaml.SequenceNode, yaml.MappingNode):
    _Dumper.add_representer(_node, lambda _, node: node)


@cache
def defaults() -> Settings:
    """Returns the settings of every briefing's site."""
    return _mapping(yaml.load(_DEFAULTS.read_bytes(), _Loader))


def read(root: Path) -> Settings:
    """Reads `mkdocs.yml`; empty if the engine will report it. Raises OSError."""
    try:
        return _mapping(yaml.load((root / CONFIG).read_bytes(), _Loader))
    except yaml.YAMLError:
        return {}


def custom_dir(root: Path) -> str:
    """Returns the user's theme folder as `mkdocs.yml` names it, or an empty text.

    Raises OSError.
    """
    theme = read(root).get("theme")
    return str(theme.get("custom_dir") or "") if isinstance(theme, Mapping) else ""


def dump(settings: Settings) -> str:
    """Returns the text of a configuration file."""
    return str(yaml.dump(dict(settings), Dumper=_Dumper, sort_keys=False, allow_unicode=True))


def merge(settings: Settings, winning: Settings) -> dict[str, Any]:
    """Returns settings, changed and completed by those that win over them."""
    merged = dict(settings)
    for key, value in winning.items():
        merged[key] = _merge_value(key, settings[key], value) if key in settings else value
    return merged


def _merge_value(key: str, value: Any, winning: Any) -> Any:
    if key == "theme" and isinstance(winning, str):
        winning = {"name": winning}
    if key in _NAMED:
        merged = merge(_options(value), _options(winning))
        return [{name: options} if options else name for name, options in merged.items()]
    if key in _EXTENDED and isinstance(winning, list):
        return [*value, *(item for item in winning if item not in value)]
    if isinstance(value, Mapping) and isinstance(winning, Mapping):
        return merge(value, winning)
    return winning


def _options(items: Any) -> dict[str, Any]:
    """Returns the items of a list of names: each name with its options."""
    if isinstance(items, Mapping):
        return {str(name): options or {} for name, options in items.items()}
    found: dict[str, Any] = {}
    for item in items if isinstance(items, list) else ():
        found.update(_options(item) if isinstance(item, Mapping) else {str(item): {}})
    return found


def find_problem(root: Path) -> ConfigurationProblem | None:
    """Returns what keeps `mkdocs.yml` from building a briefing, if anything does.

    A file that is missing, or that is not YAML, is the engine's to report. Raises OSError.
    """
    file = root / CONFIG
    if not file.is_file():
        return None
    settings = read(root)
    hooks, theme = settings.get("hooks"), settings.get("theme")
    key, message = "", ""
    if isinstance(hooks, list) and _OLD_HOOK in hooks:
        key = "hooks"
        message = (
            "this folder was made for version 0.1 of the program; replace `hooks`, `theme.custom_dir`, `nav` and all "
            f"settings that you did not write by {_NEEDED}"
        )
    elif (theme.get("name") if isinstance(theme, Mapping) else theme) != "material":
        key, message = "theme", f"`theme` is not material, for which the pages are made; write {_NEEDED}"
    elif PLUGIN not in _options(settings.get("plugins")):
        key, message = (
            "plugins",
            f"`plugins` does not name the plugin `{PLUGIN}`, which makes the pages; write {_NEEDED}",
        )
    if not message:
        return None
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    line = next((number for number, text in enumerate(lines, 1) if text.startswith(f"{key}:")), 1)
    return ConfigurationProblem(line, message, lines[line - 1] if lines else "")


@cache
def theme_languages() -> tuple[str, ...]:
    """Returns the languages that the theme is translated into, as tags of BCP 47."""
    folder = Path(str(files("material"))) / "templates/partials/languages"
    return tuple(sorted(file.stem for file in folder.glob("*.html")))


def theme_language(tag: str) -> str:
    """Returns the theme's language nearest to a tag of BCP 47; else English."""
    known = theme_languages()
    return next((one for one in (tag, tag.partition("-")[0]) if one in known), "en")


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
