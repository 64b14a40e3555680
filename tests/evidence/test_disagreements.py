"""Two sources of one claim: which of their figures and dates `verify` reports as different."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml

from generator.evidence import parse_source_text, verifier
from generator.kinds import KINDS
from generator.loading import load
from support.project import ROOT

CASES = yaml.safe_load((ROOT / "tests/cases/disagreements/english.yml").read_text(encoding="utf-8"))


def reports(case: dict[str, Any]) -> list[str]:
    """Returns what is reported for an event that cites a paragraph of each source."""
    title, date, summary = map(str, case["event"])
    seeds: dict[str, Any] = {
        f"sources/{name}": {
            "id": name,
            "type": "article",
            "title": f"A report in {name}",
            "container_title": name,
            "issued": issued,
            "language": "en",
            "paragraphs": [{"number": 1, "gist": "-"}],
        }
        for name, issued in (("ledger", "2026-03-12"), ("post", "2026-04-16"))
    }
    evidence = [{"source": name, "paragraph": 1} for name in ("ledger", "post")]
    event = {"id": "event", "title": title, "date": date, "date_basis": "inferred", "status": "occurred"}
    head = {"id": "head", "title": "-", "as_of": "2026-05", "language": "en", "status": "draft"}
    claim = {"text": "-", "evidence": evidence[:1]}
    seeds["events/event"] = {**event, "summary": summary, "evidence": evidence}
    seeds["briefing"] = {**head, "bottom_line": claim, "takeaways": [claim]}
    loaded = load({f"seeds/{name}.yml": json.dumps(record).encode() for name, record in seeds.items()}, KINDS)
    for name in ("ledger", "post"):
        verified = verifier.verify_source(loaded, name, parse_source_text(case[name].encode()))
        loaded = loaded.with_lock(verified.lock)
    found = (re.search(r"sources may disagree (.*); record", one.message) for one in verified.warnings)
    return [match[1] for match in found if match]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["post"][:40])
def test_what_differs_is_reported_and_nothing_else(case: dict[str, Any]) -> None:
    assert reports(case) == case["reports"]
