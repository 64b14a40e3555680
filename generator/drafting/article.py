"""An article as drafting reads it: its paragraphs, and the facts of its source."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from . import blocks
from .blocks import BlockKind
from .transcripts import Transcript, find_transcript

__all__ = ["Article", "BlockKind"]


@dataclass(frozen=True)
class Article:
    """The text of a source, with the facts of its record.

    `issued` is EDTF, as in the record; `paragraphs` are as printed, one a block, so that paragraph 1 is
    `paragraphs[0]`.
    """

    source_id: str
    title: str
    issued: str
    paragraphs: tuple[str, ...]
    authors: tuple[str, ...] = ()
    publication: str = ""

    @cached_property
    def kinds(self) -> tuple[BlockKind, ...]:
        """The kind of each paragraph."""
        return tuple(map(blocks.classify, self.paragraphs))

    @cached_property
    def prose(self) -> tuple[tuple[int, str], ...]:
        """The number and text of each paragraph that belongs to the running text."""
        numbered = enumerate(zip(self.paragraphs, self.kinds, strict=True), 1)
        return tuple((number, text) for number, (text, kind) in numbered if kind in blocks.RUNNING)

    @cached_property
    def transcript(self) -> Transcript:
        """The questions and answers of an interview."""
        return find_transcript(self.prose, self.publication)
