"""Brings evidence into its short form, and drops fields that others determine.

It changes the tree of a file. Comments inside what is shortened move above it.
"""

from __future__ import annotations

import re
from typing import Any

from ..loading import yaml_reader
from ..records import fields, short_evidence, traversal
from .yaml_tree import Collection, Item, Scalar

_ID = re.compile(fields.ID_PATTERN)
_LONG_FORM = ({"source", "paragraph"}, {"source", "paragraph", "exact"})


def shorten(root: Scalar | Collection, data: Any, of: type[fields.Data], default_source: str) -> None:
    """Shortens a record, or a list of them, in place.

    `data` is its content with evidence in the long form.
    """
    if not isinstance(root, Collection):
        return
    if root.is_list:
        for item, one in zip(root.items, data, strict=True):
            shorten(item.value, one, of, default_source)
        return
    _drop_implied(root, data, of)
    parts = {key: part for key, part, _ in traversal.part_fields(of)}
    for item in root.items:
        part, value = parts.get(item.key or ""), item.value
        if part and issubclass(part, fields.Evidence):
            for one in value.items if isinstance(value, Collection) and value.is_list else ():
                _shorten_evidence(one, default_source)
        elif part:
            shorten(value, data[item.key], part, default_source)


def _drop_implied(record: Collection, data: Any, of: type[fields.Data]) -> None:
    for key, value in of.implied_fields(data).items():
        at = next((n for n, item in enumerate(record.items) if item.key == key), None)
        if at is None or not isinstance(record.items[at].value, Scalar) or data[key] != value:
            continue
        comments = _comments(record.items.pop(at))
        if at < len(record.items):
            record.items[at].above[:0] = comments
        else:
            record.end_comments[:0] = comments


def _comments(item: Item) -> list[str]:
    """Returns all comments of an item."""
    found = item.above + item.beside
    if isinstance(item.value, Collection):
        for one in item.value.items:
            found += _comments(one)
        found += item.value.end_comments
    return found


def _shorten_evidence(item: Item, default_source: str) -> None:
    value = item.value
    if isinstance(value, Scalar):
        if short := short_evidence.parse(value.text):
            value.text = _written(short, default_source)
        return
    found = {one.key or "": one for one in value.items}
    short = short_evidence.parse(next(iter(found), None)) if len(found) == 1 else None
    if short:
        text, quotation = _written(short, default_source), value.items[0]
        if _is_null(quotation):
            item.beside += quotation.beside
            item.above += quotation.above + value.end_comments
            item.value = Scalar(text, True)
        quotation.key = text
    elif found.keys() in _LONG_FORM and _is_short(found):
        place, exact = found["paragraph"], found.get("exact")
        source, paragraph = (found[key].value.text for key in ("source", "paragraph"))  # type: ignore[union-attr]
        last = exact or place
        item.above += [line for one in value.items for line in (one.above + one.beside * (one is not last))]
        item.above += value.end_comments
        text = short_evidence.write(source, paragraph, default_source)
        if exact:
            item.value = Collection(False, value.column, [Item(text, exact.value, [], exact.beside)])
        else:
            item.value, item.beside = Scalar(text, True), item.beside + place.beside


def _written(short: short_evidence.ShortEvidence, default_source: str) -> str:
    return short_evidence.write(short.source or default_source, short.paragraph, default_source)


def _is_null(item: Item) -> bool:
    return isinstance(item.value, Scalar) and item.value.is_bare and item.value.text in ("", "null")


def _is_short(found: dict[str, Item]) -> bool:
    """Returns True if the short form can hold evidence in the long form."""
    source, paragraph, exact = (found[key].value if key in found else None for key in ("source", "paragraph", "exact"))
    return (
        isinstance(source, Scalar)
        and isinstance(paragraph, Scalar)
        and _ID.fullmatch(source.text) is not None
        and (not source.is_bare or isinstance(yaml_reader.read(source.text.encode()).data, str))
        and paragraph.is_bare
        and short_evidence.parse(f"p{paragraph.text}") is not None
        and (exact is None or not _is_null(found["exact"]))
    )
