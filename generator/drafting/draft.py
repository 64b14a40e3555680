"""The result of drafting: records, and what was found but left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..records import fields
from ..text import transliteration

OPEN = fields.OPEN_TEXT
"""The text of a field that a person has to write."""
_MAX_ID_LENGTH = 80


def open_text(hint: str, paragraph: int) -> str:
    """Returns an open text with a hint, by which a person finds it in a list."""
    return f"{OPEN}: {' '.join(hint.split())} (p{paragraph})"


@dataclass(frozen=True)
class DraftRecord:
    """A record to be written as a draft.

    `kind` is the word for one record ("actor", "statement", "event"). `fields` are in order, ready for YAML, without `id`
    and `draft`. `owner` is the id of the record that a nested one belongs to. `paragraphs` are the numbers of the
    paragraphs where it was found, in order, from 1.
    """

    kind: str
    id: str
    fields: Mapping[str, Any]
    paragraphs: tuple[int, ...]
    owner: str = ""


@dataclass(frozen=True)
class LeftOut:
    """Something that was found and is not drafted, with the reason and its paragraph.

    `denied_date` is EDTF if the text denies that something happened then.
    """

    what: str
    why: str
    paragraph: int
    denied_date: str = ""


@dataclass(frozen=True)
class Disagreement:
    """An event of the briefing, and the words of the article for another date of it.

    `date` is the other date in EDTF, or empty if the article denies the event's.
    """

    event: str
    paragraph: int
    words: str
    date: str


@dataclass(frozen=True)
class Draft:
    """The records drafted from an article, what was left out, and what may disagree."""

    records: tuple[DraftRecord, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()


class NewIds:
    """Makes ids that no record of the briefing and no other draft has."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)

    def new(self, *words: str) -> str:
        """Returns a new id made from the words: "Ileana Brusk" becomes `ileana-brusk`."""
        text = re.sub(r"['\u2019]s?(?=\s|$)", "", " ".join(words))
        base = transliteration.suggest_id(transliteration.to_ascii(text) or text)[:_MAX_ID_LENGTH].strip("-") or "draft"
        found, number = base, 1
        while found in self._taken:
            number += 1
            suffix = f"-{number}"
            found = base[: _MAX_ID_LENGTH - len(suffix)].strip("-") + suffix
        self._taken.add(found)
        return found


def plain_name(name: str) -> str:
    """Returns a name to be compared: no accents, hyphens, case or article."""
    words = re.sub(r"[\W_]+", " ", (transliteration.to_ascii(name) or name).casefold()).strip()
    return re.sub(r"^(?:the|an?) ", "", words) or name


def quotation_evidence(source_id: str, paragraph: int, exact: str = "") -> dict[str, Any]:
    """Returns evidence for a record: a paragraph, and the words quoted from it."""
    evidence: dict[str, Any] = {"source": source_id, "paragraph": paragraph}
    return evidence | {"exact": exact} if exact else evidence
