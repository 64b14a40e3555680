"""The export formats of a briefing, one module each, listed in a table.

To add a format, write a module of its name with a function `write(briefing)` and add a line to `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ...model import Briefing, indexes

if TYPE_CHECKING:
    from . import atom, citations, csv, json, jsonld, tables

__all__ = ["FORMATS", "Export", "atom", "citations", "csv", "export_files", "json", "jsonld", "tables"]

Content = str | bytes


def __getattr__(name: str) -> Any:
    """Imports a module when it is used, because a check of the data writes no format."""
    if name in __all__:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(name)


@dataclass(frozen=True)
class Export:
    """A format: its name, the file or folder (`csv/`) that it makes, and its writer.

    `writer` names the function, by default `write` in the module of the format's name. It returns the file's content,
    or for a folder the content of each of its files by name.
    """

    name: str
    file: str
    description: str
    writer: str = ""
    may_be_unavailable: bool = False

    @property
    def is_folder(self) -> bool:
        """True if the export is several files in a folder."""
        return self.file.endswith("/")

    def files(self, briefing: Briefing) -> dict[str, bytes]:
        """Returns path -> bytes, text as UTF-8: `briefing.json`, or `csv/actors.csv`."""
        module, _, function = self.writer.partition(".")
        written: Content | Mapping[str, Content] = self._function(module, function or "write")(briefing)
        contents = written if isinstance(written, Mapping) else {"": written}
        return {self.file + name: text.encode() if isinstance(text, str) else text for name, text in contents.items()}

    def unavailable_reason(self, briefing: Briefing) -> str:
        """Returns why a briefing can't be exported in the format, or an empty text."""
        return str(self._function("", "unavailable_reason")(briefing)) if self.may_be_unavailable else ""

    def _function(self, module: str, name: str) -> Callable[[Briefing], Any]:
        found: Callable[[Briefing], Any] = getattr(import_module(f"{__name__}.{module or self.name}"), name)
        return found


FORMATS = {
    export.name: export
    for export in (
        Export("json", "briefing.json", "everything in one JSON document, with the field names of the data"),
        Export("jsonl", "jsonl/", "JSON Lines: a file for each kind, a record on each line"),
        Export("csv", "csv/", "tables for spreadsheets, one for each kind and each list in its records"),
        Export("sqlite", "briefing.sqlite", "tables with keys in one database, with full-text search"),
        Export("jsonld", "briefing.jsonld", "one graph in JSON-LD, with the words of schema.org"),
        Export("stix", "briefing.stix.json", "a STIX 2.1 bundle: identities, relationships, notes, opinions"),
        Export("ftm", "entities.ftm.json", "FollowTheMoney entities: agents, links, events, articles"),
        Export("ics", "events.ics", "what happened and what is expected, for a calendar"),
        Export("atom", "feed.xml", "what changed, as an Atom feed", may_be_unavailable=True),
        Export("timelinejs", "timeline.json", "the timeline for TimelineJS"),
        Export("graphml", "relations.graphml", "the relations as a graph, in GraphML", "graph.graphml"),
        Export("gexf", "relations.gexf", "the relations as a graph, for Gephi", "graph.gexf"),
        Export("csl", "sources.csl.json", "the sources as CSL-JSON, for Zotero, Pandoc and citeproc"),
        Export("bibtex", "sources.bib", "the sources as BibTeX, for LaTeX"),
        Export("ris", "sources.ris", "the sources as RIS, for reference managers"),
    )
}


@indexes.memoize
def export_files(briefing: Briefing, names: tuple[str, ...]) -> Mapping[str, tuple[Export, bytes]]:
    """Returns path -> format and bytes of every file, in the order of `FORMATS`."""
    return dict(_write_files(briefing, names))


def _write_files(briefing: Briefing, names: tuple[str, ...]) -> Iterator[tuple[str, tuple[Export, bytes]]]:
    for export in FORMATS.values():
        if export.name in names and not export.unavailable_reason(briefing):
            yield from ((path, (export, content)) for path, content in export.files(briefing).items())
