"""The pages of the sources: an index, and a page each with its paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ...formats import exports
from ...model import Briefing, Kind, Layout, Page, indexes
from ...records import scales, traversal
from .record import Paragraph, Source


@dataclass(frozen=True)
class CitedParagraph:
    """A paragraph and the records that cite it, by kind."""

    paragraph: Paragraph
    groups: tuple[tuple[Kind, tuple[indexes.Entry, ...]], ...]

    @property
    def count(self) -> int:
        """The number of records that cite it."""
        return sum(len(entries) for _, entries in self.groups)

    @property
    def depth(self) -> int:
        """The step of the count: 0 for none, 1 up to two, 2 up to nine, 3 for more."""
        return (self.count > 0) + (self.count > 2) + (self.count > 9)


@dataclass(frozen=True)
class Contradiction:
    """A disputed record or part of one, in whose dispute this source has an account."""

    entry: indexes.Entry
    part: Any


@dataclass(frozen=True)
class Comparison:
    """The records of a source beside those of the others.

    `only_here` are those that no other source supports, by kind; `shared` name the other sources; those in dispute are not among them.
    """

    only_here: tuple[tuple[Kind, tuple[indexes.Entry, ...]], ...]
    statements: int
    shared: tuple[tuple[indexes.Entry, tuple[str, ...]], ...]
    contradictions: tuple[Contradiction, ...]


def build_pages(kind: Kind, briefing: Briefing) -> Iterator[Page]:
    """Yields the index, then a page for each source."""
    sources = briefing.of_type(Source)
    yield kind.index_page({"sources": sources})
    for source in sources:
        summary = f"{source.container_title}: what each paragraph says, and what rests on it."
        yield kind.record_page(source, summary, _context(briefing, source))


def _context(briefing: Briefing, source: Source) -> Mapping[str, Any]:
    paragraphs = tuple(_with_records(briefing, source, paragraph) for paragraph in source.paragraphs)
    known = indexes.sources(briefing)
    retracted = known.retracted(source.id)
    return {
        "comparison": _compare(briefing, source) if known.are_several else None,
        "retracted": briefing.get(retracted).record if retracted else None,
        "copies": known.copies(source.id),
        "cited_paragraphs": paragraphs,
        "cited_count": sum(1 for one in paragraphs if one.groups),
        "versions": tuple(reversed(briefing.lock.sources.get(source.id, ()))),
        "quotations": briefing.lock.quotations.get(source.id, 0),
        "quoted_words": briefing.lock.quoted_words.get(source.id, 0),
        "share": _share(briefing, source),
        "unused_paragraphs": tuple(one.paragraph for one in paragraphs if not one.groups),
        "reliability": scales.RELIABILITY_WORDS[source.reliability],
    }


def _with_records(briefing: Briefing, source: Source, paragraph: Paragraph) -> CitedParagraph:
    entries = indexes.evidence(briefing).records_by_paragraph.get((source.id, paragraph.number), ())
    groups: dict[str, list[indexes.Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.kind.name, []).append(entry)
    found = ((kind, tuple(groups[kind.name])) for kind in briefing.kinds if kind.name in groups)
    return CitedParagraph(paragraph, tuple(found))


def _compare(briefing: Briefing, source: Source) -> Comparison:
    entries = {one.record_id: one.entry for one in indexes.evidence(briefing).citations_by_source.get(source.id, ())}
    only_here: dict[str, list[indexes.Entry]] = {}
    shared: list[tuple[indexes.Entry, tuple[str, ...]]] = []
    contradictions = [one for entry in entries.values() for one in _contradictions(source, entry)]
    contradicted = [one.part for one in contradictions]
    statements = 0
    for entry in entries.values():
        others = dict.fromkeys(
            one.source for _, one in traversal.walk_evidence(entry.record) if one.source != source.id
        )
        if entry.record is not entry.owner:
            statements += not others
        elif others and entry.kind.layout is not Layout.ONE and entry.record not in contradicted:
            shared.append((entry, tuple(others)))
        elif not others:
            only_here.setdefault(entry.kind.name, []).append(entry)
    return Comparison(
        tuple((kind, tuple(only_here[kind.name])) for kind in briefing.kinds if kind.name in only_here),
        statements,
        tuple(shared),
        tuple(contradictions),
    )


def _contradictions(source: Source, entry: indexes.Entry) -> Iterator[Contradiction]:
    """Yields the disputes of a record in which this source and others have accounts."""
    for _, part in traversal.walk_parts(entry.record, into_records=False):
        disputed = getattr(part, "disputed", None)
        cited = [{one.source for one in account.evidence} for account in disputed.accounts] if disputed else []
        if any(source.id in sources for sources in cited) and not all(source.id in sources for sources in cited):
            yield Contradiction(entry, part)


def _share(briefing: Briefing, source: Source) -> str:
    """Returns the share of the text that is quoted, in per cent; empty without one."""
    versions = briefing.lock.sources.get(source.id)
    covered = briefing.lock.quoted_words.get(source.id, 0)
    return f"{100 * covered / max(1, versions[-1].words):.1f} %" if versions else ""


def build_files(kind: Kind, briefing: Briefing) -> Mapping[str, str]:
    """Returns the citations of all sources and of each, in each format."""
    found = exports.citations.cite_sources(briefing, briefing.of_type(Source), "data/sources")
    for source in briefing.of_type(Source):
        found.update(exports.citations.cite_sources(briefing, [source], f"{kind.section}/{source.id}"))
    return found
