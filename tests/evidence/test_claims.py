"""Our own texts against the paragraphs that they cite: numbers, dates and names, sentence by sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.evidence import parse_source_text
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
