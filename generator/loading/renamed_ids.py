"""Finds records whose id was changed, while others still refer to the former id."""

from __future__ import annotations

from collections.abc import Mapping

from ..model import indexes
from ..problems import did_you_mean
from .load_result import Loaded


def find_renamed(loaded: Loaded) -> Mapping[str, indexes.Entry]:
    """Returns the records that probably had the ids to which references dangle.

    Nothing refers to such a record, and the lock has its evidence under the former id, or the two ids are similar.
    """
    index = indexes.references(loaded.briefing)
    unknown = {found.target: found.allowed for found in index.references}
    unknown.update({one.target: one.to for one in loaded.unresolved})
    unknown = {
        target: to
        for target, to in unknown.items()
        if target not in loaded.known_ids and target not in loaded.other_ids
    }
    if not unknown:
        return {}
    free = {one: entry for one, entry in loaded.briefing.entries.items() if not index.backlinks(one)}
    found: dict[str, indexes.Entry] = {}
    for target, to in unknown.items():
        allowed = {one: entry for one, entry in free.items() if to.allows(entry.kind.name)}
        new = _by_lock(loaded, target, allowed) or did_you_mean(target, allowed)
        if new and not loaded.may_contain(loaded.unparsed_files, target):
            found[target] = free.pop(new)
    return found


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
