"""TimelineJS 3 JSON (timeline.knightlab.com) of the events, with dates in words.

TimelineJS inserts headline and text into its page as HTML, so they are escaped as HTML here.
"""

from __future__ import annotations

from datetime import date
from html import escape
from json import dumps
from typing import Any

from ...model import Briefing
from ...records import dates
from ..interchange import EventEntity, accounts_text, briefing_entity, cited_sources_text, entities
from .spans import day_span


def write(briefing: Briefing) -> str:
    """Writes the timeline as JSON, events in the order of their first possible day."""
    head = briefing_entity(briefing)
    events = [_event(briefing, one, head.as_of) for one in entities(briefing, EventEntity)]
    events.sort(key=lambda one: (tuple(one["start_date"].values()), one["unique_id"]))
    title = {"unique_id": head.id, "text": {"headline": escape(head.title), "text": escape(head.text)}}
    content = dict(title=title, events=events)  # noqa: C408 - in quotation marks the key would be taken for a kind's name
    return dumps(content, ensure_ascii=False, indent=2) + "\n"


def _event(briefing: Briefing, event: EventEntity, as_of: str) -> dict[str, Any]:
    first, last = day_span(event.date, as_of)
    where = cited_sources_text(briefing, event.id)
    return {
        "unique_id": event.id,
        "start_date": _day(first),
        **({"end_date": _day(last)} if last != first else {}),
        "display_date": escape(dates.parse(event.date).words),
        "group": event.status,
        "text": {
            "headline": escape(event.title_with_status),
            "text": "".join(f"<p>{escape(one)}</p>" for one in (event.text, accounts_text(event), where) if one),
        },
    }


def _day(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}
