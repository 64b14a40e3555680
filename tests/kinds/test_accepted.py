"""Differences from the source that an editor accepts: Trust counts them and shows the reasons."""

from __future__ import annotations

from generator.kinds import KINDS
from generator.loading import load
from generator.rendering.renderer import render
from generator.storage.seed_files import read_seeds
from support.project import EXAMPLES

EVENT = "seeds/events/hesse-attack.yml"


def trust_page(reason: str) -> str:
    seeds = dict(read_seeds(EXAMPLES / "northern-grid/one-source"))
    event = seeds[EVENT]
    assert isinstance(event, bytes)
    seeds[EVENT] = event.replace(b"    paragraph: 4\n", f"    paragraph: 4\n{reason}".encode())
    page = render(load(seeds, KINDS).briefing)["trust/index.md"]
    assert isinstance(page, str)
    return page


def test_trust_counts_accepted_differences_and_shows_the_reasons() -> None:
    page = trust_page("    accepted: it *counts* households\n")
    assert "- Claims that differ from the paragraphs they cite, accepted with a reason: 1\n" in page
    assert "“Attack on the Hesse substation”: it &#42;counts&#42; households\n" in page


def test_without_any_trust_says_nothing_of_them() -> None:
    assert "accept" not in trust_page("")
