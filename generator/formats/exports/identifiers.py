"""UUIDs for other tools, made from the records' ids (version 5, RFC 9562)."""

from __future__ import annotations

from functools import lru_cache
from uuid import NAMESPACE_URL, UUID, uuid5

from ...model import Briefing

_NAMESPACE = uuid5(NAMESPACE_URL, "urn:briefing-site")


def record_uuid(briefing: Briefing, record_id: str, role: str = "") -> UUID:
    """Returns the UUID of a record; `role` distinguishes the entities of one record."""
    return _uuid("/".join((briefing.head.id, record_id, *([role] if role else []))))


@lru_cache(maxsize=20_000)  # the ids of one record are in many places
def _uuid(name: str) -> UUID:
    return uuid5(_NAMESPACE, name)
