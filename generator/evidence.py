"""Evidence as the lock knows it: the key of each piece, and how it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from json import dumps

from . import normal
from .lock import Quoted, digest
from .model import Briefing, Evidence, Path, evidence_in

_SPACES = re.compile("[ \t\r\n]+")


@dataclass(frozen=True)
class Claimed:
    """A piece of evidence in its place: at `path` in the record `id`."""

    id: str
    path: Path
    evidence: Evidence

    @property
    def key(self) -> str:
        return key_of(self.id, self.evidence)


def key_of(record_id: str, said: Evidence) -> str:
    """A digest over the record's id and all that the evidence says, as it is written but for breaks and spaces."""
    written = [part and _SPACES.sub(" ", part).strip() for part in (said.exact, said.prefix, said.suffix)]
    return digest(dumps([normal.NAME, record_id, said.source, said.paragraph, *written]))[:32]


def claims(briefing: Briefing, source: str) -> tuple[Claimed, ...]:
    """Every piece of evidence that names the source, in the order of the kinds."""
    return tuple(
        Claimed(record_id, path, said)
        for record_id, entry in briefing.entries.items()
        for path, said in evidence_in(entry.record)
        if said.source == source
    )


class Standing(StrEnum):
    """How a piece of evidence stands, by the lock."""

    QUOTED = "quotation found in the source"
    NUMBERED = "by paragraph, without a quotation"
    UNVERIFIED = "not verified"


def standing(briefing: Briefing, record_id: str, said: Evidence) -> Standing:
    """How the evidence of a record stands by the briefing's lock."""
    if not briefing.lock.holds(key_of(record_id, said)):
        return Standing.UNVERIFIED
    return Standing.QUOTED if said.exact else Standing.NUMBERED


def quoted(briefing: Briefing, record_id: str, said: Evidence) -> Quoted | None:
    """Where the quotation stands in its paragraph, if the lock vouches for it."""
    key = key_of(record_id, said)
    return briefing.lock.evidence[key].quoted if briefing.lock.holds(key) else None
