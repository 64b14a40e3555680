"""The command line: arguments, wiring, printing and exit codes. Nothing else prints or exits."""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from . import __version__, reports, site, starter
from .errors import BriefingError, Problem
from .exports import FORMATS
from .kinds import KINDS
from .load import load
from .review import review
from .source import WORKING_TREE, SourceError, read_side

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
            _report(error.problems)
            sys.exit(PROBLEMS)
        except site.EngineError as error:
            click.echo(error.output, err=True)
            click.echo("The engine did not build the site; what it says is above.", err=True)
            sys.exit(PROBLEMS)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except OSError as error:
            click.echo(f"cannot go on: {error.strerror}: {error.filename}", err=True)
            sys.exit(PROBLEMS)
        except Exception:
            traceback.print_exc()
            click.echo("This is a bug of briefing, not of your data; please report it with the lines above.", err=True)
            sys.exit(BUG)

    return run


def _report(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        click.echo(str(problem))
    errors = sum(not problem.is_warning for problem in problems)
    click.echo(f"{_count(errors, 'error')}, {_count(len(problems) - errors, 'warning')}", err=True)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="briefing")
def main() -> None:
    """Structured article data in seeds/ -> a checked, searchable briefing site."""


@main.command()
@_root
@click.option("--strict", is_flag=True, help="Exit with 1 on warnings too.")
@_guarded
def check(root: Path, strict: bool) -> None:
    """Report every problem of the data: file:line:column, which record, what is wrong, how to mend it."""
    briefing, warnings = site.briefing_in(root)
    _report(warnings)
    click.echo(f"{_count(len(briefing.entries), 'record')} checked", err=True)
    if strict and warnings:
        sys.exit(PROBLEMS)


@main.command()
@_root
@_guarded
def generate(root: Path) -> None:
    """Write the Markdown pages into docs/; only what changed is touched."""
    _, written = site.generate(root)
    click.echo(f"docs/: {written.changed} changed, {written.removed} removed, {written.unchanged} unchanged")


@main.command()
@_root
@click.option("--offline", is_flag=True, help="Build a folder and a zip that open by double click, without network.")
@_guarded
def build(root: Path, offline: bool) -> None:
    """Check, generate and build the site; end with the page to open."""
    begun = time.monotonic()
    page = site.build(root, offline)
    click.echo(f"Built in {time.monotonic() - begun:.1f} s. Open {page}")
    if offline:
        click.echo(f"To take along: {page.parent}.zip")


@main.command()
@_root
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to serve, HOST:PORT.")
@_guarded
def serve(root: Path, address: str) -> None:
    """Serve the site; saving a YAML record refreshes the page."""
    sys.exit(site.serve(root, address))


@main.command()
@_root
@click.argument("kind", type=click.Choice([kind.name for kind in KINDS if kind.seeds_path]))
@click.argument("id")
@_guarded
def new(root: Path, kind: str, id: str) -> None:
    """Write a commented starter record of KIND, called ID, for its blanks to be filled."""
    chosen = next(one for one in KINDS if one.name == kind)
    path = starter.create(root, chosen, id)
    click.echo(f"{path}: fill the blanks, then run: briefing check")


@main.command()
@_root
@click.argument("format", type=click.Choice(list(FORMATS)))
@_guarded
def export(root: Path, format: str) -> None:
    """Print the data in another FORMAT."""
    briefing, _ = site.briefing_in(root)
    sys.stdout.buffer.write(FORMATS[format].write(briefing).encode())


@main.command()
@_root
@click.argument("base", default="HEAD")
@click.argument("head", required=False)
@click.option("--format", "form", type=click.Choice(list(reports.FORMATS)), default="text", show_default=True)
@click.option("--pages", is_flag=True, help="Also list the pages that are new, gone, or read otherwise.")
@_guarded
def diff(root: Path, base: str, head: str | None, form: str, pages: bool) -> None:
    """Say what changed from BASE to HEAD in an editor's words: the content, not its formatting.

    Either is a git revision, or a folder with seeds/ in it (./NAME is always a folder). Without HEAD, BASE is
    compared with the working tree; without BASE, the last commit is.
    """
    try:
        old, new = (load(read_side(root, side), KINDS) for side in (base, head))
    except SourceError as error:
        raise click.UsageError(str(error)) from error
    found = review(old, new, base, head or WORKING_TREE, pages)
    sys.stdout.buffer.write(reports.FORMATS[form](found).encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
