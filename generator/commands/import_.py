"""`briefing import`: creates draft records from a file of another tool."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from ..formats import import_drafts, imports
from ..kinds import KINDS
from ..loading import Files, checks, load, yaml_reader
from ..model import Layout
from ..problems import BriefingError, Code, did_you_mean, escape_path, quote_value
from ..records import dates
from ..storage import atomic_files, project_lock, read_seeds
from . import console, draft_writer, model_drafts, options, record_files
from .draft import describe_written

_ANSWER = "json"
_FORMATS = {one.name: one.description for one in imports.IMPORTS.values()}
_FORMATS |= {_ANSWER: "the answer of a language model to `briefing draft SOURCE --prompt`"}


@click.command("import", epilog="; ".join(f"{name}: {description}" for name, description in _FORMATS.items()))
@options.root
@click.argument("format", type=click.Choice(list(_FORMATS)), metavar="FORMAT")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--as-of", metavar="DATE", help="The day that the facts are of (EDTF), for a new briefing.")
@click.option(
    "--map", "maps", metavar="THEIRS=OURS", multiple=True, help="Read the column THEIRS of a table as the field OURS."
)
@click.option("--strict", is_flag=True, help="Refuse a table with a column that is no field, instead of skipping it.")
def command(root: Path, format: str, file: Path, as_of: str | None, maps: tuple[str, ...], strict: bool) -> None:
    """Create draft records from a file of another tool.

    A record that exists already is not changed. If FILE has an error, nothing is written.

    No evidence is invented: drafts may lack it, pages mark them as drafts, and `check --publish` refuses them.
    """
    if format == _ANSWER:
        if as_of is not None or maps or strict:
            raise click.UsageError("--as-of, --map and --strict are not for json: its source is in the briefing")
        console.print_lines(import_answer(root, file), "lines")
        return
    if as_of is not None:
        try:
            dates.parse(as_of)
        except dates.DateError as error:
            raise click.UsageError(f"--as-of {as_of} {error}; right are {dates.EXAMPLES}") from error
    if (maps or strict) and not imports.IMPORTS[format].is_table:
        raise click.UsageError(f"--map and --strict are for tables; {format} has no columns")
    result = run_import(root, format, file, as_of, _parse_maps(maps), strict)
    console.print_lines((f"{path}: {console.count(len(ids), 'draft')}" for path, ids in result.written), "files")
    existing = (f"{path}: {kind} {one} exists already and is not changed" for path, kind, one in result.existing)
    console.print_lines(existing, "records")
    skipped = imports.group_skipped(result.skipped)
    lines = (
        f"{escape_path(place)}: skipped: {n} {escape_path(what)}: {escape_path(reason)}"
        for what, reason, n, place in skipped
    )
    console.print_lines(lines, "reasons")
    drafts = console.count(sum(len(ids) for _, ids in result.written), "draft")
    click.echo(f"{drafts} created, {len(result.existing)} exist already, {len(result.skipped)} skipped", err=True)


def import_answer(root: Path, file: Path) -> Iterator[str]:
    """Writes the drafts in a language model's answer, and yields a report in lines.

    Raises BriefingError if the answer can't be used, and then writes nothing; OSError.
    """
    answer, source = model_drafts.read_answer(file)
    read = draft_writer.read_article(root, source)
    proved = model_drafts.prove(read, answer, file.as_posix())
    yield from model_drafts.describe_proof(proved)
    if problems := tuple(draft_writer.find_disagreements(read, proved.draft)):
        console.print_problems(problems)
    yield from describe_written(
        draft_writer.write_draft(root, read, proved.draft, model_drafts.made_by(source, file.name))
    )


@dataclass(frozen=True)
class ImportResult:
    """The files with the ids written to them, and what was not written.

    `existing` has the file, kind and id of each record that exists already.
    """

    written: tuple[tuple[str, tuple[str, ...]], ...]
    existing: tuple[tuple[str, str, str], ...]
    skipped: tuple[imports.Skipped, ...]


def _parse_maps(maps: tuple[str, ...]) -> dict[str, str]:
    """Returns the field for each column that is given one. Raises UsageError."""
    known = imports.known_columns(KINDS)
    renamed: dict[str, str] = {}
    for one in maps:
        theirs, _, ours = (part.strip() for part in one.rpartition("="))
        if not theirs or not ours:
            raise click.UsageError(f'--map {quote_value(one)}: write "their column=our field"')
        if ours not in known:
            guess = did_you_mean(ours, known)
            hint = f"; did you mean {quote_value(guess)}?" if guess else ""
            raise click.UsageError(f"--map {quote_value(one)}: no field is called {quote_value(ours)}{hint}")
        renamed[theirs] = ours
    return renamed


def run_import(
    root: Path, format: str, path: Path, as_of: str | None, renamed: Mapping[str, str], is_strict: bool
) -> ImportResult:
    """Writes the drafts of a file, or of a folder of tables, under `root/seeds`.

    `renamed` maps the names of columns to fields; if `is_strict`, unknown columns are problems.

    Raises BriefingError with every error in the file, and then writes nothing; OSError.
    """
    chosen = imports.IMPORTS[format]
    files = dict(_read(chosen, path))
    read = partial(chosen.read, renamed=renamed, is_strict=is_strict) if chosen.is_table else chosen.read
    found = read({name: raw[: yaml_reader.MAX_BYTES + 1] for name, raw in files.items()}, KINDS)
    if found.problems:
        raise BriefingError(checks.add_source_lines(files, found.problems))
    with project_lock(root):
        seeds = read_seeds(root)
        loaded = load(seeds, KINDS)
        settled = import_drafts.resolve_drafts(found, loaded, path.resolve().stem, as_of)
        after = {text.path: _content(seeds, text) for text in settled.files}
        errors = [one for one in checks.find_problems(load({**seeds, **after}, KINDS)) if not one.is_warning]
        old = {(one.path, one.line, one.code) for one in checks.find_problems(loaded)}
        new = (one for one in errors if (one.path, one.line, one.code) not in old)
        problems = {*settled.problems, *(import_drafts.problem_at_source(one, settled.files) for one in new)}
        if problems:
            raise BriefingError(checks.add_source_lines(files, problems))
        for name, content in after.items():
            record_files.refuse_links(root, name)
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            if name in seeds:
                atomic_files.replace_file(root / name, content)
            else:
                atomic_files.create_file(root / name, content)
    written = tuple((text.path, tuple(text.drafts)) for text in settled.files)
    return ImportResult(written, tuple(settled.existing), tuple(settled.skipped))


def _read(chosen: imports.Import, path: Path) -> Iterable[tuple[str, bytes]]:
    """Reads a file, or the tables of a folder, up to a byte over the limit."""
    if path.is_dir() and not chosen.is_table:
        raise record_files.refusal(str(path), Code.SHAPE, f"is a folder; {chosen.name} is one file")
    tables = sorted(file for file in path.glob("[!.]*") if file.suffix.lower() == ".csv") if path.is_dir() else [path]
    if not tables:
        raise record_files.refusal(str(path), Code.EMPTY, "this folder contains no table: a file that ends in .csv")
    for file in tables:
        if not file.is_file():
            raise record_files.refusal(str(file), Code.STRAY_FILE, "is not a plain file")
        yield str(file), atomic_files.read_start(file, yaml_reader.MAX_BYTES)


def _content(seeds: Files, text: import_drafts.DraftFile) -> bytes:
    """The new content of a seed file: the drafts, at the end of a list that exists."""
    before = seeds.get(text.path)
    if text.kind.layout is Layout.LIST and isinstance(before, bytes):
        return record_files.append_records(text.path, before, text.text)
    return text.text.encode()
