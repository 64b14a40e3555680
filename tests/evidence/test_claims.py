"""Our own texts against the paragraphs that they cite: numbers, dates and names, sentence by sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.evidence import change_factors, date_mentions, numbers, outcomes, parse_source_text, proper_names
from generator.evidence.claims import compare_claims
from generator.kinds import KINDS
from generator.loading import load
from generator.model import indexes
from support.project import ROOT

CASES = sorted((ROOT / "tests/cases/claims").glob("*.yml"))


def compare(case: dict[str, Any], paragraph: int, sentence: str) -> list[str]:
    """Returns what the paragraph lacks of a sentence: "FACT", "FACT > NEAREST" or "FACT in PARAGRAPH"."""
    evidence = [{"source": "paper", "paragraph": paragraph}]
    source = {
        "id": "paper",
        "type": "article",
        "title": "A report",
        "container_title": "The Ledger",
        "issued": str(case["issued"]),
        "language": case["language"],
        "paragraphs": [{"number": number, "gist": "-"} for number in range(1, len(case["paragraphs"]) + 1)],
    }
    event = {"id": "event", "title": "-", "date": "2000", "date_basis": "inferred", "status": "occurred"}
    head = {"id": "head", "title": "-", "as_of": "2026", "language": "en", "status": "draft"}
    claim = {"text": "-", "evidence": evidence}
    seeds = {
        "sources/paper": source,
        "events/event": {**event, "summary": sentence, "evidence": evidence},
        "briefing": {**head, "bottom_line": claim, "takeaways": [claim]},
    }
    loaded = load({f"seeds/{name}.yml": json.dumps(record).encode() for name, record in seeds.items()}, KINDS)
    assert [*map(str, loaded.problems)] == []
    compared = compare_claims(loaded.briefing, "paper", parse_source_text("\n\n".join(case["paragraphs"]).encode()))
    found = []
    for one in indexes.claims(loaded.briefing):
        key = one.key("paper")
        for fact in compared.comparisons[key].unsupported:
            nearest = compared.nearest.get((key, fact.text, fact.first)) or fact.nearest
            elsewhere = f" in {fact.paragraph}" if fact.paragraph else ""
            text = one.texts[fact.text]
            words = text.text[text.facts[fact.first][0] : text.facts[fact.last][1]]
            found.append(words + (f" > {nearest}" if nearest else "") + elsewhere)
    return found


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_what_the_cited_paragraph_lacks_is_found(file: Path) -> None:
    case = yaml.safe_load(file.read_text(encoding="utf-8"))
    found = {
        number: {sentence: compare(case, number, sentence) for sentence in sentences}
        for number, sentences in case["claims"].items()
    }
    assert found == case["claims"]


_PIECES = [
    *"\u4e09 \u5104 \u5343 % ' - , . 0 12 50% 1/2 1/0 \u00bd \u00b2 \u2460 \u0663 1e9 FY25 '25 9/11 31/12/2025 Christmas F-35 twenty- lakh fold".split(),
    *"doubled;nobody;no;died;killed;1.5 times as;half of;by half;1 in 0;from 0 to 0;from 5 to 0;a pair of".split(";"),
    "9" * 40,
    "9" * 5000 + "\u5104",
]
_TEXTS = st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=4)), max_size=8)


@settings(max_examples=60, deadline=None)
@given(_TEXTS, _TEXTS, st.sampled_from(("", " ")))
def test_any_two_texts_can_be_compared(ours: list[str], cited: list[str], space: str) -> None:
    texts = [space.join(ours), space.join(cited)]
    found = [numbers.outside(numbers.find_numbers(text), date_mentions.find_dates(text)) for text in texts]
    for one in numbers.without_ratios(*found):
        numbers.is_supported(one, found[1], set(), True)
        numbers.find_nearest(one, found[1])
    changed = [
        [*change_factors.find_changes(*each), *change_factors.find_pairs(*each)]
        for each in zip(texts, found, strict=True)
    ]
    assert all(isinstance(one.is_same(other), bool) for one in changed[0] for other in changed[1])
    happened = [outcomes.find_outcomes(*each) for each in zip(texts, found, strict=True)]
    assert all(count for _, count in happened[0].contradicted_by(happened[1]))
    assert all(one.end <= len(texts[0]) for one in proper_names.find_names(texts[0], lambda _, acts: acts))
