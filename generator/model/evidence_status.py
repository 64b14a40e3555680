"""Evidence as the lock knows it: the key of each piece, and how it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from json import dumps

from ..records import fields
from ..text import quote_normalization
from .briefing import Briefing
from .lockfile import Quoted, digest

SOURCE = next(one for one in fields.Evidence.model_fields["source"].metadata if isinstance(one, fields.RefTo))
"""The kinds of record that evidence may name as its source."""
_SPACES = re.compile("[ \t\r\n]+")


@dataclass(frozen=True)
class Claimed:
    """A piece of evidence in its place: at `path` in the record `id`."""

    id: str
    path: fields.Path
    evidence: fields.Evidence

    @property
    def key(self) -> str:
        return key_of(self.id, self.evidence)


@cache
def key_of(record_id: str, said: fields.Evidence) -> str:
    """A digest over the record's id and all that the evidence says, as it is written but for breaks and spaces."""
    written = [part and _SPACES.sub(" ", part).strip() for part in (said.exact, said.prefix, said.suffix)]
    return digest(dumps([quote_normalization.NAME, record_id, said.source, said.paragraph, *written]))[:32]


def claims(briefing: Briefing, source: str) -> tuple[Claimed, ...]:
    """Every piece of evidence that names the source, in the order of the kinds."""
    return tuple(Claimed(*piece) for piece in briefing.evidence_by_source.get(source, ()))


class Standing(StrEnum):
    """How a piece of evidence stands, by the lock."""

    QUOTED = "quotation verified"
    NUMBERED = "paragraph only"
    UNVERIFIED = "not verified"


def standing(briefing: Briefing, record_id: str, said: fields.Evidence) -> Standing:
    """How the evidence of a record stands by the briefing's lock."""
    if key_of(record_id, said) not in briefing.lock.held:
        return Standing.UNVERIFIED
    return Standing.QUOTED if said.exact else Standing.NUMBERED


def shared_standing(briefing: Briefing, said: fields.Evidence) -> Standing:
    """How equal evidence of several records stands: it is verified only if it is in each of them."""
    standings = {standing(briefing, record_id, said) for record_id in briefing.holders[said]}
    return Standing.UNVERIFIED if Standing.UNVERIFIED in standings else min(standings)


def findable(briefing: Briefing, said: fields.Evidence) -> Quoted | None:
    """Where a verified quotation stands, if a search of the whole source finds this passage before any other."""
    if shared_standing(briefing, said) is not Standing.QUOTED:
        return None
    quoted = briefing.lock.evidence[key_of(briefing.holders[said][0], said)].quoted
    return quoted if quoted and not quoted.earlier else None
