"""Disputes, later views, copies and withdrawn sources in the exports, as the table in the handbook says."""

from __future__ import annotations

import re

import pytest

from generator.formats.exports import FORMATS
from support.briefings import briefing_called
from support.project import ROOT

PAGE = (ROOT / "handbook/docs/exchange/exports.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (`.*) \|$", PAGE.split("## Several sources in the exports")[1].split("\n## ")[0], re.MULTILINE)
CELLS = {name: row.split(" | ")[1:] for row in ROWS for name in re.findall("`([a-z]+)`", row.split(" | ")[0])}
ELSEWHERE = {"json", "jsonl", "csv", "sqlite", "atom"}
"""Formats whose every field other tests compare."""
MARKS = (
    r"dates the doubling to April|kept a quiet channel open",
    r"supersedes|dc/terms/replaces",
    r"(?i)derived from|isBasedOn",
    r"(?i)retracted",
)


def test_the_table_has_each_format_of_the_data() -> None:
    assert {*CELLS} == {*FORMATS} - {"html", "pdf", "epub", "markdown"}


@pytest.mark.parametrize("name", sorted({*CELLS} - ELSEWHERE))
def test_a_format_has_what_the_table_says(name: str) -> None:
    files = FORMATS[name].files(briefing_called("strait"))
    text = "".join(content.decode() for content in files.values()).replace("\r\n ", "")
    found = [bool(re.search(mark, text)) for mark in MARKS]
    assert found == [not re.match("no\\b", cell) for cell in CELLS[name]]
