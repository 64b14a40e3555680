"""The record of a risk, in the vocabulary of ISO 31000:2018."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field, StringConstraints

from ...records import Record, fields, scales

AssessedBy = Annotated[
    str,
    StringConstraints(min_length=1),
    AfterValidator(scales.assessor),
    fields.RefTo(("experts", "actors"), tuple(scales.Assessor)),
]
"""Who assesses: the source, the editor, or the id of an expert or actor."""


class Trend(scales.Word):
    """The directions in which a risk may move."""

    RISING = "rising"
    STEADY = "steady"
    FALLING = "falling"
    NOT_STATED = "not-stated"


class Risk(Record):
    """An entry of the risk register."""

    KIND: ClassVar[str] = "risks"

    title: fields.Line = Field(description="The risk in a few words.")
    description: fields.Prose = Field(
        description="What could happen and why it matters; the first sentence says the most."
    )
    risk_source: fields.Line = Field(description="What gives rise to it (ISO 31000: risk source).")
    event: fields.Line = Field(description="What would have to happen (ISO 31000: event).")
    consequence: fields.Line = Field(description="What it would lead to (ISO 31000: consequence).")
    likelihood: scales.Likelihood = Field(description="A term of ICD 203, or not-stated.")
    impact: scales.Impact = Field(description="A word of NIST SP 800-30, or not-stated.")
    confidence: scales.Confidence = Field(
        scales.Confidence.NOT_STATED, description="How good the ground of the assessment is; apart from the likelihood."
    )
    assessed_by: AssessedBy = Field(
        description="source: its own assessment; editor: ours, with our basis; or the id of the person who made it."
    )
    likelihood_words: fields.Verbatim | None = Field(
        None,
        description="The likelihood as the person or source put it, such as `better than even`; in a quotation of the evidence.",
    )
    basis: fields.Basis = Field(
        description="What the assessment rests on, or why there is none; a sceptic should accept it."
    )
    horizon: fields.Line | None = Field(None, description="By when, in words.")
    trend: Trend = Field(Trend.NOT_STATED, description="Which way it is moving, if the source tells.")
    indicators: tuple[fields.Remark, ...] = Field((), description="Warning signs.")
    treatments: tuple[fields.Remark, ...] = Field((), description="Responses: what is done or could be done about it.")
    actors: tuple[fields.Ref["actors"], ...] = Field((), description="Ids of the actors concerned.")
    statements: tuple[fields.Ref["statements"], ...] = Field(
        (), description="Ids of statements that raise or weigh it."
    )
    supersedes: fields.Ref["risks"] | None = Field(
        None, description="The id of an earlier assessment that this one replaces; both keep their pages."
    )
    disputed: fields.Disputed = None
    evidence: fields.RequiredEvidence

    @property
    def heading(self) -> str:
        return self.title

    @property
    def level(self) -> scales.Level | None:
        """The level for likelihood and impact; None if either is not stated."""
        return scales.level(self.likelihood, self.impact)
