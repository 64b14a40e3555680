"""The claims of a briefing: our own texts with the paragraphs that they cite.

A claim is a record or a part of one that has evidence. Its texts are those in our own words: all of its texts and
rationales, those of parts without a field for evidence of their own, and its dates. The paragraphs are those of its
evidence, of the evidence of all that it contains, and of the nested records that it refers to: what somebody said. The
gist of a paragraph is a claim, too, which cites that paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from json import dumps

from ...records import Record, field_roles, fields, traversal
from ..briefing import Briefing
from ..entry import Entry
from ..lockfile import digest
from .evidence_index import SOURCE_KINDS
from .memoization import memoize

Role = field_roles.Role


@dataclass(frozen=True)
class ClaimText:
    """A text or date of a claim, on one line, at `path` in the record."""

    path: fields.Path
    text: str
    is_date: bool = False

    @property
    def digest(self) -> str:
        """A short digest, by which the lock knows the text again."""
        return digest(self.text)[:8]


@dataclass(frozen=True)
class Claim:
    """Our own texts in a record or a part of it, with what they cite.

    `evidence` is that of the part itself, `citations` all that counts, with the ids of its records; `cited` are the numbers
    of the paragraphs by source.
    """

    entry: Entry
    path: fields.Path
    texts: tuple[ClaimText, ...]
    evidence: tuple[fields.Evidence, ...]
    citations: tuple[tuple[str, fields.Evidence], ...]
    cited: Mapping[str, tuple[int, ...]]

    @property
    def is_accepted(self) -> bool:
        """True if a piece of its evidence has a reason why the texts may differ."""
        return any(one.accepted for one in self.evidence)

    def key(self, source: str) -> str:
        """Returns the key of its comparison with a source: a digest of all compared."""
        texts = [one.text for one in self.texts]
        return digest(dumps(["claim", self.entry.record.id, source, self.cited[source], *texts]))[:32]


@memoize
def claims(briefing: Briefing) -> tuple[Claim, ...]:
    """Returns all claims, in the order of the kinds."""
    return tuple(claim for entry in briefing.entries.values() for claim in _of_record(briefing, entry))


def _of_record(briefing: Briefing, entry: Entry) -> Iterator[Claim]:
    record = entry.record
    for path, part in traversal.walk_parts(record, into_records=False):
        evidence: tuple[fields.Evidence, ...] = getattr(part, "evidence", ())
        citations = tuple(_citations(briefing, record, part)) if evidence else ()
        cited: dict[str, set[int]] = {}
        for _, one in citations:
            cited.setdefault(one.source, set()).add(one.paragraph)
        if SOURCE_KINDS.allows(entry.kind.name) and isinstance(getattr(part, "number", None), int):
            cited = {record.id: {part.number}}  # type: ignore[attr-defined]
        texts = tuple(_texts(part, path)) if cited else ()
        if texts:
            numbers = {source: tuple(sorted(cited[source])) for source in cited}
            yield Claim(entry, path, texts, evidence, citations, numbers)


def _citations(briefing: Briefing, record: Record, part: fields.Data) -> Iterator[tuple[str, fields.Evidence]]:
    """Yields all evidence in a part, and that of the nested records that it refers to."""
    inside = (one for _, one in traversal.walk_parts(part) if isinstance(one, Record) and one is not record)
    own = traversal.walk_parts(part, into_records=False)
    yield from ((record.id, found) for _, found in own if isinstance(found, fields.Evidence))
    for one in (*inside, *_nested_records(briefing, part)):
        yield from ((one.id, found) for _, found in traversal.walk_evidence(one))


def _nested_records(briefing: Briefing, part: fields.Data) -> Iterator[Record]:
    """Yields the records in others that a part refers to by a reference to their kind."""
    for name, info in type(part).model_fields.items():
        to = fields.find_reference(info)
        value = getattr(part, name) if to and to.kinds != ("*",) else None
        for target in value if isinstance(value, tuple) else (value,):
            entry = briefing.entries.get(target) if target else None
            if entry and entry.record is not entry.owner:
                yield entry.record


def _texts(part: fields.Data, path: fields.Path) -> Iterator[ClaimText]:
    for field in field_roles.roles(type(part)):
        value = getattr(part, field.name)
        values = enumerate(value) if field.is_list else [(None, value)]
        for number, one in values:
            here = (*path, field.key) if number is None else (*path, field.key, number)
            if field.role in (Role.TEXT, Role.BASIS, Role.DATE) and one:
                yield ClaimText(here, " ".join(one.split()), field.role is Role.DATE)
            elif field.role is Role.PART and one and "evidence" not in type(one).model_fields:
                yield from _texts(one, here)
