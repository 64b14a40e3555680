"""Two states of one record -> what changed in it, field by field, as the fields' annotations say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..model import content_changes
from ..problems import shown
from ..records import Record, dates, field_roles, fields, scales
from ..text import word_diff
from .item_matching import pairs

Place = tuple[str, ...]
_WORDS: tuple[tuple[type, content_changes.ChangeKind], ...] = (
    (scales.Likelihood, content_changes.ChangeKind.LIKELIHOOD),
    (scales.Impact, content_changes.ChangeKind.IMPACT),
    (scales.Confidence, content_changes.ChangeKind.CONFIDENCE),
    (scales.Reliability, content_changes.ChangeKind.GRADING),
    (scales.Status, content_changes.ChangeKind.STATUS),
    (scales.Attribution, content_changes.ChangeKind.ATTRIBUTION),
)


@dataclass(frozen=True)
class Comparison:
    """Compares what belongs to the record `id`; `renamed` leads from old ids to new ones."""

    id: str
    renamed: Mapping[str, str]
    is_titled: bool

    def of_records(self, old: Record, new: Record) -> Iterator[content_changes.Change]:
        """The changes between two states of the record; those of records nested in it are theirs."""
        yield from self._of_parts(old, new, ())

    def _now(self, name: str) -> str:
        return self.renamed.get(name, name)

    def _of_parts(self, old: fields.Data, new: fields.Data, place: Place) -> Iterator[content_changes.Change]:
        for field in field_roles.roles(type(new)):
            before, after = getattr(old, field.name), getattr(new, field.name)
            if field.role is field_roles.Role.RECORDS or before == after:
                continue
            if field_roles.said(field, before, self._now) != field_roles.said(field, after):
                yield from self._of_field(field, old, new, place)

    def _of_field(
        self, field: field_roles.FieldRole, old: fields.Data, new: fields.Data, place: Place
    ) -> Iterator[content_changes.Change]:
        before, after = getattr(old, field.name), getattr(new, field.name)
        here = (*place, field.label)
        if field.role is field_roles.Role.EVIDENCE:
            yield from self._evidence(here, before, after)
        elif field.role is field_roles.Role.PART:
            yield from self._items(field, here, before, after) if field.many else self._part(here, before, after)
        elif field.many:
            kind = (
                content_changes.ChangeKind.REFERENCES
                if field.role is field_roles.Role.REFERENCE
                else content_changes.ChangeKind.NAMES
            )
            yield self._members(kind, here, [self._now(str(one)) for one in before], [str(one) for one in after])
        elif field.role in (field_roles.Role.TEXT, field_roles.Role.QUOTATION, field_roles.Role.BASIS):
            yield self._text(field, here, old, new)
        else:
            yield self._value(field, here, old, new)

    def _value(
        self, field: field_roles.FieldRole, here: Place, old: fields.Data, new: fields.Data
    ) -> content_changes.Change:
        before, after = getattr(old, field.name), getattr(new, field.name)
        kind = content_changes.ChangeKind.DETAIL
        if field.role is field_roles.Role.REFERENCE:
            kind, before = content_changes.ChangeKind.REFERENCE, before and self._now(before)
        elif field.role is field_roles.Role.GRADE:
            kind = content_changes.ChangeKind.GRADING
        elif field.role is field_roles.Role.DATE:
            kind = _date_kind(before, after)
        elif field.role is field_roles.Role.WORD:
            kind = next(
                (kind for words, kind in _WORDS if issubclass(field.of, words)), content_changes.ChangeKind.CATEGORY
            )
        notes = (*_level(field, old, new), *_times(kind, before, after), *_ground(field, old, new))
        return content_changes.Change(kind, self.id, here, _value(before), _value(after), notes)

    def _text(
        self, field: field_roles.FieldRole, here: Place, old: fields.Data, new: fields.Data
    ) -> content_changes.Change:
        before, after = getattr(old, field.name), getattr(new, field.name)
        kind = self._text_kind(field, old, new)
        stays = kind is content_changes.ChangeKind.TITLE and self.id not in self.renamed.values()
        notes = ("its address stays",) if stays else ()
        return content_changes.Change(
            kind, self.id, here, before, after, notes, word_diff.compared(before or "", after or "")
        )

    def _text_kind(
        self, field: field_roles.FieldRole, old: fields.Data, new: fields.Data
    ) -> content_changes.ChangeKind:
        before, after = getattr(old, field.name), getattr(new, field.name)
        if field.role is not field_roles.Role.TEXT:
            return (
                content_changes.ChangeKind.QUOTATION
                if field.role is field_roles.Role.QUOTATION
                else content_changes.ChangeKind.BASIS
            )
        if before is None or after is None:
            return content_changes.ChangeKind.TEXT_ADDED if before is None else content_changes.ChangeKind.TEXT_REMOVED
        headings = [one.heading for one in (old, new) if isinstance(one, Record)]
        if self.is_titled and headings == [before, after]:
            return content_changes.ChangeKind.TITLE
        return (
            content_changes.ChangeKind.WORDING
            if word_diff.figures(before) == word_diff.figures(after)
            else content_changes.ChangeKind.FIGURE
        )

    def _members(
        self, kind: content_changes.ChangeKind, here: Place, old: Sequence[str], new: Sequence[str]
    ) -> content_changes.Change:
        before, after = {word_diff.folded(one): None for one in old}, {word_diff.folded(one): None for one in new}
        gone = tuple(one for one in before if one not in after)
        come = tuple(one for one in after if one not in before)
        return content_changes.Change(kind, self.id, here, gone, come)

    def _part(self, here: Place, old: fields.Data | None, new: fields.Data | None) -> Iterator[content_changes.Change]:
        if old is None or new is None:
            kind = content_changes.ChangeKind.PART_ADDED if old is None else content_changes.ChangeKind.PART_REMOVED
            yield content_changes.Change(kind, self.id, here, _tells(old), _tells(new))
        else:
            yield from self._of_parts(old, new, here)

    def _items(
        self, field: field_roles.FieldRole, here: Place, old: Sequence[fields.Data], new: Sequence[fields.Data]
    ) -> Iterator[content_changes.Change]:
        keyed = field_roles.is_keyed(field.of)
        by_content = (
            lambda one: field_roles.content(one, self._now),
            lambda one: self._now(str(_key(one))) if keyed else None,
        )
        paired = pairs(old, new, by_content, None if keyed else field_roles.free_text)
        for before, after in paired:
            if before is None or after is None:
                yield from self._part(here, before, after)
            else:
                yield from self._part((*here, _named(before)), before, after)
        places = {id(one): n for n, one in enumerate(old)}
        kept = [places[id(before)] for before, after in paired if before and after]
        if not keyed and kept != sorted(kept):
            yield content_changes.Change(content_changes.ChangeKind.ORDER, self.id, here)

    def _evidence(
        self, here: Place, old: Sequence[fields.Evidence], new: Sequence[fields.Evidence]
    ) -> Iterator[content_changes.Change]:
        before, after = ({field_roles.content(one, self._now): one for one in side} for side in (old, new))
        gone = [one for key, one in before.items() if key not in after]
        come = [one for key, one in after.items() if key not in before]
        keys = (
            lambda one: (self._now(one.source), one.paragraph),
            lambda one: (self._now(one.source), word_diff.folded(one.exact)) if one.exact else None,
        )
        for was, now in pairs(gone, come, keys):
            kind = content_changes.ChangeKind.EVIDENCE_CHANGED
            if was is None or now is None:
                kind = (
                    content_changes.ChangeKind.EVIDENCE_ADDED
                    if was is None
                    else content_changes.ChangeKind.EVIDENCE_REMOVED
                )
            yield content_changes.Change(kind, self.id, here[:-1], _pointer(was), _pointer(now, was))


def _value(value: Any) -> content_changes.Value:
    if isinstance(value, bool):
        return "true" if value else "false"  # as it is written in the data
    return value if isinstance(value, str) or value is None else str(value)


def _date_kind(old: str | None, new: str | None) -> content_changes.ChangeKind:
    if old is None or new is None:
        return content_changes.ChangeKind.DATE_ADDED if old is None else content_changes.ChangeKind.DATE_REMOVED
    before, after = dates.parse(old), dates.parse(new)
    if (before.earliest, before.latest) == (after.earliest, after.latest):
        return content_changes.ChangeKind.DATE_DOUBT
    if before.earliest <= after.earliest and after.latest <= before.latest:
        return content_changes.ChangeKind.DATE_MORE_PRECISE
    if after.earliest <= before.earliest and before.latest <= after.latest:
        return content_changes.ChangeKind.DATE_LESS_PRECISE
    return content_changes.ChangeKind.DATE_MOVED


def _times(kind: content_changes.ChangeKind, old: Any, new: Any) -> Iterator[str]:
    """Which way a date moved, or how it reads where only its doubt or form is another."""
    if kind is content_changes.ChangeKind.DATE_MOVED:
        yield "later" if dates.parse(new).sort_key > dates.parse(old).sort_key else "earlier"
    elif kind is content_changes.ChangeKind.DATE_DOUBT:
        yield f"was {dates.parse(old).words}, now {dates.parse(new).words}"


def _level(field: field_roles.FieldRole, old: fields.Data, new: fields.Data) -> tuple[str, ...]:
    """How the level of a risk follows, where a record has both a likelihood and an impact."""
    named = {one.of: one.name for one in field_roles.roles(type(new)) if one.of in (scales.Likelihood, scales.Impact)}
    if field.of not in named or len(named) < 2:
        return ()
    before, after = (
        scales.level(getattr(one, named[scales.Likelihood]), getattr(one, named[scales.Impact])) for one in (old, new)
    )
    was, now = (one.words if one else "none" for one in (before, after))
    return (f"level now {now}, was {was}" if was != now else f"level still {now}",)


def _ground(field: field_roles.FieldRole, old: fields.Data, new: fields.Data) -> Iterator[str]:
    """What a changed value rests on: who vouches for it, and whether the reason given changed with it."""
    for one in field_roles.companions(type(new), field):
        before, after = getattr(old, one.name), getattr(new, one.name)
        if isinstance(after, scales.Attribution):
            yield after.words if one.key.startswith(f"{field.key}_") else f"{one.label} {after.words}"
        elif before is not None or after is not None:
            changed = field_roles.said(one, before) != field_roles.said(one, after)
            yield f"basis {'changed' if changed else 'unchanged'}"


def _key(part: fields.Data) -> Any:
    return getattr(part, field_roles.roles(type(part))[0].name)


def _texts(part: fields.Data) -> Iterator[str]:
    for field in field_roles.roles(type(part)):
        value = getattr(part, field.name)
        if field.role is field_roles.Role.TEXT and value and not field.many:
            yield word_diff.folded(value)


def _named(part: fields.Data) -> str:
    """What an item is called within its list: its number, the record it refers to, or the beginning of its text."""
    return str(_key(part)) if field_roles.is_keyed(type(part)) else shown(next(_texts(part), ""), 40)


def _tells(part: fields.Data | None) -> str | None:
    """What an item says: its key, its texts."""
    if part is None:
        return None
    key = (str(_key(part)),) if field_roles.is_keyed(type(part)) else ()
    return ": ".join((*key, " / ".join(_texts(part))))


def _pointer(one: fields.Evidence | None, was: fields.Evidence | None = None) -> str | None:
    """A piece of evidence in words: source, paragraph, quotation; only the quotation if it was in the same place."""
    if one is None:
        return None
    around = [f"{name} {shown(text)}" for name, text in (("after", one.prefix), ("before", one.suffix)) if text]
    quoted = [shown(one.exact, 120)] if one.exact else []
    if was and (was.source, was.paragraph) == (one.source, one.paragraph):
        return " ".join((*quoted, *around)) or "no quotation"
    return " ".join((f"{one.source} paragraph {one.paragraph}", *quoted, *around))
