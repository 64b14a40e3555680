"""`check --publish` of whole briefings, and the marks on pages for evidence that is not verified."""

from __future__ import annotations

import shutil
from pathlib import Path
from posixpath import dirname, relpath

import pytest

from generator.kinds import KINDS
from generator.loading.loader import load
from generator.model import lockfile as lock
from generator.model.briefing import Briefing
from generator.rendering.renderer import render
from generator.storage.seed_files import read_seeds
from support.commands import output_of
from support.project import EXAMPLES, ROOT

GRID = EXAMPLES / "northern-grid"
HEAD = "seeds/briefing.yml"


def test_the_first_article_may_be_published_with_its_lock_as_it_is() -> None:
    assert output_of(ROOT, "check --publish").startswith("0 errors, 0 warnings\n")


@pytest.mark.parametrize("name", ["one-source", "two-sources"])
def test_a_verified_briefing_may_be_published(name: str, tmp_path: Path) -> None:
    for folder in ("seeds", "texts"):
        shutil.copytree(GRID / name / folder, tmp_path / folder)
    for text in sorted((tmp_path / "texts").iterdir()):
        output_of(tmp_path, f"verify {text.stem} {text}")
    assert (tmp_path / lock.PATH).read_text("utf-8").startswith('{\n"normal_form": "bn-2",\n')
    said = output_of(tmp_path, "check --publish")
    assert "\n0 errors, 6 warnings\n" in said
    assert said.count(": W110 ") == 5, "each is a fact that the source has in a paragraph that is not cited"
    assert ": W127 briefing northern-grid: the whole briefing is marked as a draft" in said


def grid(setting: str, quotation: str) -> Briefing:
    """The northern grid with this line in its head, and this quotation in one of its events."""
    seeds = dict(read_seeds(GRID / "one-source"))
    for file, before, after in (
        (HEAD, "language: en\n", f"language: en\n{setting}"),
        ("seeds/events/hesse-attack.yml", "had shot out the cooling fins", quotation),
    ):
        text = seeds[file]
        assert isinstance(text, bytes)
        assert text.count(before.encode()) == 1
        seeds[file] = text.replace(before.encode(), after.encode())
    return load(seeds, KINDS).briefing


def pages(briefing: Briefing) -> dict[str, str]:
    return {path: text for path, text in render(briefing).items() if isinstance(text, str) and path.endswith(".md")}


def test_every_page_says_that_evidence_is_not_verified() -> None:
    found = pages(grid("publish_unverified: true\n", "had blown up the cooling fins"))
    for path, text in found.items():
        (notice,) = (line for line in text.splitlines() if 'class="br-unverified"' in line)
        address = relpath("trust/index.md", dirname(path) or ".")
        more = "" if path == "trust/index.md" else f" [Trust]({address}) lists the claims."
        assert notice == (
            '<p class="br-unverified" data-search-exclude="true" markdown="span">**Not fully verified.** 1 of 69 pieces of '
            "evidence in this briefing is not verified: the program has not compared it with the text of the source."
            f"{more}</p>"
        )
    assert (
        "\n- Evidence that is not verified: 1 of 69 pieces. The settings of this briefing allow it to be published all the same.\n"
        in found["trust/index.md"]
    )


@pytest.mark.parametrize(
    ("setting", "quotation"),
    [("publish_unverified: true\n", "had shot out the cooling fins"), ("", "had blown up the cooling fins")],
    ids=["nothing to say", "not allowed"],
)
def test_otherwise_no_page_says_so(setting: str, quotation: str) -> None:
    found = pages(grid(setting, quotation))
    assert [path for path, text in found.items() if "br-unverified" in text] == []
    assert ("\n- Evidence that is not verified: 0 of 69 pieces." in found["trust/index.md"]) == bool(setting)
