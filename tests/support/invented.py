"""A briefing with a record of every kind and every field filled, made from the models alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from enum import Enum
from functools import cache
from itertools import cycle
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from generator.kinds import KINDS
from generator.model.briefing import Briefing
from generator.model.content_changes import Change, ChangeGroup, ChangeKind, ReportedChange
from generator.model.history import History, HistoryEntry
from generator.model.kind import Layout
from generator.records.fields import Data, RefTo, unwrap_annotation
from generator.records.record import Record
from generator.text.word_diff import DiffChunk, DiffOp

FORMED = ("2023-09", "en", "Q42", "KP", "39.0, 125.8", "json", "https://example.org/a_b/(c)?d=e&f=*g*#h")
"""Values of fields that do not take any text."""
ANY = "<any text>"
"""Texts that only a field without a form takes."""
COPIES = 2


class Inventor:
    """Fills models: references with ids of their kind, enums with their words, other text with the next text."""

    def __init__(self, next_text: Callable[[], str]) -> None:
        self.next_text = next_text
        self.enums: dict[type[Enum], Iterator[Enum]] = {}

    def record(self, cls: type[Data], record_id: str) -> dict[str, Any]:
        return {info.alias or name: self.value(info, name, record_id) for name, info in cls.model_fields.items()}

    def value(self, info: FieldInfo, name: str, record_id: str) -> Any:
        of, metadata, many = unwrap_annotation(info.annotation)
        to = next((one for one in (*info.metadata, *metadata) if isinstance(one, RefTo)), None)
        if name == "id":
            return record_id

        def one(n: int) -> Any:
            if to:
                return self.target(to, n)
            if isinstance(of, type) and issubclass(of, Enum):
                return next(self.enums.setdefault(of, cycle(of))).value
            if isinstance(of, type) and issubclass(of, Data):
                return self.record(of, f"{record_id}-{name}-{n}")
            if of is bool:
                return n > 0
            if of is int:
                return n + 1
            return self.text(of, metadata, info, many)

        return [one(n) for n in range(COPIES)] if many else one(0)

    def target(self, to: RefTo, n: int) -> str:
        kinds = [kind for kind in KINDS if to.allows(kind.name) and kind.layout not in (Layout.NONE, Layout.ONE)]
        kind = kinds[n % len(kinds)]
        return f"experts-0-statements-{n}" if kind.layout is Layout.NESTED else f"{kind.name}-{n}"

    def text(self, of: Any, metadata: tuple[Any, ...], info: FieldInfo, many: bool) -> str:
        text = _fitting_text(of, metadata if many else (*metadata, *info.metadata))
        return self.next_text() if text is ANY else text


@cache
def _fitting_text(of: Any, rules: tuple[Any, ...]) -> str:
    """The first of the known texts that a field takes."""
    form = TypeAdapter(Annotated[(of, *rules)] if rules else of)
    for text in (ANY, *FORMED):
        with suppress(ValidationError):
            form.validate_python(text)
            return text
    raise AssertionError(f"no text fits {of} {rules}")


def briefing(next_text: Callable[[], str]) -> Briefing:
    """The briefing, each free text the next one of `next_text`."""
    inventor = Inventor(next_text)
    records: Mapping[str, tuple[Record, ...]] = {
        kind.name: tuple(
            kind.record.model_validate(inventor.record(kind.record, f"{kind.name}-{n}"))
            for n in range(1 if kind.layout is Layout.ONE else COPIES)
        )
        for kind in KINDS
        if kind.seeds_path
    }
    return Briefing(KINDS, records, history=history(next_text))


def history(next_text: Callable[[], str]) -> History:
    """Steps with a change of each kind whose words may be any, every text the next one."""
    kinds = [kind for kind in ChangeKind if kind is not ChangeKind.GRADING and not kind.value.startswith("date-")]

    def change(kind: ChangeKind, record_id: str) -> Change:
        piece = DiffChunk(DiffOp.OLD, next_text())
        field, old, new, note = (next_text() for _ in range(4))
        lists = (ChangeKind.NAMES, ChangeKind.REFERENCES)
        values = ((old,), (new,)) if kind in lists else (old, new)
        return Change(kind, record_id, (field,), *values, (note,), (piece,))

    groups = [
        ChangeGroup(
            "actor",
            "actors-0",
            next_text(),
            "",
            f"seeds/actors/{kind}.yml",
            (ReportedChange(change(kind, "x"), "actor", False),),
        )
        for kind in kinds
    ]
    told = (
        ReportedChange(change(kind, next_text()), "statement", True) for kind in kinds[3:]
    )  # beginnings of texts are not whole
    groups.append(ChangeGroup("expert", "gone", next_text(), "", "seeds/experts/gone.yml", tuple(told)))
    new = groups[kinds.index(ChangeKind.ADDED)]  # the first stands on the home page, where a long change is cut
    steps = (
        HistoryEntry("a" * 40, "2031-04-03T12:00:00Z", next_text(), (new, *groups), is_reviewed=True),
        HistoryEntry("b" * 40, "2031-04-02T12:00:00Z", next_text(), (new, *groups[-3:])),
        HistoryEntry("c" * 40, "2031-03-02T12:00:00Z", next_text(), tuple(groups[:1]), is_first=True),
    )
    return History(steps, "2031-03-01")
