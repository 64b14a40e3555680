"""Writes the record of a source whose text was read: its facts, its paragraphs.

A comment marks each fact that a person has to confirm; what a paragraph says is open.
"""

from __future__ import annotations

import re
from enum import StrEnum

from ..evidence import readers
from ..loading import yaml_reader
from ..records import dates, fields
from ..text import urls, whitespace
from .formatter import format_yaml
from .scaffold import write_comment
from .yaml_scalars import format_inline

_UNKNOWN_DATE = "20XX"
_MISSING = "To be added: it is not in the text."
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})((?:-[A-Za-z0-9]{2,8})*)")
_INSTRUCTIONS = (
    "Read from a text that is not part of the briefing. Confirm each field below a comment, and delete the comment. Replace "
    "each TODO by what the paragraph says, in one or two sentences of your own. Then delete the line with draft, and run: "
    "briefing verify {}"
)


def scaffold_source(record: type[fields.Data], record_id: str, facts: readers.Metadata, paragraphs: int) -> str:
    """Writes a source with the facts that are known and with numbered paragraphs.

    Facts of a wrong form are left out.
    """
    lines = [*write_comment(_INSTRUCTIONS.format(record_id)), f"id: {record_id}", "draft: true"]
    kinds = fields.unwrap_annotation(record.model_fields["type"].annotation)[0]
    assert issubclass(kinds, StrEnum)
    lines += [*write_comment(f"To be confirmed: {', '.join(kinds)}"), "type: article"]
    for key, name, value, missing in (
        ("title", "title", _line(facts.title), fields.OPEN_TEXT),
        ("container_title", "publication", _line(facts.publication), fields.OPEN_TEXT),
        ("issued", "issued", _date(facts.issued), _UNKNOWN_DATE),
        ("url", "url", _url(facts.url), ""),
        ("language", "language", _language(facts.language), "en"),
    ):
        if value or missing:
            origin = facts.origins.get(name, "") if value else _MISSING
            lines += [*_confirmation(origin), f"{key}: {format_inline(value or missing)}"]
    authors = [author for author in map(_line, facts.authors) if author]
    if authors:
        items = (f"  - {format_inline(author)}" for author in authors)
        lines += [*_confirmation(facts.origins.get("authors", "")), "authors:", *items]
    lines.append("paragraphs:")
    for number in range(1, paragraphs + 1):
        lines += [f"  - number: {number}", f"    gist: {fields.OPEN_TEXT}"]
    return format_yaml(("\n".join(lines) + "\n").encode(), record).decode()


def _confirmation(origin: str) -> list[str]:
    return [f"# {origin}" if origin == _MISSING else f"# To be confirmed: from {origin}."] if origin else []


def _line(text: str) -> str:
    return yaml_reader.remove_forbidden(whitespace.collapse(text))


def _date(text: str) -> str:
    try:
        dates.parse(text)
    except dates.DateError:
        return ""
    return text


def _url(text: str) -> str:
    try:
        return urls.validate(text)
    except ValueError:
        return ""


def _language(tag: str) -> str:
    found = _LANGUAGE.fullmatch(tag)
    return found[1].lower() + found[2] if found else ""
