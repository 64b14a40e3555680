"""Puts an export where it was asked for: on standard output, in a file, or in a folder."""

from __future__ import annotations

from pathlib import Path

from .exports import FORMATS
from .model import Briefing
from .write import replace


class PlaceError(ValueError):
    """The export can't go where it was sent; the message says where it can."""


def printed(briefing: Briefing, format: str, is_terminal: bool) -> bytes:
    """The export as bytes for standard output. Raises PlaceError if it is several files, or no text for a terminal."""
    export = FORMATS[format]
    if export.is_folder:
        raise PlaceError(f"{format} is a folder of files; say where to put them: --output FOLDER")
    content = export.files(briefing)[export.file]
    if is_terminal and b"\0" in content:
        raise PlaceError(f"{format} is no text for a terminal; say where to put it: --output {export.file}")
    return content


def put(briefing: Briefing, format: str, target: Path) -> tuple[tuple[Path, bool], ...]:
    """Writes the export's file or files; each one's path, and whether it is new or has changed.

    A file goes to `target`, or into it if that is a folder. Raises PlaceError, OSError.
    """
    export = FORMATS[format]
    if export.is_folder and target.exists() and not target.is_dir():
        raise PlaceError(f"{format} is a folder of files, but {target} is a file; choose another --output")
    found = {path.rpartition("/")[2]: content for path, content in export.files(briefing).items()}
    is_inside = export.is_folder or target.is_dir()
    places = {target / name if is_inside else target: content for name, content in found.items()}
    return tuple((place, replace(place, content)) for place, content in places.items())
