"""The export formats of a briefing, one module each, listed in a table.

To add a format, write a module with a function `write(briefing)` and add a line to `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ...model import Briefing, indexes
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
)

__all__ = ["FORMATS", "Export", "atom", "citations", "export_files", "json", "jsonld", "tables"]

Content = str | bytes


@dataclass(frozen=True)
class Export:
    """A format: its name, the file or folder (`csv/`) that it makes, and its writer.

    `write` returns the file's content, or for a folder the content of each of its files by name. `unavailable_reason`
    says why a briefing can't be exported in the format, or returns an empty text.
    """

    name: str
    file: str
    description: str
    write: Callable[[Briefing], Content | Mapping[str, Content]]
    unavailable_reason: Callable[[Briefing], str] | None = None

    @property
    def is_folder(self) -> bool:
        """True if the export is several files in a folder."""
        return self.file.endswith("/")

    def files(self, briefing: Briefing) -> dict[str, bytes]:
        """Returns path -> bytes, text as UTF-8: `briefing.json`, or `csv/actors.csv`."""
        written = self.write(briefing)
        contents = written if isinstance(written, Mapping) else {"": written}
        return {self.file + name: text.encode() if isinstance(text, str) else text for name, text in contents.items()}


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
        Export("atom", "feed.xml", "what changed, as an Atom feed", atom.write, atom.unavailable_reason),
        Export("timelinejs", "timeline.json", "the timeline for TimelineJS", timelinejs.write),
        Export("graphml", "relations.graphml", "the relations as a graph, in GraphML", graph.graphml),
        Export("gexf", "relations.gexf", "the relations as a graph, for Gephi", graph.gexf),
        Export("csl", "sources.csl.json", "the sources as CSL-JSON, for Zotero, Pandoc and citeproc", csl.write),
        Export("bibtex", "sources.bib", "the sources as BibTeX, for LaTeX", bibtex.write),
        Export("ris", "sources.ris", "the sources as RIS, for reference managers", ris.write),
    )
}


@indexes.memoize
def export_files(briefing: Briefing, names: tuple[str, ...]) -> Mapping[str, tuple[Export, bytes]]:
    """Returns path -> format and bytes of every file, in the order of `FORMATS`."""
    return dict(_write_files(briefing, names))


def _write_files(briefing: Briefing, names: tuple[str, ...]) -> Iterator[tuple[str, tuple[Export, bytes]]]:
    for export in FORMATS.values():
        if export.name in names and not (export.unavailable_reason and export.unavailable_reason(briefing)):
            yield from ((path, (export, content)) for path, content in export.files(briefing).items())
