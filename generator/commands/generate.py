"""`briefing generate`: writes the Markdown pages."""

from pathlib import Path

import click

from .. import pipeline
from ..diff import changelog
from . import options


@click.command("generate")
@options.root
def command(root: Path) -> None:
    """Write the Markdown pages into docs/.

    Files that have not changed are not touched.
    """
    pages, written = pipeline.generate(root)
    click.echo(f"docs/: {written.changed} changed, {written.removed} removed, {written.unchanged} unchanged")
    for note in changelog.changelog_notes(pages.briefing):
        click.echo(note)
