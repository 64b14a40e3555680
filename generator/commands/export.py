"""`briefing export`: exports the data, or the whole briefing, in another format."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from .. import pipeline
from ..formats import editions, exports
from ..loading import seed_paths
from ..model import Briefing
from ..problems import BriefingError, Code, Problem
from ..rendering import render
from ..storage import atomic_files
from . import console, options

FORMATS = (*exports.FORMATS, *editions.EDITIONS)


@click.command("export", epilog=f"Formats: {', '.join(FORMATS)}")
@options.root
@click.argument("format", type=click.Choice(FORMATS), metavar="FORMAT")
@click.option(
    "--output",
    type=click.Path(),
    help="The file or folder to write (folder/); without it, or with -, a format of one file is printed.",
)
def command(root: Path, format: str, output: str | None) -> None:
    """Export the data or the whole briefing in another format."""
    try:
        if output and Path(os.path.realpath(output)).is_relative_to(root.resolve() / seed_paths.SEEDS):
            raise OutputError(f"{output} is among the records; choose another --output")
        result = export(root, format)
        if output is None or output == "-" or _is_standard_output(output):
            sys.stdout.buffer.write(printable(result, sys.stdout.isatty()))
            return
        written = write_export(result, output)
    except OutputError as error:
        raise click.UsageError(str(error)) from error
    for path, is_changed in written:
        console.print_written(path, is_changed)


def _is_standard_output(path: str) -> bool:
    """Returns True for /dev/stdout, which may be a file that is not to be replaced."""
    try:
        return os.path.samestat(Path(path).stat(), os.fstat(1))
    except OSError:
        return False


class OutputError(ValueError):
    """The export cannot be written there; the message says where it can."""


@dataclass(frozen=True)
class ExportResult:
    """The name of a format, its file or folder (`csv/`), and path -> content."""

    format: str
    file: str
    content: Mapping[str, bytes]

    @property
    def is_folder(self) -> bool:
        """Tells whether the format is a folder of files."""
        return self.file.endswith("/")


def export(root: Path, format: str) -> ExportResult:
    """Exports the briefing under `root` in a format or as an edition.

    Raises BriefingError, MissingExtraError.
    """
    if format in exports.FORMATS and not exports.FORMATS[format].may_be_unavailable:
        return _exported(exports.FORMATS[format], pipeline.load_briefing(root))
    inputs = pipeline.read_inputs(root)
    briefing = pipeline.build_briefing(inputs)
    if format in exports.FORMATS:
        return _exported(exports.FORMATS[format], briefing)
    file = editions.EDITIONS[format].file
    pages = pipeline.Pages(briefing, render(briefing))
    content = pipeline.write_editions(pages, inputs.style_sheet, [format])[format]
    return ExportResult(format, file, {file: content})


def _exported(export: exports.Export, briefing: Briefing) -> ExportResult:
    if reason := export.unavailable_reason(briefing):
        head = briefing.get(briefing.head.id)
        raise BriefingError([Problem(head.kind.seeds_path, 0, 0, Code.MISSING, "", reason)])
    return ExportResult(export.name, export.file, export.files(briefing))


def printable(result: ExportResult, is_terminal: bool) -> bytes:
    """Returns the export as bytes for standard output.

    Raises OutputError if it is several files, or not text and the output is a terminal.
    """
    if result.is_folder:
        raise OutputError(f"{result.format} is a folder of files; name a folder to write: --output FOLDER")
    content = result.content[result.file]
    if is_terminal and b"\0" in content:
        raise OutputError(f"{result.format} is not text for a terminal; name a file to write: --output {result.file}")
    return content


def write_export(result: ExportResult, output: str) -> tuple[tuple[Path, bool], ...]:
    """Writes the files of an export; returns each path, and whether it changed.

    One file is written to `output`, or into it if that is a folder or ends with a slash. Raises OutputError, OSError.
    """
    target = Path(output)
    if result.is_folder and target.exists() and not target.is_dir():
        raise OutputError(f"{result.format} is a folder of files, but {target} is a file; choose another --output")
    is_inside = result.is_folder or target.is_dir() or output.endswith(("/", os.sep))
    files = {path.rpartition("/")[2]: content for path, content in result.content.items()}
    paths = {target / name if is_inside else target: content for name, content in files.items()}
    return tuple((path, _write(path, content)) for path, content in paths.items())


def _write(path: Path, content: bytes) -> bool:
    """Writes a file, or what a link leads to; a device or pipe is not replaced."""
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return True
    return atomic_files.replace_file(Path(os.path.realpath(path)), content)
