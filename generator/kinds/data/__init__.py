"""Data: the briefing's facts to take along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from markupsafe import Markup

from ...formats import downloads, exports
from ...model import Briefing, Kind, Layout, Page
from ...records import fields

LINKED = "jsonld"
"""The format that pages hold too, each the part that is its own."""
SUMS = "SHA256SUMS.txt"
"""The digests of all files, as `sha256sum --check` reads them."""


def _made(briefing: Briefing) -> Mapping[str, tuple[exports.Export | downloads.Whole, bytes]]:
    """Every file of what the briefing offers: path in the section's folder -> what it is, and its bytes."""
    wholes = {
        one.file: (one, briefing.wholes[name]) for name, one in downloads.WHOLES.items() if name in briefing.wholes
    }
    return {**wholes, **exports.files(briefing, briefing.head.downloads)}


def _pages(briefing: Briefing) -> Iterator[Page]:
    kind = KIND
    made = [
        (export, path, len(content), sha256(content).hexdigest()) for path, (export, content) in _made(briefing).items()
    ]
    context = {
        "counts": tuple((one, len(briefing.all(one))) for one in briefing.kinds if one.seeds_path),
        "downloads": tuple(
            (
                export,
                tuple((path, f"{kind.section}/{path}", size, sum_) for by, path, size, sum_ in made if by is export),
            )
            for export in downloads.OFFERS.values()
            if any(by is export for by, *_ in made)
        ),
        "sums": f"{kind.section}/{SUMS}",
        "others": tuple(
            export
            for name, export in downloads.OFFERS.items()
            if name not in (*briefing.head.downloads, downloads.OFFLINE)
        ),
        "models": tuple(
            (one.name, one.title, fields.fields(one.record)) for one in briefing.kinds if one.layout is not Layout.NONE
        ),
    }
    yield Page(kind.index, kind.title, "kinds/data/index.md.j2", kind.blurb, kind=kind, context=context)


def _panel(briefing: Briefing, page: Page) -> tuple[str, Mapping[str, Any]] | None:
    """What a record's page says to machines, if the briefing offers its data so."""
    if page.record is None or LINKED not in briefing.head.downloads:
        return None
    return "kinds/data/linked.md.j2", {"linked": Markup(exports.jsonld.embedded(briefing, page.record.id))}


def _files(briefing: Briefing) -> Mapping[str, str | bytes]:
    made = {path: content for path, (_, content) in _made(briefing).items()}
    sums = "".join(f"{sha256(content).hexdigest()}  {path}\n" for path, content in made.items()).encode()
    return {f"{KIND.section}/{path}": content for path, content in ({**made, SUMS: sums} if made else made).items()}


KIND = Kind(
    name="data",
    one="data",
    title="Data",
    blurb="The facts of this briefing, to download and use elsewhere.",
    layout=Layout.NONE,
    section="data",
    pages=_pages,
    files=_files,
    weight=0.5,
    panel=_panel,
    is_last=True,
)
