"""The pages of the sources: an index, and for each source how to cite it and its paragraph map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...model import Briefing, Entry, Kind, Page
from ...scales import RELIABILITY_WORDS
from .record import Paragraph, Source


@dataclass(frozen=True)
class Resting:
    """A paragraph and the records that rest on it, by kind."""

    paragraph: Paragraph
    groups: tuple[tuple[Kind, tuple[Entry, ...]], ...]


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
                "unused": tuple(one.paragraph for one in resting if not one.groups),
                "reliability": RELIABILITY_WORDS[source.reliability],
            },
        )


def _resting(briefing: Briefing, source: Source, paragraph: Paragraph) -> Resting:
    entries = briefing.resting_on.get((source.id, paragraph.number), ())
    groups = tuple((kind, tuple(e for e in entries if e.kind is kind)) for kind in briefing.kinds)
    return Resting(paragraph, tuple(group for group in groups if group[1]))
