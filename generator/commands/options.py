"""Options that several commands have."""

from pathlib import Path

import click

root = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The folder with mkdocs.yml and seeds/ (default: here).",
)
