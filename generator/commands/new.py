"""`briefing new`: creates a commented record, whose blanks an editor fills in."""

from __future__ import annotations

import re
from pathlib import Path

import click

from ..authoring import scaffold_record
from ..kinds import KINDS, find_kind
from ..loading import load
from ..model import Kind, Layout
from ..problems import Code, quote_value
from ..records import fields
from ..storage import atomic_files, project_lock, read_seeds
from ..text import transliteration
from . import options, record_files


@click.command("new", epilog=f"Kinds: {', '.join(kind.name for kind in KINDS if kind.seeds_path)}")
@options.root
@click.argument("kind")
@click.argument("id")
def command(root: Path, kind: str, id: str) -> None:
    """Create a commented record to fill in.

    The record is of KIND and has the id ID.
    """
    try:
        chosen = find_kind(kind)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    path = create_record(root, chosen, id)
    click.echo(f"{path}: fill in the blanks, then run: briefing check")


def create_record(root: Path, kind: Kind, record_id: str) -> str:
    """Writes a scaffold for a record and returns its path from `root`.

    In a list file, the record is added at the end. Raises BriefingError if the id has a wrong form or is taken, or the file cannot take the record; OSError.
    """
    with project_lock(root):
        path = kind.file_of(record_id)
        if not re.fullmatch(fields.ID_PATTERN, record_id) or len(record_id) > 80:
            raise record_files.refusal(kind.seeds_path, Code.WRONG_FORM, _wrong_id(record_id))
        record_files.refuse_links(root, path)
        is_list = kind.layout is Layout.LIST
        if (root / path).exists() and not is_list:
            raise record_files.refusal(path, Code.DUPLICATE_ID, "the file exists already; edit it")
        taken = load(read_seeds(root), KINDS).known_ids.get(record_id)
        if taken:
            message = f"{taken[1]} already has the id {quote_value(record_id)}; ids are unique across all kinds"
            raise record_files.refusal(path, Code.DUPLICATE_ID, message)
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        text = scaffold_record(kind, record_id)
        if is_list and (root / path).exists():
            content = record_files.append_records(path, (root / path).read_bytes(), text)
            atomic_files.replace_file(root / path, content)
        else:
            record_files.create_file(root / path, text.encode())
        return path


def _wrong_id(word: str) -> str:
    guess = transliteration.suggest_id(word)[:80].strip("-")
    hint = f'; for example "{guess}"' if guess else ""
    return (
        f"{quote_value(word)} is not an id: lower-case letters, digits and single hyphens, at most 80 characters{hint}"
    )
