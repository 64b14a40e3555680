"""The record of an actor."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field, WithJsonSchema

from ...records import Record, fields, scales
from ..statements.record import Statements


class ActorKind(scales.Word):
    """The kinds of actor."""

    PERSON = "person"
    STATE = "state"
    ORGANISATION = "organisation"
    GROUP = "group"

    @property
    def plural(self) -> str:
        return {"person": "People", "state": "States", "organisation": "Organisations", "group": "Groups"}[self.value]


class InterestBasis(scales.Attribution):
    """The ways in which an interest is known."""

    STATED = "stated"
    INFERRED = "inferred"


def _is_country(code: str) -> str:
    if code not in scales.COUNTRIES:
        hint = f'; did you mean "{code.upper()}"?' if code.upper() in scales.COUNTRIES else ', such as "JP" or "NO"'
        raise ValueError(f"is no country code of ISO 3166-1 alpha-2{hint}")
    return code


Country = Annotated[
    str,
    AfterValidator(_is_country),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{2}$"}),
    Field(examples=["JP", "NO"]),
]


class Interest(fields.Data):
    """Something the actor needs, wants or wants to prevent."""

    text: fields.Line = Field(description="What it wants, in our own words.")
    basis: InterestBasis = Field(description="stated by the source, or inferred by the editor from what it says.")
    evidence: fields.RequiredEvidence


class Actor(Record):
    """A person, state, organisation or group that acts."""

    KIND: ClassVar[str] = "actors"

    kind: ActorKind = Field(description="What sort of actor it is.")
    name: fields.Line = Field(description="The name by which pages call it.")
    name_in_text: fields.Line | None = Field(
        None,
        description="The name within a sentence, if it has an article or a form of its own there: `the United States`.",
    )
    named: bool = Field(
        True, strict=True, description="false for speakers whom the source does not name, such as officials or experts."
    )
    aliases: tuple[fields.Line, ...] = Field(
        (), description="Other names to be found by; spellings without accents are added to them."
    )
    role: fields.Line | None = Field(None, description="Office or part played, as of the briefing's date.")
    affiliation: fields.Ref["actors"] | None = Field(None, description="The id of the actor it belongs to.")
    country: Country | None = Field(None, description="ISO 3166-1 alpha-2, such as NO.")
    wikidata: fields.Wikidata | None = Field(None, description="The Wikidata item, such as Q42.")
    summary: fields.Prose = Field(
        description="Who this is and what part it plays here; the first sentence says the most."
    )
    minor: bool | None = Field(
        None,
        strict=True,
        description="true: an entry on the index instead of a page, false: a page. Without it actors to whom only affiliations and relations refer have an entry. Interests, statements, a dispute and drafts always have a page.",
    )
    interests: tuple[Interest, ...] = Field((), description="What it needs, wants or wants to prevent.")
    statements: Statements = Field((), description="What it said, if it is a speaker.")
    disputed: fields.Disputed = None
    evidence: fields.RequiredEvidence

    @property
    def heading(self) -> str:
        return self.name

    @property
    def name_in_sentence(self) -> str:
        """The name as it reads within a sentence: "the White House"."""
        article, _, rest = self.name.partition(" ")
        return self.name_in_text or (f"the {rest}" if article == "The" else self.name)

    @property
    def name_as_subject(self) -> str:
        """The name as it reads at the beginning of a sentence."""
        if not self.name_in_text:
            return self.name
        return self.name_in_text[:1].upper() + self.name_in_text[1:]

    @property
    def flag(self) -> str:
        """The flag of a state as an emoji: two regional indicators of Unicode; else empty."""
        if self.kind is not ActorKind.STATE or not self.country:
            return ""
        return "".join(chr(ord(letter) - ord("A") + 0x1F1E6) for letter in self.country)

    @property
    def other_names(self) -> tuple[str, ...]:
        return self.aliases
