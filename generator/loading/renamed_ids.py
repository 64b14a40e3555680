"""Finds records whose id was changed, while others still refer to the former id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..model import indexes
from ..problems import Code, Problem, did_you_mean, quote_value
from ..records import fields
from .load_result import Loaded

_MAX_UNKNOWN = 1000
"""With more unknown ids than this, none is taken for a former one."""
_ANY = fields.RefTo(("*",))
"""The kinds of a record of which only the lock knows."""


def find_renamed(loaded: Loaded) -> Mapping[str, indexes.Entry]:
    """Returns the records that probably had the ids that references or the lock miss.

    Such a record has the id among its former ids; or nothing refers to it, and the lock has its evidence under the former
    id, or the two ids are similar. The lock alone shows a former id of a record with the same paragraphs, if they are several or the ids are similar.
    """
    index = indexes.references(loaded.briefing)
    unknown = {found.target: found.allowed for found in index.references}
    unknown.update({one.target: one.to for one in loaded.unresolved})
    unknown.update({record: _ANY for record in _locked_records(loaded) if record not in unknown})
    unknown = {
        target: to
        for target, to in unknown.items()
        if target not in loaded.known_ids and target not in loaded.other_ids
    }
    if not unknown or len(unknown) > _MAX_UNKNOWN:
        return {}
    entries = loaded.briefing.entries
    free = {one: entry for one, entry in entries.items() if not index.backlinks(one)}
    found: dict[str, indexes.Entry] = {}
    for target, to in unknown.items():
        former = loaded.briefing.former_ids.get(target)
        if former and to.allows(former.kind.name):
            found[target] = former
            continue
        if to is _ANY:
            new = _by_lock(loaded, target, loaded.briefing.entries)
            is_likely = new and (len(_paragraphs(loaded, target)) > 1 or did_you_mean(target, [new]))
            new = new if is_likely else None
        else:
            allowed = {one: entry for one, entry in free.items() if to.allows(entry.kind.name)}
            new = _by_lock(loaded, target, allowed)
            if not new and did_you_mean(target, allowed):
                # An id that others name may be more similar: then the unknown one is a slip.
                likely = did_you_mean(target, (one for one, entry in entries.items() if to.allows(entry.kind.name)))
                new = likely if likely in allowed else None
        if new and not loaded.is_in_unparsed(target):
            found[target] = loaded.briefing.entries[new]
            free.pop(new, None)
    return found


def find_renamed_in_lock(loaded: Loaded, renamed: Mapping[str, indexes.Entry]) -> Iterator[Problem]:
    """Yields a warning for each renamed record whose former id only the lock has."""
    for target, entry in renamed.items():
        places = [one for one in loaded.briefing.lock.evidence.values() if one.record == target]
        is_referenced = any(one.target == target for one in indexes.references(loaded.briefing).references)
        if places and not is_referenced and not any(one.target == target for one in loaded.unresolved):
            message = (
                f"the lock has this evidence under the id {quote_value(target)}; if this record had that id before, "
                f"run: briefing rename {target} {entry.record.id}; if not, run: briefing verify {places[0].source} TEXTFILE"
            )
            yield loaded.problem(entry.record.id, ("id",), Code.UNVERIFIED, message)


def is_in_lock(loaded: Loaded, record_id: str) -> bool:
    """Returns True if the lock has evidence of a record with this id."""
    return record_id in _locked_records(loaded)


def _locked_records(loaded: Loaded) -> set[str]:
    return {place.record for place in loaded.briefing.lock.evidence.values()}


def _by_lock(loaded: Loaded, target: str, allowed: Mapping[str, indexes.Entry]) -> str | None:
    """Returns the only record that cites the paragraphs that the former id cited."""
    cited = _paragraphs(loaded, target)
    if not cited:
        return None
    citations: dict[str, set[tuple[str, int]]] = {}
    for one in indexes.evidence(loaded.briefing).citations:
        if one.record_id in allowed and one.key not in loaded.briefing.lock.verified_keys:
            citations.setdefault(one.record_id, set()).add((one.evidence.source, one.evidence.paragraph))
    same = [one for one, paragraphs in citations.items() if paragraphs == cited]
    return same[0] if len(same) == 1 else None


def _paragraphs(loaded: Loaded, record_id: str) -> set[tuple[str, int]]:
    locations = loaded.briefing.lock.evidence.values()
    return {(one.source, one.paragraph) for one in locations if one.record == record_id}
