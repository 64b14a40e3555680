"""The labels of notes: a number for each cited paragraph, and letters where a paragraph has several notes."""

from __future__ import annotations

import re

import pytest

from generator.model import indexes
from generator.pipeline import load_briefing
from generator.records.fields import Evidence
from generator.rendering.footnotes import Footnotes
from generator.rendering.links import Links
from support.project import EXAMPLES

STRAIT = load_briefing(EXAMPLES / "strait")
DEAL, FEES, OVERNIGHT, CHANNEL = (
    next(one for one in indexes.evidence(STRAIT).records_by_evidence if one.exact == words)
    for words in ("a narrow deal on fees", "four in ten transits", "doubled its fees overnight", "kept a quiet channel open")
)  # fmt: skip
PARAGRAPH_3 = Evidence(source="ostrel-gazette", paragraph=3)


@pytest.mark.parametrize(
    ("cited", "labels"),
    [
        ([[DEAL], [FEES], [DEAL]], ["1", "2", "1"]),
        ([[DEAL, OVERNIGHT], [CHANNEL]], ["1 2a", "2b"]),
        ([[OVERNIGHT], [PARAGRAPH_3]], ["1a", "1"]),
        ([[PARAGRAPH_3, PARAGRAPH_3]], ["1"]),
        ([[OVERNIGHT.model_copy(update={"accepted": "It says so."})], [OVERNIGHT]], ["1", "1"]),
        (
            [[OVERNIGHT.model_copy(update={"exact": f"word {n} here"})] for n in range(28)],
            [f"1{a}" for a in [*"abcdefghijklmnopqrstuvwxyz", "aa", "ab"]],
        ),
    ],
)
def test_labels(cited: list[list[Evidence]], labels: list[str]) -> None:
    footnotes = Footnotes(STRAIT, Links(STRAIT, "index.md"))
    text = footnotes.shorten_marks("\n".join(footnotes.cite(evidence) for evidence in cited))
    assert [" ".join(re.findall(r">(\w+)</a>", line)) for line in text.split("\n")] == labels
