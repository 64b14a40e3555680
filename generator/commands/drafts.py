"""`briefing drafts`: lists what is still open in drafts, paragraph by paragraph."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path

import click

from .. import pipeline
from ..loading import Loaded
from ..problems import Code, escape_path
from ..records import field_roles, fields
from ..storage import read_seeds
from . import console, options


@dataclass(frozen=True)
class OpenItem:
    """An open field of a draft; `field` is empty for a draft without any.

    `source` and `paragraph` are the first evidence of the field, or None.
    """

    source: str | None
    paragraph: int | None
    file: str
    line: int
    column: int
    kind: str
    record: str
    field: str
    hint: str

    @property
    def words(self) -> str:
        """The field and its hint, or what remains to be done."""
        what = f"{self.field}: {self.hint}" if self.hint else self.field
        return what or "nothing is open; review it, and delete the line draft: true"


@click.command("drafts")
@options.root
@click.option(
    "--format",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="Print for people or for other tools.",
)
def command(root: Path, format: str) -> None:
    """List the drafts and their open fields.

    They are listed by the first paragraph of a source that they cite, each with the file and line to continue at. Open are
    texts that are TODO, alone or with a hint (TODO: what the council wants), and lists that may not be empty, such as
    evidence.
    """
    loaded, problems = pipeline.check_seeds(read_seeds(root))
    items = list_open_fields(loaded)
    drafts = len({item.record for item in items})
    if format == "json":
        click.echo(json.dumps({"drafts": drafts, "open": [asdict(item) for item in items]}, indent=2))
    else:
        for line in describe(items):
            click.echo(line)
    number = sum(bool(item.field) for item in items)
    click.echo(f"{console.count(drafts, 'draft')}, {console.count(number, 'open field')}", err=True)
    errors = sum(not problem.is_warning for problem in problems)
    if errors:
        click.echo(
            f"{console.count(errors, 'error')}: records with errors are not listed; run briefing check", err=True
        )


def list_open_fields(loaded: Loaded) -> list[OpenItem]:
    """Lists the open fields of all drafts by source and paragraph; without one, last."""
    items = [item for record_id in loaded.briefing.entries for item in _open_fields_of(loaded, record_id)]
    order = {record_id: n for n, record_id in enumerate(loaded.briefing.entries)}
    return sorted(
        items,
        key=lambda item: (
            item.source is None, order.get(item.source or "", 0), item.paragraph or 0,
            item.record != item.source, item.file, item.line, item.column,
        ),
    )  # fmt: skip


def _open_fields_of(loaded: Loaded, record_id: str) -> Iterator[OpenItem]:
    entry = loaded.briefing.entries[record_id]
    if not entry.record.draft:
        return
    data = entry.record.model_dump(by_alias=True)
    found = list(field_roles.open_fields(data, entry.kind.record, into_records=False))
    for path, text in [(one.path, one.text) for one in found] or [(("draft",), "")]:
        place = loaded.problem(record_id, path, Code.DRAFT, "")
        cited = entry.kind.cited_paragraph(entry.record, path)
        source, paragraph = cited or (None, None)
        name = field_roles.path_name(path) if found else ""
        hint = fields.open_hint(text) if text or not found else "to be added"
        yield OpenItem(
            source, paragraph, place.path, place.line, place.column, entry.kind.singular, record_id, name, hint
        )


def describe(items: list[OpenItem]) -> Iterator[str]:
    """Yields the open fields in lines, under the paragraph that they are based on."""
    for (source, paragraph), group in groupby(items, key=lambda item: (item.source, item.paragraph)):
        yield f"{source}#p{paragraph}" if source else "without evidence"
        for item in group:
            place = f"{escape_path(item.file)}:{item.line}:{item.column}"
            yield f"  {place}: {item.kind} {item.record}: {escape_path(item.words)}"
