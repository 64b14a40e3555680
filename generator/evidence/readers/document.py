"""The text of a document as it was read: paragraphs, metadata, what is left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ...problems import BriefingError, Code, Problem

Progress = Callable[[int, int], None]
"""Called with the number of pages that are read, and of all."""


@dataclass(frozen=True)
class Metadata:
    """The facts of a document, each empty if the document does not have it.

    `issued` is EDTF. `origins` has the place in the document of each fact that is known: "issued" -> "the page's metadata".
    """

    title: str = ""
    publication: str = ""
    issued: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    url: str = ""
    origins: dict[str, str] = field(default_factory=dict)

    def merged(self, other: Metadata) -> Metadata:
        """Returns these facts, and those of `other` where one is missing."""
        names = ("title", "publication", "issued", "authors", "language", "url")
        facts = {name: getattr(self, name) or getattr(other, name) for name in names}
        return Metadata(**facts, origins=other.origins | self.origins)


ORIGINS = dict.fromkeys(("title", "publication", "issued", "authors", "language", "url"), "the metadata of the file")


OTHER = "other text"
"""The kind of a text that is left out for no known reason."""


@dataclass(frozen=True)
class LeftOut:
    """A text that is not part of the running text: its kind ("caption") and words."""

    what: str
    text: str


@dataclass(frozen=True)
class Document:
    """The paragraphs of a document, as printed, without line breaks except in lists.

    `format` is its name ("PDF"), `notes` what a person should check.
    """

    format: str
    paragraphs: tuple[str, ...]
    metadata: Metadata = Metadata()
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()


_NO_TITLE = re.compile(r"(?i)\(?untitled.*|document\d*|microsoft word - .*|.*\.(?:docx?|pdf|indd|qxp|rtf|txt|html?)")
_NO_AUTHOR = re.compile(r"(?i)\(?(?:anonymous|unknown|user|admin\w*|author|owner|microsoft.*|python-docx|.*@.*)\)?")


def read_title(words: object) -> str:
    """Returns a title in the metadata of a file, or nothing if a program made it up."""
    title = " ".join(str(words or "").split())
    return "" if _NO_TITLE.fullmatch(title) else title


def read_authors(words: object) -> tuple[str, ...]:
    """Returns the authors in the metadata of a file, without the names of programs."""
    names = (" ".join(name.split()) for name in re.split("[;,]", str(words or "")))
    return tuple(name for name in names if name and not _NO_AUTHOR.fullmatch(name))


def refusal(path: str, message: str) -> BriefingError:
    """An error with one problem, of the whole file."""
    return BriefingError([Problem(path, 0, 0, Code.TEXT_FORM, "", message)])


def missing_package(path: str, format: str) -> BriefingError:
    """The error for a format whose package is not installed."""
    return refusal(
        path,
        f'this file is {format}, and the packages that read it are missing; install them: pip install "briefing-site[read]"',
    )
