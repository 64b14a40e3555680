"""The pages of the sources: an index, and for each source how to cite it and its paragraph map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...formats import exports
from ...model import Briefing, Entry, Kind, Page
from ...records import scales
from .record import Paragraph, Source


@dataclass(frozen=True)
class Resting:
    """A paragraph and the records that rest on it, by kind."""

    paragraph: Paragraph
    groups: tuple[tuple[Kind, tuple[Entry, ...]], ...]

    @property
    def count(self) -> int:
        """How many records rest on it."""
        return sum(len(entries) for _, entries in self.groups)

    @property
    def depth(self) -> int:
        """How much that is, in four steps: nothing, one or two records, up to nine, ten and more."""
        return (self.count > 0) + (self.count > 2) + (self.count > 9)


def pages(briefing: Briefing) -> Iterator[Page]:
    """The index, then one page a source."""
    kind = briefing.by_name[Source.KIND]
    sources = briefing.of(Source)
    yield Page(kind.index, kind.title, "kinds/sources/index.md.j2", kind.blurb, kind=kind, context={"sources": sources})
    for source in sources:
        resting = tuple(_resting(briefing, source, paragraph) for paragraph in source.paragraphs)
        yield Page(
            briefing.get(source.id).address,
            source.title,
            "kinds/sources/page.md.j2",
            f"{source.container_title}: what each paragraph says, and what rests on it.",
            source,
            kind,
            context={
                "resting": resting,
                "used": sum(1 for one in resting if one.groups),
                "versions": tuple(reversed(briefing.lock.sources.get(source.id, ()))),
                "quotations": quotations(briefing, source),
                "quoted_words": briefing.lock.quoted_words.get(source.id, 0),
                "share": _share(briefing, source),
                "unused": tuple(one.paragraph for one in resting if not one.groups),
                "reliability": scales.RELIABILITY_WORDS[source.reliability],
            },
        )


def _resting(briefing: Briefing, source: Source, paragraph: Paragraph) -> Resting:
    entries = briefing.resting_on.get((source.id, paragraph.number), ())
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.kind.name, []).append(entry)
    found = ((kind, tuple(groups[kind.name])) for kind in briefing.kinds if kind.name in groups)
    return Resting(paragraph, tuple(found))


def quotations(briefing: Briefing, source: Source) -> int:
    """How many pieces of evidence with a quotation the lock has for the source."""
    return briefing.lock.quotations.get(source.id, 0)


def _share(briefing: Briefing, source: Source) -> str:
    """How much of the verified text its quotations cover, in per cent to one place; empty if there is none."""
    versions = briefing.lock.sources.get(source.id)
    covered = briefing.lock.quoted_words.get(source.id, 0)
    return f"{100 * covered / max(1, versions[-1].words):.1f} %" if versions else ""


def files(briefing: Briefing) -> Mapping[str, str]:
    """How to cite all sources and each of them, in each format: every page leads there, whatever else is offered."""
    folder = briefing.by_name[Source.KIND].section
    found = exports.citations.files(exports.works.sources(briefing), "data/sources")
    for source in briefing.of(Source):
        found.update(exports.citations.files((exports.works.source(source),), f"{folder}/{source.id}"))
    return found
