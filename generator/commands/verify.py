"""`briefing verify`: finds a source's evidence in its text, and writes the lock."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from ..evidence import verifier
from ..kinds import KINDS
from ..loading import load
from ..model import lockfile
from ..problems import Problem, escape_path
from ..storage import atomic_files, read_seeds
from . import console, options, source_texts


@click.command("verify")
@options.root
@click.argument("source")
@click.argument("textfile", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--retrieved", metavar="DATE", help="The date on which the text was retrieved (EDTF); the lock records it."
)
@click.option("--fix", is_flag=True, help="First correct the paragraph numbers in the records; change nothing else.")
def command(root: Path, source: str, textfile: Path | None, retrieved: str | None, fix: bool) -> None:
    """Find a source's evidence in its text and write the lock.

    The lock is seeds/evidence.lock.json; the text itself is not stored in it. TEXTFILE is texts/SOURCE.txt unless it is
    given. Empty lines separate its paragraphs; if there are none, each line is a paragraph.
    """
    result = verify_source(root, source, textfile, retrieved, fix)
    console.print_lines((f"{escape_path(path)}: paragraph numbers corrected" for path in result.corrected), "files")
    console.print_lines(result.messages, "lines")
    if result.warnings:
        console.print_problems(result.warnings)
    console.print_written(lockfile.PATH, result.is_changed)


@dataclass(frozen=True)
class VerificationResult:
    """Messages, warnings, corrected files, and whether the lock has changed."""

    messages: tuple[str, ...]
    warnings: tuple[Problem, ...]
    corrected: tuple[str, ...]
    is_changed: bool


def verify_source(
    root: Path, source: str, text_file: Path | None, retrieved: str | None, fix: bool
) -> VerificationResult:
    """Finds all evidence of a source in its text and writes the lock.

    The text is that in `texts/` unless there is a file. With `fix`, paragraph numbers in the records are corrected first. Raises BriefingError with every piece of evidence that is not found, and then writes nothing; OSError.
    """
    text = source_texts.read_source_text(root, source, text_file)
    files = read_seeds(root)
    loaded = load(files, KINDS)
    texts = {path: raw for path, raw in files.items() if isinstance(raw, bytes)}
    corrected = verifier.fix_paragraph_numbers(loaded, source, text, texts) if fix else {}
    if corrected:
        loaded = load({**files, **corrected}, KINDS)
    with console.Progress("compared {} of {} pieces of evidence") as progress:
        outcome = verifier.verify_source(loaded, source, text, retrieved, progress)
    for path, content in corrected.items():
        atomic_files.replace_file(root / path, content)
    is_changed = atomic_files.replace_file(root / lockfile.PATH, outcome.lock.encode())
    return VerificationResult(outcome.messages, outcome.warnings, tuple(corrected), is_changed)
