"""Two states of one record -> what changed in it, field by field, as the fields' annotations say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .changes import Change, ChangeKind, Value
from .dates import parse
from .errors import shown
from .matching import pairs
from .parts import Data, Evidence
from .record import Record
from .roles import FieldRole, Role, companions, content, free_text, is_keyed, roles, said
from .scales import Attribution, Confidence, Impact, Likelihood, Reliability, Status, level
from .wording import compared, figures, folded

Place = tuple[str, ...]
_WORDS: tuple[tuple[type, ChangeKind], ...] = (
    (Likelihood, ChangeKind.LIKELIHOOD),
    (Impact, ChangeKind.IMPACT),
    (Confidence, ChangeKind.CONFIDENCE),
    (Reliability, ChangeKind.GRADING),
    (Status, ChangeKind.STATUS),
    (Attribution, ChangeKind.ATTRIBUTION),
)


@dataclass(frozen=True)
class Comparison:
    """Compares what belongs to the record `id`; `renamed` leads from old ids to new ones."""

    id: str
    renamed: Mapping[str, str]
    is_titled: bool

    def of_records(self, old: Record, new: Record) -> Iterator[Change]:
        """The changes between two states of the record; those of records nested in it are theirs."""
        yield from self._of_parts(old, new, ())

    def _now(self, name: str) -> str:
        return self.renamed.get(name, name)

    def _of_parts(self, old: Data, new: Data, place: Place) -> Iterator[Change]:
        for field in roles(type(new)):
            before, after = getattr(old, field.name), getattr(new, field.name)
            if field.role is Role.RECORDS or before == after:
                continue
            if said(field, before, self._now) != said(field, after):
                yield from self._of_field(field, old, new, place)

    def _of_field(self, field: FieldRole, old: Data, new: Data, place: Place) -> Iterator[Change]:
        before, after = getattr(old, field.name), getattr(new, field.name)
        here = (*place, field.label)
        if field.role is Role.EVIDENCE:
            yield from self._evidence(here, before, after)
        elif field.role is Role.PART:
            yield from self._items(field, here, before, after) if field.many else self._part(here, before, after)
        elif field.many:
            kind = ChangeKind.REFERENCES if field.role is Role.REFERENCE else ChangeKind.NAMES
            yield self._members(kind, here, [self._now(str(one)) for one in before], [str(one) for one in after])
        elif field.role in (Role.TEXT, Role.QUOTATION, Role.BASIS):
            yield self._text(field, here, old, new)
        else:
            yield self._value(field, here, old, new)

    def _value(self, field: FieldRole, here: Place, old: Data, new: Data) -> Change:
        before, after = getattr(old, field.name), getattr(new, field.name)
        kind = ChangeKind.DETAIL
        if field.role is Role.REFERENCE:
            kind, before = ChangeKind.REFERENCE, before and self._now(before)
        elif field.role is Role.GRADE:
            kind = ChangeKind.GRADING
        elif field.role is Role.DATE:
            kind = _date_kind(before, after)
        elif field.role is Role.WORD:
            kind = next((kind for words, kind in _WORDS if issubclass(field.of, words)), ChangeKind.CATEGORY)
        notes = (*_level(field, old, new), *_times(kind, before, after), *_ground(field, old, new))
        return Change(kind, self.id, here, _value(before), _value(after), notes)

    def _text(self, field: FieldRole, here: Place, old: Data, new: Data) -> Change:
        before, after = getattr(old, field.name), getattr(new, field.name)
        kind = self._text_kind(field, old, new)
        stays = kind is ChangeKind.TITLE and self.id not in self.renamed.values()
        notes = ("its address stays",) if stays else ()
        return Change(kind, self.id, here, before, after, notes, compared(before or "", after or ""))

    def _text_kind(self, field: FieldRole, old: Data, new: Data) -> ChangeKind:
        before, after = getattr(old, field.name), getattr(new, field.name)
        if field.role is not Role.TEXT:
            return ChangeKind.QUOTATION if field.role is Role.QUOTATION else ChangeKind.BASIS
        if before is None or after is None:
            return ChangeKind.TEXT_ADDED if before is None else ChangeKind.TEXT_REMOVED
        headings = [one.heading for one in (old, new) if isinstance(one, Record)]
        if self.is_titled and headings == [before, after]:
            return ChangeKind.TITLE
        return ChangeKind.WORDING if figures(before) == figures(after) else ChangeKind.FIGURE

    def _members(self, kind: ChangeKind, here: Place, old: Sequence[str], new: Sequence[str]) -> Change:
        before, after = {folded(one): None for one in old}, {folded(one): None for one in new}
        gone = tuple(one for one in before if one not in after)
        come = tuple(one for one in after if one not in before)
        return Change(kind, self.id, here, gone, come)

    def _part(self, here: Place, old: Data | None, new: Data | None) -> Iterator[Change]:
        if old is None or new is None:
            kind = ChangeKind.PART_ADDED if old is None else ChangeKind.PART_REMOVED
            yield Change(kind, self.id, here, _tells(old), _tells(new))
        else:
            yield from self._of_parts(old, new, here)

    def _items(self, field: FieldRole, here: Place, old: Sequence[Data], new: Sequence[Data]) -> Iterator[Change]:
        keyed = is_keyed(field.of)
        by_content = (lambda one: content(one, self._now), lambda one: self._now(str(_key(one))) if keyed else None)
        paired = pairs(old, new, by_content, None if keyed else free_text)
        for before, after in paired:
            if before is None or after is None:
                yield from self._part(here, before, after)
            else:
                yield from self._part((*here, _named(before)), before, after)
        places = {id(one): n for n, one in enumerate(old)}
        kept = [places[id(before)] for before, after in paired if before and after]
        if not keyed and kept != sorted(kept):
            yield Change(ChangeKind.ORDER, self.id, here)

    def _evidence(self, here: Place, old: Sequence[Evidence], new: Sequence[Evidence]) -> Iterator[Change]:
        before, after = ({content(one, self._now): one for one in side} for side in (old, new))
        gone = [one for key, one in before.items() if key not in after]
        come = [one for key, one in after.items() if key not in before]
        keys = (
            lambda one: (self._now(one.source), one.paragraph),
            lambda one: (self._now(one.source), folded(one.exact)) if one.exact else None,
        )
        for was, now in pairs(gone, come, keys):
            kind = ChangeKind.EVIDENCE_CHANGED
            if was is None or now is None:
                kind = ChangeKind.EVIDENCE_ADDED if was is None else ChangeKind.EVIDENCE_REMOVED
            yield Change(kind, self.id, here[:-1], _pointer(was), _pointer(now, was))


def _value(value: Any) -> Value:
    if isinstance(value, bool):
        return "true" if value else "false"  # as it is written in the data
    return value if isinstance(value, str) or value is None else str(value)


def _date_kind(old: str | None, new: str | None) -> ChangeKind:
    if old is None or new is None:
        return ChangeKind.DATE_ADDED if old is None else ChangeKind.DATE_REMOVED
    before, after = parse(old), parse(new)
    if (before.earliest, before.latest) == (after.earliest, after.latest):
        return ChangeKind.DATE_DOUBT
    if before.earliest <= after.earliest and after.latest <= before.latest:
        return ChangeKind.DATE_MORE_PRECISE
    if after.earliest <= before.earliest and before.latest <= after.latest:
        return ChangeKind.DATE_LESS_PRECISE
    return ChangeKind.DATE_MOVED


def _times(kind: ChangeKind, old: Any, new: Any) -> Iterator[str]:
    """Which way a date moved, or how it reads where only its doubt or form is another."""
    if kind is ChangeKind.DATE_MOVED:
        yield "later" if parse(new).sort_key > parse(old).sort_key else "earlier"
    elif kind is ChangeKind.DATE_DOUBT:
        yield f"was {parse(old).words}, now {parse(new).words}"


def _level(field: FieldRole, old: Data, new: Data) -> tuple[str, ...]:
    """How the level of a risk follows, where a record has both a likelihood and an impact."""
    named = {one.of: one.name for one in roles(type(new)) if one.of in (Likelihood, Impact)}
    if field.of not in named or len(named) < 2:
        return ()
    before, after = (level(getattr(one, named[Likelihood]), getattr(one, named[Impact])) for one in (old, new))
    was, now = (one.words if one else "none" for one in (before, after))
    return (f"level now {now}, was {was}" if was != now else f"level still {now}",)


def _ground(field: FieldRole, old: Data, new: Data) -> Iterator[str]:
    """What a changed value rests on: who vouches for it, and whether the reason given changed with it."""
    for one in companions(type(new), field):
        before, after = getattr(old, one.name), getattr(new, one.name)
        if isinstance(after, Attribution):
            yield after.words if one.key.startswith(f"{field.key}_") else f"{one.label} {after.words}"
        elif before is not None or after is not None:
            changed = said(one, before) != said(one, after)
            yield f"basis {'changed' if changed else 'unchanged'}"


def _key(part: Data) -> Any:
    return getattr(part, roles(type(part))[0].name)


def _texts(part: Data) -> Iterator[str]:
    for field in roles(type(part)):
        value = getattr(part, field.name)
        if field.role is Role.TEXT and value and not field.many:
            yield folded(value)


def _named(part: Data) -> str:
    """What an item is called within its list: its number, the record it refers to, or the beginning of its text."""
    return str(_key(part)) if is_keyed(type(part)) else shown(next(_texts(part), ""), 40)


def _tells(part: Data | None) -> str | None:
    """What an item says: its key, its texts."""
    if part is None:
        return None
    key = (str(_key(part)),) if is_keyed(type(part)) else ()
    return ": ".join((*key, " / ".join(_texts(part))))


def _pointer(one: Evidence | None, was: Evidence | None = None) -> str | None:
    """A piece of evidence in words: source, paragraph, quotation; only the quotation if it was in the same place."""
    if one is None:
        return None
    around = [f"{name} {shown(text)}" for name, text in (("after", one.prefix), ("before", one.suffix)) if text]
    quoted = [shown(one.exact, 120)] if one.exact else []
    if was and (was.source, was.paragraph) == (one.source, one.paragraph):
        return " ".join((*quoted, *around)) or "no quotation"
    return " ".join((f"{one.source} paragraph {one.paragraph}", *quoted, *around))
