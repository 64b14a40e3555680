"""Puts an export where it was asked for: on standard output, in a file, or in a folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .. import pipeline
from ..formats import editions, exports
from ..model import Briefing
from ..problems import BriefingError, Code, Problem
from ..rendering import render
from ..storage import atomic_files


class PlaceError(ValueError):
    """The export can't go where it was sent; the message says where it can."""


@dataclass(frozen=True)
class Parcel:
    """What is sent: the format's name, its file or folder (`csv/`), and its content: path -> bytes."""

    format: str
    file: str
    content: Mapping[str, bytes]

    @property
    def is_folder(self) -> bool:
        return self.file.endswith("/")


def export(root: Path, format: str) -> Parcel:
    """The briefing under `root` in a format or an edition. Raises BriefingError, MissingExtraError."""
    if format in exports.FORMATS and exports.FORMATS[format].unavailable_reason is None:
        return Parcel(format, exports.FORMATS[format].file, exports.FORMATS[format].files(pipeline.load_briefing(root)))
    inputs = pipeline.read_inputs(root)
    briefing = pipeline.build_briefing(inputs)
    if format in exports.FORMATS:
        return _exported(exports.FORMATS[format], briefing)
    file = editions.EDITIONS[format].file
    content = pipeline.write_editions(briefing, render(briefing), inputs.style_sheet, [format])[format]
    return Parcel(format, file, {file: content})


def _exported(export: exports.Export, briefing: Briefing) -> Parcel:
    if reason := export.unavailable_reason and export.unavailable_reason(briefing):
        head = briefing.get(briefing.head.id)
        raise BriefingError([Problem(head.kind.seeds_path, 0, 0, Code.MISSING, "", reason)])
    return Parcel(export.name, export.file, export.files(briefing))


def printed(parcel: Parcel, is_terminal: bool) -> bytes:
    """The export as bytes for standard output. Raises PlaceError if it is several files, or no text for a terminal."""
    if parcel.is_folder:
        raise PlaceError(f"{parcel.format} is a folder of files; say where to put them: --output FOLDER")
    content = parcel.content[parcel.file]
    if is_terminal and b"\0" in content:
        raise PlaceError(f"{parcel.format} is no text for a terminal; say where to put it: --output {parcel.file}")
    return content


def put(parcel: Parcel, target: Path) -> tuple[tuple[Path, bool], ...]:
    """Writes the export's file or files; each one's path, and whether it is new or has changed.

    A file goes to `target`, or into it if that is a folder. Raises PlaceError, OSError.
    """
    if parcel.is_folder and target.exists() and not target.is_dir():
        raise PlaceError(f"{parcel.format} is a folder of files, but {target} is a file; choose another --output")
    found = {path.rpartition("/")[2]: content for path, content in parcel.content.items()}
    is_inside = parcel.is_folder or target.is_dir()
    places = {target / name if is_inside else target: content for name, content in found.items()}
    return tuple((place, atomic_files.replace_file(place, content)) for place, content in places.items())
