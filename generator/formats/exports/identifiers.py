"""UUIDs for other tools, made from the records' ids (version 5, RFC 9562)."""

from __future__ import annotations

from uuid import NAMESPACE_URL, UUID, uuid5

from ...model import Briefing

_NAMESPACE = uuid5(NAMESPACE_URL, "urn:briefing-site")


def record_uuid(briefing: Briefing, record_id: str, role: str = "") -> UUID:
    """Returns the UUID of a record; `role` distinguishes the entities of one record."""
    return uuid5(_NAMESPACE, "/".join((briefing.head.id, record_id, *([role] if role else []))))
