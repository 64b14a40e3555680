"""The checks of the risks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Briefing
from ...problems import Code, Finding
from ...records import scales
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
