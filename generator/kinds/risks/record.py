"""The record of a risk, in the vocabulary of ISO 31000:2018: source, event, consequence, likelihood, treatment."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from ...parts import Basis, Evidenced, Line, Prose, Ref, Remark
from ...record import Record
from ...scales import Attribution, Confidence, Impact, Level, Likelihood, Word, level


class Assessor(Attribution):
    """Who assessed the likelihood and the impact."""

    SOURCE = "source"
    EDITOR = "editor"

    @property
    def words(self) -> str:
        return f"the {self.value}"


class Trend(Word):
    """Which way the risk is moving, by the source."""

    RISING = "rising"
    STEADY = "steady"
    FALLING = "falling"
    NOT_STATED = "not-stated"


class Risk(Record):
    """An entry of the risk register."""

    KIND: ClassVar[str] = "risks"

    title: Line = Field(description="The risk in a few words.")
    description: Prose = Field(description="What could happen and why it matters; the first sentence says the most.")
    risk_source: Line = Field(description="What gives rise to it (ISO 31000: risk source).")
    event: Line = Field(description="What would have to happen (ISO 31000: event).")
    consequence: Line = Field(description="What it would lead to (ISO 31000: consequence).")
    likelihood: Likelihood = Field(description="A term of ICD 203, or not-stated.")
    impact: Impact = Field(description="A word of NIST SP 800-30, or not-stated.")
    confidence: Confidence = Field(
        Confidence.NOT_STATED, description="How good the ground of the assessment is; apart from the likelihood."
    )
    assessed_by: Assessor = Field(description="source: its own assessment; editor: ours, with our basis.")
    basis: Basis = Field(description="What the assessment rests on, or why there is none; a sceptic should accept it.")
    horizon: Line | None = Field(None, description="By when, in words.")
    trend: Trend = Field(Trend.NOT_STATED, description="Which way it is moving, if the source tells.")
    indicators: tuple[Remark, ...] = Field((), description="Signs that it is coming nearer.")
    treatments: tuple[Remark, ...] = Field((), description="What is done or could be done about it.")
    actors: tuple[Ref["actors"], ...] = Field((), description="Ids of the actors concerned.")
    statements: tuple[Ref["statements"], ...] = Field((), description="Ids of statements that raise or weigh it.")
    evidence: Evidenced

    @property
    def heading(self) -> str:
        return self.title

    @property
    def level(self) -> Level | None:
        """Derived from likelihood and impact by the table on the site; None if either is not stated."""
        return level(self.likelihood, self.impact)
