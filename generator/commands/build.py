"""`briefing build`: checks the data, generates the pages and builds the site."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from .. import pipeline
from ..site import engine_run, search_index, sharding
from . import options


def _shard(_: click.Context, __: click.Parameter, value: str) -> sharding.Shard:
    """Reads a shard of the pages, such as 1/4. Raises BadParameter."""
    try:
        return sharding.parse(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command("build")
@options.root
@click.option(
    "--offline", is_flag=True, help="Build a folder and a zip file that open without a web server or network."
)
@click.option(
    "--engine",
    type=click.Choice(engine_run.ENGINES),
    default="mkdocs",
    show_default=True,
    help="The program that builds the site.",
)
@click.option(
    "--search",
    type=click.Choice(search_index.SEARCHES),
    default="theme",
    show_default=True,
    help="The search of the site: the theme's, or Pagefind for large sites on a web server.",
)
@click.option(
    "--only",
    "shard",
    metavar="K/N",
    default=str(sharding.WHOLE_SITE),
    callback=_shard,
    help="Build the Kth of N shares of the pages into shares/K-of-N; all N copied into one folder are the site.",
)
@click.option("--no-cache", is_flag=True, help="Build every page again, without the cache in .cache/.")
def command(root: Path, offline: bool, engine: str, search: str, shard: sharding.Shard, no_cache: bool) -> None:
    """Check the data, generate the pages and build the site.

    The last line of the output is the page to open.
    """
    _refuse_combinations(offline, engine, search, shard)
    started = time.monotonic()
    is_terminal = sys.stderr.isatty()
    report = _show_progress if is_terminal else None
    page = pipeline.build(root, engine_run.BuildOptions(offline, engine, search, shard, not no_cache, report))
    if is_terminal:
        _show_progress("")
    if not shard.is_whole:
        click.echo(f"Built share {shard} in {time.monotonic() - started:.1f} s: {page.parent}")
        return
    pages = sum(1 for _ in page.parent.rglob("*.html"))
    if search == "theme" and engine != "zensical" and pages > search_index.FULL_TEXT_MAX_PAGES:
        hint = "" if offline else "; --search pagefind searches whole texts and loads less"
        click.echo(f"{pages} pages: the search covers only titles and beginnings{hint}.", err=True)
    if offline:
        click.echo(f"To share the site: {page.parent}.zip")
    else:
        click.echo(
            "Search needs a web server: `briefing serve` is one; `briefing build --offline` makes a copy that needs none."
        )
    click.echo(f"Built in {time.monotonic() - started:.1f} s. Open {page.resolve().as_uri()}")


def _refuse_combinations(offline: bool, engine: str, search: str, shard: sharding.Shard) -> None:
    """Raises UsageError for options that exclude each other."""
    if search == "pagefind" and offline:
        raise click.UsageError("--search pagefind needs a web server; --offline uses the theme's search")
    if search == "pagefind" and engine == "zensical":
        raise click.UsageError("--search pagefind does not work with zensical, which has its own search")
    if not shard.is_whole and (offline or engine == "zensical"):
        raise click.UsageError("--only is for sites on a web server, built by mkdocs or properdocs")


def _show_progress(text: str) -> None:
    """Shows the progress of a build, replacing the last line of the terminal."""
    click.echo(f"\r\x1b[K{text}", nl=False, err=True, color=True)
