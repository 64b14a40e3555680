"""The configuration of the site: defaults, `mkdocs.yml`, settings of the data.

`mkdocs.yml` wins over `defaults.yml`, and the data over both. MkDocs and ProperDocs read `mkdocs.yml` themselves, and
the plugin `briefing` completes it; Zensical, which has no plugins, gets a completed copy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path, PurePath
from typing import Any

import yaml

from ..loading import yaml_reader
from ..problems import escape_path
from ..storage import atomic_files

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
MAX_BYTES = 5_000_000
"""The largest `mkdocs.yml` that is read."""
_VALUES_MAX = 100_000
"""The number of values in `mkdocs.yml` with each alias written out, at most."""
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
    """Reads `mkdocs.yml`; empty if it has a problem. Raises OSError."""
    settings = _parse(read_bytes(root))
    return {} if isinstance(settings, ConfigurationProblem) else settings


def read_bytes(root: Path) -> bytes:
    """Returns the content of `mkdocs.yml`, of which a link or a pipe has none.

    Raises OSError.
    """
    file = root / CONFIG
    is_special = file.is_symlink() or (file.exists() and not file.is_file())
    return b"" if is_special else atomic_files.read_start(file, MAX_BYTES)


@lru_cache(maxsize=2)
def _parse(raw: bytes) -> Settings | ConfigurationProblem:
    """Returns the settings of a file, or why it can't be read."""
    text = yaml_reader.decode(raw)
    if isinstance(text, yaml_reader.TextProblem):
        return _at_line(text.line, text.message, raw)
    try:
        settings = yaml.load(text, _Loader)
    except yaml.MarkedYAMLError as error:
        found = yaml_reader.syntax_problem(text, error)
        return _at_line(found.line, f"this is no YAML: {found.message}", raw)
    except RecursionError:
        return ConfigurationProblem(0, "this is nested too deep; check the brackets", "")
    except Exception as error:  # of many types: for a date that does not exist, or a number without digits
        reason = escape_path(" ".join(str(error).split()))
        return ConfigurationProblem(0, f"a value can't be read ({reason}); put it in quotes", "")
    if settings is not None and not isinstance(settings, dict):
        return _at_line(1, f"this is no mapping of settings; write {_NEEDED}", raw)
    if _count_values(settings, {}) > _VALUES_MAX:
        return ConfigurationProblem(0, "its aliases (*) stand for too many values; write them out", "")
    return settings or {}


def _count_values(value: Any, known: dict[int, int]) -> int:
    """Returns the number of values in a value, as if each alias were written out.

    One that contains itself counts as too many.
    """
    if not isinstance(value, (dict, list)):
        return 1
    if id(value) not in known:
        known[id(value)] = _VALUES_MAX
        children = value.values() if isinstance(value, dict) else value
        known[id(value)] = 1 + sum(_count_values(child, known) for child in children)
    return known[id(value)]


def custom_dir(root: Path) -> str:
    """Returns the user's theme folder as `mkdocs.yml` names it, or an empty text.

    Raises OSError.
    """
    theme = read(root).get("theme") if (root / CONFIG).exists() else None
    custom = theme.get("custom_dir") if isinstance(theme, Mapping) else ""
    return custom if isinstance(custom, str) and custom.isprintable() else ""


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
    """Returns the first reason why `mkdocs.yml` builds no briefing, if there is one.

    A file that is missing is the engine's to report. Raises OSError.
    """
    if (root / CONFIG).is_dir():
        return ConfigurationProblem(0, "this is a folder; it must be a file of settings", "")
    if not (root / CONFIG).is_file() or (root / CONFIG).is_symlink():
        return None
    raw = read_bytes(root)
    settings = _parse(raw)
    if isinstance(settings, ConfigurationProblem):
        return settings
    hooks, theme = settings.get("hooks"), settings.get("theme")
    given = theme if isinstance(theme, Mapping) else {"name": theme}
    custom, docs = given.get("custom_dir") or "", settings.get("docs_dir", "docs")
    if isinstance(hooks, list) and _OLD_HOOK in hooks:
        key = "hooks"
        message = (
            "this folder was made for version 0.1 of the program; replace `hooks`, `theme.custom_dir`, `nav` and all "
            f"settings that you did not write by {_NEEDED}"
        )
    elif given.get("name") != "material":
        key, message = "theme", f"`theme` is not material, for which the pages are made; write {_NEEDED}"
    elif not isinstance(custom, yaml.Node) and not (isinstance(custom, str) and custom.isprintable()):
        key, message = "theme", "`theme.custom_dir` is not the path of a folder"
    elif PLUGIN not in _options(settings.get("plugins")):
        key, message = (
            "plugins",
            f"`plugins` does not name the plugin `{PLUGIN}`, which makes the pages; write {_NEEDED}",
        )
    elif not isinstance(settings.get("nav") or [], list):
        key, message = "nav", "`nav` is not a list of pages; write nav: [index.md], or leave it out"
    elif not isinstance(docs, str) or PurePath(docs) != PurePath("docs"):
        key, message = "docs_dir", "`docs_dir` is not docs, the folder in which the pages are made; leave it out"
    else:
        return None
    lines = yaml_reader.read_lines(raw)
    line = next((number for number, text in enumerate(lines, 1) if text.startswith(f"{key}:")), 1)
    return _at_line(line, message, raw)


def _at_line(line: int, message: str, raw: bytes) -> ConfigurationProblem:
    lines = yaml_reader.read_lines(raw)
    return ConfigurationProblem(line, message, lines[line - 1] if line else "")


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
