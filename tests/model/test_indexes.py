"""The indexes of a briefing: computed once, gone with it."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace

from generator.formats import exports
from generator.kinds import KINDS
from generator.loading import load
from generator.model import Briefing, indexes
from generator.rendering import render
from generator.storage import read_seeds
from support.project import EXAMPLES


def strait() -> Briefing:
    return load(read_seeds(EXAMPLES / "strait"), KINDS).briefing


def test_a_result_is_computed_once_for_each_briefing_and_argument() -> None:
    calls = []

    @indexes.memoize
    def title(briefing: Briefing, end: str) -> str:
        calls.append(end)
        return f"{briefing.head.title}{end}"

    first, second = strait(), strait()
    assert title(first, "!") == title(first, "!") == title(second, "!")
    assert title(first, "?").endswith("?")
    assert calls == ["!", "!", "?"]


def test_an_index_belongs_to_one_briefing() -> None:
    briefing = strait()
    assert indexes.references(briefing) is indexes.references(briefing)
    without_lock = replace(briefing, lock=type(briefing.lock)())
    statuses = [
        {
            indexes.evidence(one).status(citation.record_id, citation.evidence)
            for citation in indexes.evidence(one).citations
        }
        for one in (briefing, without_lock)
    ]
    assert indexes.VerificationStatus.QUOTATION in statuses[0]
    assert statuses[1] == {indexes.VerificationStatus.UNVERIFIED}


def test_what_is_made_of_a_briefing_does_not_keep_it_alive() -> None:
    briefing = strait()
    render(briefing)
    for export in exports.FORMATS.values():
        export.files(briefing)
    gone = weakref.ref(briefing)
    del briefing
    gc.collect()
    assert gone() is None
