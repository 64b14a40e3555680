"""The evidence of a briefing by source and paragraph, and its status."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from json import dumps

from ...records import Record, fields, traversal
from ..briefing import Briefing
from ..entry import Entry
from ..lockfile import Lock, QuotationLocation, digest
from .memoization import memoize

SOURCE_KINDS = next(one for one in fields.Evidence.model_fields["source"].metadata if isinstance(one, fields.RefTo))
"""The kinds of record that evidence may name as its source."""
_SPACES = re.compile("[ \t\r\n]+")


@dataclass(frozen=True)
class Citation:
    """A piece of evidence at `path` in the record of `entry`."""

    entry: Entry
    path: fields.Path
    evidence: fields.Evidence

    @property
    def record_id(self) -> str:
        """The id of the record."""
        return self.entry.record.id

    @property
    def key(self) -> str:
        """The key of the evidence in the lock."""
        return evidence_key(self.record_id, self.evidence)


@cache
def evidence_key(record_id: str, evidence: fields.Evidence) -> str:
    """Returns the key of evidence in the lock: a digest of it and its record's id.

    White space is folded. It begins with the name of the first normal form, so that the keys of older locks stay as they are.
    """
    texts = [text and _SPACES.sub(" ", text).strip() for text in (evidence.exact, evidence.prefix, evidence.suffix)]
    return digest(dumps(["bn-1", record_id, evidence.source, evidence.paragraph, *texts]))[:32]


class VerificationStatus(StrEnum):
    """The degrees to which the lock verifies a piece of evidence."""

    QUOTATION = "quotation found in the source"
    PARAGRAPH = "paragraph only"
    UNVERIFIED = "not verified"


class EvidenceIndex:
    """The evidence of a briefing, and its status by the lock."""

    def __init__(self, entries: Mapping[str, Entry], lock: Lock) -> None:
        self._entries = entries
        self._lock = lock

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """All evidence, in the order of the kinds."""
        return tuple(
            Citation(entry, *found)
            for entry in self._entries.values()
            for found in traversal.walk_evidence(entry.record)
        )

    @cached_property
    def citations_by_source(self) -> Mapping[str, tuple[Citation, ...]]:
        """The evidence by the id of the source that it names."""
        found: dict[str, list[Citation]] = {}
        for citation in self.citations:
            found.setdefault(citation.evidence.source, []).append(citation)
        return {source: tuple(citations) for source, citations in found.items()}

    @cached_property
    def unverified_count(self) -> int:
        """The number of pieces of evidence that are not verified."""
        return sum(1 for one in self.citations if one.key not in self._lock.verified_keys)

    @cached_property
    def records_by_paragraph(self) -> Mapping[tuple[str, int], tuple[Entry, ...]]:
        """The records that cite each paragraph, by source id and paragraph number."""
        found: dict[tuple[str, int], dict[str, Entry]] = {}
        for citation in self.citations:
            paragraph = (citation.evidence.source, citation.evidence.paragraph)
            found.setdefault(paragraph, {})[citation.record_id] = citation.entry
        return {paragraph: tuple(entries.values()) for paragraph, entries in found.items()}

    @cached_property
    def records_by_evidence(self) -> Mapping[fields.Evidence, tuple[str, ...]]:
        """The ids of the records with each piece of evidence; equal pieces are one."""
        found: dict[fields.Evidence, dict[str, None]] = {}
        for citation in self.citations:
            found.setdefault(citation.evidence, {})[citation.record_id] = None
        return {evidence: tuple(ids) for evidence, ids in found.items()}

    def source_paragraphs(self, record: Record) -> tuple[tuple[Entry, tuple[int, ...]], ...]:
        """Returns the sources and paragraphs that a record and its parts cite."""
        found: dict[str, set[int]] = {}
        for _, evidence in traversal.walk_evidence(record, into_records=True):
            found.setdefault(evidence.source, set()).add(evidence.paragraph)
        return tuple((self._entries[source], tuple(sorted(found[source]))) for source in sorted(found))

    def status(self, record_id: str, evidence: fields.Evidence) -> VerificationStatus:
        """Returns the status of a record's evidence."""
        if evidence_key(record_id, evidence) not in self._lock.verified_keys:
            return VerificationStatus.UNVERIFIED
        return VerificationStatus.QUOTATION if evidence.exact else VerificationStatus.PARAGRAPH

    @cached_property
    def shared_statuses(self) -> Mapping[fields.Evidence, VerificationStatus]:
        """The status of each piece of evidence.

        It is unverified if it is in one of the records that share it.
        """
        found: dict[fields.Evidence, VerificationStatus] = {}
        for evidence, ids in self.records_by_evidence.items():
            statuses = {self.status(record_id, evidence) for record_id in ids}
            found[evidence] = VerificationStatus.UNVERIFIED if len(statuses) > 1 else statuses.pop()
        return found

    def findable_quotation(self, evidence: fields.Evidence) -> QuotationLocation | None:
        """Returns a found quotation's location if a search of the source finds it.

        None if the evidence is not verified, or the same words occur earlier in the source.
        """
        if self.shared_statuses[evidence] is not VerificationStatus.QUOTATION:
            return None
        quoted = self._lock.evidence[evidence_key(self.records_by_evidence[evidence][0], evidence)].quoted
        return quoted if quoted and not quoted.earlier else None


@memoize
def evidence(briefing: Briefing) -> EvidenceIndex:
    """Returns the index of a briefing's evidence."""
    return EvidenceIndex(briefing.entries, briefing.lock)
