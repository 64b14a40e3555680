"""The notes of one page: each cited paragraph once, with its quotations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import Any

from markupsafe import Markup

from ..model import Briefing, indexes
from ..records import fields
from .environment import render_template
from .links import Links

_MARK = re.compile(r'(" href="#n:(\d+)a">)\2a</a></sup>')


@dataclass
class _Note:
    """A paragraph, or a quotation in it, with what cites it.

    `key` is unique on the page: the number of the paragraph and the letter of the quotation.
    """

    key: str
    cited: dict[fields.Evidence, None] = field(default_factory=dict)
    uses: int = 0

    @property
    def marks(self) -> list[str]:
        """The ids of the marks that lead here."""
        return [f"r{number if number > 1 else ''}:{self.key}" for number in range(1, self.uses + 1)]


@dataclass
class _Paragraph(_Note):
    """A cited paragraph, with its quotations in the order of their first marks."""

    quotations: dict[tuple[str | None, ...], _Note] = field(default_factory=dict)

    @property
    def is_one_quotation(self) -> bool:
        """True if its only note is a quotation, whose mark needs no letter."""
        return len(self.quotations) == 1 and not self.uses


class Footnotes:
    """The notes of one page, numbered in the order of their first marks."""

    def __init__(self, briefing: Briefing, links: Links) -> None:
        self._evidence = indexes.evidence(briefing)
        self._links = links
        self._paragraphs: dict[tuple[str, int], _Paragraph] = {}

    def cite(self, evidence: Iterable[fields.Evidence]) -> Markup:
        """Returns the marks of evidence; equal evidence shares one."""
        notes = {note.key: note for note in map(self._note, evidence)}
        return Markup("").join(map(self._mark, notes.values()))

    def section(self) -> Markup:
        """Returns the section with the notes; empty if nothing is cited."""
        if not self._paragraphs:
            return Markup("")
        quotations = [note for one in self._paragraphs.values() for note in one.quotations.values()]
        statuses = [self._status(note) for note in quotations]
        return render_template(
            "templates/notes.md.j2",
            {
                **self._links.variables(),
                "notes": [self._variables(paragraph) for paragraph in self._paragraphs.values()],
                "quotations": len(quotations),
                "found": statuses.count(indexes.VerificationStatus.QUOTATION),
            },
        )

    def shorten_marks(self, text: str) -> str:
        """Returns a page with "3" for "3a" where paragraph 3 has only that note."""
        lone = {one.key for one in self._paragraphs.values() if one.is_one_quotation}
        return _MARK.sub(lambda match: f"{match[1]}{match[2]}</a></sup>" if match[2] in lone else match[0], text)

    def _note(self, evidence: fields.Evidence) -> _Note:
        place = evidence.source, evidence.paragraph
        paragraph = self._paragraphs.setdefault(place, _Paragraph(str(len(self._paragraphs) + 1)))
        note: _Note = paragraph
        if evidence.exact:
            words = evidence.exact, evidence.prefix, evidence.suffix
            letter = _letters(len(paragraph.quotations))
            note = paragraph.quotations.setdefault(words, _Note(f"{paragraph.key}{letter}"))
        note.cited[evidence] = None
        return note

    def _mark(self, note: _Note) -> Markup:
        note.uses += 1
        return Markup(f'<sup><a id="{note.marks[-1]}" href="#n:{note.key}">{note.key}</a></sup>')

    def _variables(self, paragraph: _Paragraph) -> dict[str, Any]:
        quotations = list(paragraph.quotations.values())
        one = next(evidence for note in (paragraph, *quotations) for evidence in note.cited)
        source = self._links.entry(one.source)
        return {
            "note": paragraph,
            "source": source.record,
            "number": one.paragraph,
            "href": self._links.href(f"{source.address}#p{one.paragraph}"),
            "status": self._status(paragraph) if paragraph.uses else None,
            "quotations": [self._quotation(note) for note in quotations],
        }

    def _quotation(self, note: _Note) -> dict[str, Any]:
        evidence = next(iter(note.cited))
        return {
            "note": note,
            "evidence": evidence,
            "status": self._status(note),
            "findable": self._evidence.findable_quotation(evidence),
        }

    def _status(self, note: _Note) -> indexes.VerificationStatus:
        """Returns the status of a note; it is unverified if a piece of it is."""
        found = {self._evidence.shared_statuses[one] for one in note.cited}
        return indexes.VerificationStatus.UNVERIFIED if indexes.VerificationStatus.UNVERIFIED in found else found.pop()


def _letters(number: int) -> str:
    """Returns a, b, ... z, aa, ab, ... for 0, 1, ...."""
    before = _letters(number // 26 - 1) if number >= 26 else ""
    return before + ascii_lowercase[number % 26]
