"""`briefing rename`: gives a record another id, and keeps its old address."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from .. import pipeline
from ..authoring import RenameError, rename_record
from ..model import Layout, indexes
from ..problems import BriefingError, Problem, escape_path, quote_value
from ..storage import atomic_files, project_lock, read_seeds
from . import console, options, record_files


@click.command("rename")
@options.root
@click.argument("old")
@click.argument("new")
def command(root: Path, old: str, new: str) -> None:
    """Give a record another id.

    Changes the id of the record OLD to NEW, the name of its file, every reference to it, and its entries in the lock.
    The old id is kept as one of its former ids: the old address leads to the new one. Comments, quotation marks and the
    order of fields stay as they are.

    A takeaway of the briefing has no page: its id changes, and those that supersede it follow.

    If several records have the id, OLD is KIND/ID, such as actors/first-actor. If the id was already changed by hand,
    the references, the lock and the file's name follow. If the data would have an error, nothing is written.
    """
    try:
        result = rename(root, old, new)
    except RenameError as error:
        raise click.UsageError(str(error)) from error
    for former, path in result.moved:
        click.echo(f"{escape_path(former)}: renamed to {escape_path(path)}")
    console.print_lines((f"{escape_path(path)}: changed" for path in result.changed), "files")
    for place in result.kept:
        click.echo(f"{escape_path(place)}: may refer to the other record with this id; left as it is", err=True)
    if result.address:
        click.echo(f"the old address leads to {result.address}", err=True)


@dataclass(frozen=True)
class RenameResult:
    """The changed files, the moved ones, and the page that the old address leads to.

    `kept` are the places of references that may be to another record.
    """

    changed: tuple[str, ...]
    moved: tuple[tuple[str, str], ...]
    kept: tuple[str, ...]
    address: str


def rename(root: Path, old: str, new: str) -> RenameResult:
    """Renames a record of a project folder; `old` may begin with the kind and a slash.

    Raises RenameError if the arguments do not fit the data; BriefingError with the errors of the data, other than those
    that the renaming corrects; OSError. Then nothing is written.
    """
    kind, _, record_id = old.rpartition("/")
    if not record_files.is_id(new):
        raise RenameError(record_files.wrong_id(new))
    if record_id == new:
        raise RenameError(f"{quote_value(new)} is its id already")
    with project_lock(root):
        files = read_seeds(root)
        loaded, problems = pipeline.check_seeds(files)
        if loaded.unparsed_files:
            raise BriefingError(_errors(problems))
        renaming = rename_record(loaded, record_id, new, kind)
        renamed, remaining = pipeline.check_seeds(renaming.apply(files))
        if errors := _errors(remaining):
            known = {(one.code, one.message) for one in errors}
            raise BriefingError([one for one in problems if (one.code, one.message) in known] or errors)
        for path in (*renaming.contents, *renaming.moves):
            record_files.refuse_links(root, path)
        moves = {**renaming.moves, **_source_text(root, renaming.kind, record_id, new)}
        atomic_files.replace_files(root, renaming.contents, moves)
    entry = renamed.briefing.entries.get(new)  # None for a takeaway
    leads_on = entry and record_id in entry.record.former_ids and entry.kind.layout is not Layout.ONE
    address = entry.address.replace(".md", ".html", 1) if entry and leads_on else ""
    changed = (renaming.moves.get(path, path) for path in renaming.contents)
    return RenameResult(tuple(sorted(changed)), tuple(moves.items()), renaming.kept, address)


def _errors(problems: tuple[Problem, ...]) -> list[Problem]:
    return [one for one in problems if not one.is_warning]


def _source_text(root: Path, kind: str, old: str, new: str) -> dict[str, str]:
    """Returns the move of the text of a renamed source, if it is in `texts/`."""
    before, after = f"texts/{old}.txt", f"texts/{new}.txt"
    is_there = indexes.SOURCE_KINDS.allows(kind) and (root / before).is_file() and not (root / after).exists()
    return {before: after} if is_there else {}
