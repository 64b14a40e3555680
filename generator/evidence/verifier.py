"""All evidence of a source against the source's text: the new lock, or every miss with its place and its mending."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..loading import Loaded, checks
from ..model import indexes, lockfile
from ..problems import BriefingError, Code, Problem, did_you_mean, quote_value
from ..records import dates
from .quote_finder import Found, Miss, SourceText, verify
from .source_versions import changes, updated


@dataclass(frozen=True)
class Outcome:
    """What a verification gives: the lock's new text, and what to tell of it, line by line."""

    lock: str
    told: tuple[str, ...]


def verify_source(loaded: Loaded, source: str, text: SourceText, retrieved: str | None = None) -> Outcome:
    """Finds all evidence of one source in its text.

    Raises BriefingError with each piece that is not where it says, or with what else is wrong then: half a source is
    never locked, so that "verified" means all of it.
    """
    _known(loaded, source)
    _dated(retrieved)
    broken = [one for one in loaded.problems if not one.is_warning]
    if broken:
        raise BriefingError(broken)
    before = loaded.briefing.lock
    found = verify(text, indexes.evidence(loaded.briefing).citations_by_source.get(source, ()), before)
    if found.misses:
        raise BriefingError([*_misses(loaded, found)])
    new = _pruned(loaded, updated(before, source, text, found, retrieved))
    written = lockfile.write(new)
    after = loaded.with_lock(written)
    wrong = [one for one in checks.check(after) if not one.is_warning]
    if wrong:
        raise BriefingError(wrong)
    return Outcome(written, (*_compared(before, source, text), _counts(new, source, found)))


def misses(loaded: Loaded, source: str, text: SourceText) -> tuple[Problem, ...]:
    """Every piece of evidence that is not where it says in the text, and whether the lock is of another text."""
    _known(loaded, source)
    held = loaded.briefing.lock.sources.get(source)
    problems = [
        *_misses(
            loaded,
            verify(text, indexes.evidence(loaded.briefing).citations_by_source.get(source, ()), loaded.briefing.lock),
        )
    ]
    if held and held[-1].paragraphs != text.digests:
        line, column = loaded.lock_text.where("sources", source)
        message = f"the lock is of another version of {quote_value(source)} than this text"
        problems.append(Problem(lockfile.PATH, line, column, Code.LOCK, "", message))
    return tuple(problems)


def mended(loaded: Loaded, source: str, text: SourceText, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files in which paragraph numbers can be mended, with these numbers mended and all other bytes kept."""
    edits: dict[str, set[tuple[int, int, int, int]]] = {}
    for miss in verify(
        text, indexes.evidence(loaded.briefing).citations_by_source.get(source, ()), loaded.briefing.lock
    ).misses:
        if miss.paragraph is not None:
            place = _problem(loaded, miss)
            edit = (place.line, place.column, miss.claimed.evidence.paragraph, miss.paragraph)
            edits.setdefault(place.path, set()).add(edit)
    return {path: _edited(files[path].decode(), edits[path]).encode() for path in sorted(edits)}


_LINE = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # the line breaks of YAML 1.1, by which places are counted


def _edited(text: str, edits: Iterable[tuple[int, int, int, int]]) -> str:
    """The text with numbers replaced: line and column of each (a byte-order mark not counted), the old, the new."""
    begin = int(text.startswith("\ufeff"))
    starts = [begin, *(match.end() for match in _LINE.finditer(text))]
    for line, column, old, new in sorted(edits, reverse=True):
        at = starts[line - 1] + column - 1
        if text.startswith(str(old), at):
            text = text[:at] + str(new) + text[at + len(str(old)) :]
    return text


def _known(loaded: Loaded, source: str) -> None:
    allowed = [known for known, (kind, *_) in loaded.known.items() if indexes.SOURCE_KINDS.allows(kind)]
    if source not in allowed:
        guess = did_you_mean(source, allowed)
        hint = f"; did you mean {quote_value(guess)}?" if guess else ""
        raise BriefingError(
            [Problem("seeds/", 0, 0, Code.UNKNOWN_REFERENCE, "", f"no source {quote_value(source)}{hint}")]
        )


def _dated(retrieved: str | None) -> None:
    try:
        dates.parse(retrieved or "2000")
    except dates.DateError as error:
        raise BriefingError(
            [Problem("--retrieved", 0, 0, Code.WRONG_DATE, "", f"{quote_value(retrieved)} {error}")]
        ) from error


def _misses(loaded: Loaded, found: Found) -> Iterator[Problem]:
    return (_problem(loaded, miss) for miss in found.misses)


def _problem(loaded: Loaded, miss: Miss) -> Problem:
    at_number = miss.paragraph is not None or not miss.claimed.evidence.exact
    path = (*miss.claimed.path, "paragraph" if at_number else "exact")
    return loaded.problem(miss.claimed.record_id, path, Code.NOT_IN_SOURCE, miss.message)


def _pruned(loaded: Loaded, new: lockfile.Lock) -> lockfile.Lock:
    """The lock without the sources that the data no longer has."""
    known = loaded.known
    return lockfile.Lock(
        {source: versions for source, versions in new.sources.items() if source in known},
        {key: place for key, place in new.evidence.items() if place.source in known},
    )


def _compared(before: lockfile.Lock, source: str, text: SourceText) -> Iterator[str]:
    versions = before.sources.get(source, ())
    if not versions or versions[-1].paragraphs == text.digests:
        return
    fetched = f" of {versions[-1].retrieved}" if versions[-1].retrieved else ""
    yield f"Since the version{fetched} that was verified before:"
    for change in changes(versions[-1], text):
        yield f"  {change}"


def _counts(new: lockfile.Lock, source: str, found: Found) -> str:
    words, covered = new.sources[source][-1].words, new.quoted_words.get(source, 0)
    quoted = sum(1 for place in found.places.values() if place.quoted)
    share = f"{100 * covered / words:.1f} %" if words else "none"
    return (
        f"{source}: {len(found.places)} pieces of evidence found, {quoted} of them quotations, "
        f"which cover {covered} of its {words} words ({share})"
    )
