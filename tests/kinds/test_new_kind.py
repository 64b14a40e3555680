"""A kind that the project does not know flows through everything but its own pages, with no other module touched."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import ClassVar

import pytest

from generator.authoring.scaffold import scaffold_record
from generator.formats.exports.json import document
from generator.kinds import KINDS
from generator.loading.checks import find_problems
from generator.loading.loader import Loaded, load
from generator.model import Kind, Layout, indexes
from generator.records.field_roles import describe_fields
from generator.records.fields import Line, Ref, RequiredEvidence
from generator.records.record import Record
from generator.storage.seed_files import read_seeds
from support.project import CASES, EXAMPLES, ROOT


class Vessel(Record):
    """A ship."""

    KIND: ClassVar[str] = "vessels"

    name: Line
    state: Ref["actors"] | None = None  # noqa: F821, UP037 - names a kind
    happened: tuple[Ref["*"], ...] = ()  # noqa: F722 - any kind
    evidence: RequiredEvidence

    @property
    def heading(self) -> str:
        return self.name


class VesselsKind(Kind):
    """Vessels, each with a page."""

    name = "vessels"
    singular = "vessel"
    title = "Vessels"
    description = "The ships."
    layout = Layout.FOLDER
    section = "vessels"
    record = Vessel
    has_pages = True
    must_be_referenced = True
    backlinks_heading = "Vessels"


VESSELS = VesselsKind()
LUME = """\
id: lume
name: Lume
state: varenna
happened: [conference]
evidence:
  - source: ostrel-gazette
    paragraph: 1
"""


def loaded(text: str) -> Loaded:
    seeds = {**read_seeds(EXAMPLES / "strait"), "seeds/vessels/lume.yml": text.encode()}
    return load(seeds, (*KINDS, VESSELS))


def test_its_faults_are_reported_by_line_and_column() -> None:
    text = LUME.replace("varenna", "varena").replace("[conference]", "[selwyn-daughters, nowhere-at-all]")
    text = text.replace("    paragraph: 1", "    paragraph: 99")
    assert [str(problem).split(" ", 2)[0] for problem in find_problems(loaded(text)) if "W101" not in str(problem)] == [
        "seeds/vessels/lume.yml:3:8:",
        "seeds/vessels/lume.yml:4:30:",
        "seeds/vessels/lume.yml:7:16:",
    ]
    message = 'seeds/vessels/lume.yml:3:8: E013 vessel lume: unknown actor "varena"; did you mean "varenna" (seeds/actors/varenna.yml)?'
    assert message in map(str, find_problems(loaded(text)))


def test_an_unused_one_is_warned_of() -> None:
    found = [str(problem).split(": ", 2)[:2] for problem in find_problems(loaded(LUME))]
    assert found == [
        ["seeds/vessels/lume.yml:1:5", "W101 vessel lume"],
        ["seeds/vessels/lume.yml:7:16", "W103 vessel lume"],
    ]


def test_it_appears_where_it_refers_to() -> None:
    briefing = loaded(LUME).briefing
    assert briefing.get("lume").address == "vessels/lume.md"
    for target in ("varenna", "conference"):
        groups = {
            kind.name: [entry.record.id for entry in entries]
            for kind, entries in indexes.references(briefing).referenced_by(target)
        }
        assert groups["vessels"] == ["lume"]
    citing = indexes.evidence(briefing).records_by_paragraph["ostrel-gazette", 1]
    assert "lume" in [entry.record.id for entry in citing]


def test_its_page_has_no_linked_data_as_long_as_it_has_no_entity() -> None:
    briefing = loaded(LUME).briefing
    lume, varenna = (briefing.get(name) for name in ("lume", "varenna"))
    panel = briefing.kinds_by_name["data"].panel
    assert panel(briefing, VESSELS.record_page(lume.record, "")) is None
    assert panel(briefing, varenna.kind.record_page(varenna.record, "")) is not None


def test_it_is_exported_under_its_name() -> None:
    evidence = {
        "source": "ostrel-gazette",
        "paragraph": 1,
        "exact": None,
        "prefix": None,
        "suffix": None,
        "accepted": None,
    }
    assert document(loaded(LUME).briefing)["vessels"] == [
        {
            "id": "lume",
            "former_ids": [],
            "draft": False,
            "name": "Lume",
            "state": "varenna",
            "happened": ["conference"],
            "evidence": [evidence],
        }
    ]


def test_its_fields_and_its_starter_follow_from_the_model() -> None:
    assert [(field.key, field.type) for field in describe_fields(Vessel)] == [
        ("id", "text"),
        ("former_ids", "list of text"),
        ("draft", "true or false"),
        ("name", "text"),
        ("state", "id from actors"),
        ("happened", "list of ids of any records"),
        ("evidence", "list of {source, paragraph, exact, prefix, suffix, accepted}"),
    ]
    assert scaffold_record(VESSELS, "lume").startswith("# Vessel: a ship.\n")


# The page of the handbook


@pytest.mark.slow
def test_the_handbook_adds_places(tmp_path: Path) -> None:
    """Writes the files that `adding-a-kind.md` shows into a copy, and generates the page of the places."""
    for name in ("generator", "tests/examples/minimal/seeds"):
        shutil.copytree(ROOT / name, tmp_path / Path(name).name)
    text = (ROOT / "handbook/docs/develop/adding-a-kind.md").read_text(encoding="utf-8")
    path = "generator/site/defaults.yml|generator/kinds/places/[.\\w]+|seeds/places/[.\\w]+"
    files = dict(re.findall(rf"`({path})`[^`]*(?:`[^`\n]+`[^`]*)*\n```\w+\n(.*?)```\n", text, re.DOTALL))
    menu = (tmp_path / "generator/site/defaults.yml", files.pop("generator/site/defaults.yml"))
    for file, line in (menu, (tmp_path / "generator/kinds/__init__.py", '        "places",\n')):
        before = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"(?m)^ .*glossary.*\n", rf"\g<0>{line}", before), encoding="utf-8")
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    command = [sys.executable, "-m", "generator", "generate"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "docs/places/index.md").read_text(encoding="utf-8")
    expected = CASES / "new-kind/places.md"
    if os.environ.get("UPDATE"):
        expected.write_text(page, encoding="utf-8")
    assert page == expected.read_text(encoding="utf-8")
