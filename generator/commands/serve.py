"""`briefing serve`: serves the site while it is edited."""

import sys
from pathlib import Path

import click

from .. import pipeline
from ..kinds import SECTIONS
from ..site import engine_run
from ..storage import page_writer
from . import options


@click.command("serve")
@options.root
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="The address to serve at, HOST:PORT.")
def command(root: Path, address: str) -> None:
    """Serve the site and refresh it when a record is saved."""
    pipeline.require_folder(root)
    page_writer.write_ignore_list(root / "docs", SECTIONS)  # the engine needs the folder
    sys.exit(engine_run.serve(root, address))
