"""Ids that other tools ask for: UUIDs made from the records' own ids (version 5, RFC 9562), the same in every export."""

from __future__ import annotations

from uuid import NAMESPACE_URL, UUID, uuid5

from ...model import Briefing

_NAMESPACE = uuid5(NAMESPACE_URL, "urn:briefing-site")


def uuid_of(briefing: Briefing, record_id: str, role: str = "") -> UUID:
    """The id of a record in this briefing; `role` tells apart what several things are made of one record."""
    return uuid5(_NAMESPACE, "/".join((briefing.head.id, record_id, *([role] if role else []))))
