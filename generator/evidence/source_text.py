"""The text of a source, split into paragraphs; it is read and never stored."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from itertools import pairwise

from ..model import lockfile
from ..problems import BriefingError, Code, Problem
from ..text import quote_normalization
from . import file_formats

_LINE_BREAK = re.compile("\r*\n|\r|\u2028|\x85")


@dataclass(frozen=True)
class SourceText:
    """A source's text: its normalized and original paragraphs, the digest of its file.

    `lines` are the lines of the file, without white space at their ends; `first_lines` the number of each paragraph's
    first line, from 1; `path` the name of the file, for messages.
    """

    paragraphs: tuple[str, ...]
    sha256: str
    original: tuple[str, ...]
    lines: tuple[str, ...]
    first_lines: tuple[int, ...]
    path: str = ""

    @cached_property
    def digests(self) -> tuple[str, ...]:
        """The digests of the normalized paragraphs."""
        return tuple(map(lockfile.digest, self.paragraphs))

    @cached_property
    def former_digests(self) -> tuple[str, ...]:
        """The digests of the paragraphs in the normal form before."""
        return tuple(lockfile.digest(quote_normalization.normalize_formerly(one)) for one in self.original)

    @cached_property
    def word_spans(self) -> tuple[list[tuple[int, int]], ...]:
        """The start and end of each word in each normalized paragraph."""
        return tuple(map(quote_normalization.word_spans, self.paragraphs))

    @cached_property
    def lowered(self) -> tuple[str, ...]:
        """The normalized paragraphs in lower case."""
        return tuple(paragraph.lower() for paragraph in self.paragraphs)

    @cached_property
    def joined(self) -> str:
        """The normalized paragraphs with a space between them."""
        return " ".join(self.paragraphs)

    @cached_property
    def characters(self) -> int:
        """The number of words that are single characters of scripts without spaces."""
        return sum(
            quote_normalization.is_unspaced(paragraph[start])
            for paragraph, spans in zip(self.paragraphs, self.word_spans, strict=True)
            for start, _ in spans
        )

    @property
    def words(self) -> int:
        """The number of words in the text."""
        return sum(map(len, self.word_spans))


def parse_source_text(raw: bytes, path: str = "") -> SourceText:
    """Splits a text into paragraphs, at empty lines if it has any, else at each line.

    A line of white space counts as empty; line breaks are LF, CR LF, CR and those of Unicode; a byte-order mark is left
    out. Raises BriefingError if the file is no plain text in UTF-8.
    """
    problem = file_formats.find_problem(raw)
    if problem:
        line, column, message = problem
        raise BriefingError([Problem(path, line, column, Code.TEXT_FORM, "", message)])
    decoded = raw.decode("utf-8-sig").replace("\u2029", "\n\n")
    return split_paragraphs(tuple(line.strip() for line in _LINE_BREAK.split(decoded)), sha256(raw).hexdigest(), path)


def split_paragraphs(lines: tuple[str, ...], digest: str, path: str) -> SourceText:
    """Returns the text with these lines."""
    filled = [number for number, line in enumerate(lines, 1) if line]
    has_gaps = any(after - before > 1 for before, after in pairwise(filled))
    starts = [n for at, n in enumerate(filled) if not has_gaps or not at or n - filled[at - 1] > 1]
    ends = [*starts[1:], len(lines) + 1]
    originals = ["\n".join(lines[start - 1 : end - 1]).strip("\n") for start, end in zip(starts, ends, strict=True)]
    found = [
        (form, original, start)
        for original, start in zip(originals, starts, strict=True)
        if (form := quote_normalization.normalize(original))
    ]
    forms, texts, first_lines = zip(*found, strict=True) if found else ((), (), ())
    return SourceText(forms, digest, texts, lines, first_lines, path)
