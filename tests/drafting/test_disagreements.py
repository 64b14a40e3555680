"""Events that a new source dates differently: sentences in, what may disagree out. UPDATE=1 writes the case."""

from __future__ import annotations

import os
import re

from generator.drafting import Article, draft_article
from generator.kinds import KINDS
from generator.loading import load
from generator.model import Briefing
from support.project import CASES

CASE = CASES / "drafting" / "disagreements.txt"


def briefing(events: str) -> Briefing:
    """A briefing of events, a line each: "hesse, 2025-11: Attack on the Hesse substation. A summary."."""
    seeds = {}
    for line in events.splitlines():
        match = re.fullmatch(r"(\S+), (\S+): ([^.]+)\. (.+)", line)
        assert match, line
        record_id, date, title, summary = match.groups()
        seeds[f"seeds/events/{record_id}.yml"] = (
            f"id: {record_id}\ntitle: {title}\ndate: '{date}'\ndate_basis: stated\nstatus: {'expected' if summary.startswith('Expected') else 'occurred'}\n"
            f"summary: '{summary}'\nevidence: [other#p1]\n"
        ).encode()
    return load(seeds, KINDS).briefing


def test_what_may_disagree() -> None:
    case = CASE.read_text(encoding="utf-8")
    events, _, sentences = case.partition("\n\n")
    existing = briefing(events)
    assert len(existing.entries) == len(events.splitlines())
    lines = [events, ""]
    for sentence in (line for line in sentences.splitlines() if line and not line.startswith("    ")):
        found = draft_article(Article("new", "A case", "2026-04-23", (sentence,)), existing).disagreements
        lines += [sentence, *(f"    {one.event}: {one.words} ({one.date or 'denied'})" for one in found)]
    if os.environ.get("UPDATE"):
        CASE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert case == "\n".join(lines) + "\n"
