"""Checks disputes and later views, which any record or part of one may have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from ..model import indexes
from ..problems import Code, Problem, did_you_mean, quote_value
from ..records import Record, fields, traversal
from .load_result import Loaded


def check_views(loaded: Loaded) -> Iterator[Problem]:
    """Yields disputes that can't be compared, and later views that replace none."""
    for entry in loaded.briefing.entries.values():
        names: Counter[str] = Counter()
        for path, part in traversal.walk_parts(entry.record, into_records=False):
            found = _compare(part) if isinstance(part, fields.Dispute) else None
            if found:
                yield loaded.problem(entry.record.id, (*path, "accounts", *found[0]), Code.DISPUTE, found[1])
            name = getattr(part, "id", None) if path else None
            if name:
                names[name] += 1
                if names[name] == 2:
                    message = f"the id {quote_value(name)} is taken by another item of this list; choose another"
                    yield loaded.problem(entry.record.id, (*path, "id"), Code.DUPLICATE_ID, message)
    index = indexes.successions(loaded.briefing)
    for view in index.views:
        problem = _problem(loaded, index, view)
        if problem:
            yield loaded.problem(view.entry.record.id, (*view.path, "supersedes"), *problem)


def _compare(dispute: fields.Dispute) -> tuple[tuple[int, str], str] | None:
    """Returns the number and field of the wrong account, and what is wrong."""
    texts = [(one.text.casefold(), one.value) for one in dispute.accounts]
    for n, text in enumerate(texts):
        if text in texts[:n]:
            return (
                n,
                "text",
            ), f"this account says the same as account {texts.index(text) + 1}; correct or delete one of them"
    values = [(n, one.value) for n, one in enumerate(dispute.accounts) if one.value]
    if not values:
        return None
    first = values[0][1]
    allowed = fields.units(first)
    for n, value in values[1:]:
        if not allowed & fields.units(value):
            message = (
                f"{quote_value(value)} and {quote_value(first)} have different units; give each value the same unit "
                "(dates as 2026-03-20), or delete `value` in each account"
            )
            return (n, "value"), message
        allowed &= fields.units(value)
    if len(values) == len(dispute.accounts) and all(fields.is_same_figure(first, value) for _, value in values):
        return (
            values[-1][0],
            "value",
        ), f"each account has the value {quote_value(first)}; correct one, or delete `disputed`"
    return None


def _problem(loaded: Loaded, index: indexes.SuccessionIndex, view: indexes.View) -> tuple[Code, str] | None:
    """Returns what is wrong with a later view; of a circle only at one place."""
    part, earlier = view.part, view.earlier
    if earlier is None:
        return None if isinstance(part, Record) else _unknown(view)
    if earlier is part:
        return Code.SUPERSEDES, "it can't supersede itself; name the earlier one, or delete this line"
    circle = index.circle(part)
    if circle:
        names = [one.id for one in circle]
        if part.id != min(names):
            return None
        chain = " supersedes ".join((*names, part.id))
        return (
            Code.SUPERSEDES,
            f"the views supersede one another in a circle ({chain}); delete the line of the earliest",
        )
    if type(earlier) is not type(part) or index.circle(earlier):
        return None
    is_statement = "said_on" in type(part).model_fields
    entries = loaded.briefing.entries
    if is_statement and entries[earlier.id].owner is not entries[part.id].owner:
        speaker = quote_value(entries[earlier.id].owner.heading)
        message = f"{quote_value(earlier.id)} is a statement of {speaker}; name an earlier one of the same speaker"
        return Code.SUPERSEDES, message
    line = index.line(part)
    if line[0] is not earlier:
        first = quote_value(line[0].id)
        message = (
            f"{quote_value(earlier.id)} is a later view itself, of {first}; name {first} here, too: each later view names the "
            "first one, and their dates say which is the newest"
        )
        return Code.SUPERSEDES, message
    return _misdated(indexes.sources(loaded.briefing), line, part, is_statement=is_statement)


def _misdated(
    known: indexes.SourceIndex, line: tuple[Any, ...], part: Any, *, is_statement: bool
) -> tuple[Code, str] | None:
    """Returns what is wrong with the date of a later view."""
    if any(known.circle(one.source) for view in line for one in view.evidence):
        return None
    first = line[0]
    before, after = known.view_date(first), known.view_date(part)
    if not before or not after:
        return None
    if after.latest < before.earliest:
        dated = "" if is_statement else ", by its newest source,"
        message = f"{quote_value(first.id)} is later{dated} ({before.words}) than this one ({after.words}); let it supersede this one"
        return Code.SUPERSEDES, message
    rival = line[line.index(part) - 1]
    other = known.view_date(rival)
    if rival is not first and other and other.latest >= after.earliest:
        when = after.words if other == after else f"{other.words} and {after.words}"
        remedy = "give each its `said_on`" if is_statement else "cite a newer source in the newer one"
        message = (
            f"{quote_value(rival.id)} supersedes {quote_value(first.id)}, too, and which of the two is newer is not known ({when}); "
            f"{remedy}, or keep one of them"
        )
        return Code.SUPERSEDES, message
    return None


def _unknown(view: indexes.View) -> tuple[Code, str]:
    """Returns the message for the unknown id of a part, with the most similar one."""
    siblings = (one for _, one in traversal.walk_parts(view.entry.record, into_records=False))
    known = [name for one in siblings if type(one) is type(view.part) and (name := getattr(one, "id", None))]
    guess = did_you_mean(view.part.supersedes, known)
    hint = f"did you mean {quote_value(guess)}?" if guess else "give the earlier one this `id`"
    return Code.UNKNOWN_REFERENCE, f"no item of the list has the id {quote_value(view.part.supersedes)}; {hint}"
