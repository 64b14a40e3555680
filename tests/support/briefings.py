"""Briefings to try what is made of one: the first article, the examples, and one whose every text is hostile."""

from __future__ import annotations

from functools import cache
from itertools import cycle

from generator.model.briefing import Briefing
from generator.pipeline import load_briefing
from support import invented
from support.hostile import FRAGMENTS
from support.project import ROOT

STRAIT = ROOT / "tests/examples/strait"
NAMES = ("first article", "strait", "minimal", "invented")


@cache
def briefing_called(name: str) -> Briefing:
    if name == "invented":
        hostile = cycle(one for one in FRAGMENTS if one.strip())
        return invented.briefing(lambda: next(hostile))
    return load_briefing(ROOT if name == "first article" else ROOT / "tests/examples" / name)
