"""Briefings exported, imported into an empty folder, exported and imported again: what each format keeps."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from generator.commands.import_ import run_import
from generator.formats.exports import FORMATS
from generator.formats.imports import IMPORTS
from generator.kinds import KINDS
from generator.model import Briefing, Layout
from generator.pipeline import load_briefing
from generator.records import Record, field_roles
from support.project import EXAMPLES, ROOT

BRIEFINGS = {
    "the first briefing": ROOT,
    "the northern grid, one source": EXAMPLES / "northern-grid/one-source",
    "the northern grid, two sources": EXAMPLES / "northern-grid/two-sources",
}


def import_export(briefing: Briefing, name: str) -> Briefing:
    """Returns a briefing as it comes out of its export."""
    with TemporaryDirectory() as folder:
        files, root = Path(folder) / "files", Path(folder) / "project"
        for path in (files, root / "seeds"):
            path.mkdir(parents=True)
        for path, raw in FORMATS[name].files(briefing).items():
            (files / Path(path).name).write_bytes(raw)
        (only, *others) = files.iterdir()
        run_import(root, name, files if others else only, None, {}, False)
        return load_briefing(root)


@cache
def round_trip(briefing: str, name: str) -> tuple[Briefing, Briefing, Briefing]:
    """Returns a briefing, what one import of its export makes, and what a second makes."""
    before = load_briefing(BRIEFINGS[briefing])
    once = import_export(before, name)
    return before, once, import_export(once, name)


def records(briefing: Briefing) -> dict[tuple[str, str], tuple[Record, dict[str, Any]]]:
    """The records by kind and heading: with their fields, in which headings stand for ids."""
    headings = {one: entry.record.heading for one, entry in briefing.entries.items()}

    def named(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: named(inside) for key, inside in value.items() if key != "draft"}
        if isinstance(value, list):
            return [named(one) for one in value]
        return headings.get(value, value) if isinstance(value, str) else value

    found = {}
    for entry in briefing.entries.values():
        nested = {one.key for one in field_roles.roles(entry.kind.record) if one.role is field_roles.Role.RECORDS}
        data = entry.record.model_dump(mode="json", by_alias=True)
        fields = {key: value if key == "id" else named(value) for key, value in data.items() if key not in nested}
        ends = " ".join(str(fields.get(one, "")) for one in ("from", "to"))
        found[entry.kind.name, f"{headings[entry.record.id]} {ends}"] = (entry.record, fields)
    return found


def compare(name: str) -> Iterator[tuple[str, str, dict[str, list[str]]]]:
    """Yields each kind, how many of its records come back (all, some, none), and what becomes of their fields."""
    for kind in KINDS:
        if kind.layout is Layout.NONE:
            continue
        is_back: set[bool] = set()
        outcomes: dict[str, set[str]] = {}
        for briefing in BRIEFINGS:
            before, once, _ = (records(one) for one in round_trip(briefing, name))
            for key, (record, fields) in before.items():
                if key[0] != kind.name:
                    continue
                is_back.add(key in once)
                written = record.model_dump(by_alias=True, exclude_defaults=True).keys() - {"draft"}
                for field in (one for one in fields if one in written and key in once):
                    after = once[key][1][field]
                    outcome = KEPT if after == fields[field] else IN_PART if after else LOST
                    outcomes.setdefault(field, set()).add(outcome)
        grouped: dict[str, list[str]] = {KEPT: [], IN_PART: [], LOST: []}
        for field, found in outcomes.items():
            grouped[found.pop() if len(found) == 1 else IN_PART].append(field)
        yield kind.title, "some" if len(is_back) > 1 else "all" if is_back.pop() else "none", grouped


def tables() -> Iterator[str]:
    """The sections of the handbook, one for each format."""
    for name in IMPORTS:
        compared = list(compare(name))
        yield f"## {TITLES[name]}\n"
        if all(number == "all" and not (fields[IN_PART] or fields[LOST]) for _, number, fields in compared):
            yield f"Every field of every record is kept: {', '.join(title.lower() for title, *_ in compared)}.\n"
            continue
        yield f"| Records | {KEPT} | {IN_PART} | {LOST} |"
        yield "| --- | --- | --- | --- |"
        for title, number, fields in compared:
            cells = [", ".join(f"`{one}`" for one in found) for found in fields.values()]
            note = {"none": NONE.get((name, title), "all records"), "some": "some records"}.get(number)
            cells[-1] = ", ".join(filter(None, (note, cells[-1])))
            yield f"| {title} | {' | '.join(cells)} |"
        yield ""


KEPT, IN_PART, LOST = "Kept", "Changed, or kept in part", "Lost"
TITLES = {"csv": "CSV", "stix": "STIX 2.1", "ftm": "FollowTheMoney"}
NONE = dict.fromkeys(
    (("stix", "Experts"), ("ftm", "Experts")), "all records: they become actors, with name and summary"
) | {
    ("ftm", "Briefing"): "the record: a new one is made, of the latest date in the file",
    ("stix", "Sources"): "all records: each object names its sources in words",
}
"""The words for records of which none comes back."""
