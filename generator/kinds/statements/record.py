"""The record of a statement, and who may make one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import Field

from ...records import Record, fields, scales


class Voice(scales.Attribution):
    """The ways in which a source gives a statement."""

    DIRECT = "direct"
    INDIRECT = "indirect"


class StatementType(scales.Word):
    """The types of statement."""

    FACT = "fact"
    ASSESSMENT = "assessment"
    FORECAST = "forecast"
    WARNING = "warning"
    RECOMMENDATION = "recommendation"
    DENIAL = "denial"


class Stance(scales.Word):
    """The stances that a speaker may take on a question."""

    AFFIRMS = "affirms"
    DOUBTS = "doubts"
    DENIES = "denies"
    MIXED = "mixed"


class Statement(Record):
    """A statement of one speaker, in our own words, with its evidence."""

    KIND: ClassVar[str] = "statements"

    text: fields.Line = Field(description="What was said, in our own words, without the speaker's name in front.")
    quote: fields.Verbatim | None = Field(
        None,
        description="The speaker's own words, 3 to 12 of them, also a quotation in the evidence. Not needed if voice is direct and the evidence has one quotation.",
    )
    voice: Voice = Field(description="direct: the source quotes the speaker; indirect: it reports what was said.")
    type: StatementType = Field(description="What kind of utterance it is.")
    about: tuple[fields.Ref["*"], ...] = Field((), description="Ids of the records it is about, of any kind.")
    stance: Stance | None = Field(
        None, description="How it answers the question it is about; only with a question in `about`."
    )
    likelihood: scales.Likelihood = Field(
        scales.Likelihood.NOT_STATED,
        description="Only if the speaker used a term of the scale; never the editor's guess.",
    )
    likelihood_words: fields.Verbatim | None = Field(
        None,
        description="The likelihood as the speaker put it, such as `better than even`; in a quotation of the evidence.",
    )
    confidence: scales.Confidence = Field(
        scales.Confidence.NOT_STATED, description="Only if the speaker stated it; never the editor's guess."
    )
    credibility: Annotated[int, fields.RoleHint.GRADE] = Field(
        6, strict=True, ge=1, le=6, description="Admiralty 1-6; 6 (cannot be judged) unless there is a basis."
    )
    credibility_basis: fields.Basis | None = Field(None, description="Why the credibility is not 6.")
    said_on: fields.Date | None = Field(
        None, description="When it was said (EDTF), if the source tells; without it the date of the source."
    )
    venue: fields.Line | None = Field(None, description="Where or to whom it was said, if the source tells.")
    supersedes: fields.Ref["statements"] | None = Field(
        None, description="The id of an earlier statement of the same speaker that this one replaces; both are shown."
    )
    evidence: fields.RequiredEvidence

    @classmethod
    def implied_fields(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Returns the quote of direct speech: the only quotation in its evidence."""
        evidence = data.get("evidence")
        listed = evidence if isinstance(evidence, list) else ()
        quotations = [one["exact"] for one in listed if isinstance(one, dict) and one.get("exact")]
        is_quote = data.get("voice") == Voice.DIRECT and len(quotations) == 1 and isinstance(quotations[0], str)
        return {"quote": quotations[0]} if is_quote else {}

    @property
    def heading(self) -> str:
        return self.text

    @property
    def credibility_words(self) -> str:
        return scales.CREDIBILITY_WORDS[self.credibility]


Statements = tuple[Statement, ...]
