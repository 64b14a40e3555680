"""Reads and writes the short form of evidence: `SOURCE#p12`, or only `p12`.

In a file it is an item of a list, alone or as the key of its quotation: `- gazette-2031#p12: the words quoted`. Without a
source it means the default source. All other code knows only the long form, `{source, paragraph, exact}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..problems import quote_value
from . import traversal
from .fields import ID_PATTERN, Data, Evidence, Path

PATTERN = f"^({ID_PATTERN[1:-1]}#)?p[1-9][0-9]{{0,8}}$"
"""The short form in a JSON Schema; its source is an id."""
DESCRIPTION = "SOURCE#p12 is paragraph 12 of the source; p12 is enough if `default_source` in seeds/briefing.yml names the source."
EXAMPLE = "gazette-2031#p12: the words as they are there"
UNKNOWN_SOURCE = "?"
"""The default source while the file that names it can't be read."""
_FORM = re.compile(r"(?:(?P<source>[^#\s]+)#)?p(?P<paragraph>0|[1-9][0-9]{0,8})")
_SIMILAR = re.compile(
    r"(?:(?P<source>[\w./-]*[^\W_])[\s#:,/]+)?(?:(?:paragraph|para|par|p|¶|§)[\s.#-]*)?0*(?P<paragraph>[1-9][0-9]{0,8})",
    re.IGNORECASE,
)
_FIELDS = tuple(Evidence.model_fields)


@dataclass(frozen=True)
class ShortEvidence:
    """The short form: its text, its source or "", and its paragraph."""

    text: str
    source: str
    paragraph: int

    def offset(self, field: str) -> int:
        """Returns the offset of the source or of the paragraph's number in the text."""
        return len(self.text) - len(str(self.paragraph)) if field == "paragraph" else 0


def parse(text: object) -> ShortEvidence | None:
    """Reads the short form without its quotation; returns None if it has another form."""
    found = _FORM.fullmatch(text) if isinstance(text, str) else None
    return ShortEvidence(found[0], found["source"] or "", int(found["paragraph"])) if found else None


def of_item(item: Any) -> ShortEvidence | None:
    """Returns the short form that an item of a list is in, or None."""
    if isinstance(item, dict):
        return parse(next(iter(item))) if len(item) == 1 else None
    return parse(item)


def write(source: str, paragraph: int | str, default_source: str = "") -> str:
    """Writes the short form without its quotation."""
    return f"p{paragraph}" if source == default_source else f"{source}#p{paragraph}"


def expand(data: Any, of: type[Data], default_source: str) -> Any:
    """Returns plain data of a record with evidence in the long form.

    Fields that are left out because others determine them are filled in. Evidence that can't be read, or that needs a
    `default_source` where there is none, stays as it is. Nothing is changed in place.
    """
    if not isinstance(data, dict):
        return data
    expanded = dict(data)
    for key, part, is_list in _parts(of):
        value = data.get(key)
        if part is Evidence and is_list and isinstance(value, list):
            expanded[key] = [_expand_item(one, default_source) for one in value]
        elif part is not Evidence and isinstance(value, list) and is_list:
            expanded[key] = [expand(one, part, default_source) for one in value]
        elif part is not Evidence and isinstance(value, dict):
            expanded[key] = expand(value, part, default_source)
    for key, value in of.implied_fields(expanded).items():
        expanded.setdefault(key, value)
    return expanded


def _expand_item(item: Any, default_source: str) -> Any:
    short = of_item(item)
    source = short and (short.source or default_source)
    if not short or not source:
        return item
    quotation = next(iter(item.values())) if isinstance(item, dict) else None
    place = {"source": source, "paragraph": short.paragraph}
    return place if quotation is None else {**place, "exact": quotation}


@cache
def _parts(of: type[Data]) -> tuple[tuple[str, type[Data], bool], ...]:
    return tuple(traversal.part_fields(of))


def find_mistakes(data: Any, of: type[Data], path: Path = ()) -> Iterator[tuple[Path, Path, str]]:
    """Yields the evidence in expanded data that is in no known form.

    It yields the path of the item, the path of the mistake in it, and what is wrong. A mapping that looks like the long
    form is left to the model.
    """
    if not isinstance(data, dict):
        return
    for key, part, is_list in _parts(of):
        value = data.get(key)
        items = enumerate(value) if is_list and isinstance(value, list) else ()
        for n, item in items:
            here = (*path, key, n)
            if part is not Evidence:
                yield from find_mistakes(item, part, here)
            elif found := _mistake(item):
                yield here, (*here, *found[0]), found[1]
        if not is_list:
            yield from find_mistakes(value, part, (*path, key))


def _mistake(item: Any) -> tuple[Path, str] | None:
    """Returns the path in an item and the message, or None without an attempt."""
    if isinstance(item, dict):
        short = [key for key in item if parse(key)]
        others = [key for key in item if key not in short]
        if len(short) > 1:
            return (short[1],), 'begin each piece of evidence with "- " on a line of its own'
        if short and others:
            message = f"the short form holds only a quotation; with {quote_value(others[0])}, write source, paragraph and exact"
            return (others[0],), message
        if len(item) == 1 and (short or (others[0] not in _FIELDS and _similar(others[0]))):
            return (next(iter(item)),), _explain(next(iter(item)))
        return None
    return None if item is None or isinstance(item, list | bool) else ((), _explain(str(item)))


def _explain(text: str) -> str:
    """Returns how to write a short form that can't be read."""
    if parse(text):
        return f"{quote_value(text)} names no source; write SOURCE#{text}, or set default_source in seeds/briefing.yml"
    place, colon, quotation = text.partition(":")
    if colon and parse(place.rstrip()):
        if quotation.startswith(" "):
            return f"put only the quotation in quotes: {place}: ..."
        return f"write a space after the colon: {place}: ..."
    if re.fullmatch(ID_PATTERN, text) and not _similar(text):
        return f"no paragraph is given; write {text}#p12, without a space before the #"
    guess = _similar(text)
    hint = f"did you mean {quote_value(guess)}?" if guess else "such as gazette-2031#p12"
    return f"{quote_value(text)} is no evidence: write SOURCE#pNUMBER, perhaps with a colon and a quotation; {hint}"


def _similar(text: str) -> str:
    found = _SIMILAR.fullmatch(text.strip())
    return write(found["source"] or "", found["paragraph"]) if found else ""
