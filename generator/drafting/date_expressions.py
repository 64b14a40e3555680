"""Finds date expressions in an article, and resolves them by its date of issue."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from ..records import dates
from . import clauses, date_grammar, date_words, fiscal_years, periods
from .article import Article
from .clauses import Tense
from .date_grammar import Context, FiscalYear, Reader, Value
from .periods import LIMITS, Period, PeriodRelation, Unit

DENIED = "the text denies it"
"""Why "22 March" is not the date of an event: "on 20 March, not 22 March"."""
_COMPARED = "it is a comparison"


@dataclass(frozen=True)
class DateExpression:
    """Words for a time, at `start` to `end` of a paragraph, numbered from 1.

    `date` is EDTF, or empty if the words give none; `basis` is a word of an event's `date_basis`. `why_none` is empty, or the
    reason why no event has this date.
    """

    paragraph: int
    start: int
    end: int
    words: str
    date: str
    basis: str
    tense: Tense
    relation: PeriodRelation
    why_none: str = ""


_RELATIONS = {
    PeriodRelation.SINCE: r"(?:ever )?since|(?:starting|beginning|effective)(?: in| on| from)?|as from",
    PeriodRelation.BY: r"by|(?:no|not) later than|(?:by|on) or before",
    PeriodRelation.BEFORE: r"before|prior to",
    PeriodRelation.UNTIL: r"until|till|up to|through",
    PeriodRelation.BEYOND: r"beyond|past",
    PeriodRelation.AFTER: r"after|following",
    PeriodRelation.ONE_OF: r"between",
    PeriodRelation.SPAN: r"from",
    PeriodRelation.IN: (
        r"on|in or (?:about|around)|back in|in|at|during|over|throughout|of|as of|as (?:early|late|recently) as(?: in)?|around|about|"
        r"circa|for|dated|sometime (?:in|on)"
    ),
}
_RELATION = re.compile(
    "(?:"
    + "|".join(rf"(?P<{relation.name}>{words})" for relation, words in _RELATIONS.items()).replace(" ", r"\s+")
    + r")\s+(?:(?:at\s+least|as\s+(?:early|late)\s+as|around|about|early\s+on)\s+)?",
    re.IGNORECASE,
)
_FIRST_WORDS = (
    r"\d|q[1-4]|h[12]|fy|january|february|march|april|may|june|july|august|sept|october|november|december|jan|feb|mar|apr|jun|jul|"
    r"aug|sep|oct|nov|dec|mon|tues|wednes|thurs|fri|satur|sun|the|this|last|next|that|early|earlier|late|later|mid|end|much|most|all|some|"
    r"rest|spring|summer|autumn|winter|fiscal|financial|calendar|yesterday|tomorrow|tonight|today|overnight|christmas|boxing|"
    r"thanksgiving|halloween|memorial|labor|veterans|armistice|independence|bastille|valentine|new|coming|following|previous|"
    r"about|around|roughly|approximately|nearly|almost|just|close|over|more|at|well|less|under|not|within|several|many|few|countless|"
    r"years|months|weeks|days|decades|generations|centuries|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"thirteen|fourteen|fifteen|sixteen|twenty|thirty|forty|fifty|year|recent|part|very|his|her|its|their|['\u2018\u2019]\d0"
)
_START = re.compile(
    rf"(?<![^\W_])(?<![$\u00a3\u20ac#-])(?<!\d[.,:])(?:(?={_RELATION.pattern})|(?={_FIRST_WORDS}))".replace(
        "(?P<", "(?P<_"
    ),
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+|\W")
_LINK = re.compile(r"\s+(?P<and>and)\s+|\s+(?P<or>or)\s+|\s+(?:to|through|until|till)\s+|\s*[\u2013\u2014-]\s*")
_CARRIED = re.compile(r",?\s+(?:and|or)\s+|,\s+")
_DEADLINE = re.compile(r"\b(?:has|have|had|gives?|given|gave)\s+(?:[^\W\d_]+\s+)?$")
_APPROXIMATE = re.compile(r"(?:around|about|circa|in\s+or\s+(?:about|around)|sometime\s+(?:in|on))\s+$", re.IGNORECASE)
_ONWARD = re.compile(r"\s+(?:on|onwards?|forward)(?![^\W\d_])")
_DATELINE = re.compile(
    r"[A-Z][A-Z .'\u2019-]{2,}(?:,\s+[A-Z][\w.]+)*,?\s+[^(\n]{3,20}?(?:\s*\([^)]*\))?\s*(?:[\u2014\u2013]|-+\s)"
)
_RECURRING = re.compile(
    r"\b(?:every|each|any)\s+(?:other\s+)?$|\b(?:annually|yearly|weekly)\s+(?:in|on)\s+$", re.IGNORECASE
)
_COMPARISON = re.compile(
    r"\bthan\s+(?!(?:doubled|tripled|quadrupled|halved)\b)(?:\S+\s+){0,5}$|\b(?:the|its|their|a|['\u2019]s)\s+(?:[a-z]+\s+)?(?:first|only|worst|best|highest|lowest|most|least|[a-z]{2,}iest|"
    r"(?:bigg|larg|deep|steep|sharp|strong|weak|fast|slow|great|long|hott|cold)est)\s+(?:\S+\s+){0,5}$|"
    r"\b(?:for\s+the\s+first\s+time|not\s+seen|unseen|unprecedented|never\s+before)\s+(?:\S+\s+){0,2}$",
    re.IGNORECASE,
)
_THAN = re.compile(r"\bthan\s+$")
_FROM_BEFORE = re.compile(r"from\s+(?:an?|one|the)\s+(?:same\s+)?\w+\s+(?:ago|earlier|before)$", re.IGNORECASE)
_LEVELS = re.compile(r"\s+(?:levels?|highs?|lows?|peaks?)\b")
_YEAR = re.compile(r"1[4-9]\d\d|20\d\d|21\d\d")
_ARTICLE = re.compile(r"(?:\b(?:the|its|their|his|her|our|a|that|this)|['\u2019]s)\s+$", re.IGNORECASE)
_NUMBER = re.compile(r"(?:on|at|over|up\s+to|past|following)\s+\d{4}", re.IGNORECASE)
"""A number rather than a year."""
_FOR_YEAR = re.compile(rf"for\s+(?:\d{{4}}|{date_words.MONTH_NAMES})", re.IGNORECASE)
_APPOINTED = (
    r"(?:announced|arranged|booked|brought\s+forward|called|convened|deferred|delayed|extended|fixed|invited|moved|adjourned|pencil+ed\s+in|postponed|"
    r"pushed\s+back|put\s+(?:back|off)|rescheduled|shifted|summoned)"
)
_ARRANGED = re.compile(rf"\b(?:set|planned|scheduled|slated|due|expected|{_APPOINTED})\s+$")
_APPOINTED_FOR = re.compile(
    rf"\b{_APPOINTED}(?:\s+(?!(?:on|in|at|by|from|since|that)\b)[\w\u2019'-]+){{0,4}}?\s+(?:for|to|until|till)\s+$"
)
"""Words before a day to come: "the vote was moved to" Thursday."""
_RESOLVED_TO = re.compile(
    r"\b(?:agreed|decided|planned|pledged|promised|vowed)\s+to\s+(?!(?:the|an?|its|his|her|their)\b)[a-z]+(?:\s+(?!(?:on|in|at|by|that)\b)[\w\u2019'-]+){0,5}?\s+$"
)
_CALLED_FOR = re.compile(
    r"\b(?:has|have)\s+(?:(?:called|asked)\s+for|proposed|requested|demanded|summoned|convened|announced)\s+(?:an?|the|another|its|their)\s+[^.;,]{3,50}\s+$"
)
"""Words before a day to come: "has called for a session" on 1 June."""
_SEASON = re.compile(r"[Ii]n\s+(?:spring|summer|autumn|fall|winter)")
_SINCE = re.compile(r"(?:ever\s+)?since\b", re.IGNORECASE)
_IN_NAME = re.compile(r"(?:\b[Tt]he|\b[Aa]n?|[^.!?\s]\s+[A-Z][a-z]+)\s+$")
_NAME = re.compile(r"\s+[A-Z][a-z]")
_WEEKDAY = re.compile(rf"(?:{'|'.join(date_words.WEEKDAYS)})day")
_NOUN = re.compile(r"\s+[^\W\d_]")
_PLURAL = re.compile(r"days$")
_MONTH_ALONE = re.compile(rf"(?:on|of|for|by|at|about|around)\s+(?:{date_words.MONTH_NAMES})", re.IGNORECASE)
_ROUND = re.compile(r"^(?:in|of|since|until|by|from|through|before|after|during)\s+\d\d00$", re.IGNORECASE)
_COUNTED = re.compile(r"\s+(?!(?:was|is|has|does|as|this|its|his|across)\b)[a-z]+s\b")
_CLASS = re.compile(r"\b[Cc]lass\s+$")
_NAMED_ATTACK = re.compile(r"\s+(?:terror(?:ist)?\s+)?attacks?\b")
_NEGATED = re.compile(r"\b(?:not|n['\u2019]t|never|no|nobody|none|nothing|neither)\b", re.IGNORECASE)
_NOT_BEFORE = re.compile(r"(?:\bnot|n['\u2019]t|\bnever)\s[^.;:!?,]*$")
"""Words that make "until May" the time of an event: "will not open until May"."""
_UNIT_AFTER = re.compile(
    r"\s+(?:[a-z]+\s+)?(?:people|men|women|children|troops|soldiers|hours|euros|dollars|pounds|tons|tonnes|kilometers|kilometres|miles|meters|metres|feet|"
    r"cases|times|members|workers|homes|houses|barrels|votes|seats|GMT|UTC|local\s+time)\b"
)


def find_dates(article: Article, step: Callable[[], None] = lambda: None) -> tuple[DateExpression, ...]:
    """Returns the date expressions of the running text, in order.

    Without a date of issue only those with a year have a date. If the issue is dated by month or year, the words that need
    its day have no better date than the issue.
    """
    issued = _issue(article.issued)
    found: list[DateExpression] = []
    fiscal = fiscal_years.of_article("\n".join(text for _, text in article.prose), issued[1] if issued else None)
    anchors: tuple[int, Period | None] = (0, None)
    for number, text in article.prose:
        if anchors[0] < number - 1:
            anchors = (0, None)
        local = fiscal_years.defined(text)
        paragraph = _Paragraph(number, text, article.issued, issued, fiscal, local, anchors[1])
        found.extend(paragraph.expressions())
        if paragraph.anchor:
            anchors = (number, paragraph.anchor)
        step()
    return tuple(found)


def _issue(issued: str) -> tuple[date, date] | None:
    """The first and the last day on which the article can have appeared."""
    try:
        parsed = dates.parse(issued)
        first, last = date(*parsed.earliest), date(*parsed.latest)
    except ValueError:
        return None
    return (first, last) if (last - first).days < 3700 and first.year > 10 and last.year < 9990 else None


class _Paragraph:
    """Reads one paragraph from left to right.

    `anchor` is the last date mentioned in it, `previous` the last one of the paragraph before.
    """

    def __init__(
        self,
        number: int,
        text: str,
        issue: str,
        issued: tuple[date, date] | None,
        fiscal: FiscalYear | None,
        local: FiscalYear | None,
        previous: Period | None,
    ) -> None:
        self.number, self.text, self.issue, self.issued = number, text, issue, issued
        self.previous = previous
        self.anchor: Period | None = None
        self.fiscal, self.local = fiscal, local
        dateline = _DATELINE.match(text)
        self.dateline = dateline.end() if dateline else 0
        self.definitions = fiscal_years.definitions(text)
        self.following: Period | None = None
        self.last_end = 0

    def expressions(self) -> Iterator[DateExpression]:
        place = 0
        while match := _START.search(self.text, place):
            found = self._read(match.start())
            if found:
                yield found
                place = self.last_end = found.end
            else:
                word = _WORD.match(self.text, match.start())
                place = word.end() if word else match.start() + 1

    def _read(self, start: int) -> DateExpression | None:
        """Reads the expression that begins at a place, with its preposition if it has one."""
        reader = Reader(self.text, start)
        relation, word = None, None
        first = date_grammar.value(reader)  # before the preposition: "over two decades ago", "at least a week ago"
        if first is None and (word := _RELATION.match(self.text, start)) and word.lastgroup:
            relation, reader.place = PeriodRelation[word.lastgroup], word.end()
            first = date_grammar.value(reader)
        if first is None or (
            first.is_adjacent and not (self.last_end and self.text[self.last_end : start].strip() == ",")
        ):
            return None
        if word and _APPROXIMATE.search(word[0]):
            first = _approximately(first)
        end = reader.place
        link = _LINK.match(self.text, end)
        if link and not first.why_none:
            reader.place = link.end()
            last = date_grammar.value(reader)
            if last and not last.why_none and not last.is_anchored and not last.at_end:
                joined = self._join(first, last, link, relation)
                found = joined and self._resolve(start, reader.place, relation, joined, has_word=word is not None)
                if found and found.date:
                    return found
                if link["and"] and last.basis == date_grammar.STATED and first.basis != date_grammar.STATED:
                    first = date_grammar.before(first, last)
        if relation is PeriodRelation.ONE_OF:
            return None
        if relation is PeriodRelation.SPAN:
            relation = PeriodRelation.SINCE if _ONWARD.match(self.text, end) else PeriodRelation.IN
        return self._resolve(start, end, relation, first, has_word=word is not None)

    def _join(self, first: Value, last: Value, link: re.Match[str], relation: PeriodRelation | None) -> Value | None:
        if relation is PeriodRelation.ONE_OF:
            return date_grammar.joined(first, last, PeriodRelation.ONE_OF) if link["and"] else None
        if link["or"]:
            return date_grammar.joined(first, last, PeriodRelation.ONE_OF)
        return date_grammar.joined(first, last, PeriodRelation.SPAN, adjacent=link["and"] is not None)

    def _resolve(
        self, start: int, end: int, relation: PeriodRelation | None, value: Value, *, has_word: bool
    ) -> DateExpression | None:
        text, words = self.text, self.text[start:end]
        before, after = text[max(0, start - 60) : start], text[end : end + 40]
        has_word = has_word or bool(self.last_end and _CARRIED.fullmatch(text, self.last_end, start))
        is_appointed = bool(_APPOINTED_FOR.search(before))
        has_word = has_word or is_appointed
        if (
            value.needs_word
            and not has_word
            and not (_YEAR.fullmatch(words) and _ARTICLE.search(before) and _NOUN.match(after))
        ):
            return None
        if not has_word and _WEEKDAY.fullmatch(words) and (_IN_NAME.search(before[-40:]) or _NAME.match(after)):
            return None  # "Black Friday", "the Sunday Courier"
        if (_ROUND.search(words) and _COUNTED.match(after)) or (words[-4:].isdigit() and _CLASS.search(before)):
            return None
        if words[-1].isdigit() and _UNIT_AFTER.match(after):
            return None
        if _NUMBER.fullmatch(words) or (_FOR_YEAR.fullmatch(words) and not _ARRANGED.search(before)):
            return None
        if _MONTH_ALONE.fullmatch(words) and re.match(r"\s+[A-Z]", after):
            return None  # the name of a person: "of June Pelkey"
        tense = clauses.tense_at(text, start, end)
        is_first = self.last_end <= clauses.sentence_at(text, start)[0]
        if tense is Tense.PAST and is_first and value.basis != date_grammar.STATED:
            is_appointed = is_appointed or bool(_APPOINTED_FOR.search(f"{before}{words.split()[0]} "))
            is_appointed = is_appointed or bool(_RESOLVED_TO.search(before) or _CALLED_FOR.search(before))
            tense = Tense.FUTURE if is_appointed else tense
        if relation is PeriodRelation.UNTIL and _DEADLINE.search(before[-30:]):
            relation = PeriodRelation.BY
        elif relation is PeriodRelation.UNTIL and _NOT_BEFORE.search(text, max(0, start - 80), start):
            relation = PeriodRelation.IN
        if relation is PeriodRelation.ONE_OF and tense is Tense.PAST:
            relation = PeriodRelation.SPAN
        elif relation is None or relation in (PeriodRelation.IN, PeriodRelation.SPAN):
            relation = value.relation or PeriodRelation.IN
        date_text, period = self._date(start, relation, tense, value)
        why = value.why_none or self._why_none(start, words, relation, tense)
        if value.is_anchored and tense is Tense.PRESENT and not why:
            why = "it is the present"
        if not date_text and not why:
            why = "the text does not give its date"
        if period and not why:
            self.anchor = self.following = period
        return DateExpression(
            self.number, start, end, words, date_text, value.basis if date_text else "", tense, relation, why
        )

    def _date(self, start: int, relation: PeriodRelation, tense: Tense, value: Value) -> tuple[str, Period | None]:
        """EDTF for an expression, and its period if there is only one."""
        if relation is PeriodRelation.SINCE and _SINCE.match(self.text, start):
            tense = Tense.PAST
        elif relation is PeriodRelation.SINCE and clauses.is_reported(self.text, start):
            tense = Tense.FUTURE  # "announced a strike, starting on Friday"
        if relation in LIMITS and tense is Tense.PAST and clauses.is_backshifted(self.text, start):
            tense = Tense.EITHER
        elif relation in LIMITS and not (tense is Tense.PAST and not clauses.is_reported(self.text, start)):
            tense = Tense.FUTURE
        if self.issued is None and value.basis != date_grammar.STATED:
            return "", None
        chained = (
            self.following
            if clauses.sentence_at(self.text, max(self.last_end - 1, 0)) == clauses.sentence_at(self.text, start)
            else None
        )
        anchor = self.anchor or (self.previous if start == 0 else None)
        texts, period = set(), None
        days = self.issued or (date(2000, 1, 1),) * 2
        for issued in {*days}:
            ahead = chained if chained and chained.start > issued else None
            try:
                period = value.resolve(Context(issued, *days, tense, anchor, ahead, self.fiscal, self.local))
                texts.add(_edtf(period, relation, value) if period else "")
            except (ValueError, OverflowError):  # a year before 1 or after 9999
                texts.add("")
        if "" in texts:
            return "", None
        if len(texts) == 1:
            return texts.pop(), period
        return (
            (self.issue, None)
            if relation in (PeriodRelation.IN, PeriodRelation.SPAN, PeriodRelation.ONE_OF)
            else ("", None)
        )

    def _why_none(self, start: int, words: str, relation: PeriodRelation, tense: Tense) -> str:
        """The reason why an expression dates no event, or an empty text."""
        before = self.text[max(0, start - 90) : start]
        if start < self.dateline:
            return "it is the dateline"
        if any(begin <= start < stop for begin, stop in self.definitions):
            return "it defines a fiscal year"
        is_habit = _SEASON.fullmatch(words) and tense in (Tense.EITHER, Tense.PRESENT)
        if _RECURRING.search(before) or _PLURAL.search(words) or is_habit:
            return "it recurs"
        if re.search(r"\bnot\s+$", before):
            return DENIED
        if relation is PeriodRelation.SINCE and _COMPARISON.search(before):
            return _COMPARED
        end = start + len(words)
        if _THAN.search(before) or _FROM_BEFORE.match(words) or _LEVELS.match(self.text, end):
            return _COMPARED
        if tense is Tense.UNREAL:
            return "it did not happen"
        if re.fullmatch(r"Sept(?:ember|\.) 11", words) and _NAMED_ATTACK.match(self.text, start + len(words)):
            return "it is a name"
        first, last = clauses.sentence_at(self.text, start)
        if words.lower().startswith("as of") and _NEGATED.search(
            self.text, max(first, start - 200), min(last, start + 200)
        ):
            return "nothing happened then"
        return ""


def _edtf(period: Period, relation: PeriodRelation, value: Value) -> str:
    if value.at_end and relation in LIMITS:
        period = Period(period.end, period.end, Unit.DAY)
        relation = PeriodRelation.BY if relation is PeriodRelation.BEFORE else relation
    elif value.at_end and relation is PeriodRelation.IN and period.unit is Unit.YEAR and not period.doubt:
        period = periods.a_month(period.end.year, 12).with_doubt("~")
    return period.edtf(relation)


def _approximately(value: Value) -> Value:
    def resolve(context: Context) -> Period | None:
        period = value.resolve(context)
        return period.with_doubt("~") if period and not period.doubt else period

    return replace(value, resolve=resolve)
