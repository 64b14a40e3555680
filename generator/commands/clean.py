"""`briefing clean`: removes what was generated and built."""

from pathlib import Path

import click

from .. import pipeline
from . import options


@click.command("clean")
@options.root
def command(root: Path) -> None:
    """Remove everything that was generated or built.

    What you wrote stays.
    """
    click.echo(f"docs/: {pipeline.clean(root)} removed")
