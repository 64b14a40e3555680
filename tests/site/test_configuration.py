"""The configuration: what wins over what, what is kept as written, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.site import configuration

DEFAULTS = {
    "theme": {"name": "material", "font": False, "features": ["a", "b"], "palette": ["light", "dark"]},
    "plugins": [{"search": {"separator": "x", "lang": "en"}}],
    "markdown_extensions": ["tables", {"toc": {"permalink": True}}],
    "extra_css": ["our.css"],
    "extra": {"generator": False},
}


@pytest.mark.parametrize(
    ("given", "changed"),
    [
        ({}, {}),
        ({"theme": "material"}, {}),
        ({"theme": {"font": "Roboto"}}, {"theme": {**DEFAULTS["theme"], "font": "Roboto"}}),
        ({"theme": {"features": ["b", "c"]}}, {"theme": {**DEFAULTS["theme"], "features": ["a", "b", "c"]}}),
        ({"theme": {"palette": ["red"]}}, {"theme": {**DEFAULTS["theme"], "palette": ["red"]}}),
        ({"extra_css": ["my.css", "our.css"]}, {"extra_css": ["our.css", "my.css"]}),
        ({"extra": {"generator": True, "x": 1}}, {"extra": {"generator": True, "x": 1}}),
        (
            {"plugins": ["briefing", {"search": {"lang": "de"}}]},
            {"plugins": [{"search": {"separator": "x", "lang": "de"}}, "briefing"]},
        ),
        ({"plugins": {"search": None}}, {}),
        (
            {"markdown_extensions": {"toc": {"title": "Contents"}, "abbr": None}},
            {"markdown_extensions": ["tables", {"toc": {"permalink": True, "title": "Contents"}}, "abbr"]},
        ),
        ({"nav": ["index.md"], "site_name": "X"}, {"nav": ["index.md"], "site_name": "X"}),
    ],
)
def test_what_the_user_sets_wins_or_is_added(given: dict[str, Any], changed: dict[str, Any]) -> None:
    assert configuration.merge(DEFAULTS, given) == {**DEFAULTS, **changed}


TAGGED = """\
site_name: !ENV [NAME, "A name"]
markdown_extensions:
- pymdownx.emoji:
    emoji_index: !!python/name:material.extensions.emoji.twemoji ''
"""


def test_a_value_for_the_engine_stays_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(TAGGED, encoding="utf-8")
    assert configuration.dump(configuration.read(tmp_path)) == TAGGED


@pytest.mark.parametrize("text", ["", "- a\n", "[", "nav: [\n"])
def test_a_file_without_settings_is_empty(tmp_path: Path, text: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    assert configuration.read(tmp_path) == {}


RIGHT = "site_name: x\ntheme: material\nplugins: [briefing, search]\n"
BOMB = "".join(f"- &{name} [{f'*{before},' * 9}]\n" for before, name in zip("abcdef", "bcdefg", strict=True))
OLD = "this folder was made for version 0.1 of the program"
PROBLEMS: dict[str, tuple[str, tuple[int, str]]] = {
    "right": ("theme: material\nplugins: [briefing, search]\n", (0, "")),
    "with options": ("theme:\n  name: material\nplugins:\n  - briefing: {}\n  - search\n", (0, "")),
    "as a mapping": ("theme: material\nplugins:\n  briefing:\n  search:\n", (0, "")),
    "old": ("site_name: x\nhooks: [generator/hook.py]\ntheme: material\n", (2, OLD)),
    "no plugin": ("theme: material\n\nplugins:\n  - search\n", (3, "`plugins` does not name the plugin `briefing`")),
    "no plugins": ("theme: material\n", (1, "`plugins` does not name the plugin `briefing`")),
    "another theme": ("plugins: [briefing]\ntheme: mkdocs\n", (2, "`theme` is not material")),
    "impossible date": (
        f"{RIGHT}extra: {{since: 2023-13-45}}\n",
        (0, "a value can't be read (month must be in 1..12); put"),
    ),
    "number without digits": (
        f"{RIGHT}extra: {{colour: 0b_}}\n",
        (0, "a value can't be read (invalid literal for int()"),
    ),
    "tag without a value": (f"{RIGHT}x: !!timestamp x\n", (0, "a value can't be read (")),
    "in itself": (f"{RIGHT}nav: &a [*a]\n", (0, "its aliases (*) stand for too many values")),
    "many times itself": (f"{RIGHT}x:\n- &a [{'x,' * 9}]\n{BOMB}", (0, "its aliases (*) stand for too many values")),
    "aliases": (f"{RIGHT}x: &a {{b: 1}}\ny: [*a, *a]\n", (0, "")),
    "deep": ("[" * 1_000, (0, "this is nested too deep; check the brackets")),
    "unhashable": (f"{RIGHT}? {{a: b}}\n: c\n", (4, "this is no YAML: ")),
    "bracket": (
        "site_name: x\ntheme: [material\nplugins: [briefing]\n",
        (2, "this is no YAML: the bracket opened here is not closed"),
    ),
    "not closed": (f"{RIGHT}site_description: 'x\n", (4, "this is no YAML: this quotation mark is never closed")),
    "not text": ("site_name: \udcff\n", (1, "byte 0xFF is not UTF-8; save the file as UTF-8")),
    "control character": (
        f"{RIGHT}x: a\0b\n",
        (0, "a value can't be read (unacceptable character #x0000: special characters are"),
    ),
    "no mapping": ("- briefing\n", (1, "this is no mapping of settings; write theme: {name: material}")),
    "nothing": ("", (1, "`theme` is not material")),
    "navigation": (f"{RIGHT}nav: 5\n", (4, "`nav` is not a list of pages")),
    "navigation of the engine": (f"{RIGHT}nav: !ENV [NAV]\n", (4, "`nav` is not a list of pages")),
    "empty navigation": (f"{RIGHT}nav:\n", (0, "")),
    "theme folder": (
        'theme: {name: material, custom_dir: "a\\0b"}\n',
        (1, "`theme.custom_dir` is not the path of a folder"),
    ),
    "numbered theme folder": (
        "theme: {name: material, custom_dir: 5}\n",
        (1, "`theme.custom_dir` is not the path of a"),
    ),
    "pages elsewhere": (f"{RIGHT}docs_dir: /etc\n", (4, "`docs_dir` is not docs, the folder in which")),
    "pages in a number": (f"{RIGHT}docs_dir: 5\n", (4, "`docs_dir` is not docs")),
    "pages where they are": (f"{RIGHT}docs_dir: ./docs/\n", (0, "")),
    "no theme": ("plugins: [briefing]\n", (1, "`theme` is not material")),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_what_can_not_build_a_briefing_is_reported_at_its_line(tmp_path: Path, name: str) -> None:
    text, (line, beginning) = PROBLEMS[name]
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8", errors="surrogateescape")
    found = configuration.find_problem(tmp_path)
    assert (found.line, found.message[: len(beginning)]) == (line, beginning) if found else line == 0
    assert (found is None) == (not beginning)


@pytest.mark.parametrize(
    ("tag", "language"), [("en", "en"), ("de-CH", "de"), ("pt-BR", "pt-BR"), ("gd", "en"), ("zh-Hant", "zh-Hant")]
)
def test_the_theme_speaks_the_nearest_language(tag: str, language: str) -> None:
    assert configuration.theme_language(tag) == language
