"""Date expressions: sentences in, expressions and their EDTF out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.drafting import Article
from generator.drafting.date_expressions import find_dates
from support.project import ROOT

CASES = sorted((ROOT / "tests/cases/dates").glob("*.txt"))


def found_in(case: str) -> str:
    """The sentences of a case, each with the expressions that are found in it."""
    head, _, text = case.partition("\n\n")
    issued = head.removeprefix("issued:").strip()
    lines = [head, ""]
    for sentence in (line for line in text.splitlines() if line and not line.startswith("    ")):
        lines.append(sentence)
        for one in find_dates(Article("case", "A case", issued, (sentence + "\n",))):
            assert sentence[one.start : one.end] == one.words
            lines.append("    " + " | ".join(filter(None, (one.words, one.date, one.basis, one.why_none))))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_expressions_of_each_sentence(case: Path) -> None:
    found = found_in(case.read_text(encoding="utf-8"))
    if os.environ.get("UPDATE"):
        case.write_text(found, encoding="utf-8")
    assert case.read_text(encoding="utf-8") == found
