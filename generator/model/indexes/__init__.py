"""Indexes of a briefing, each computed once: references, evidence, claims.

`references(briefing)`, `evidence(briefing)` and `claims(briefing)` return them; `memoize` serves other results.
"""

from ..entry import Entry
from .claim_index import Claim, ClaimText, claims
from .evidence_index import SOURCE_KINDS, Citation, EvidenceIndex, VerificationStatus, evidence, evidence_key
from .memoization import memoize
from .reference_index import Reference, ReferenceIndex, references

__all__ = [
    "SOURCE_KINDS",
    "Citation",
    "Claim",
    "ClaimText",
    "Entry",
    "EvidenceIndex",
    "Reference",
    "ReferenceIndex",
    "VerificationStatus",
    "claims",
    "evidence",
    "evidence_key",
    "memoize",
    "references",
]
