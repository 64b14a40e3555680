"""The checks of the sources and of the evidence against them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...model import Briefing, indexes, lockfile
from ...problems import Code, Finding
from ...records import fields, scales, traversal
from ...text import quote_normalization, sentences
from .record import Source

WORDS_MIN = 3
"""The fewest words in a quotation; twice as many of characters without spaces."""

QUOTED_WORDS_ALLOWED = 200
"""The words that may be quoted of any source, if `quotation_share_max` is not set."""


def check_sources(briefing: Briefing) -> Iterator[Finding]:
    """Yields what is wrong with sources and evidence.

    Paragraphs are numbered from 1 without gaps and are used, evidence names one of them,
    quotations are short, grades have a basis, no source is derived from itself, and nothing depends on retracted ones alone.
    """
    sources = {source.id: source for source in briefing.of_type(Source)}
    for source in sources.values():
        yield from _source(briefing, source)
    for citation in indexes.evidence(briefing).citations:
        if citation.evidence.source in sources:
            yield from _evidence(briefing, citation, sources[citation.evidence.source])
    if any(source.retracted for source in sources.values()):
        yield from _retracted(briefing, sources)


def _source(briefing: Briefing, source: Source) -> Iterator[Finding]:
    if source.reliability is not scales.Reliability.F and not source.reliability_basis:
        message = f"reliability {source.reliability} needs a reliability_basis; without one it is F (cannot be judged)"
        yield Finding(source.id, ("reliability",), Code.NO_BASIS, message)
    circle = indexes.sources(briefing).circle(source.id)
    if circle and source.id == min(circle):
        chain = " from ".join((*circle, source.id))
        message = (
            f"a source can't be derived from itself ({chain}); delete derived_from of the one that was published first"
        )
        yield Finding(source.id, ("derived_from",), Code.SELF_DERIVED, message)
    yield from _locked(briefing, source)
    cited = indexes.evidence(briefing).records_by_paragraph
    for n, paragraph in enumerate(source.paragraphs):
        here: fields.Path = ("paragraphs", n)
        if paragraph.number != n + 1:
            message = (
                f"this is paragraph {n + 1} in the list, but its number is {paragraph.number}; number them 1, 2, 3 ..."
            )
            yield Finding(source.id, (*here, "number"), Code.NUMBERING, message)
        elif (source.id, paragraph.number) not in cited and not (paragraph.unused_because or source.may_be_unused):
            message = f"no evidence names paragraph {paragraph.number}; use it, or give the reason in unused_because"
            yield Finding(source.id, (*here, "number"), Code.UNUSED_PARAGRAPH, message)


def _evidence(briefing: Briefing, citation: indexes.Citation, source: Source) -> Iterator[Finding]:
    record_id, path, evidence = citation.record_id, citation.path, citation.evidence
    last = len(source.paragraphs)
    if evidence.paragraph > last:
        message = f"{source.id} has {last} paragraph{'s' * (last != 1)}; there is no paragraph {evidence.paragraph}"
        yield Finding(record_id, (*path, "paragraph"), Code.NO_SUCH_PARAGRAPH, message)
    if not (evidence.exact and briefing.head):
        return
    length = _measure(citation)
    most = briefing.head.quotation_words_max
    if length.words + length.characters / 2 < WORDS_MIN or length.weight > 5 * most:
        words, characters = f"{WORDS_MIN} to {most}", f"{2 * WORDS_MIN} to {5 * most // 2}"
        if length.words and length.characters:
            allowed = f"{words} words or {characters} characters are allowed, and a character counts as 0.4 words"
        else:
            allowed = f"{characters if length.characters else words} are allowed"
        yield Finding(record_id, (*path, "exact"), Code.QUOTATION_LENGTH, f"the quotation has {length}; {allowed}")


def _retracted(briefing: Briefing, sources: Mapping[str, Source]) -> Iterator[Finding]:
    """Yields the claims that depend on retracted sources and their copies alone."""
    known = indexes.sources(briefing)
    for entry in briefing.entries.values():
        for path, part in traversal.walk_parts(entry.record, into_records=False):
            cited = dict.fromkeys(one.source for one in getattr(part, "evidence", ()))
            retracted = [known.retracted(one) for one in cited]
            first = retracted[0] if retracted and all(retracted) else None
            if first:
                reason = sources[first].retracted
                which = "which" if [*cited] == [first] else f"and {first}"
                message = (
                    f"this depends on {sentences.join_words([*cited])} alone, {which} is retracted"
                    f"{f' ({reason.reason})' if reason else ''}; cite another source, or delete it"
                )
                yield Finding(entry.record.id, (*path, "evidence"), Code.RETRACTED, message)


def _locked(briefing: Briefing, source: Source) -> Iterator[Finding]:
    """Yields a wrong number of paragraphs, and too many quoted words."""
    versions = briefing.lock.sources.get(source.id)
    if not versions:
        return
    listed, verified = len(source.paragraphs), len(versions[-1].paragraphs)
    if listed != verified:
        message = f"the record lists {listed} paragraphs, the verified text has {verified}; list each paragraph once"
        yield Finding(source.id, ("paragraphs",), Code.NUMBERING, message)
    yield from _share(briefing, source, versions[-1])


def _share(briefing: Briefing, source: Source, version: lockfile.SourceVersion) -> Iterator[Finding]:
    """Yields the first quotation with which too much of a source is quoted.

    Words of quotations found in the source are counted once each; those of the others are estimated without the text.
    """
    head, lock = briefing.head, briefing.lock
    if not head:
        return
    most = version.words * head.quotation_share_max // 100
    if head.is_share_default:
        most = max(most, QUOTED_WORDS_ALLOWED * (5 if version.unit == "characters" else 2) // 2)
    quoted = [one for one in indexes.evidence(briefing).citations_by_source.get(source.id, ()) if one.evidence.exact]
    new = [one for one in quoted if one.key not in lock.verified_keys]
    estimates = [_measure(one) for one in new]
    if lock.quoted_words.get(source.id, 0) + sum(one.words + one.characters for one in estimates) <= most:
        return
    if version.normal_form == quote_normalization.FORMER_NAME and any(one.characters for one in estimates):
        return  # the former form counted other words in these scripts
    covered: set[tuple[int, int | str, int]] = set()
    excess: indexes.Citation | None = None
    for one in sorted(quoted, key=lambda one: one.key not in lock.verified_keys):
        location = lock.evidence[one.key].quoted if one.key in lock.verified_keys else None
        if location:
            words = range(location.first_word, location.first_word + location.words)
            covered.update((one.evidence.paragraph, word, 0) for word in words)
        else:
            form = quote_normalization.normalize(one.evidence.exact or "")
            covered.update(
                (one.evidence.paragraph, form, n) for n, _ in enumerate(quote_normalization.word_spans(form))
            )
        excess = excess or (one if len(covered) > most else None)
    if excess:
        about = "about " if new else ""
        floor = ", but 200 words in any case" if head.is_share_default else ""
        message = (
            f"with this one, quotations cover {about}{len(covered)} of the {version.words} {version.unit} of {source.id}; at most "
            f"{most} are allowed (quotation_share_max in seeds/briefing.yml: {head.quotation_share_max} %{floor}); the longest "
            f"are in {_longest(quoted)}; shorten or delete some"
        )
        yield Finding(excess.record_id, (*excess.path, "exact"), Code.QUOTATIONS_TOO_MUCH, message)


def _measure(citation: indexes.Citation) -> quote_normalization.Length:
    return quote_normalization.measure(quote_normalization.normalize(citation.evidence.exact or ""))


def _longest(quoted: list[indexes.Citation]) -> str:
    """Returns the records with the three longest quotations, and their lengths."""
    lengths = [(_measure(one), one) for one in quoted]
    longest = sorted(lengths, key=lambda found: (-found[0].weight, found[1].record_id))[:3]
    return ", ".join(f"{one.record_id} ({length})" for length, one in longest)
