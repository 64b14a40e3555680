"""The head of a briefing: its editors and its licence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import pytest

from generator.kinds import KINDS
from generator.loading.loader import load
from generator.model.briefing import Briefing
from generator.pipeline import load_briefing
from generator.records.licences import Licence
from generator.rendering.renderer import render
from generator.storage.seed_files import read_seeds
from generator.text import urls
from support.project import EXAMPLES, ROOT

HEAD = "seeds/briefing.yml"
FIELDS = re.compile(rb"^(?:licence|editors|corrections|format):.*\n(?:[ -].*\n)*", re.MULTILINE)


def strait(fields: str) -> Briefing:
    """The strait, with these fields for those of its licence, editors and corrections."""
    seeds = dict(read_seeds(EXAMPLES / "strait"))
    text = seeds[HEAD]
    assert isinstance(text, bytes)
    seeds[HEAD] = FIELDS.sub(b"", text) + fields.encode()
    loaded = load(seeds, KINDS)
    assert loaded.problems == ()
    return loaded.briefing


@cache
def pages(fields: str) -> Mapping[str, str]:
    return {path: text for path, text in render(strait(fields)).items() if isinstance(text, str)}


@pytest.mark.parametrize(
    ("fields", "assessor", "cited"),
    [
        ("", "the editor", ""),
        ("editors:\n  - name: Jane Doe\n    role: Editor\n", "the editor, Jane Doe", "Jane Doe: "),
        ("editors:\n  - name: Jane Doe\n  - name: Jo Vale\n", "the editors", "Jane Doe, Jo Vale: "),
    ],
)
def test_pages_say_who_assessed(fields: str, assessor: str, cited: str) -> None:
    found = pages(fields)
    assert f">Assessed by {assessor}</li>" in found["risks/talks-collapse.md"]
    assert f"(assessed by {assessor})" in found["index.md"]
    assert f"; assessed by {assessor}.\n" in found["brief/index.md"]
    assert f"</span> {assessor} |" in found["risks/index.md"]
    assert f'markdown="span">{cited}“The talks collapse”, in: ' in found["risks/talks-collapse.md"]


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("mailto:desk@strait.example", "[desk@strait.example](mailto:desk@strait.example)"),
        ("https://strait.example/errors", "[https://strait.example/errors](https://strait.example/errors)"),
    ],
)
def test_each_page_ends_with_the_address_for_corrections(address: str, link: str) -> None:
    texts = [text for path, text in pages(f"corrections: {address}\n").items() if path.endswith(".md")]
    assert [text.count(f"\nReport an error: {link}{{: .br-address }}\n") for text in texts] == [1] * len(texts)


def test_without_the_fields_nothing_is_said_of_them() -> None:
    for path, text in pages("").items():
        said = "" if path == "data/fields.md" else text
        assert not re.search(r"(?i)licen[cs]e:|under \[|cc[ -]by|creativecommons|report an error:|jane doe", said), path


@pytest.mark.parametrize("licence", Licence)
def test_a_licence_has_a_name_and_an_address_of_its_own(licence: Licence) -> None:
    assert urls.validate(licence.url).startswith("https://")
    assert [one for one in Licence if licence.words in one.words or licence.url == one.url] == [licence]


def test_the_home_page_and_the_page_of_the_data_name_the_licence() -> None:
    link = "Licence: [Open Government Licence 3.0](https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/)"
    found = pages("licence: OGL-UK-3.0\n")
    assert [path for path, text in found.items() if link in text] == ["index.md", "data/index.md"]


def test_nothing_of_the_first_briefing_is_part_of_the_program() -> None:
    """Neither its records and names, nor its licence."""
    ids = [one for one in load_briefing(ROOT).entries if "-" in one]
    own = re.compile(r"putin|russia\b|korea\b|cc[ -]by|creativecommons")
    tables = [ROOT / f"generator/{file}.py" for file in ("records/licences", "drafting/gazetteer")]
    found = [
        f"{file.relative_to(ROOT)}: {word}"
        for file in sorted((ROOT / "generator").rglob("*"))
        if file.suffix in (".py", ".j2", ".html", ".css", ".js", ".yml", ".xml", ".svg") and file not in tables
        for text in [file.read_text("utf-8").lower()]
        for word in [*(one for one in ids if one in text), *own.findall(text)]
    ]
    assert found == []
