"""The data of single pages in files of their own.

Paths are those under the folder of the downloads. The formats are those of the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..model import Briefing, Layout, Page, indexes
from ..records import Record
from . import exports


@dataclass(frozen=True)
class PageFormat:
    """A format of the data of pages.

    `index_path` is the file with all records of a kind, in which `{}` is the kind's name.
    """

    name: str
    title: str
    description: str
    index_path: str
    write: Callable[[Record], bytes]

    def path(self, kind: str, record_id: str) -> str:
        """Returns the path of a record's file."""
        return f"{kind}/{record_id}.{self.name}"


_FORMATS = (
    PageFormat("json", "JSON", "the record with its fields", "{}.json", exports.json.write_records),
    PageFormat(
        "csv", "CSV", "the fields of the record, one value on each line", "csv/{}.csv", exports.csv.write_values
    ),
)


def offered_formats(briefing: Briefing) -> tuple[PageFormat, ...]:
    """Returns the formats in which the briefing offers the data of pages."""
    return tuple(one for one in _FORMATS if briefing.head and one.name in briefing.head.downloads)


def list_paths(briefing: Briefing, page: Page) -> dict[str, str]:
    """Returns the files with the records of a page: title of the format -> path.

    Only the pages of records and the indexes of kinds have such files.
    """
    if page.kind is None or page.kind.layout is Layout.NONE:
        return {}
    kind, record = page.kind.name, page.record
    return {
        one.title: one.path(kind, record.id) if record else one.index_path.format(kind)
        for one in offered_formats(briefing)
    }


@indexes.memoize
def build_files(briefing: Briefing) -> Mapping[str, bytes]:
    """Returns path -> content of the files that the whole does not have."""
    formats = offered_formats(briefing)
    files = {
        one.path(entry.kind.name, entry.record.id): one.write(entry.record)
        for entry in briefing.entries.values()
        if "#" not in entry.address
        for one in formats
    }
    lists = [kind for kind in briefing.kinds if kind.layout in (Layout.FOLDER, Layout.LIST)]
    if "json" in (one.name for one in formats):
        files |= {f"{kind.name}.json": exports.json.write_records(briefing.of_kind(kind)) for kind in lists}
    return files
