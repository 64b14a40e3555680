"""Compares the evidence with the lock, without the text of any source.

Evidence that is not verified is a warning: an editor on a web page does not have the text and can still propose the
change; `check --strict` and `check --publish` fail on it. A lock that was changed by hand is an error, unless the
briefing allows unverified evidence to be published.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from ..model import indexes, lockfile
from ..problems import Code, Problem, quote_value
from .load_result import Loaded


def check_lock(loaded: Loaded, explained: Container[str] = ()) -> Iterator[Problem]:
    """Yields problems of the lock, evidence without entry, entries without evidence.

    `explained` are ids of records with errors: why entries are left without evidence is known.
    """
    text = loaded.lock_text
    head = loaded.briefing.head
    code = Code.UNVERIFIED if head and head.publish_unverified else Code.LOCK
    for problem in text.problems:
        yield Problem(lockfile.PATH, problem.line, problem.column, code, "", problem.message)
    broken = {problem.path for problem in text.problems}
    if () in broken:
        return
    citations = indexes.evidence(loaded.briefing).citations_by_source
    ids = sorted(citations)
    sources = [source for source in ids if _is_source(loaded, source) and ("sources", source) not in broken]
    lock = loaded.briefing.lock
    keys = {one.key for source in ids for one in citations[source]}
    edited = {place.record for key, place in lock.evidence.items() if key not in keys}
    unverified: set[str | tuple[str, int]] = set()
    for source in ids:
        claimed = citations[source]
        for one in claimed:
            if one.key not in lock.verified_keys:
                unverified |= {one.record_id, (source, one.evidence.paragraph)}
        if source in sources:
            intact = [one for one in claimed if ("evidence", one.key) not in broken]
            yield from _of_source(loaded, source, intact, edited)
    yield from _orphans(loaded, keys, unverified, explained)


def _is_source(loaded: Loaded, record_id: str) -> bool:
    entry = loaded.briefing.entries.get(record_id)
    return entry is not None and indexes.SOURCE_KINDS.allows(entry.kind.name)


def _of_source(
    loaded: Loaded, source: str, claimed: list[indexes.Citation], edited: Container[str]
) -> Iterator[Problem]:
    """Yields a warning for each piece of evidence of a source that is not verified.

    `edited` are the records of entries without evidence: new evidence of these records has perhaps taken its place.
    """
    lock = loaded.briefing.lock
    if source not in lock.sources:
        message = f"its evidence was never verified; with its text, run: briefing verify {source} TEXTFILE"
        yield loaded.problem(source, ("id",), Code.UNVERIFIED, message)
        return
    for one in claimed:
        if one.key not in lock.verified_keys:
            path = (*one.path, "exact" if one.evidence.exact else "paragraph")
            since = "since it changed" if one.key in lock.evidence or one.record_id in edited else "yet"
            message = f"not verified {since}; with the text, run: briefing verify {source} TEXTFILE"
            yield loaded.problem(one.record_id, path, Code.UNVERIFIED, message)


def _orphans(
    loaded: Loaded, keys: Container[str], unverified: Container[str | tuple[str, int]], explained: Container[str]
) -> Iterator[Problem]:
    """Yields a warning for each entry without its evidence.

    A record that could not be read may still have the evidence of its entries. Evidence that was edited, or whose record
    has another id, is reported where it is.
    """
    text = loaded.lock_text
    for key, place in text.lock.evidence.items():
        is_reported = (
            place.record in explained or place.record in unverified or (place.source, place.paragraph) in unverified
        )
        if key in keys or is_reported:
            continue
        if place.record in loaded.briefing.entries or not (place.record in loaded.known_ids or loaded.unparsed_files):
            message = f"no evidence of {quote_value(place.record)} matches this entry any more; verify {quote_value(place.source)} again"
            yield Problem(lockfile.PATH, *text.position("evidence", key), Code.UNVERIFIED, "", message)
    for source in text.lock.sources:
        if source not in loaded.known_ids and source not in explained and not loaded.unparsed_files:
            message = (
                f"the source {quote_value(source)} no longer exists; the next `briefing verify` removes this entry"
            )
            yield Problem(lockfile.PATH, *text.position("sources", source), Code.UNVERIFIED, "", message)
