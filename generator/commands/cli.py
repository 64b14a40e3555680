"""The command line: arguments, wiring, printing and exit codes. Nothing else prints or exits."""

from __future__ import annotations

import io
import os
import sys
import time
import traceback
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from .. import __version__, pipeline
from ..authoring import json_schema
from ..diff import changelog, compare_pages, review_changes, review_formats
from ..formats import editions, exports, imports
from ..kinds import KINDS, find_kind
from ..loading import checks, load, reporters
from ..model import lockfile
from ..problems import BriefingError, Problem, escape_path
from ..records import dates
from ..rendering import render
from ..site import engine_run, engines, search_index, sharding
from ..storage import atomic_files, read_seeds, seed_revisions
from . import export as deliver
from . import import_ as intake
from . import verify as proof
from .format import tidy
from .new import begin

FINE, PROBLEMS, USAGE, BUG = 0, 1, 2, 3

_root = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The folder with mkdocs.yml and seeds/ (default: here).",
)


def _guarded(command: Callable[..., None]) -> Callable[..., None]:
    """Turns problems of the data into lines and exit code 1, and a bug of ours into a traceback and exit code 3."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except BriefingError as error:
            _print(error.problems)
            sys.exit(PROBLEMS)
        except engines.EngineError as error:
            click.echo(error.output, err=True)
            click.echo("The engine did not build the site; what it says is above.", err=True)
            sys.exit(PROBLEMS)
        except editions.MissingExtraError as error:
            click.echo(error, err=True)
            sys.exit(PROBLEMS)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except OSError as error:
            where = f": {error.filename}" if error.filename else ""
            click.echo(f"cannot go on: {error.strerror or error}{where}", err=True)
            sys.exit(PROBLEMS)
        except Exception:
            traceback.print_exc()
            click.echo("This is a bug of briefing, not of your data; please report it with the lines above.", err=True)
            sys.exit(BUG)

    return run


def _print(problems: tuple[Problem, ...], format: str = "text") -> None:
    """Prints the problems on standard output, and how many they are on standard error."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter still gets the line
    colour = format == "text" and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    text = reporters.text(problems, colour) if format == "text" else reporters.FORMATS[format](problems)
    click.echo(text, nl=False, color=colour)
    errors = sum(not problem.is_warning for problem in problems)
    click.echo(f"{_count(errors, 'error')}, {_count(len(problems) - errors, 'warning')}", err=True)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


def _texts(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, Path]:
    """Texts of sources by the sources' ids. Raises BadParameter."""
    texts: dict[str, Path] = {}
    for value in values:
        source, sign, file = value.partition("=")
        if not (source and sign and Path(file).is_file()):
            raise click.BadParameter(f"{value!r} is not SOURCE=FILE, with a file that is there")
        texts[source] = Path(file)
    return texts


def _shard(_: click.Context, __: click.Parameter, value: str) -> sharding.Shard:
    """A shard of the pages. Raises BadParameter."""
    try:
        return sharding.parse(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="briefing")
def main() -> None:
    """Structured article data in seeds/ -> a checked, searchable briefing site."""


@main.command()
@_root
@click.option(
    "--format",
    type=click.Choice(list(reporters.FORMATS)),
    default="text",
    show_default=True,
    help="For people, for GitHub's annotations, or for other tools.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@click.option("--publish", is_flag=True, help="Refuse drafts too: what is not fit to be published.")
@click.option(
    "--text",
    "texts",
    metavar="SOURCE=FILE",
    multiple=True,
    callback=_texts,
    help="A source's text: look for all evidence in it, and for its words in the repository.",
)
@_guarded
def check(root: Path, format: str, strict: bool, publish: bool, texts: dict[str, Path]) -> None:
    """Report every problem of the data: file:line:column, which record, what is wrong, how to mend it.

    Exit code 0: fine; 1: the data has problems; 2: wrong usage; 3: a bug of ours.
    """
    loaded, problems = pipeline.check_seeds(read_seeds(root), publish)
    if texts and all(problem.is_warning for problem in problems):
        problems = tuple(sorted({*problems, *proof.check_texts(root, texts)}))
    _print(problems, format)
    drafts = sum(entry.record.draft for entry in loaded.briefing.entries.values())
    marked = f", {drafts} of them {'drafts' if drafts > 1 else 'a draft'}" if drafts else ""
    click.echo(f"{_count(len(loaded.known), 'record')} checked{marked}", err=True)
    if any(strict or not problem.is_warning for problem in problems):
        sys.exit(PROBLEMS)


@main.command()
@_root
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--check", "only_look", is_flag=True, help="Write nothing; list the files that would change.")
@_guarded
def fmt(root: Path, files: tuple[Path, ...], only_look: bool) -> None:
    """Bring the records in FILES, or all of seeds/, into one form: order of fields, one sentence a line, quotes.

    What is loaded stays the same, and every comment is kept. A file with a fault of its own is left alone, the fault is
    told, and the exit code is 1; the other files are brought into form. With --check the exit code is 1 too if a
    file would change.
    """
    try:
        done = tidy(root, files, only_look)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    for path in done.changed:
        click.echo(f"{escape_path(path)}: {'would change' if only_look else 'brought into form'}")
    if done.problems:
        _print(done.problems)
    click.echo(
        f"{_count(len(done.changed), 'file')} {'would change' if only_look else 'changed'}, {done.unchanged} in form",
        err=True,
    )
    if done.problems or (only_look and done.changed):
        sys.exit(PROBLEMS)


@main.command()
@_root
@click.argument("source")
@click.argument("textfile", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--retrieved", metavar="DATE", help="When the text was fetched (EDTF), to be kept in the lock.")
@click.option("--fix", is_flag=True, help="Mend paragraph numbers in the records first; nothing else is touched.")
@_guarded
def verify(root: Path, source: str, textfile: Path, retrieved: str | None, fix: bool) -> None:
    """Find all evidence of SOURCE in its text, which is not kept, and write seeds/evidence.lock.json.

    Paragraphs are parted by empty lines; if there are none, each line is one.
    """
    done = proof.verify(root, source, textfile, retrieved, fix)
    for path in done.mended:
        click.echo(f"{path}: paragraph numbers mended")
    for line in done.told:
        click.echo(line)
    click.echo(f"{lockfile.PATH}: {'written' if done.changed else 'unchanged'}")


@main.command()
@_root
@_guarded
def generate(root: Path) -> None:
    """Write the Markdown pages into docs/; only what changed is touched."""
    pages, written = pipeline.generate(root)
    click.echo(f"docs/: {written.changed} changed, {written.removed} removed, {written.unchanged} unchanged")
    for note in changelog.changelog_notes(pages.briefing):
        click.echo(note)


def _tell(text: str) -> None:
    """Shows how far a build is, on the line on which it showed it before."""
    click.echo(f"\r\x1b[K{text}", nl=False, err=True, color=True)


@main.command()
@_root
@click.option("--offline", is_flag=True, help="Build a folder and a zip that open by double click, without network.")
@click.option(
    "--engine", type=click.Choice(engines.ENGINES), default="mkdocs", show_default=True, help="What builds the site."
)
@click.option(
    "--search",
    type=click.Choice(search_index.SEARCHES),
    default="theme",
    show_default=True,
    help="What searches the site: the theme, or Pagefind, which is for large sites on a web server.",
)
@click.option(
    "--only",
    "shard",
    metavar="K/N",
    default=str(sharding.WHOLE_SITE),
    callback=_shard,
    help="Build the Kth of N shares of the pages, into shares/K-of-N: laid over one another, all N are the site.",
)
@click.option("--no-cache", is_flag=True, help="Make every page anew; take none from .cache/.")
@_guarded
def build(root: Path, offline: bool, engine: str, search: str, shard: sharding.Shard, no_cache: bool) -> None:
    """Check, generate and build the site; end with the page to open."""
    if search == "pagefind" and offline:
        raise click.UsageError("--search pagefind needs a web server; the search of --offline is the theme's")
    if search == "pagefind" and engine == "zensical":
        raise click.UsageError("--search pagefind is not for zensical, which has a search of its own")
    if not shard.is_whole and (offline or engine == "zensical"):
        raise click.UsageError("--only is for sites on a web server, built by mkdocs or properdocs")
    begun = time.monotonic()
    report = _tell if sys.stderr.isatty() else None
    page = pipeline.build(root, engine_run.BuildOptions(offline, engine, search, shard, not no_cache, report))
    if sys.stderr.isatty():
        _tell("")
    if not shard.is_whole:
        click.echo(f"Built share {shard} in {time.monotonic() - begun:.1f} s: {page.parent}")
        return
    pages = sum(1 for _ in page.parent.rglob("*.html"))
    if search == "theme" and engine != "zensical" and pages > search_index.FULL_TEXT_MAX_PAGES:
        whole = "" if offline else "; --search pagefind searches whole texts, and loads less"
        click.echo(f"{pages} pages: the search knows titles and beginnings only{whole}.", err=True)
    if offline:
        click.echo(f"To take along: {page.parent}.zip")
    else:
        click.echo("Search needs a web server: `make serve`, or `make offline` for a copy that needs none.")
    click.echo(f"Built in {time.monotonic() - begun:.1f} s. Open {page.resolve().as_uri()}")


@main.command()
@_root
@_guarded
def clean(root: Path) -> None:
    """Remove what was generated and built; what you wrote stays."""
    click.echo(f"docs/: {pipeline.clean(root)} removed")


@main.command()
@_root
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to serve, HOST:PORT.")
@_guarded
def serve(root: Path, address: str) -> None:
    """Serve the site; saving a YAML record refreshes the page."""
    sys.exit(engine_run.serve(root, address))


@main.command(epilog=f"Kinds: {', '.join(kind.name for kind in KINDS if kind.seeds_path)}")
@_root
@click.argument("kind")
@click.argument("id")
@_guarded
def new(root: Path, kind: str, id: str) -> None:
    """Write a commented starter record of KIND, called ID, for its blanks to be filled."""
    try:
        chosen = find_kind(kind)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    path = begin(root, chosen, id, KINDS)
    click.echo(f"{path}: fill the blanks, then run: briefing check")


@main.command()
@_root
@_guarded
def schema(root: Path) -> None:
    """Write the JSON Schemas, which let an editor complete, explain and check the records, into schemas/."""
    for path, text in json_schema.build_schemas(KINDS).items():
        changed = atomic_files.replace_file(root / path, text.encode())
        click.echo(f"{path}: {'written' if changed else 'unchanged'}")


@main.command(epilog=f"Formats: {', '.join([*exports.FORMATS, *editions.EDITIONS])}")
@_root
@click.argument("format", type=click.Choice([*exports.FORMATS, *editions.EDITIONS]), metavar="FORMAT")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="The file or folder to write; without it one file is printed.",
)
@_guarded
def export(root: Path, format: str, output: Path | None) -> None:
    """Give the data in another FORMAT, or the whole briefing as one file, on standard output or into a file or folder."""
    try:
        sent = deliver.export(root, format)
        if output is None:
            sys.stdout.buffer.write(deliver.printed(sent, sys.stdout.isatty()))
            return
        written = deliver.put(sent, output)
    except deliver.PlaceError as error:
        raise click.UsageError(str(error)) from error
    for path, changed in written:
        click.echo(f"{path}: {'written' if changed else 'unchanged'}")


@main.command("import", epilog="; ".join(f"{one.name}: {one.description}" for one in imports.IMPORTS.values()))
@_root
@click.argument("format", type=click.Choice(list(imports.IMPORTS)), metavar="FORMAT")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--as-of", metavar="DATE", help="What day the facts are of (EDTF), if a briefing is begun with them.")
@_guarded
def import_(root: Path, format: str, file: Path, as_of: str | None) -> None:
    """Make drafts of records from FILE of another tool; a record that is there already is left as it is.

    No evidence is made up: drafts may lack it, pages mark them, and `check --publish` refuses them. If FILE has a
    fault, nothing is written.
    """
    if as_of is not None:
        try:
            dates.parse(as_of)
        except dates.DateError as error:
            raise click.UsageError(f"--as-of {as_of} {error}; right are {dates.EXAMPLES}") from error
    done = intake.bring(root, format, file, as_of, KINDS)
    for path, ids in done.written:
        click.echo(f"{path}: {_count(len(ids), 'draft')}")
    for path, one, id_ in done.there:
        click.echo(f"{path}: {one} {id_} is there already, and left as it is")
    for what, why, number, place in imports.group_skipped(done.passed):
        click.echo(f"{escape_path(place)}: passed over: {number} {escape_path(what)}: {why}")
    drafts = sum(len(ids) for _, ids in done.written)
    there, passed = len(done.there), len(done.passed)
    click.echo(f"{_count(drafts, 'draft')} made, {there} there already, {passed} passed over", err=True)


@main.command()
@_root
@click.argument("base", default="HEAD")
@click.argument("head", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(review_formats.FORMATS)),
    default="text",
    show_default=True,
    help="For a terminal, for a comment on a pull request, or for other tools.",
)
@click.option("--pages", is_flag=True, help="Also list the pages that are new, gone, or read otherwise.")
@_guarded
def diff(root: Path, base: str, head: str | None, form: str, pages: bool) -> None:
    """Say what changed from BASE to HEAD in an editor's words: the content, not its formatting.

    Either is a git revision, or a folder with seeds/ in it (./NAME is always a folder). Without HEAD, BASE is
    compared with the working tree; without BASE, the last commit is.
    """
    try:
        old, new = (load(seed_revisions.read_revision(root, side), KINDS) for side in (base, head))
    except seed_revisions.RevisionError as error:
        raise click.UsageError(str(error)) from error
    compared = None
    if pages and not any(not problem.is_warning for problem in (*checks.check(old), *checks.check(new))):
        compared = compare_pages(render(old.briefing), render(new.briefing))
    found = review_changes(old, new, base, head or seed_revisions.WORKING_TREE, compared)
    sys.stdout.buffer.write(review_formats.FORMATS[form](found).encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
