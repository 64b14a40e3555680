"""The record of a question: something the sources leave open."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from ...records import Record, fields


class Question(Record):
    """An open question, why it matters, and what would settle it."""

    KIND: ClassVar[str] = "questions"

    question: fields.Line = Field(
        description="The question, ending in a question mark; best one that yes or no answers."
    )
    why_it_matters: fields.Prose | None = Field(None, description="What depends on the answer.")
    would_settle: fields.Line | None = Field(None, description="What observation would answer it.")
    about: tuple[fields.Ref["*"], ...] = Field((), description="Ids of the records it is about, of any kind.")
    evidence: fields.RequiredEvidence

    @property
    def heading(self) -> str:
        return self.question
