"""The formats in which the data leaves, one module each, listed in a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ...model import Briefing
from . import (
    atom,
    bibtex,
    citations,
    csl,
    csv,
    ftm,
    graph,
    ics,
    json,
    jsonl,
    jsonld,
    ris,
    sqlite,
    stix,
    tables,
    timelinejs,
    works,
)

__all__ = ["FORMATS", "Export", "atom", "citations", "files", "json", "jsonld", "tables", "works"]

Content = str | bytes


@dataclass(frozen=True)
class Export:
    """One format: its name, the file or folder (`csv/`) it is offered as, what it is, its writer, and what it may lack.

    The writer gives the file's content, or for a folder the content of each of its files by name. A format that tells the
    history says what it lacks, in words, where it can't be made.
    """

    name: str
    file: str
    about: str
    write: Callable[[Briefing], Content | Mapping[str, Content]]
    lacking: Callable[[Briefing], str] | None = None

    @property
    def is_folder(self) -> bool:
        return self.file.endswith("/")

    def files(self, briefing: Briefing) -> dict[str, bytes]:
        """Path -> bytes: `briefing.json`, or `csv/actors.csv` and its like. Text is UTF-8."""
        made = self.write(briefing)
        inside = made if isinstance(made, Mapping) else {"": made}
        return {self.file + name: text.encode() if isinstance(text, str) else text for name, text in inside.items()}


FORMATS = {
    export.name: export
    for export in (
        Export(
            "json", "briefing.json", "everything in one JSON document, with the field names of the data", json.write
        ),
        Export("jsonl", "jsonl/", "JSON Lines: a file for each kind, a record on each line", jsonl.write),
        Export("csv", "csv/", "tables for spreadsheets, one for each kind and each list in its records", csv.write),
        Export("sqlite", "briefing.sqlite", "tables with keys in one database, with full-text search", sqlite.write),
        Export("jsonld", "briefing.jsonld", "one graph in JSON-LD, with the words of schema.org", jsonld.write),
        Export(
            "stix", "briefing.stix.json", "a STIX 2.1 bundle: identities, relationships, notes, opinions", stix.write
        ),
        Export("ftm", "entities.ftm.json", "FollowTheMoney entities: agents, links, events, articles", ftm.write),
        Export("ics", "events.ics", "what happened and what is expected, for a calendar", ics.write),
        Export("atom", "feed.xml", "what changed, as an Atom feed", atom.write, atom.lacking),
        Export("timelinejs", "timeline.json", "the timeline for TimelineJS", timelinejs.write),
        Export("graphml", "relations.graphml", "the relations as a graph, in GraphML", graph.graphml),
        Export("gexf", "relations.gexf", "the relations as a graph, for Gephi", graph.gexf),
        Export("csl", "sources.csl.json", "the sources as CSL-JSON, for Zotero, Pandoc and citeproc", csl.write),
        Export("bibtex", "sources.bib", "the sources as BibTeX, for LaTeX", bibtex.write),
        Export("ris", "sources.ris", "the sources as RIS, for reference managers", ris.write),
    )
}


def files(briefing: Briefing, names: tuple[str, ...]) -> Mapping[str, tuple[Export, bytes]]:
    """Every file of these formats, in the order of the table: path -> its format and its bytes."""
    return briefing.once(("exports", names), lambda: dict(_made(briefing, names)))


def _made(briefing: Briefing, names: tuple[str, ...]) -> Iterator[tuple[str, tuple[Export, bytes]]]:
    for export in FORMATS.values():
        if export.name in names and not (export.lacking and export.lacking(briefing)):
            yield from ((path, (export, content)) for path, content in export.files(briefing).items())
