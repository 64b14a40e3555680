"""The checks of the statements."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Briefing
from ...problems import Code, Finding
from .record import Statement, Voice


def check_statements(briefing: Briefing) -> Iterator[Finding]:
    """Yields quotes without evidence, stances without question, grades without basis."""
    for entry in briefing.entries.values():
        said = entry.record
        if not isinstance(said, Statement):
            continue
        if said.quote and said.voice is not Voice.DIRECT:
            message = "a quote is in the speaker's own words; set voice to direct, or delete the quote"
            yield Finding(said.id, ("voice",), Code.QUOTE_WITHOUT_EVIDENCE, message)
        quoted = {evidence.exact for evidence in said.evidence}
        if said.quote and said.quote not in quoted and not (said.draft and not quoted):
            message = "the quote must be the `exact` of one piece of the statement's evidence, word for word"
            yield Finding(said.id, ("quote",), Code.QUOTE_WITHOUT_EVIDENCE, message)
        kinds = {briefing.entries[about].kind.name if about in briefing.entries else None for about in said.about}
        if said.stance and not kinds & {"questions", None}:
            message = "a stance answers a question; `about` must have the id of a question"
            yield Finding(said.id, ("stance",), Code.STANCE, message)
        if said.credibility != 6 and not said.credibility_basis:
            message = (
                f"credibility {said.credibility} needs a credibility_basis; without one it is 6 (cannot be judged)"
            )
            yield Finding(said.id, ("credibility",), Code.NO_BASIS, message)
