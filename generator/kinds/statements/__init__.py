"""Statements: records nested in those of their speakers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from ...model import Briefing, Kind, Layout
from ...problems import Finding
from .checks import check_quotations, check_statements
from .record import Statement, Voice

if TYPE_CHECKING:
    from ...formats import interchange


class StatementsKind(Kind):
    """The statements, on the pages of their speakers."""

    name = "statements"
    singular = "statement"
    title = "Statements"
    description = "What was said, by whom."
    layout = Layout.NESTED
    record = Statement
    backlinks_heading = "What others say"

    @cached_property
    def entity_map(self) -> interchange.EntityMap:
        from ...formats import interchange

        return interchange.EntityMap(
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
