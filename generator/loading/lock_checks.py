"""What the lock does not vouch for, found without any source's text: evidence changed since, a lock changed by hand.

Evidence that is not verified yet is a warning: whoever edits on a web page does not have the text, and can still propose the
change; `check --strict` fails on it. A lock that was changed by hand is an error.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import indexes, lockfile
from ..problems import Code, Problem, quote_value
from .load_result import Loaded


def unverified(loaded: Loaded) -> Iterator[Problem]:
    """Faults of the lock, evidence without its entry, entries without their evidence."""
    text = loaded.lock_text
    for fault in text.faults:
        yield Problem(lockfile.PATH, fault.line, fault.column, Code.LOCK, "", fault.message)
    broken = {fault.path for fault in text.faults}
    if () in broken:
        return
    citations = indexes.evidence(loaded.briefing).citations_by_source
    ids = sorted(citations)
    sources = [source for source in ids if _is_source(loaded, source) and ("sources", source) not in broken]
    keys: set[str] = set()
    for source in ids:
        claimed = citations[source]
        keys.update(one.key for one in claimed)
        if source in sources:
            yield from _of_source(loaded, source, [one for one in claimed if ("evidence", one.key) not in broken])
    yield from _orphans(loaded, keys)


def _is_source(loaded: Loaded, record_id: str) -> bool:
    entry = loaded.briefing.entries.get(record_id)
    return entry is not None and indexes.SOURCE_KINDS.allows(entry.kind.name)


def _of_source(loaded: Loaded, source: str, claimed: list[indexes.Citation]) -> Iterator[Problem]:
    held = loaded.briefing.lock
    if source not in held.sources:
        message = f"its evidence was never verified; with its text: briefing verify {source} TEXTFILE"
        yield loaded.problem(source, ("id",), Code.UNVERIFIED, message)
        return
    for one in claimed:
        if one.key not in held.held:
            path = (*one.path, "exact" if one.evidence.exact else "paragraph")
            message = f"unverified since it changed; with the text: briefing verify {source} TEXTFILE"
            yield loaded.problem(one.record_id, path, Code.UNVERIFIED, message)


def _orphans(loaded: Loaded, keys: set[str]) -> Iterator[Problem]:
    """Entries whose evidence is gone or changed; the records that could not be read may hold it still."""
    text = loaded.lock_text
    for key, place in text.lock.evidence.items():
        if key not in keys and (place.record not in loaded.known or place.record in loaded.briefing.entries):
            message = f"no evidence of {quote_value(place.record)} fits this entry any more; verify {quote_value(place.source)} anew"
            yield Problem(lockfile.PATH, *text.where("evidence", key), Code.UNVERIFIED, "", message)
    for source in text.lock.sources:
        if source not in loaded.known:
            message = f"there is no source {quote_value(source)} any more; the next `briefing verify` drops it"
            yield Problem(lockfile.PATH, *text.where("sources", source), Code.UNVERIFIED, "", message)
