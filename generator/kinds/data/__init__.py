"""Data: the briefing's facts to take along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256

from ...exports import FORMATS, Export, files
from ...model import Briefing, Kind, Layout, Page, fields

SUMS = "SHA256SUMS.txt"
"""The digests of all files, as `sha256sum --check` reads them."""


def _made(briefing: Briefing) -> Mapping[str, tuple[Export, bytes]]:
    """Every file of the formats that the briefing offers: path in the section's folder -> its format and its bytes."""
    return files(briefing, briefing.head.downloads)


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
            for export in FORMATS.values()
            if any(by is export for by, *_ in made)
        ),
        "sums": f"{kind.section}/{SUMS}",
        "others": tuple(export for export in FORMATS.values() if all(by is not export for by, *_ in made)),
        "models": tuple(
            (one.name, one.title, fields(one.record)) for one in briefing.kinds if one.layout is not Layout.NONE
        ),
    }
    yield Page(kind.index, kind.title, "kinds/data/index.md.j2", kind.blurb, kind=kind, context=context)


def _files(briefing: Briefing) -> Mapping[str, str | bytes]:
    made: dict[str, str | bytes] = {path: content for path, (_, content) in _made(briefing).items()}
    sums = "".join(f"{sha256(content).hexdigest()}  {path}\n" for path, (_, content) in _made(briefing).items())
    return {f"{KIND.section}/{path}": content for path, content in made.items()} | {f"{KIND.section}/{SUMS}": sums}


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
)
