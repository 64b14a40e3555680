"""The record of a term: a word that readers may not know."""

from __future__ import annotations

import re
from typing import ClassVar

from pydantic import Field

from ...records import Record, fields


class Term(Record):
    """An entry of the glossary."""

    KIND: ClassVar[str] = "glossary"

    term: fields.Line = Field(description="The term, as pages write it.")
    definition: fields.Prose = Field(description="What it means, in one or two sentences.")
    aliases: tuple[fields.Line, ...] = Field((), description="Abbreviations and other forms.")
    evidence: fields.OptionalEvidence = ()

    @property
    def heading(self) -> str:
        return self.term

    @property
    def other_names(self) -> tuple[str, ...]:
        return self.aliases

    @property
    def term_forms(self) -> tuple[str, ...]:
        return (re.sub(r" *\([^()]*\)$", "", self.term) or self.term, *self.aliases)

    @property
    def gloss(self) -> str:
        return self.definition
