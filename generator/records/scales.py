"""The scales of assessments: their words, ranges and tables.

Likelihood: ICD 203 (Office of the Director of National Intelligence, Analytic Standards, 2015). Impact and the level
table: after NIST SP 800-30 Rev. 1. Source grading: the Admiralty system (NATO AJP-2.1).
"""

from __future__ import annotations

from enum import StrEnum

NOT_STATED = "not-stated"


class Word(StrEnum):
    """A word from a closed list, stored as an id: `almost-no-chance`."""

    @property
    def words(self) -> str:
        """The word as it is shown: "almost no chance"."""
        return self.value.replace("-", " ")


class Status(Word):
    """A word for the progress of something, or for what is known of it."""


class Attribution(Word):
    """A word for who makes a claim, or for how it is known."""


class Assessor(Attribution):
    """The words for who assesses something, where it is no person of the briefing."""

    SOURCE = "source"
    EDITOR = "editor"

    @property
    def words(self) -> str:
        """The word as it is shown: "the editor"."""
        return f"the {self.value}"


def assessor(value: str) -> str:
    """Returns a word for who assesses as an `Assessor`; an id stays as it is."""
    return Assessor(value) if value in tuple(Assessor) else value


class Likelihood(Word):
    """The seven terms of ICD 203, and `not-stated` if nobody has assessed it."""

    ALMOST_NO_CHANCE = "almost-no-chance"
    VERY_UNLIKELY = "very-unlikely"
    UNLIKELY = "unlikely"
    ROUGHLY_EVEN_CHANCE = "roughly-even-chance"
    LIKELY = "likely"
    VERY_LIKELY = "very-likely"
    ALMOST_CERTAIN = "almost-certain"
    NOT_STATED = NOT_STATED

    @property
    def range(self) -> tuple[int, int] | None:
        """The lowest and highest per cent that the term means; None if not stated."""
        return LIKELIHOOD_RANGES.get(self)

    @property
    def range_words(self) -> str:
        """The range as it is printed, "20\N{EN DASH}45\N{NO-BREAK SPACE}%"; empty if not stated."""
        return f"{self.range[0]}\N{EN DASH}{self.range[1]}\N{NO-BREAK SPACE}%" if self.range else ""


LIKELIHOOD_RANGES = {
    Likelihood.ALMOST_NO_CHANCE: (1, 5),
    Likelihood.VERY_UNLIKELY: (5, 20),
    Likelihood.UNLIKELY: (20, 45),
    Likelihood.ROUGHLY_EVEN_CHANCE: (45, 55),
    Likelihood.LIKELY: (55, 80),
    Likelihood.VERY_LIKELY: (80, 95),
    Likelihood.ALMOST_CERTAIN: (95, 99),
}

LIKELIHOOD_BOUNDS = tuple(sorted({bound for bounds in LIKELIHOOD_RANGES.values() for bound in bounds}))

LIKELIHOOD_SYNONYMS = {
    Likelihood.ALMOST_NO_CHANCE: "remote",
    Likelihood.VERY_UNLIKELY: "highly improbable",
    Likelihood.UNLIKELY: "improbable",
    Likelihood.ROUGHLY_EVEN_CHANCE: "roughly even odds",
    Likelihood.LIKELY: "probable",
    Likelihood.VERY_LIKELY: "highly probable",
    Likelihood.ALMOST_CERTAIN: "nearly certain",
}


class Confidence(Word):
    """The quality of a judgement's sources, logic and assumptions, not its likelihood."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    NOT_STATED = NOT_STATED


class Impact(Word):
    """The words of NIST SP 800-30, and `not-stated` if nobody has assessed it."""

    VERY_LOW = "very-low"
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    VERY_HIGH = "very-high"
    NOT_STATED = NOT_STATED


class Level(Word):
    """The level of a risk, derived from likelihood and impact, never in the data."""

    VERY_LOW = "very-low"
    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"
    VERY_HIGH = "very-high"


IMPACTS = (Impact.VERY_LOW, Impact.LOW, Impact.MODERATE, Impact.HIGH, Impact.VERY_HIGH)
LIKELIHOODS = tuple(LIKELIHOOD_RANGES)
LEVELS = tuple(Level)

_MODERATE_ROW = (Level.VERY_LOW, Level.LOW, Level.MODERATE, Level.MODERATE, Level.HIGH)
_HIGH_ROW = LEVELS
_LEVEL_ROWS = {
    Likelihood.ALMOST_CERTAIN: _HIGH_ROW,
    Likelihood.VERY_LIKELY: _HIGH_ROW,
    Likelihood.LIKELY: _MODERATE_ROW,
    Likelihood.ROUGHLY_EVEN_CHANCE: _MODERATE_ROW,
    Likelihood.UNLIKELY: _MODERATE_ROW,
    Likelihood.VERY_UNLIKELY: (Level.VERY_LOW, Level.LOW, Level.LOW, Level.LOW, Level.MODERATE),
    Likelihood.ALMOST_NO_CHANCE: (Level.VERY_LOW, Level.VERY_LOW, Level.VERY_LOW, Level.LOW, Level.LOW),
}


def level(likelihood: Likelihood, impact: Impact) -> Level | None:
    """Returns the level of risk by the table on the site; None if one is not stated."""
    if likelihood is Likelihood.NOT_STATED or impact is Impact.NOT_STATED:
        return None
    return _LEVEL_ROWS[likelihood][IMPACTS.index(impact)]


class Reliability(Word):
    """The reliability of a source: the letter of the Admiralty system."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"

    @property
    def words(self) -> str:
        """The meaning of the letter: "usually reliable"."""
        return RELIABILITY_WORDS[self]


RELIABILITY_WORDS = {
    Reliability.A: "completely reliable",
    Reliability.B: "usually reliable",
    Reliability.C: "fairly reliable",
    Reliability.D: "not usually reliable",
    Reliability.E: "unreliable",
    Reliability.F: "reliability cannot be judged",
}

CREDIBILITY_WORDS = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}

# ISO 3166-1 alpha-2, the officially assigned codes.
COUNTRIES = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
    GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO
    JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR
    MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO
    RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV
    TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
    """.split()
)


def country_name(code: str) -> str:
    """Returns the English name of a country by its code, as the Unicode CLDR has it."""
    from babel import Locale  # imported here because a check needs no names

    return str(Locale("en").territories[code])
