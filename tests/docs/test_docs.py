"""The documents are true: each command, target, file, picture and field that they name exists, and is documented."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

from generator.commands import main
from generator.kinds import KINDS
from generator.model.kind import Layout
from generator.pipeline import load_briefing
from generator.records.fields import Data, unwrap_annotation
from support.project import ROOT

README = ROOT / "README.md"
TOP = [ROOT / f"{name}.md" for name in ("README", "CONTRIBUTING", "CHANGELOG", "SECURITY")]
DOCUMENTS = [*TOP, *sorted((ROOT / "handbook/docs").rglob("*.md"))]
ERRORS = ROOT / "handbook/docs/reference/errors.md"
COMMANDS = main.commands
TARGETS = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: file.relative_to(ROOT).as_posix())


def text(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def code(document: Path) -> str:
    """The code in a document: between backticks, indented, or fenced."""
    if document == ERRORS:  # made from cases, which name what is wrong
        return ""
    words = text(document)
    spans = re.findall(r"`([^`\n]+)`", words)
    blocks = re.findall(r"^(?: {4}|\t)(?! *[-*] )(.+)$", words, re.MULTILINE)
    fenced = re.findall(r"^```\w*\n(.*?)^```", words, re.MULTILINE | re.DOTALL)
    return "\n".join([*spans, *blocks, *fenced])


# Commands


def calls(document: Path) -> list[tuple[str, str]]:
    """Each command that is given in a document, with the rest of its line."""
    return re.findall(r"^(?:\.venv/bin/)?briefing ([a-z]+)(?![\w-])(.*)$", code(document), re.MULTILINE)


@every_document
def test_every_command_that_is_named_exists(document: Path) -> None:
    assert {command for command, _ in calls(document)} - set(COMMANDS) == set()


@every_document
def test_every_option_of_a_command_that_is_named_exists(document: Path) -> None:
    for command, rest in calls(document):
        known = {option for one in COMMANDS[command].params for option in one.opts} | {"--help"}
        assert set(re.findall(r"--[a-z-]+", rest)) - known == set(), command


@every_document
def test_every_make_target_that_is_named_exists(document: Path) -> None:
    assert set(re.findall(r"\bmake ([a-z]+)\b", code(document))) - TARGETS == set()


def test_every_make_target_is_in_its_help() -> None:
    told = re.findall(r'@echo "make ([a-z]+) ', text(ROOT / "Makefile"))
    assert sorted(told) == sorted(TARGETS - {"help"})


def test_the_page_of_commands_lists_every_command() -> None:
    listed = re.findall(r"^### briefing ([a-z]+)", text(ROOT / "handbook/docs/reference/commands.md"), re.MULTILINE)
    assert sorted(listed) == sorted(COMMANDS)


def test_each_section_of_the_readme_fits_one_screen() -> None:
    sections = re.split(r"(?m)^## ", text(README))
    assert [section.split("\n")[0] for section in sections if len(section.split("\n")) > 40] == []


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_option_has_help(name: str) -> None:
    command = COMMANDS[name]
    assert command.help
    assert command.help.strip().endswith(".")
    options = [one for one in command.params if isinstance(one, click.Option)]
    assert [one.name for one in options if not one.help] == []


# Files


@every_document
def test_every_file_and_picture_that_is_linked_exists(document: Path) -> None:
    missing = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text(document)):
        path = unquote(target.partition("#")[0])
        if re.match(r"[a-z]+:", target) or not path:
            continue
        file = (document.parent / path).resolve()
        if not file.exists() and not is_generated(file):
            missing.append(target)
    assert missing == []


def is_generated(file: Path) -> bool:
    """True for a page that the generator writes into `docs/`."""
    return file in {(ROOT / "docs" / kind.index_path).resolve() for kind in KINDS}


@every_document
def test_every_file_of_the_project_that_is_named_exists(document: Path) -> None:
    """Paths from the project's root, such as `seeds/actors/kim-jong-un.yml`, `tests/`, `handbook/docs`."""
    folders = "|".join(re.escape(path.name) for path in sorted(ROOT.iterdir()) if path.is_dir())
    named = set(re.findall(rf"(?<![\w/.-])((?:{folders})/[\w./<>-]*)", code(document)))
    for path in sorted(named):
        is_made = path.startswith((".venv/", ".cache/", "site/", "offline/", "docs/.")) or any(
            map(is_generated, (ROOT / path, ROOT / path / "index.md"))
        )
        is_example = any(sign in path for sign in ("<", "visit.yml", "trip.yml", "dmitry-x", "places/")) or (
            document.parent.name == "start" and path.startswith(("docs/", "seeds/"))  # in the reader's own folder
        )
        assert is_made or is_example or (ROOT / path).exists(), path


# Fields and kinds


def test_every_place_of_a_record_that_the_guide_names_is_a_kinds() -> None:
    told = re.findall(r"^\| `(seeds/[^`]+)` \|", text(ROOT / "handbook/docs/write/editing.md"), re.MULTILINE)
    known = [
        kind.seeds_path + ("<id>.yml" if kind.layout is Layout.FOLDER else "") for kind in KINDS if kind.seeds_path
    ]
    assert set(told) - set(known) == set()


def names_of_fields() -> set[str]:
    found: set[str] = set()
    todo: list[type[Data]] = [kind.record for kind in KINDS if kind.layout is not Layout.NONE]
    while todo:
        model = todo.pop()
        for name, info in model.model_fields.items():
            key, of = info.alias or name, unwrap_annotation(info.annotation)[0]
            if key not in found and isinstance(of, type) and issubclass(of, Data):
                todo.append(of)
            found.add(key)
    return found


def test_every_field_that_the_guides_name_exists() -> None:
    """In the examples in YAML, and as words between backticks that look like a field of two words."""
    for document in (ROOT / "CONTRIBUTING.md", ROOT / "handbook/docs/write/editing.md"):
        keys = re.findall(
            r"^ *(?:- )?([a-z_]+):(?= |$)",
            "\n".join(re.findall(r"^```yaml\n(.*?)^```", text(document), re.M | re.S)),
            re.M,
        )
        words = re.findall(r"`([a-z]+_[a-z_]+|exact|prefix|suffix|evidence|paragraph)`", text(document))
        assert {*keys, *words} - names_of_fields() == set(), document.name


def test_the_records_that_the_documents_name_are_in_the_first_article() -> None:
    briefing = load_briefing(ROOT)
    named = re.findall(r"seeds/\w+/([a-z0-9-]+)\.yml", text(ROOT / "CONTRIBUTING.md"))
    assert [one for one in named if one not in briefing.entries] == []


# The changelog


def test_the_changelog_has_a_section_for_the_next_release() -> None:
    _, _, entries = text(ROOT / "CHANGELOG.md").partition("## Unreleased\n")
    assert re.findall(r"^- .+\.$", entries.partition("\n## ")[0], re.MULTILINE)
