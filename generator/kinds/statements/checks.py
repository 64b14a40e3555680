"""The checks of the statements."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Briefing, indexes
from ...problems import Code, Finding, quote_value
from .attributions import find_attribution
from .record import Statement, Voice


def check_statements(briefing: Briefing) -> Iterator[Finding]:
    """Yields quotes without evidence, stances without question, grades without basis."""
    for entry in briefing.entries.values():
        statement = entry.record
        if not isinstance(statement, Statement):
            continue
        if statement.quote and statement.voice is not Voice.DIRECT:
            message = "a quote is in the speaker's own words; set voice to direct, or delete the quote"
            yield Finding(statement.id, ("voice",), Code.QUOTE_WITHOUT_EVIDENCE, message)
        yield from _check_quote(statement)
        kinds = {briefing.entries[about].kind.name if about in briefing.entries else None for about in statement.about}
        if statement.stance and not kinds & {"questions", None}:
            message = "a stance answers a question; `about` must have the id of a question"
            yield Finding(statement.id, ("stance",), Code.STANCE, message)
        if statement.credibility != 6 and not statement.credibility_basis:
            message = (
                f"credibility {statement.credibility} needs a credibility_basis; without one it is 6 (cannot be judged)"
            )
            yield Finding(statement.id, ("credibility",), Code.NO_BASIS, message)


def _check_quote(statement: Statement) -> Iterator[Finding]:
    """Yields a quote that the evidence does not have, or one that has to be chosen."""
    quotations = dict.fromkeys(one.exact for one in statement.evidence if one.exact)
    if statement.quote and statement.quote not in quotations and (statement.evidence or not statement.draft):
        message = "the quote must be a quotation in the statement's evidence, word for word"
        if not quotations:
            message = (
                f"the evidence has no quotation; add the quote to it, as in SOURCE#p12: {quote_value(statement.quote)}"
            )
        yield Finding(statement.id, ("quote",), Code.QUOTE_WITHOUT_EVIDENCE, message)
    is_left_out = statement.voice is Voice.DIRECT and "quote" not in statement.model_fields_set
    if is_left_out and len(quotations) > 1:
        listed = " or ".join(map(quote_value, quotations))
        message = f"the evidence has {len(quotations)} quotations; write the speaker's own words as quote: {listed}"
        yield Finding(statement.id, ("evidence",), Code.QUOTE_NOT_CHOSEN, message)


def check_quotations(briefing: Briefing) -> Iterator[Finding]:
    """Yields quotations in evidence that include words of the reporter."""
    for citation in indexes.evidence(briefing).citations:
        found = find_attribution(citation.evidence.exact) if citation.evidence.exact else None
        if found:
            words, parts = found
            halves = " and ".join(map(quote_value, parts))
            correction = "quote one of its halves, or give each its own evidence" if len(parts) > 1 else "quote only"
            message = f"the quotation includes words of the reporter, {quote_value(words)}; {correction}: {halves}"
            yield Finding(citation.record_id, (*citation.path, "exact"), Code.REPORTER_IN_QUOTATION, message)
