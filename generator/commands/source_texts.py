"""The texts of sources, in `texts/`: read and created, never published."""

from __future__ import annotations

from pathlib import Path

from ..evidence import SourceText, parse_source_text, readers
from ..problems import Code
from ..storage import atomic_files
from . import record_files

FOLDER = "texts"
_IGNORE = f"{FOLDER}/.gitignore"


def path_of(source: str) -> str:
    """Returns the path of a source's text from the root of the briefing."""
    return f"{FOLDER}/{source}.txt"


def read_source_text(root: Path, source: str, file: Path | None = None) -> SourceText:
    """Reads a source's text from a file, or from its own file in `texts/`.

    Raises BriefingError if there is none or it is no plain text; OSError.
    """
    if file is None:
        file = root / path_of(source)
        if not file.is_file():
            fix = f"copy the text into it, or give its file: briefing verify {source} TEXTFILE"
            raise record_files.refusal(path_of(source), Code.TEXT_FORM, f"there is no text of this source; {fix}")
    return parse_source_text(atomic_files.read_start(file, readers.MAX_BYTES), file.as_posix())


def create_source_text(root: Path, source: str, text: str) -> None:
    """Creates a source's text, which git ignores. Raises FileExistsError; OSError."""
    (root / FOLDER).mkdir(exist_ok=True)
    if not (root / _IGNORE).exists():
        atomic_files.create_file(root / _IGNORE, b"*\n")
    atomic_files.create_file(root / path_of(source), text.encode())
