"""The page of the downloads, and the files that it lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from markupsafe import Markup

from ...formats import downloads, exports, page_data
from ...model import Briefing, Kind, Layout, Page
from ...records import field_roles

EMBEDDED_FORMAT = "jsonld"
"""The format of the data in the pages of records."""
FIELDS = "data/fields.md"
"""The page that describes the fields of all records."""
CHECKSUMS = "SHA256SUMS.txt"
"""The digests of all files, in the format of `sha256sum --check`."""

Downloads = Mapping[str, tuple[exports.Export | downloads.Bundle, bytes]]
"""Path in the section's folder -> the format of the file, and its bytes."""


def list_downloads(briefing: Briefing, bundles: Mapping[str, bytes]) -> Downloads:
    """Returns the bundles and the exports that the briefing offers."""
    found = {one.file: (one, bundles[name]) for name, one in downloads.BUNDLES.items() if name in bundles}
    return {**found, **exports.export_files(briefing, briefing.head.downloads)}


def build_pages(kind: Kind, briefing: Briefing, bundles: Mapping[str, bytes]) -> Iterator[Page]:
    """Yields the downloads, and the fields, which no edit of the data changes."""
    files = [
        (format_, path, len(content), sha256(content).hexdigest())
        for path, (format_, content) in list_downloads(briefing, bundles).items()
    ]
    offered = (*briefing.head.downloads, downloads.OFFLINE)
    by_format = (
        (format_, tuple((path, f"{kind.section}/{path}", *rest) for of, path, *rest in files if of is format_))
        for format_ in downloads.DOWNLOADS.values()
    )
    yield kind.index_page(
        {
            "counts": tuple((one, len(briefing.of_kind(one))) for one in briefing.kinds if one.seeds_path),
            "downloads": tuple(found for found in by_format if found[1]),
            "page_formats": page_data.offered_formats(briefing),
            "checksums_path": f"{kind.section}/{CHECKSUMS}",
            "other_formats": tuple(format_ for name, format_ in downloads.DOWNLOADS.items() if name not in offered),
            "fields_path": FIELDS,
        }
    )
    described = tuple(
        (one.title, field_roles.describe_fields(one.record)) for one in briefing.kinds if one.layout is not Layout.NONE
    )
    yield Page(
        FIELDS,
        "The fields of the data",
        "kinds/data/fields.md.j2",
        "What each field of a record holds.",
        kind=kind,
        context={"kinds": described},
    )


def build_files(kind: Kind, briefing: Briefing, bundles: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Returns the downloads, their digests, and the data of pages: path -> bytes."""
    contents = {path: content for path, (_, content) in list_downloads(briefing, bundles).items()}
    if contents:
        contents[CHECKSUMS] = "".join(
            f"{sha256(content).hexdigest()}  {path}\n" for path, content in contents.items()
        ).encode()
    contents |= page_data.build_files(briefing)
    return {f"{kind.section}/{path}": content for path, content in contents.items()}


def build_panel(briefing: Briefing, page: Page) -> tuple[str, Mapping[str, Any]] | None:
    """Returns the panel with a record's data; None if there is or should be none."""
    if page.record is None or EMBEDDED_FORMAT not in briefing.head.downloads:
        return None
    data = exports.jsonld.write_embedded(briefing, page.record.id)
    return ("kinds/data/json_ld.md.j2", {"json_ld": Markup(data)}) if data else None
