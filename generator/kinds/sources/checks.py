"""The checks of the sources and of the evidence against them."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Briefing, indexes
from ...problems import Code, Finding
from ...records import fields, scales
from ...text import quote_normalization
from .record import Source

WORDS_MIN = 3
"""The fewest words in a quotation."""


def check_sources(briefing: Briefing) -> Iterator[Finding]:
    """Yields what is wrong with sources and evidence.

    Paragraphs are numbered from 1 without gaps and are used, evidence names one of them,
    quotations are short, grades have a basis.
    """
    sources = {source.id: source for source in briefing.of_type(Source)}
    for source in sources.values():
        yield from _source(briefing, source)
    for citation in indexes.evidence(briefing).citations:
        if citation.evidence.source in sources:
            yield from _evidence(briefing, citation, sources[citation.evidence.source])


def _source(briefing: Briefing, source: Source) -> Iterator[Finding]:
    if source.reliability is not scales.Reliability.F and not source.reliability_basis:
        message = f"reliability {source.reliability} needs a reliability_basis; without one it is F (cannot be judged)"
        yield Finding(source.id, ("reliability",), Code.NO_BASIS, message)
    yield from _locked(briefing, source)
    cited = indexes.evidence(briefing).records_by_paragraph
    for n, paragraph in enumerate(source.paragraphs):
        here: fields.Path = ("paragraphs", n)
        if paragraph.number != n + 1:
            message = (
                f"this is paragraph {n + 1} in the list, but its number is {paragraph.number}; number them 1, 2, 3 ..."
            )
            yield Finding(source.id, (*here, "number"), Code.NUMBERING, message)
        elif (source.id, paragraph.number) not in cited and not (paragraph.unused_because or source.draft):
            message = f"no evidence names paragraph {paragraph.number}; use it, or give the reason in unused_because"
            yield Finding(source.id, (*here, "number"), Code.UNUSED_PARAGRAPH, message)


def _evidence(briefing: Briefing, citation: indexes.Citation, source: Source) -> Iterator[Finding]:
    record_id, path, evidence = citation.record_id, citation.path, citation.evidence
    last = len(source.paragraphs)
    if evidence.paragraph > last:
        message = f"{source.id} has {last} paragraph{'s' * (last != 1)}; there is no paragraph {evidence.paragraph}"
        yield Finding(record_id, (*path, "paragraph"), Code.NO_SUCH_PARAGRAPH, message)
    count = (
        len(quote_normalization.word_spans(quote_normalization.normalize(evidence.exact)))
        if evidence.exact
        else WORDS_MIN
    )
    most = briefing.head.quotation_words_max if briefing.head else count
    if not WORDS_MIN <= count <= most:
        message = f"the quotation has {count} word{'s' * (count != 1)}; {WORDS_MIN} to {most} are allowed"
        yield Finding(record_id, (*path, "exact"), Code.QUOTATION_LENGTH, message)


def _locked(briefing: Briefing, source: Source) -> Iterator[Finding]:
    """Yields a wrong number of paragraphs, and too many quoted words."""
    versions = briefing.lock.sources.get(source.id)
    if not versions:
        return
    listed, verified = len(source.paragraphs), len(versions[-1].paragraphs)
    if listed != verified:
        message = f"the record lists {listed} paragraphs, the verified text has {verified}; list each paragraph once"
        yield Finding(source.id, ("paragraphs",), Code.NUMBERING, message)
    quoted, total = briefing.lock.quoted_words.get(source.id, 0), versions[-1].words
    most = briefing.head.quotation_share_max if briefing.head else 100
    if quoted * 100 > total * most:
        message = f"quotations cover {quoted} of its {total} words; at most {most} % are allowed: quote less of it"
        yield Finding(source.id, ("id",), Code.QUOTATIONS_TOO_MUCH, message)
