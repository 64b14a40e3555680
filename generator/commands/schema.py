"""`briefing schema`: writes the JSON Schemas of the records."""

from pathlib import Path

import click

from ..authoring import json_schema
from ..kinds import KINDS
from ..problems import BriefingError
from ..storage import atomic_files, repository
from . import console, options


@click.command("schema")
@options.root
def command(root: Path) -> None:
    """Write the JSON Schemas that help editors to write records.

    A code editor that knows the files in schemas/ completes, explains and checks the records.
    """
    if problems := tuple(repository.find_linked_folders(root)):
        raise BriefingError(problems)
    for path, text in json_schema.build_schemas(KINDS).items():
        console.print_written(path, atomic_files.replace_file(root / path, text.encode()))
