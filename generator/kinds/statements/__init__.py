"""Statements: records nested in those of their speakers."""

from __future__ import annotations

from collections.abc import Iterator

from ...formats import interchange
from ...model import Briefing, Kind, Layout
from ...problems import Finding
from .checks import check_quotations, check_statements
from .record import Statement, Voice


class StatementsKind(Kind):
    """The statements, on the pages of their speakers."""

    name = "statements"
    singular = "statement"
    title = "Statements"
    description = "What was said, by whom."
    layout = Layout.NESTED
    record = Statement
    backlinks_heading = "What others say"
    entity_map = interchange.EntityMap(
        Statement,
        interchange.StatementEntity,
        ("text", "quote", "type", "about", "stance"),
        (interchange.FieldMap("said_on", "date"),),
        to_entity_only={"speaker": lambda entry: entry.owner.id},
        to_record_only={"voice": lambda entity: (Voice.DIRECT if entity.quote else Voice.INDIRECT).value},
    )

    def check(self, briefing: Briefing) -> Iterator[Finding]:
        yield from check_statements(briefing)
        yield from check_quotations(briefing)


KIND = StatementsKind()
