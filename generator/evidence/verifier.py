"""Verifies all evidence of a source: returns the new lock, or each mismatch."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..loading import Loaded, checks
from ..model import indexes, lockfile
from ..problems import BriefingError, Code, Problem, did_you_mean, quote_value
from ..records import dates
from .evidence_matcher import MatchResult, Mismatch, Progress, describe_missing, match_evidence
from .source_text import SourceText
from .source_versions import describe_changes, migrate, update_lock
from .text_diagnosis import diagnose


@dataclass(frozen=True)
class Verification:
    """The new text of the lock, a report in lines, and facts that the text lacks."""

    lock: str
    messages: tuple[str, ...]
    warnings: tuple[Problem, ...]


def verify_source(
    loaded: Loaded, source: str, text: SourceText, retrieved: str | None = None, progress: Progress | None = None
) -> Verification:
    """Finds all evidence of one source in its text.

    Raises BriefingError with each mismatch, or with the other problems of the data. A source is never locked in part,
    so that "verified" means all of its evidence. `progress` is called with the number of pieces that are compared, and of
    all.
    """
    _require_source(loaded, source)
    _require_date(retrieved)
    errors = [one for one in loaded.problems if not one.is_warning]
    if errors:
        raise BriefingError(errors)
    before = migrate(loaded.briefing.lock, text)
    found = _match(loaded, source, text, progress)
    if problems := _problems(loaded, source, text, found, progress):
        raise BriefingError(problems)
    from .claims import compare_claims  # only a text that has all quotations is compared

    compared = compare_claims(loaded.briefing, source, text)
    new = _pruned(loaded, update_lock(before, source, text, found, retrieved, compared.comparisons))
    written = lockfile.serialize(new)
    after = loaded.with_lock(written)
    errors = [one for one in checks.find_problems(after) if not one.is_warning]
    if errors:
        raise BriefingError(errors)
    warnings = checks.find_unsupported(after, compared.nearest)
    return Verification(written, (*_describe_version(before, source, text), _counts(new, source, found)), warnings)


def find_mismatches(loaded: Loaded, source: str, text: SourceText) -> tuple[Problem, ...]:
    """Returns the mismatches of a source's evidence with a text.

    If the lock was made from another version of the text, that is a problem too.
    """
    _require_source(loaded, source)
    versions = migrate(loaded.briefing.lock, text).sources.get(source)
    problems = _problems(loaded, source, text, _match(loaded, source, text))
    if versions and versions[-1].paragraphs != text.digests:
        line, column = loaded.lock_text.position("sources", source)
        message = f"the lock was made from another version of {quote_value(source)} than this text"
        problems.append(Problem(lockfile.PATH, line, column, Code.LOCK, "", message))
    return tuple(problems)


def fix_paragraph_numbers(
    loaded: Loaded, source: str, text: SourceText, files: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Returns the files with paragraph numbers to correct; only the numbers change."""
    edits: dict[str, set[tuple[int, int, int, int]]] = {}
    for mismatch in _match(loaded, source, text).mismatches:
        if mismatch.paragraph is not None:
            place = _problem(loaded, mismatch, "")
            edit = (place.line, place.column, mismatch.citation.evidence.paragraph, mismatch.paragraph)
            edits.setdefault(place.path, set()).add(edit)
    return {path: _edited(files[path].decode(), edits[path]).encode() for path in sorted(edits)}


_LINE = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # the line breaks of YAML 1.1, by which positions are counted


def _edited(text: str, edits: Iterable[tuple[int, int, int, int]]) -> str:
    """Replaces numbers in a text.

    An edit has line and column, without a byte-order mark, the old number and the new one.
    """
    begin = int(text.startswith("\ufeff"))
    starts = [begin, *(match.end() for match in _LINE.finditer(text))]
    for line, column, old, new in sorted(edits, reverse=True):
        at = starts[line - 1] + column - 1
        if text.startswith(str(old), at):
            text = text[:at] + str(new) + text[at + len(str(old)) :]
    return text


def _require_source(loaded: Loaded, source: str) -> None:
    allowed = [known for known, (kind, *_) in loaded.known_ids.items() if indexes.SOURCE_KINDS.allows(kind)]
    if source not in allowed:
        guess = did_you_mean(source, allowed)
        hint = f"; did you mean {quote_value(guess)}?" if guess else ""
        raise BriefingError(
            [Problem("seeds/", 0, 0, Code.UNKNOWN_REFERENCE, "", f"there is no source {quote_value(source)}{hint}")]
        )


def _require_date(retrieved: str | None) -> None:
    try:
        dates.parse(retrieved or "2000")
    except dates.DateError as error:
        raise BriefingError(
            [Problem("--retrieved", 0, 0, Code.WRONG_DATE, "", f"{quote_value(retrieved)} {error}")]
        ) from error


def _match(loaded: Loaded, source: str, text: SourceText, progress: Progress | None = None) -> MatchResult:
    citations = indexes.evidence(loaded.briefing).citations_by_source.get(source, ())
    return match_evidence(text, citations, migrate(loaded.briefing.lock, text), progress)


def _problems(
    loaded: Loaded, source: str, text: SourceText, found: MatchResult, progress: Progress | None = None
) -> list[Problem]:
    """Returns the one reason for several mismatches, and the mismatches without it."""
    listed = (
        len(getattr(loaded.briefing.entries[source].record, "paragraphs", ()))
        if source in loaded.briefing.entries
        else 0
    )
    citations = indexes.evidence(loaded.briefing).citations_by_source.get(source, ())
    diagnosis = diagnose(text, listed, citations, found.mismatches)
    problems = [Problem(text.path, diagnosis[0], 1, Code.TEXT_FORM, "", diagnosis[1])] if diagnosis else []
    mismatches = diagnosis[2] if diagnosis else found.mismatches
    for number, one in enumerate(mismatches):
        if progress:
            progress(number, len(mismatches))
        problems.append(_problem(loaded, one, one.message or describe_missing(text, one.citation)))
    return problems


def _problem(loaded: Loaded, mismatch: Mismatch, message: str) -> Problem:
    at_number = mismatch.paragraph is not None or not mismatch.citation.evidence.exact
    path = (*mismatch.citation.path, "paragraph" if at_number else "exact")
    return loaded.problem(mismatch.citation.record_id, path, Code.NOT_IN_SOURCE, message)


def _pruned(loaded: Loaded, new: lockfile.Lock) -> lockfile.Lock:
    """Returns the lock without the sources that the data no longer has."""
    known = loaded.known_ids
    return lockfile.Lock(
        {source: versions for source, versions in new.sources.items() if source in known},
        {key: location for key, location in new.evidence.items() if location.source in known},
        {key: one for key, one in new.comparisons.items() if one.source in known},
    )


def _describe_version(before: lockfile.Lock, source: str, text: SourceText) -> Iterator[str]:
    versions = before.sources.get(source, ())
    if not versions or versions[-1].paragraphs == text.digests:
        return
    fetched = f" of {versions[-1].retrieved}" if versions[-1].retrieved else ""
    yield f"Since the version{fetched} that was verified before:"
    for change in describe_changes(versions[-1], text):
        yield f"  {change}"


def _counts(new: lockfile.Lock, source: str, found: MatchResult) -> str:
    version, covered = new.sources[source][-1], new.quoted_words.get(source, 0)
    quoted = sum(1 for location in found.locations.values() if location.quoted)
    share = f"{100 * covered / version.words:.1f} %" if version.words else "none"
    return (
        f"{source}: {len(found.locations)} pieces of evidence found, {quoted} of them quotations, "
        f"which cover {covered} of its {version.words} {version.unit} ({share})"
    )
