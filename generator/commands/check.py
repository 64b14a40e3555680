"""`briefing check`: reports every problem in the data and its evidence."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from .. import pipeline
from ..kinds import KINDS
from ..loading import checks, load, reporters
from ..problems import Code, Problem
from ..storage import read_seeds
from . import console, options
from .exit_codes import ExitCode


def _text_files(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, Path]:
    """Maps ids of sources to the files with their texts. Raises BadParameter."""
    files: dict[str, Path] = {}
    for value in values:
        source, equals, file = value.partition("=")
        if not (source and equals and Path(file).is_file()):
            raise click.BadParameter(f"{value!r} is not SOURCE=FILE with a file that exists")
        files[source] = Path(file)
    return files


@click.command("check")
@options.root
@click.option(
    "--format",
    type=click.Choice(list(reporters.FORMATS)),
    default="text",
    show_default=True,
    help="Print for people, for annotations on GitHub, or for other tools.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@click.option(
    "--publish",
    is_flag=True,
    help="Also report as errors what may not be published: drafts, comments after texts, unverified evidence.",
)
@click.option(
    "--review",
    is_flag=True,
    help="Also list, as warnings, the records that the newest source does not support, the oldest first.",
)
@click.option(
    "--text",
    "texts",
    metavar="SOURCE=FILE",
    multiple=True,
    callback=_text_files,
    help="Compare all evidence with the text of this source, and report words copied from it in the repository.",
)
def command(root: Path, format: str, strict: bool, publish: bool, review: bool, texts: dict[str, Path]) -> None:
    """Report every problem in the data.

    Each problem has its place (file:line:column), the record, what is wrong and how to correct it.

    Exit code 0: fine; 1: the data has problems; 2: wrong usage; 3: a bug in briefing.
    """
    loaded, problems = pipeline.check_seeds(read_seeds(root), publish)
    problems = tuple(sorted((*problems, *pipeline.check_folder(root))))
    if texts and all(problem.is_warning for problem in problems):
        problems = tuple(sorted({*problems, *check_texts(root, texts)}))
    if review:
        problems += checks.find_outdated(loaded)
    console.print_problems(problems, format)
    drafts = sum(entry.record.draft for entry in loaded.briefing.entries.values())
    marked = f", {drafts} of them {'drafts' if drafts > 1 else 'a draft'}" if drafts else ""
    click.echo(f"{console.count(len(loaded.known_ids), 'record')} checked{marked}", err=True)
    if any(strict or not problem.is_warning for problem in problems):
        sys.exit(ExitCode.PROBLEMS)


def check_texts(root: Path, texts: Mapping[str, Path]) -> tuple[Problem, ...]:
    """Compares the evidence and the repository with the texts of sources.

    Reports evidence that is not in its source's text, and passages of the repository that repeat more words of a text
    in a row than the briefing allows.
    """
    from ..evidence import Fingerprint, parse_source_text, readers, verifier
    from ..storage import atomic_files, repository

    loaded = load(read_seeds(root), KINDS)
    problems: list[Problem] = []
    most = loaded.briefing.head.quotation_words_max if loaded.briefing.head else 12
    fingerprints: dict[str, Fingerprint] = {}
    for source, file in texts.items():
        text = parse_source_text(atomic_files.read_start(file, readers.MAX_BYTES), file.as_posix())
        problems += verifier.find_mismatches(loaded, source, text)
        fingerprints[source] = Fingerprint(text.paragraphs, most)
    for path, content in repository.read_files(root, exclude=texts.values()):
        for source, fingerprint in fingerprints.items():
            for found in fingerprint.find_reuse(content):
                allowed = f"{5 * most // 2} characters" if found.length.characters > found.length.words else f"{most}"
                message = f"repeats {found.length} of {source} in a row; at most {allowed} may be: use your own words"
                problems.append(Problem(path, found.line, found.column, Code.REPEATS_SOURCE, "", message))
    return tuple(sorted(problems))
