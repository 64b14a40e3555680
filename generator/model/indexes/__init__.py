"""Indexes of a briefing, each computed once.

`references(briefing)`, `evidence(briefing)`, `claims(briefing)`, `sources(briefing)` and `successions(briefing)` return them; `memoize` serves other results.
"""

from ..entry import Entry
from .claim_index import Claim, ClaimText, cited_with_parts, claims
from .evidence_index import SOURCE_KINDS, Citation, EvidenceIndex, VerificationStatus, evidence, evidence_key
from .memoization import memoize
from .reference_index import Reference, ReferenceIndex, references
from .source_index import SourceIndex, cited_evidence, disputed_parts, sources
from .succession_index import SuccessionIndex, View, successions

__all__ = [
    "SOURCE_KINDS",
    "Citation",
    "Claim",
    "ClaimText",
    "Entry",
    "EvidenceIndex",
    "Reference",
    "ReferenceIndex",
    "SourceIndex",
    "SuccessionIndex",
    "VerificationStatus",
    "View",
    "cited_evidence",
    "cited_with_parts",
    "claims",
    "disputed_parts",
    "evidence",
    "evidence_key",
    "memoize",
    "references",
    "sources",
    "successions",
]
