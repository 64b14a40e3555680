"""Indexes of a briefing, each computed once: its references and its evidence.

`references(briefing)` and `evidence(briefing)` return them; `memoize` serves other results.
"""

from ..entry import Entry
from .evidence_index import SOURCE_KINDS, Citation, EvidenceIndex, VerificationStatus, evidence
from .memoization import memoize
from .reference_index import Reference, ReferenceIndex, references

__all__ = [
    "SOURCE_KINDS",
    "Citation",
    "Entry",
    "EvidenceIndex",
    "Reference",
    "ReferenceIndex",
    "VerificationStatus",
    "evidence",
    "memoize",
    "references",
]
