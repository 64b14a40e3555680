"""`briefing diff`: shows what changed between two revisions of the data."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..diff import compare_pages, review_changes, review_formats
from ..kinds import KINDS
from ..loading import checks, load
from ..rendering import render
from ..storage import seed_revisions
from . import options


@click.command("diff")
@options.root
@click.argument("base", default="HEAD")
@click.argument("head", required=False)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(review_formats.FORMATS)),
    default="text",
    show_default=True,
    help="Print for a terminal, for a comment on a pull request, or for other tools.",
)
@click.option("--pages", is_flag=True, help="Also list the pages that are new, removed or changed.")
def command(root: Path, base: str, head: str | None, format_name: str, pages: bool) -> None:
    """Show what changed between two revisions of the data.

    The report is in an editor's words: it covers the content, not its formatting.

    BASE and HEAD are git revisions, or folders that contain seeds/ (./NAME is always a folder). Without HEAD, BASE is
    compared with the working tree; without BASE, the last commit is.
    """
    try:
        old, new = (load(seed_revisions.read_revision(root, side), KINDS) for side in (base, head))
    except seed_revisions.RevisionError as error:
        raise click.UsageError(str(error)) from error
    page_changes = None
    if pages and not any(
        not problem.is_warning for problem in (*checks.find_problems(old), *checks.find_problems(new))
    ):
        page_changes = compare_pages(render(old.briefing), render(new.briefing))
    report = review_changes(old, new, base, head or seed_revisions.WORKING_TREE, page_changes)
    sys.stdout.buffer.write(review_formats.FORMATS[format_name](report).encode("utf-8", "replace"))
