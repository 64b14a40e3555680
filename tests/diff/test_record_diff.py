"""No change is missed: each field of each record of the strait, emptied or altered, is told; no text breaks out of its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diff.briefing_diff import Revision, find_changes
from generator.kinds import KINDS
from generator.loading.loader import load
from generator.model.briefing import Briefing
from generator.model.content_changes import ChangeKind
from generator.records.field_roles import FieldRole, Role, roles
from generator.records.fields import Dispute
from generator.records.record import Record
from generator.storage.seed_files import read_seeds
from generator.text.comment_escaping import escape, show_invisible
from support.project import EXAMPLES

STRAIT = load(read_seeds(EXAMPLES / "strait"), KINDS).briefing
OTHER = {
    **dict.fromkeys((Role.TEXT, Role.QUOTATION, Role.BASIS), "other words"),
    Role.DATE: "1999",
    Role.ASSESSOR: "che-okoro",
}


def altered(record: Record) -> Iterator[tuple[FieldRole, Record]]:
    """The record once for each filled field, with another value there, or none."""
    for field in roles(type(record)):
        info, value = type(record).model_fields[field.name], getattr(record, field.name)
        other: Any = info.get_default(call_default_factory=True)
        if field.role is Role.RECORDS or value == other:
            continue
        if info.is_required():
            if field.is_list or field.role not in OTHER:
                continue
            other = OTHER[field.role]
        yield field, record.model_copy(update={field.name: other})


CASES = [
    pytest.param(kind.name, record, changed, field, id=f"{record.id}.{field.key}")
    for kind in KINDS
    for record in STRAIT.of_kind(kind)
    for field, changed in altered(record)
]


@pytest.mark.parametrize(("kind", "record", "changed", "field"), CASES)
def test_a_field_that_changes_is_reported(kind: str, record: Record, changed: Record, field: FieldRole) -> None:
    others = tuple(changed if one is record else one for one in STRAIT.records[kind])
    new = replace(STRAIT, records={**STRAIT.records, kind: others})
    for old, now in ((STRAIT, new), (new, STRAIT)):
        found = find_changes(Revision(old), Revision(now))
        assert {change.record_id for change in found} == {record.id}
        if field.item_type is Dispute:
            assert {change.kind for change in found} <= {ChangeKind.DISPUTE_OPENED, ChangeKind.DISPUTE_SETTLED}
        is_named = field.role is not Role.EVIDENCE and field.item_type is not Dispute
        assert {change.field_path[0] for change in found if change.field_path} == ({field.label} if is_named else set())


def test_the_cases_reach_each_role_of_a_field() -> None:
    reached = {case.values[3].role for case in CASES}
    assert set(Role) - reached <= {Role.RECORDS, Role.WORD, Role.GRADE}


def test_another_order_of_records_is_no_change() -> None:
    turned = Briefing(STRAIT.kinds, {name: records[::-1] for name, records in STRAIT.records.items()})
    assert find_changes(Revision(STRAIT), Revision(turned)) == ()


@given(st.text())
def test_no_text_breaks_out_of_its_line(text: str) -> None:
    assert show_invisible(text).isprintable()


@given(st.text(alphabet="ab1 @#%:/.*_~`<>[](){}!&|$^\\\"'-+=\n\u200b\u202e", max_size=40))
def test_no_text_acts_in_a_comment(text: str) -> None:
    """Only entities remain, empty comments, and characters that do nothing inside a line."""
    rest = re.sub(r"&#\d+;|<!-- -->", "\0", escape(text))
    assert not re.search(r"[\\`*_{}\[\]<>&|~$^!]|//|www\.|[@%]\w|#\d|:[\w+-]+:", rest)
