"""Data: the briefing's facts to take along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...exports import FORMATS
from ...model import Briefing, Kind, Layout, Page, fields


def _pages(briefing: Briefing) -> Iterator[Page]:
    kind = KIND
    counts = tuple((one, len(briefing.all(one))) for one in briefing.kinds if one.seeds_path)
    downloads = tuple((FORMATS[name], f"{kind.section}/{FORMATS[name].file}") for name in FORMATS)
    models = tuple((one.name, one.title, fields(one.record)) for one in briefing.kinds if one.layout is not Layout.NONE)
    context = {"counts": counts, "downloads": downloads, "models": models}
    yield Page(kind.index, kind.title, "kinds/data/index.md.j2", kind.blurb, kind=kind, context=context)


def _files(briefing: Briefing) -> Mapping[str, str]:
    return {f"{KIND.section}/{export.file}": export.write(briefing) for export in FORMATS.values()}


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
