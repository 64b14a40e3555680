"""The text of a source, split into paragraphs; it is read and never stored."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from ..model import lockfile
from ..text import quote_normalization


@dataclass(frozen=True)
class SourceText:
    """A source's text: its normalized and original paragraphs, the digest of its file."""

    paragraphs: tuple[str, ...]
    sha256: str
    original: tuple[str, ...]

    @cached_property
    def digests(self) -> tuple[str, ...]:
        """The digests of the normalized paragraphs."""
        return tuple(map(lockfile.digest, self.paragraphs))

    @property
    def words(self) -> int:
        """The number of words in the text."""
        return sum(len(quote_normalization.word_spans(paragraph)) for paragraph in self.paragraphs)


def parse_source_text(raw: bytes) -> SourceText:
    """Splits a text into paragraphs, at empty lines if it has any, else at each line.

    A line of white space counts as empty; line breaks are LF, CR LF or CR; a byte-order mark is left out. Raises
    UnicodeDecodeError.
    """
    lines = [line.strip() for line in re.split(r"\r\n|\r|\n", raw.decode("utf-8-sig"))]
    trimmed = "\n".join(lines).strip("\n")
    originals = trimmed.split("\n\n" if "\n\n" in trimmed else "\n")
    found = [(form, original) for original in originals if (form := quote_normalization.normalize(original))]
    return SourceText(tuple(form for form, _ in found), sha256(raw).hexdigest(), tuple(one for _, one in found))
