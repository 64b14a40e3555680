"""Draws when things happened, as bars of text: what is certain, and what is merely said or expected.

.venv/bin/python examples/draw_events.py [PROJECT]
"""

from __future__ import annotations

import sys
from datetime import date

from generator.api import load, tables

WIDTH = 48
MARKS = {"occurred": "█", "ongoing": "█", "alleged": "▒", "expected": "░", "cancelled": "x"}


def main(project: str = ".") -> None:
    events = [row for row in tables(load(project))["events"] if row["date_earliest"] and row["date_latest"]]
    spans = [tuple(date.fromisoformat(str(row[end])) for end in ("date_earliest", "date_latest")) for row in events]
    recent = [(row, span) for row, span in zip(events, spans, strict=True) if (span[1] - span[0]).days <= 366]
    recent.sort(key=lambda pair: (pair[1], str(pair[0]["id"])))
    first, last = min(span[0] for _, span in recent), max(span[1] for _, span in recent)
    days = max(1, (last - first).days)
    for row, (start, end) in recent:
        left, right = ((day - first).days * (WIDTH - 1) // days for day in (start, end))
        bar = " " * left + MARKS[str(row["status"])] * (right - left + 1)
        print(f"{row['date']!s:<24} {bar:<{WIDTH}}  {row['title']}".rstrip())
    print(f"\n{first} to {last}; " + ", ".join(f"{mark} {word}" for word, mark in MARKS.items() if word != "ongoing"))


if __name__ == "__main__":
    main(*sys.argv[1:])
