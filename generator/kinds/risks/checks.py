"""The checks of the risks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ...model import Briefing
from ...problems import Code, Finding, quote_value
from ...records import fields, scales
from ...text import quote_normalization
from ..statements.record import Statement
from .record import Risk

_TERMS = re.compile(r"\b(?:" + "|".join(term.words for term in scales.LIKELIHOODS) + r")\b", re.IGNORECASE)
_CONFIDENCE = re.compile(r"\b(?:low|moderate|high) confidence\b|\bconfidence (?:is|of)\b", re.IGNORECASE)


def check_assessments(briefing: Briefing) -> Iterator[Finding]:
    """Yields confidence without an assessment, or beside a likelihood (ICD 203)."""
    for risk in briefing.of_type(Risk):
        assessed = risk.likelihood is not scales.Likelihood.NOT_STATED or risk.impact is not scales.Impact.NOT_STATED
        if risk.confidence is not scales.Confidence.NOT_STATED and not assessed:
            message = "likelihood and impact are both not-stated, so there is nothing to be confident of; state one, or delete this line"
            yield Finding(risk.id, ("confidence",), Code.LIKELIHOOD, message)
        for sentence in re.split(r"(?<=[.!?])\s+", risk.basis):
            if _CONFIDENCE.search(sentence) and _TERMS.search(sentence):
                message = "one sentence mentions both confidence and likelihood; write a sentence for each (ICD 203)"
                yield Finding(risk.id, ("basis",), Code.LIKELIHOOD, message)


def check_likelihood_words(briefing: Briefing) -> Iterator[Finding]:
    """Yields likelihoods in somebody's words that no quotation of the evidence has."""
    for record_id, path, part in _assessments(briefing):
        if part.likelihood_words and not getattr(part, "draft", False):
            here = (*path, "likelihood_words")
            if not isinstance(part, Statement) and part.assessed_by in (None, scales.Assessor.EDITOR):
                message = "likelihood_words are a quotation; set assessed_by to the person who said it, or to source, or delete the line"
                yield Finding(record_id, here, Code.QUOTE_WITHOUT_EVIDENCE, message)
            elif not any(_has_words(quoted, part.likelihood_words) for quoted in _quotations(briefing, part)):
                message = f"no quotation of its evidence has the words {quote_value(part.likelihood_words)}; quote them as `exact`"
                yield Finding(record_id, here, Code.QUOTE_WITHOUT_EVIDENCE, message)


def _assessments(briefing: Briefing) -> Iterator[tuple[str, fields.Path, Any]]:
    """Yields what may have a likelihood: the record's id, the path in it, the part."""
    for entry in briefing.entries.values():
        if isinstance(entry.record, Risk | Statement):
            yield entry.record.id, (), entry.record
    for n, takeaway in enumerate(briefing.head.takeaways if briefing.head else ()):
        yield briefing.head.id, ("takeaways", n), takeaway


def _quotations(briefing: Briefing, part: Any) -> Iterator[str]:
    """Yields the quotations in the evidence of a part and of the statements it names."""
    found = (briefing.entries.get(one) for one in getattr(part, "statements", ()))
    named = (entry.record for entry in found if entry and isinstance(entry.record, Statement))
    for one in (part, *named):
        yield from (evidence.exact for evidence in one.evidence if evidence.exact)


def _has_words(quoted: str, words: str) -> bool:
    """Returns True if whole words are in a quotation, in the same order."""
    inside, wanted = (_words(text) for text in (quoted, words))
    return any(inside[n : n + len(wanted)] == wanted for n in range(len(inside)))


def _words(text: str) -> list[str]:
    form = quote_normalization.normalize(text).casefold()
    return [form[start:end] for start, end in quote_normalization.word_spans(form)]
