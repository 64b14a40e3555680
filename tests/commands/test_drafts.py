"""`briefing drafts`: what is open, by paragraph, with the place to continue at."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from generator.pipeline import generate
from support.commands import briefing
from support.project import EXAMPLES, ROOT

ANNA = """id: anna
draft: true
kind: person
name: Anna
summary: "TODO: who *she* is <b>"
interests:
  - text: TODO
    basis: stated
    evidence:
      - harbour-news#p2
statements:
  - id: anna-spring
    draft: true
    text: TODO
    voice: indirect
    type: forecast
evidence:
  - harbour-news#p1
"""
SOURCE = """id: harbour-news
draft: true
type: article-newspaper
title: Ferry to sail again
container_title: Harbour News
issued: "2031-03"
language: en
paragraphs:
  - number: 1
    gist: The repairs are done.
  - number: 2
    gist: "TODO: what she wants"
"""
COMPLETE = """id: bo
draft: true
kind: person
name: Bo
summary: He repairs the harbour.
evidence:
  - harbour-news#p1
"""
TEXT = """harbour-news#p1
  seeds/actors/anna.yml:5:10: actor anna: summary: who *she* is <b>
  seeds/actors/bo.yml:2:8: actor bo: nothing is open; review it, and delete the line draft: true
harbour-news#p2
  seeds/sources/harbour-news.yml:12:11: source harbour-news: paragraphs[2].gist: what she wants
  seeds/actors/anna.yml:7:11: actor anna: interests[1].text
without evidence
  seeds/actors/anna.yml:12:5: statement anna-spring: evidence: to be added
  seeds/actors/anna.yml:14:11: statement anna-spring: text
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLES / "minimal" / "seeds", tmp_path / "seeds")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "seeds/evidence.lock.json").unlink()
    return tmp_path


@pytest.fixture
def drafted(project: Path) -> Path:
    for path, text in (("actors/anna", ANNA), ("actors/bo", COMPLETE), ("sources/harbour-news", SOURCE)):
        (project / f"seeds/{path}.yml").write_text(text, encoding="utf-8")
    return project


def test_what_is_open_is_listed_by_paragraph(drafted: Path) -> None:
    done = briefing(drafted, "drafts")
    assert (done.stdout, done.stderr, done.returncode) == (TEXT, "4 drafts, 5 open fields\n", 0)


def test_other_tools_read_it_as_json(drafted: Path) -> None:
    done = briefing(drafted, "drafts", "--format", "json")
    found = json.loads(done.stdout)
    assert (found["drafts"], len(found["open"]), done.returncode) == (4, 6, 0)
    assert found["open"][2] == {
        "source": "harbour-news", "paragraph": 2, "file": "seeds/sources/harbour-news.yml", "line": 12, "column": 11,
        "kind": "source", "record": "harbour-news", "field": "paragraphs[2].gist", "hint": "what she wants",
    }  # fmt: skip
    assert found["open"][-1]["source"] is None


def test_nothing_is_listed_without_drafts(project: Path) -> None:
    done = briefing(project, "drafts")
    assert (done.stdout, done.stderr, done.returncode) == ("", "0 drafts, 0 open fields\n", 0)


def test_errors_are_counted(drafted: Path) -> None:
    (drafted / "seeds/actors/bo.yml").write_text(COMPLETE.replace("kind: person", "kind: man"), encoding="utf-8")
    done = briefing(drafted, "drafts")
    assert done.returncode == 0
    assert done.stderr == ("3 drafts, 5 open fields\n1 error: records with errors are not listed; run briefing check\n")


def test_pages_mark_what_is_open(drafted: Path) -> None:
    generate(drafted)
    page = (drafted / "docs/actors/anna.md").read_text(encoding="utf-8")
    assert '<mark class="br-open">Open: who &#42;she&#42; is &lt;b&gt;</mark>' in page
    assert page.count('<mark class="br-open">Open: to be written</mark>') == 2
    assert "Open: <code>summary</code>, <code>interests[1].text</code>.</p>" in page
    gists = (drafted / "docs/sources/harbour-news.md").read_text(encoding="utf-8")
    assert '<mark class="br-open">Open: what she wants</mark>' in gists
