"""The record of an expert."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from ...records import Record, fields
from ...text import sentences
from ..actors.record import Country
from ..statements.record import Statements


class Expert(Record):
    """A person who comments on events without acting in them."""

    KIND: ClassVar[str] = "experts"

    name: fields.Line = Field(description="The name by which pages call the expert.")
    aliases: tuple[fields.Line, ...] = Field((), description="Other spellings to be found by.")
    role: fields.Line = Field(description="The role when speaking, as the source gives it.")
    affiliation: fields.Ref["actors"] | None = Field(None, description="The id of the institution the expert works at.")
    former_roles: tuple[fields.Line, ...] = Field((), description="Earlier roles that the source names.")
    expertise: tuple[fields.Line, ...] = Field(min_length=1, description="What the expert knows about, by the source.")
    country: Country | None = Field(None, description="ISO 3166-1 alpha-2, if the source tells.")
    wikidata: fields.Wikidata | None = Field(None, description="The Wikidata item.")
    summary: fields.Prose | None = Field(None, description="Who this is; the first sentence says the most.")
    statements: Statements = Field(min_length=1, description="What the expert said.")
    evidence: fields.RequiredEvidence

    @property
    def earlier_roles(self) -> tuple[str, ...]:
        """The former roles that the role does not repeat."""
        return tuple(one for one in self.former_roles if not sentences.mentions(self.role, one))

    @property
    def heading(self) -> str:
        return self.name

    @property
    def other_names(self) -> tuple[str, ...]:
        return self.aliases
