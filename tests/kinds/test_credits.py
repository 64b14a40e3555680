"""Who stands behind a claim: statements that it depends on, and the person who assessed it."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from generator.formats.exports import FORMATS
from generator.kinds import KINDS
from generator.kinds.trust.claims import list_claims, measure_claims
from generator.loading.loader import load
from generator.model.briefing import Briefing
from generator.rendering.renderer import render
from generator.storage.seed_files import read_seeds
from support.project import EXAMPLES

RISK, EVENT, HEAD = "seeds/risks/another-attack.yml", "seeds/events/hesse-attack.yml", "seeds/briefing.yml"
RELATIONS = "seeds/relations.yml"
KIM = "[Kim Seo-yeon](../experts/kim-seo-yeon.md)"


def grid(*edits: tuple[str, str, str]) -> Briefing:
    """The northern grid with a text of a file replaced by another."""
    seeds = dict(read_seeds(EXAMPLES / "northern-grid/one-source"))
    for file, old, new in edits:
        text = seeds[file]
        assert isinstance(text, bytes)
        assert text.count(old.encode()) == 1
        seeds[file] = text.replace(old.encode(), new.encode())
    loaded = load(seeds, KINDS)
    assert loaded.problems == ()
    return loaded.briefing


ASSESSED = (RISK, "assessed_by: source", "assessed_by: kim-seo-yeon\nlikelihood_words: better than even")
NOT_STATED = (RISK, "likelihood: likely", "likelihood: not-stated")
TAKEAWAY = (
    HEAD,
    "next winter; the operator says the network would bear it.\n",
    "next winter; the operator says the network would bear it.\n"
    "    assessed_by: kim-seo-yeon\n    likelihood_words: better than even\n    statements: [kim-better-than-even]\n",
)
UNNAMED = (EVENT, "actors:\n", "statements: [officials-front]\nactors:\n")
NAMED_TOO = (EVENT, "actors:\n", "statements: [officials-front, kim-line]\nactors:\n")
RELATION = (RELATIONS, "  type: speaks-for\n", "  type: speaks-for\n  statements: [officials-front]\n")


def pages(briefing: Briefing) -> Mapping[str, str]:
    return {path: text for path, text in render(briefing).items() if isinstance(text, str)}


def test_pages_credit_the_person_who_assessed_a_risk() -> None:
    found = pages(grid(ASSESSED))
    page = found["risks/another-attack.md"]
    assert f'<li markdown="span">Assessed by {KIM}</li>' in page
    assert f"; “better than even” in the words of {KIM}</li>" in page
    home = KIM.replace("../", "")
    assert f"(assessed by {home}: “better than even”)" in found["index.md"]
    assert f"; assessed by {KIM}: “better than even”.\n" in found["brief/index.md"]
    assert f"</span> {KIM}: “better than even” |" in found["risks/index.md"]
    backlinks = found["experts/kim-seo-yeon.md"].partition("\n## Risks\n")[2]
    assert "[Another successful attack before winter](../risks/another-attack.md)" in backlinks


def test_words_that_are_no_term_get_no_numbers() -> None:
    page = pages(grid(ASSESSED, NOT_STATED))["risks/another-attack.md"]
    assert f'<li markdown="span">Likelihood: not stated; “better than even” in the words of {KIM}</li>' in page
    assert "%" not in page.partition("\n---\n")[2].partition("br-notes")[0]


def test_a_takeaway_credits_its_person_and_shows_its_statements() -> None:
    found = pages(grid(TAKEAWAY))
    line = next(line for line in found["index.md"].splitlines() if "the network would bear it" in line)
    home = KIM.replace("../", "")
    assert (
        f'<span class="br-prob__who">(assessed by {home}: “better than even”)</span><br>Depends on: {home}: [' in line
    )
    assert f" (assessed by {KIM}: “better than even”)\n" in found["brief/index.md"]


@pytest.mark.parametrize(("edit", "path"), [(UNNAMED, "timeline/index.md"), (RELATION, "relations/index.md")])
def test_a_claim_shows_its_statements_and_they_show_the_claim(edit: tuple[str, str, str], path: str) -> None:
    briefing = grid(edit)
    found = pages(briefing)
    speaker = "[Two security officials](../actors/security-officials.md)"
    assert f"depends on: {speaker}: [Investigators examine" in found[path]
    record = "hesse-attack" if edit is UNNAMED else "valk-ostland"
    used = re.findall(
        r'<p class="br-used" markdown="span">Where it is used: (.*)</p>', found["actors/security-officials.md"]
    )
    assert [f"(../{path}#{record})" in one for one in used] == [True]


def unnamed(briefing: Briefing) -> list[str]:
    """The ids of the records with claims that depend on unnamed speakers alone, once for each claim."""
    claims = [
        claim for kind in briefing.kinds for owner in briefing.of_kind(kind) for claim in list_claims(briefing, owner)
    ]
    (found,) = (one for one in measure_claims(briefing, claims) if one.id == "unnamed")
    return [claim.entry.record.id for claim in found.claims]


def test_a_claim_counts_if_all_its_statements_are_by_unnamed_speakers() -> None:
    before = unnamed(grid())
    assert sorted(unnamed(grid(UNNAMED))) == sorted([*before, "hesse-attack"])
    assert sorted(unnamed(grid(RELATION))) == sorted([*before, "valk-ostland"])
    assert unnamed(grid(NAMED_TOO)) == before


def test_a_takeaway_counts_by_itself() -> None:
    before = unnamed(grid())
    takeaway = (HEAD, "which denies it.\n", "which denies it.\n    statements: [officials-front]\n")
    assert sorted(unnamed(grid(takeaway))) == sorted([*before, "northern-grid"])


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("json", '"assessed_by": "kim-seo-yeon"'),
        ("csv", ",kim-seo-yeon,better than even,"),
        ("stix", "Likelihood: likely (“better than even”). Impact: high. Assessed by Kim Seo-yeon: "),
    ],
)
def test_exports_carry_the_person(name: str, told: str) -> None:
    texts = [raw.decode("utf-8") for raw in FORMATS[name].files(grid(ASSESSED)).values()]
    assert any(told in text for text in texts)
