"""Checks disputes and later views, which any record or part of one may have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..model import indexes
from ..problems import Code, Problem, did_you_mean, quote_value
from ..records import Record, dates, fields, traversal
from .load_result import Loaded


def check_views(loaded: Loaded) -> Iterator[Problem]:
    """Yields disputes that can't be compared, and later views that replace none."""
    for entry in loaded.briefing.entries.values():
        names: Counter[str] = Counter()
        for path, part in traversal.walk_parts(entry.record, into_records=False):
            found = _compare(part) if isinstance(part, fields.Dispute) else None
            if found:
                place = (*path, "accounts", found[0], "value")
                yield loaded.problem(entry.record.id, place, Code.DISPUTE, found[1])
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


def _compare(dispute: fields.Dispute) -> tuple[int, str] | None:
    """Returns the number of the account with the wrong value, and what is wrong."""
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
            return n, message
        allowed &= fields.units(value)
    if len(values) == len(dispute.accounts) and all(fields.is_same_figure(first, value) for _, value in values):
        return values[-1][0], f"each account has the value {quote_value(first)}; correct one, or delete `disputed`"
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
    if "said_on" not in type(part).model_fields or type(earlier) is not type(part):
        return None
    known, entries = indexes.sources(loaded.briefing), loaded.briefing.entries
    was, now = (entries[one.id].owner for one in (earlier, part))
    if was is not now:
        message = f"{quote_value(earlier.id)} is a statement of {quote_value(was.heading)}; name an earlier one of the same speaker"
        return Code.SUPERSEDES, message
    if any(known.circle(one.source) for view in (earlier, part) for one in view.evidence):
        return None
    before, after = (dates.parse(date) if (date := known.said_on(one)) else None for one in (earlier, part))
    if before and after and after.latest < before.earliest:
        message = f"{quote_value(earlier.id)} is later ({before.words}) than this one ({after.words}); let it supersede this one"
        return Code.SUPERSEDES, message
    return None


def _unknown(view: indexes.View) -> tuple[Code, str]:
    """Returns the message for the unknown id of a part, with the most similar one."""
    siblings = (one for _, one in traversal.walk_parts(view.entry.record, into_records=False))
    known = [name for one in siblings if type(one) is type(view.part) and (name := getattr(one, "id", None))]
    guess = did_you_mean(view.part.supersedes, known)
    hint = f"did you mean {quote_value(guess)}?" if guess else "give the earlier one this `id`"
    return Code.UNKNOWN_REFERENCE, f"no item of the list has the id {quote_value(view.part.supersedes)}; {hint}"
