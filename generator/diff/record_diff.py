"""Compares two states of one record, field by field.

The annotations of the fields say what a change of each means.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from ..model import content_changes
from ..problems import quote_value
from ..records import Record, dates, field_roles, fields, scales
from ..text import word_diff
from .changed_claims import find_changed_claims
from .item_matching import match_items

Change = content_changes.Change
ChangeKind = content_changes.ChangeKind
Role = field_roles.Role
FieldPath = tuple[str, ...]
_KIND_OF_WORD: tuple[tuple[type, ChangeKind], ...] = (
    (scales.Likelihood, ChangeKind.LIKELIHOOD),
    (scales.Impact, ChangeKind.IMPACT),
    (scales.Confidence, ChangeKind.CONFIDENCE),
    (scales.Reliability, ChangeKind.GRADING),
    (scales.Status, ChangeKind.STATUS),
    (scales.Attribution, ChangeKind.ATTRIBUTION),
)
_KINDS_OF_PART: tuple[tuple[type, ChangeKind, ChangeKind, int], ...] = (
    (fields.Dispute, ChangeKind.DISPUTE_OPENED, ChangeKind.DISPUTE_SETTLED, 1),
    (fields.Account, ChangeKind.ACCOUNT_ADDED, ChangeKind.ACCOUNT_REMOVED, 2),
    (fields.Data, ChangeKind.PART_ADDED, ChangeKind.PART_REMOVED, 0),
)
"""The kinds of change of a part, with how many labels of its path they repeat."""


def compare_records(
    record_id: str, old: Record, new: Record, new_ids: Mapping[str, str], has_title: bool, names: Set[str] = frozenset()
) -> Iterator[Change]:
    """Yields the changes between two states of a record, without its nested records.

    `new_ids` maps the old ids of renamed records to their new ones. `has_title` says that the heading is a title.
    `names` are words of names, in lower case: another name in a text is another claim.
    """
    found = [*_Comparison(record_id, new_ids, has_title, names).compare(old, new, ())]
    quotations = [one for one in found if one.kind is ChangeKind.QUOTATION]
    yield from (one for one in found if not any(_is_of_quotation(one, quotation) for quotation in quotations))


@dataclass(frozen=True)
class _Comparison:
    record_id: str
    new_ids: Mapping[str, str]
    has_title: bool
    names: Set[str]

    def compare(self, old: fields.Data, new: fields.Data, path: FieldPath) -> Iterator[Change]:
        """Compares two states of the record or of a part of it, which is at `path`."""
        for field in field_roles.roles(type(new)):
            before, after = getattr(old, field.name), getattr(new, field.name)
            if field.role is Role.RECORDS or before == after:
                continue
            if field_roles.comparable_value(field, before, self._new_id) != field_roles.comparable_value(field, after):
                yield from self._compare_field(field, old, new, (*path, field.label))

    def _new_id(self, name: str) -> str:
        return self.new_ids.get(name, name)

    def _compare_field(
        self, field: field_roles.FieldRole, old: fields.Data, new: fields.Data, path: FieldPath
    ) -> Iterator[Change]:
        before, after = getattr(old, field.name), getattr(new, field.name)
        if field.role is Role.EVIDENCE:
            yield from self._compare_evidence(before, after, path[:-1])
        elif field.role is Role.PART:
            many = field.is_list
            yield from (
                self._compare_items(field, before, after, path) if many else self._compare_part(before, after, path)
            )
        elif field.is_list:
            kind = ChangeKind.REFERENCES if field.role is Role.REFERENCE else ChangeKind.NAMES
            yield self._compare_members(kind, [self._new_id(str(one)) for one in before], [*map(str, after)], path)
        elif isinstance(new, fields.Account) and field.role is Role.DETAIL:
            chunks = word_diff.diff_words(before or "", after or "")
            yield Change(ChangeKind.FIGURE, self.record_id, path, before, after, (), chunks)
        elif field.role in (Role.TEXT, Role.QUOTATION, Role.BASIS):
            yield self._compare_text(field, old, new, path)
        else:
            yield self._compare_value(field, old, new, path)

    def _compare_value(
        self, field: field_roles.FieldRole, old: fields.Data, new: fields.Data, path: FieldPath
    ) -> Change:
        before, after = getattr(old, field.name), getattr(new, field.name)
        kind = ChangeKind.DETAIL
        if field.role is Role.REFERENCE:
            kind, before = ChangeKind.REFERENCE, before and self._new_id(before)
        elif field.role is Role.ASSESSOR:
            kind, before = ChangeKind.ATTRIBUTION, before and self._new_id(before)
        elif field.role is Role.GRADE:
            kind = ChangeKind.GRADING
        elif field.role is Role.DATE:
            kind = _date_change(before, after)
        elif field.role is Role.WORD:
            kind = next(
                (kind for words, kind in _KIND_OF_WORD if issubclass(field.item_type, words)), ChangeKind.CATEGORY
            )
        notes = (
            *_level_notes(field, old, new),
            *_date_notes(kind, before, after),
            *_precision_notes(kind, field, new),
            *_basis_notes(field, old, new),
        )
        return Change(kind, self.record_id, path, _plain_value(before), _plain_value(after), notes)

    def _compare_text(
        self, field: field_roles.FieldRole, old: fields.Data, new: fields.Data, path: FieldPath
    ) -> Change:
        before, after = getattr(old, field.name), getattr(new, field.name)
        kind = self._text_change(field, old, new)
        claims: tuple[str, ...] = ()
        if kind in (ChangeKind.TITLE, ChangeKind.WORDING):
            claims = find_changed_claims(before, after, self.names)
        keeps_address = kind is ChangeKind.TITLE and self.record_id not in self.new_ids.values()
        notes = (*(f"{claim} changed" for claim in claims), *(("its address stays",) if keeps_address else ()))
        if claims:
            kind = ChangeKind.FIGURE if claims == ("a number",) else ChangeKind.CLAIM
        chunks = word_diff.diff_words(before or "", after or "")
        return Change(kind, self.record_id, path, before, after, notes, chunks)

    def _text_change(self, field: field_roles.FieldRole, old: fields.Data, new: fields.Data) -> ChangeKind:
        before, after = getattr(old, field.name), getattr(new, field.name)
        if field.role is not Role.TEXT:
            return ChangeKind.QUOTATION if field.role is Role.QUOTATION else ChangeKind.BASIS
        if before is None or after is None:
            return ChangeKind.TEXT_ADDED if before is None else ChangeKind.TEXT_REMOVED
        headings = [one.heading for one in (old, new) if isinstance(one, Record)]
        if self.has_title and headings == [before, after]:
            return ChangeKind.TITLE
        return ChangeKind.WORDING

    def _compare_members(self, kind: ChangeKind, old: Sequence[str], new: Sequence[str], path: FieldPath) -> Change:
        before, after = (
            {word_diff.normalize_text(one): None for one in old},
            {word_diff.normalize_text(one): None for one in new},
        )
        removed = tuple(one for one in before if one not in after)
        added = tuple(one for one in after if one not in before)
        return Change(kind, self.record_id, path, removed, added)

    def _compare_part(self, old: fields.Data | None, new: fields.Data | None, path: FieldPath) -> Iterator[Change]:
        if old is None or new is None:
            added, removed, hidden = next(
                (added, removed, hidden) for of, added, removed, hidden in _KINDS_OF_PART if isinstance(old or new, of)
            )
            short = path[: len(path) - hidden]
            yield Change(added if old is None else removed, self.record_id, short, _item_text(old), _item_text(new))
        else:
            yield from self.compare(old, new, path)

    def _compare_items(
        self, field: field_roles.FieldRole, old: Sequence[fields.Data], new: Sequence[fields.Data], path: FieldPath
    ) -> Iterator[Change]:
        keyed = field_roles.has_key(field.item_type)
        keys = (
            lambda one: field_roles.comparable_content(one, self._new_id),
            lambda one: self._new_id(str(_key(one))) if keyed else None,
        )
        matches = match_items(old, new, keys, None if keyed else field_roles.free_text_words)
        for before, after in matches:
            label = (_item_label(before),) if before and after else ()
            yield from self._compare_part(before, after, (*path, *label))
        positions = {id(one): n for n, one in enumerate(old)}
        order = [positions[id(before)] for before, after in matches if before and after]
        if not keyed and order != sorted(order):
            yield Change(ChangeKind.ORDER, self.record_id, path)

    def _compare_evidence(
        self, old: Sequence[fields.Evidence], new: Sequence[fields.Evidence], path: FieldPath
    ) -> Iterator[Change]:
        before, after = (
            {field_roles.comparable_content(one, self._new_id): one for one in all_of} for all_of in (old, new)
        )
        removed = [one for key, one in before.items() if key not in after]
        added = [one for key, one in after.items() if key not in before]
        keys = (
            lambda one: (self._new_id(one.source), one.paragraph),
            lambda one: (self._new_id(one.source), word_diff.normalize_text(one.exact)) if one.exact else None,
        )
        for was, now in match_items(removed, added, keys):
            kind = ChangeKind.EVIDENCE_CHANGED
            if was is None or now is None:
                kind = ChangeKind.EVIDENCE_ADDED if was is None else ChangeKind.EVIDENCE_REMOVED
            rest = ", ".join(dict.fromkeys(f"{one.source} paragraph {one.paragraph}" for one in new))
            notes = (f"remaining: {rest or 'none'}",) if now is None else ()
            yield Change(kind, self.record_id, path, _evidence_text(was), _evidence_text(now, was), notes)


def _plain_value(value: Any) -> content_changes.Value:
    if isinstance(value, bool):
        return "true" if value else "false"  # as it is written in the data
    return value if isinstance(value, str) or value is None else str(value)


def _date_change(old: str | None, new: str | None) -> ChangeKind:
    if old is None or new is None:
        return ChangeKind.DATE_ADDED if old is None else ChangeKind.DATE_REMOVED
    before, after = dates.parse(old), dates.parse(new)
    if (before.earliest, before.latest) == (after.earliest, after.latest):
        return ChangeKind.DATE_DOUBT
    if before.earliest <= after.earliest and after.latest <= before.latest:
        return ChangeKind.DATE_MORE_PRECISE
    if after.earliest <= before.earliest and before.latest <= after.latest:
        return ChangeKind.DATE_LESS_PRECISE
    return ChangeKind.DATE_MOVED


def _date_notes(kind: ChangeKind, old: Any, new: Any) -> Iterator[str]:
    """Yields the direction in which a date moved, or the change of its doubt or form."""
    if kind is ChangeKind.DATE_MOVED:
        yield "later" if dates.parse(new).sort_key > dates.parse(old).sort_key else "earlier"
    elif kind is ChangeKind.DATE_DOUBT:
        yield f"was {dates.parse(old).words}, now {dates.parse(new).words}"


def _precision_notes(kind: ChangeKind, field: field_roles.FieldRole, new: fields.Data) -> Iterator[str]:
    """Yields the words of the source that support a more precise date."""
    if kind is ChangeKind.DATE_MORE_PRECISE:
        words = getattr(new, f"{field.name}_words", None)
        yield f"the source says {quote_value(words)}" if words else "no words of the source are given for it"


def _level_notes(field: field_roles.FieldRole, old: fields.Data, new: fields.Data) -> tuple[str, ...]:
    """Returns the change of a risk's level, if it has a likelihood and an impact."""
    named = {
        one.item_type: one.name
        for one in field_roles.roles(type(new))
        if one.item_type in (scales.Likelihood, scales.Impact)
    }
    if field.item_type not in named or len(named) < 2:
        return ()
    before, after = (
        scales.level(getattr(one, named[scales.Likelihood]), getattr(one, named[scales.Impact])) for one in (old, new)
    )
    was, now = (one.words if one else "none" for one in (before, after))
    return (f"level now {now}, was {was}" if was != now else f"level still {now}",)


def _basis_notes(field: field_roles.FieldRole, old: fields.Data, new: fields.Data) -> Iterator[str]:
    """Says who made a changed assessment, and whether its basis changed too."""
    for one in field_roles.basis_fields(type(new), field):
        before, after = getattr(old, one.name), getattr(new, one.name)
        if isinstance(after, scales.Attribution):
            yield after.words if one.key.startswith(f"{field.key}_") else f"{one.label} {after.words}"
        elif one.role is Role.ASSESSOR:
            yield f"{one.label} {after}"
        elif before is not None or after is not None:
            is_changed = field_roles.comparable_value(one, before) != field_roles.comparable_value(one, after)
            yield f"basis {'changed' if is_changed else 'unchanged'}"


def _key(part: fields.Data) -> Any:
    return getattr(part, field_roles.roles(type(part))[0].name)


def _texts(part: fields.Data) -> Iterator[str]:
    for field in field_roles.roles(type(part)):
        value = getattr(part, field.name)
        if field.role is Role.TEXT and value and not field.is_list:
            yield word_diff.normalize_text(value)


def _item_label(part: fields.Data) -> str:
    """Returns a short name for an item: its number, its reference, or its first words."""
    return str(_key(part)) if field_roles.has_key(type(part)) else quote_value(next(_texts(part), ""), 40)


def _item_text(part: fields.Data | None) -> str | None:
    """An item as one text: its key, then its texts."""
    if part is None:
        return None
    if isinstance(part, fields.Dispute):
        return " / ".join(_account_text(one) for one in part.accounts)
    if isinstance(part, fields.Account):
        return _account_text(part)
    key = (str(_key(part)),) if field_roles.has_key(type(part)) else ()
    earlier = getattr(part, "supersedes", None)
    return ": ".join((*key, " / ".join(_texts(part)))) + (f" (supersedes {earlier})" if earlier else "")


def _account_text(account: fields.Account) -> str:
    """Returns an account as text: its value, its text and where it is from."""
    places = ", ".join(f"{one.source} paragraph {one.paragraph}" for one in account.evidence)
    return f"{f'{account.value}: ' if account.value else ''}{account.text}{f' ({places})' if places else ''}"


def _is_of_quotation(change: Change, quotation: Change) -> bool:
    """Returns True if the evidence changed as the quotation that it holds did."""
    return (
        change.kind is ChangeKind.EVIDENCE_CHANGED
        and change.new == quote_value(quotation.new, 120)
        and str(change.old).endswith(f" {quote_value(quotation.old, 120)}")
    )


def _evidence_text(one: fields.Evidence | None, was: fields.Evidence | None = None) -> str | None:
    """Returns evidence as text: source, paragraph and quotation.

    If `was` cites the same paragraph, the text is only the quotation.
    """
    if one is None:
        return None
    parts = (("after", one.prefix), ("before", one.suffix), ("accepted:", one.accepted))
    context = [f"{name} {quote_value(text, 120)}" for name, text in parts if text]
    quoted = [quote_value(one.exact, 120)] if one.exact else []
    if was and (was.source, was.paragraph) == (one.source, one.paragraph):
        return " ".join((*quoted, *context)) or "no quotation"
    return " ".join((f"{one.source} paragraph {one.paragraph}", *quoted, *context))
