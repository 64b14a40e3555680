"""The grammar of English date expressions, from words to functions that resolve."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from . import date_words as words
from . import periods
from .clauses import Tense
from .periods import Period, PeriodRelation, Unit


@dataclass(frozen=True)
class FiscalYear:
    """A fiscal year: its first month, and its name minus the year of its beginning."""

    month: int
    ahead: int

    def named(self, name: int) -> Period:
        """The fiscal year with this name."""
        return periods.months(name - self.ahead, self.month, 12)


@dataclass(frozen=True)
class Context:
    """All that the meaning of a date expression depends on.

    `earliest` and `latest` are the days on which the article can have appeared, and `issued` one of them. `anchor` is the last date mentioned; `following` a date of the same sentence that it comes after; `fiscal` the fiscal
    year of the article, and `local_fiscal` one that the same paragraph defines.
    """

    issued: date
    earliest: date
    latest: date
    tense: Tense = Tense.EITHER
    anchor: Period | None = None
    following: Period | None = None
    fiscal: FiscalYear | None = None
    local_fiscal: FiscalYear | None = None


Resolver = Callable[[Context], Period | None]
STATED, RESOLVED, INFERRED = "stated", "resolved-from-report-date", "inferred"


@dataclass(frozen=True)
class Value:
    """The meaning of a date expression.

    `resolve` returns None if the context gives no date. `basis` is a word of an event's `date_basis`. `needs_word`: a date
    only after a preposition or an article ("in May", not "May"). `is_anchored`: reckoned from another date in the text.
    `is_adjacent`: only right behind that date. `at_end`: its end is meant, so that a deadline is its last day. `why_none`: why it dates no event. `relation` replaces
    the one of the preposition.
    """

    resolve: Resolver
    basis: str = RESOLVED
    needs_word: bool = False
    is_anchored: bool = False
    at_end: bool = False
    why_none: str = ""
    relation: PeriodRelation | None = None
    is_adjacent: bool = False


class Reader:
    """A place in a text that moves on with every match."""

    def __init__(self, text: str, place: int) -> None:
        self.text, self.place, self.depth = text, place, 0

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Matches at the place and moves behind the match.

        Returns None and stays if there is none.
        """
        match = pattern.match(self.text, self.place)
        if match:
            self.place = match.end()
        return match


def _fixed(period: Period) -> Value:
    return Value(lambda _: period, STATED)


def _nothing(why: str, *, needs_word: bool = False) -> Value:
    return Value(lambda _: None, why_none=why, needs_word=needs_word)


# Choosing among the years


def _choose(context: Context, candidates: list[Period]) -> Period | None:
    """Returns the candidate that the tense means, or else the nearest one."""
    if context.following and context.tense not in (Tense.PAST, Tense.UNREAL):
        return next((one for one in candidates if one.start >= context.following.start), None)
    past = [one for one in candidates if one.start <= context.latest]
    future = [one for one in candidates if one.end >= context.earliest]
    if context.tense is Tense.PAST:
        return past[-1] if past else None
    if context.tense is Tense.FUTURE:
        return future[0] if future else None
    return min(
        candidates,
        key=lambda one: max((one.start - context.latest).days, (context.earliest - one.end).days, 0),
        default=None,
    )


def _as_of(context: Context, day: date) -> Context:
    """The context of an article that appeared on this day."""
    return replace(context, issued=day, earliest=day, latest=day, following=None)


def _yearly(make: Callable[[int], Period | None]) -> Resolver:
    """Resolves what comes once a year."""

    def resolve(context: Context) -> Period | None:
        years = range(max(context.issued.year - 2, 1), min(context.issued.year + 3, 9999))
        return _choose(context, [one for year in years if (one := make(year))])

    return resolve


def _near(make: Callable[[int], Period], steps: int, *, is_exact: bool = False) -> Resolver:
    """Resolves "last November" and "next spring": the one before or after the article.

    Within the year of the article such words have two readings, so the date is uncertain unless they are exact ("this past").
    """

    def resolve(context: Context) -> Period | None:
        year = context.issued.year
        around = [make(year + step) for step in (-2, -1, 0, 1, 2)]
        if steps == 0:
            return _choose(context, around[1:4])
        before = [one for one in around if one.end < context.issued]
        after = [one for one in around if one.start > context.issued]
        found = before[-1] if steps < 0 else after[0]
        return found.with_doubt("?") if found.start.year == year and not is_exact and not found.doubt else found

    return resolve


def _day_of_week(weekday: int) -> Resolver:
    def resolve(context: Context) -> Period | None:
        back = (context.issued.weekday() - weekday) % 7
        is_ahead = context.tense is Tense.FUTURE or (context.tense is Tense.EITHER and back > 3)
        ahead = 7 if is_ahead and back else 0
        return periods.a_day(context.issued + timedelta(ahead - back))

    return resolve


def _near_weekday(weekday: int, steps: int, *, is_exact: bool) -> Resolver:
    def resolve(context: Context) -> Period | None:
        week = periods.a_week(context.issued)
        day = week.start + timedelta(weekday)
        if steps < 0:
            latest = day if day < context.issued else day - timedelta(7)
            return periods.a_day(latest).with_doubt("" if is_exact or latest < week.start else "?")
        if steps > 0:
            nearest = day if day > context.issued else day + timedelta(7)
            if is_exact or nearest > week.end:
                return periods.a_day(nearest)
            return periods.days(nearest, nearest + timedelta(7))  # the coming one, or the one a week later
        return periods.a_day(day)

    return resolve


def _in_anchor(resolve: Resolver, *, after: bool) -> Resolver:
    """Resolves beside the last date mentioned instead of the article's date."""
    return lambda context: (
        resolve(_as_of(context, context.anchor.end if after else context.anchor.start)) if context.anchor else None
    )


# Days and months

_DAY_OF_NOW = re.compile(r"(?:the\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)\s+of\s+(?P<which>this|last|next)\s+month")
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")
_AND_DAY = r"(?:(?:\s*[-\u2013\u2014/]\s*|\s+(?P<link>to|and|or|through|until)\s+)(?:the\s+)?(?P<day2>\d{1,2})(?:st|nd|rd|th)?(?!\d|[,.:]\d|[^\W\d_]))?"
_COMMA_YEAR = rf"(?:(?:,|\s+of|\s+in)?\s+{words.YEAR})?"
_ON_WEEKDAY = rf"(?:{words.WEEKDAY}(?:,\s*|\s+)(?:the\s+)?)?"
_WHICH_YEAR = r"(?P<which>last|this|next)\s+year(?![^\W\d_]|['\u2019])"
_DAY_MONTH = re.compile(
    rf"{_ON_WEEKDAY}(?:the\s+)?{words.DAY}{_AND_DAY}(?:\s+of)?\s+{words.MONTH}(?:(?:\s+of)?\s+{_WHICH_YEAR}|{_COMMA_YEAR})"
)
_MONTH_DAY = re.compile(
    rf"{_ON_WEEKDAY}{words.MONTH}\s+{words.DAY}{_AND_DAY}(?:,?(?:\s+of)?\s+{_WHICH_YEAR}|{_COMMA_YEAR})"
)
_MONTH = re.compile(rf"{words.MONTH}(?:(?:\s+of)?\s+{_WHICH_YEAR}|(?:,|\s+of)?\s+{words.YEAR})?")


def _try_day(year: int, month: int, first: int, last: int = 0) -> Period | None:
    try:
        return Period(date(year, month, first), date(year, month, last or first), Unit.DAY)
    except ValueError:
        return None


def _iso(reader: Reader) -> Value | None:
    match = reader.take(_ISO)
    found = match and _try_day(*map(int, match.groups()))
    return _fixed(found) if found else None


def _day_of_now(reader: Reader) -> Value | None:
    match = reader.take(_DAY_OF_NOW)
    if not match:
        return None
    number, steps = int(match["day"]), _STEPS.get(match["which"], 0)

    def resolve(context: Context) -> Period | None:
        month = periods.add_months(context.issued.replace(day=1), steps)
        return _try_day(month.year, month.month, number)

    return Value(resolve)


def _day(reader: Reader) -> Value | None:
    match = reader.take(_DAY_MONTH) or reader.take(_MONTH_DAY)
    if not match:
        return None
    month, first, last = words.month_number(match["month"]), int(match["day"]), int(match["day2"] or 0)
    if last and last <= first:
        return None
    relation = PeriodRelation.ONE_OF if match["link"] == "or" else PeriodRelation.SPAN if last else None
    if match["year"]:
        found = _try_day(int(match["year"]), month, first, last)
        return replace(_fixed(found), relation=relation) if found else None
    if not _try_day(2024, month, first, last):
        return None
    if match["which"]:
        steps = _STEPS.get(match["which"], 0)
        return Value(lambda context: _try_day(context.issued.year + steps, month, first, last), relation=relation)
    return Value(_yearly(lambda year: _try_day(year, month, first, last)), relation=relation)


def _month(reader: Reader) -> Value | None:
    match = reader.take(_MONTH)
    if not match:
        return None
    number = words.month_number(match["month"])
    if match["year"]:
        return _fixed(periods.a_month(int(match["year"]), number))
    if match["which"]:
        steps = _STEPS.get(match["which"], 0)
        return Value(lambda context: periods.a_month(context.issued.year + steps, number))
    return Value(_yearly(lambda year: periods.a_month(year, number)), needs_word=True)


# Seasons, years and longer

_FUNCTION_WORDS = (
    "when|after|before|and|or|but|as|for|in|on|at|of|to|with|by|the|a|an|it|he|she|they|we|i|its|his|her|their|that|which|who|"
    "was|were|is|are|had|has|have|would|will|could|can|may|might|must|if|from|because|since|while|during|this|last|next|than|then|so"
)
_SEASON = re.compile(
    rf"(?:the\s+)?{words.SEASON}(?:(?:\s+of)?\s+{_WHICH_YEAR}|(?:,|\s+of)?\s+{words.YEAR}(?:[-\u2013/]{words.SECOND_YEAR})?|(?!-|['\u2019]s|\s+(?!(?:{_FUNCTION_WORDS}){words.END})[a-z]))"
)
"""A season; not as part of a noun, as in "the autumn harvest"."""
_DECADE = re.compile(
    r"(?:the\s+)?(?:(?P<century>1[4-9]|20)(?P<decade>\d)0|['\u2019\u2018](?P<short>\d)0)['\u2019]?s(?![^\W\d_])"
)
_CENTURY = re.compile(r"(?:the\s+)?(?P<number>1[4-9]|2[01])(?:th|st)[-\s]century(?!-)")
_YEAR = re.compile(
    rf"(?P<label>calendar\s+(?:year\s+)?|the\s+year\s+)?{words.YEAR}(?:\s?[-\u2013/]\s?{words.SECOND_YEAR})?"
)
_FISCAL_YEAR = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:the\s+)?(?:fiscal|financial|Fiscal)\s+(?:year\s+)?{words.YEAR}(?:[-\u2013/]{words.SECOND_YEAR})?",
        rf"FY\s?['\u2019]?(?P<year>(?:20)?\d\d)(?:[-\u2013/]{words.SECOND_YEAR})?(?!\d)",
        rf"the\s+{words.YEAR}(?:[-\u2013/]{words.SECOND_YEAR})?\s+(?:fiscal|financial)\s+year",
    )
)


def _season(reader: Reader) -> Value | None:
    match = reader.take(_SEASON)
    if not match:
        return None
    number = words.SEASONS[match["season"].lower()]
    if match["year"]:
        season = periods.a_season(int(match["year"]), number)
        is_open = number == words.SEASONS["winter"] and not match["year2"]  # a winter has two years
        return _fixed(season.with_doubt("?") if is_open else season)
    if match["which"]:
        steps = _STEPS.get(match["which"], 0)
        return Value(
            lambda context: periods.a_season(context.issued.year + steps, number).with_doubt(
                "?" if number == words.SEASONS["winter"] else ""
            )
        )
    return Value(_yearly(lambda year: periods.a_season(year, number)), needs_word=True)


def _decade(reader: Reader) -> Value | None:
    match = reader.take(_DECADE)
    if match:
        year = int(f"{match['century'] or 19}{match['decade'] or match['short']}0")
        is_century = match["decade"] == "0" and match["century"] != "20"  # "the 1800s"
        return _fixed(periods.a_century(year) if is_century else periods.a_decade(year))
    match = reader.take(_CENTURY)
    return _fixed(periods.a_century(int(match["number"]) * 100 - 100)) if match else None


def _year(reader: Reader) -> Value | None:
    match = reader.take(_YEAR)
    if not match:
        return None
    year = int(match["year"])
    if not match["year2"]:
        return replace(_fixed(periods.a_year(year)), needs_word=not match["label"])
    last = int(match["year2"]) + (year // 100 * 100 if len(match["year2"]) == 2 else 0)
    return (
        replace(_fixed(periods.years(year, last)), needs_word=True, relation=PeriodRelation.SPAN)
        if last > year
        else None
    )


def _fiscal_year(reader: Reader) -> Value | None:
    match = next((found for pattern in _FISCAL_YEAR if (found := reader.take(pattern))), None)
    if not match:
        return None
    year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
    # Without a definition, a fiscal year with one number may begin in the year before.
    fallback = periods.years(year, year + 1) if match["year2"] else periods.a_year(year).with_doubt("?")

    def resolve(context: Context) -> Period:
        fiscal = context.local_fiscal or context.fiscal
        if fiscal is None:
            return fallback
        return periods.months(year, fiscal.month, 12) if match["year2"] else fiscal.named(year)

    return Value(resolve, INFERRED, relation=PeriodRelation.SPAN if match["year2"] else None)


# Quarters, halves and other spans of months

_QUARTER = re.compile(
    rf"(?:the\s+)?(?:{words.ORDINAL}\s+(?P<part>quarter|half)|(?P<letter>[QH])(?P<digit>[1-4])|(?P<digit2>[1-4])(?P<letter2>[QH])){words.END}(?!-)"
)
_OF_YEAR = re.compile(r"\s+of\s+|,?\s+(?=(?:(?:fiscal|calendar)\s+|FY\s?)?(?:19|20)\d\d(?!\d)|FY)")
_MONTHS = re.compile(
    rf"the\s+(?P<first>first\s+)?{words.NUMBER}\s+months{words.END}|the\s+(?P<whole>quarter|(?:fiscal\s+|financial\s+)?year)(?=,?\s+(?:ended\s|ending\s|to\s+[A-Z\d]))"
)
_ENDED = re.compile(
    r",?\s+(?:(?:which|that)\s+)?(?:ended|ending|to|through)\s+(?:on\s+|in\s+|the\s+end\s+of\s+)?"
    rf"(?:(?P<day>\d{{1,2}})\s+)?{words.MONTH}(?:\s+(?P<day2>\d{{1,2}})(?!\d))?{_COMMA_YEAR}"
)


def _quarter(reader: Reader) -> Value | None:
    match = reader.take(_QUARTER)
    if not match:
        return None
    size = 6 if (match["part"] or match["letter"] or match["letter2"])[0] in "hH" else 3
    digit = match["digit"] or match["digit2"]
    number = int(digit) if digit else words.ORDINALS[match["ordinal"]] % (12 // size + 1)
    if not 1 <= number <= 12 // size:
        return None
    begin = size * (number - 1)
    place = reader.place
    whole = None
    if reader.take(_OF_YEAR):
        whole = _fiscal_year(reader) or _beside_now(reader) or _year(reader)
        if whole is None and match["part"] == "half":
            whole = _month(reader) or _decade(reader)
        if whole is None:
            reader.place = place
            return None
    if ended := _ended(reader):
        return Value(_months_to(ended, size), ended.basis)
    if whole:
        return Value(_part_of_year(whole, begin, size), whole.basis)

    def resolve(context: Context) -> Period | None:
        fiscal = context.local_fiscal or FiscalYear(1, 0)
        years = [fiscal.named(context.issued.year + step) for step in (-2, -1, 0, 1, 2)]
        quarters = [_slice(year, begin, size) for year in years]
        if context.tense is Tense.FUTURE:
            return next(one for one in quarters if one.end >= context.issued)
        return [one for one in quarters if one.end <= context.issued][-1]

    return Value(resolve, INFERRED, needs_word=not match["letter"])


def _part_of_year(whole: Value, begin: int, size: int) -> Resolver:
    return lambda context: _slice(period, begin, size) if (period := whole.resolve(context)) else None


def _slice(whole: Period, begin: int, size: int) -> Period:
    """Some months of a year, or a half of a month or a decade."""
    if whole.unit is Unit.MONTH:
        middle = whole.start.replace(day=15)
        return periods.days(whole.start, middle) if begin == 0 else periods.days(middle + timedelta(1), whole.end)
    if whole.unit is Unit.DECADE:
        first = whole.start.year + begin // 6 * 5
        return periods.years(first, first + 4)
    if whole.doubt or whole.unit not in (Unit.YEAR, Unit.MONTHS):
        return whole
    start = periods.add_months(whole.start, begin)
    return periods.months(start.year, start.month, size)


def _ended(reader: Reader) -> Value | None:
    """Reads the end of a period of months: ", which ended Sept. 30", "to June"."""
    match = reader.take(_ENDED)
    if not match:
        return None
    number = words.month_number(match["month"])
    if match["year"]:
        return _fixed(periods.a_month(int(match["year"]), number))
    return Value(_yearly(lambda year: periods.a_month(year, number)))


def _months_to(last: Value, count: int) -> Resolver:
    def resolve(context: Context) -> Period | None:
        month = last.resolve(context)
        start = periods.add_months(month.start, 1 - count) if month else None
        return periods.months(start.year, start.month, count) if start else None

    return resolve


def _months(reader: Reader) -> Value | None:
    """Reads several months: "the first nine months of 2024", "the six months to June"."""
    match = reader.take(_MONTHS)
    if not match:
        return None
    count = words.count(match["number"]) if match["number"] else 3 if match["whole"] == "quarter" else 12
    if not match["first"]:
        ended = _ended(reader)
        return Value(_months_to(ended, count), ended.basis) if ended else None
    whole = (_fiscal_year(reader) or _beside_now(reader) or _year(reader)) if reader.take(_OF_YEAR) else None
    return Value(_part_of_year(whole, 0, count), whole.basis) if whole and count < 12 else None


# Beside the article's date

_BESIDE_NOW = re.compile(
    r"(?:(?P<side>[Ee]arlier|[Ll]ater)\s+)?(?P<which>[Tt]his|[Ll]ast|[Nn]ext|[Tt]he|[Tt]he\s+current)\s+(?:(?:fiscal|financial|calendar)\s+)?"
    rf"(?P<unit>weekend|week|month|quarter|year|decade|century){words.END}(?!['\u2019]s)"
)
_NAMED = re.compile(
    r"(?P<which>(?:[Ee]arlier\s+|[Ll]ater\s+)?[Tt]his(?:\s+(?:past|coming))?|[Ll]ast|[Nn]ext|[Tt]he\s+(?:coming|following|previous))\s+"
    rf"(?:{words.WEEKDAY}|{words.MONTH}|{words.SEASON})"
)
_WEEKDAY = re.compile(
    rf"(?:(?:[Ee]arly|[Ll]ate)\s+(?:on\s+)?)?{words.WEEKDAY}(?:\s+(?P<which>last|next|this)\s+week{words.END})?"
)
_NO_DAY_BEFORE = re.compile(
    r"\b(?:maybe|perhaps|possibly|no|not|like|born|if\s+not|today,?\s+or|today,|as\s+if\s+(?:it|that)\s+(?:was|were))\s+$",
    re.IGNORECASE,
)
_NO_DAY_AFTER = r",?\s+(?:belongs|comes|never|or\s+never|may\s+never|(?:is|will\s+be|would\s+be)\s+(?:too\s+late|another|a\s+(?:new|better|different)))\b"
"""Words around a figure of speech: "maybe tomorrow", "tomorrow belongs to us"."""
_DAY_WORD = re.compile(
    r"(?P<word>[Yy]esterday|(?<!\bof\s)[Tt]omorrow|[Tt]onight|[Ll]ast\s+night|[Tt]his\s+(?:morning|afternoon|evening))(?![^\W\d_]|['\u2019]s)"
    rf"(?!{_NO_DAY_AFTER})(?:\s+(?:morning|afternoon|evening|night))?"
)
_TODAY = re.compile(r"today(?![^\W\d_]|['\u2019]s)")
_REPORTED = re.compile(
    r"\b(?:said|told|announced|reported|confirmed|published|warned|released|issued)\s+(?:[^\W\d_]+\s+)?$"
)
_STEPS = {"last": -1, "this past": -1, "previous": -1, "next": 1, "coming": 1, "this coming": 1, "following": 1}


def _beside_now(reader: Reader) -> Value | None:
    """Reads a unit beside the article's date: "last week", "later this week"."""
    match = reader.take(_BESIDE_NOW)
    if not match:
        return None
    which, unit, side = match["which"].lower(), match["unit"], (match["side"] or "").lower()
    steps = _STEPS.get(which, 0)
    if unit in ("decade", "century") and steps:
        return _nothing("too vague for a date")

    def resolve(context: Context) -> Period | None:
        if unit == "weekend":
            return _weekend(context, steps, is_next_one=which != "the")
        if unit == "week" and not steps:
            return _this_week(context, side)
        return _unit_around(context.issued, unit, steps)

    return Value(resolve, needs_word=which == "the" and unit != "weekend")


def _weekend(context: Context, steps: int, *, is_next_one: bool) -> Period:
    saturday = periods.a_week(context.issued).start + timedelta(5 + 7 * steps)
    if not is_next_one and context.tense is not Tense.FUTURE and saturday > context.issued:
        saturday -= timedelta(7)
    return periods.days(saturday, saturday + timedelta(1))


def _this_week(context: Context, side: str) -> Period:
    week, day = periods.a_week(context.issued), context.issued
    if side == "later":
        return periods.days(min(day + timedelta(1), week.end), week.end)
    if side == "earlier":
        return periods.days(week.start, max(day - timedelta(1), week.start))
    if context.tense is Tense.PAST:
        return periods.days(week.start, day)
    return periods.days(day, week.end) if context.tense is Tense.FUTURE else week


def _unit_around(day: date, unit: str, steps: int) -> Period:
    """The week, month, quarter ... of a day, or so many before or after it."""
    if unit == "day":
        return periods.a_day(day + timedelta(steps))
    if unit == "week":
        return periods.a_week(day + timedelta(7 * steps))
    if unit in ("month", "quarter"):
        size = 1 if unit == "month" else 3
        start = periods.add_months(day.replace(day=1, month=(day.month - 1) // size * size + 1), size * steps)
        return periods.a_month(start.year, start.month) if size == 1 else periods.months(start.year, start.month, 3)
    if unit == "year":
        return periods.a_year(day.year + steps)
    return periods.a_decade(day.year // 10 * 10) if unit == "decade" else periods.a_century(day.year // 100 * 100)


def _named(reader: Reader) -> Value | None:
    """Reads a name beside the article's date: "last November", "next Tuesday"."""
    match = reader.take(_NAMED)
    if not match:
        return None
    which = re.sub(r"^(?:earlier|later|the)\s+", "", match["which"].lower())
    steps, is_exact = _STEPS.get(which, 0), which not in ("last", "next")
    if match["weekday"]:
        resolve = _near_weekday(words.WEEKDAYS.index(match["weekday"]), steps, is_exact=is_exact)
    elif match["month"]:
        number = words.month_number(match["month"])
        resolve = _near(lambda year: periods.a_month(year, number), steps, is_exact=is_exact)
    else:
        season = words.SEASONS[match["season"].lower()]
        resolve = _near(lambda year: periods.a_season(year, season), steps, is_exact=is_exact)
    if which not in ("following", "previous"):
        return Value(resolve)
    return Value(_in_anchor(resolve, after=steps > 0), INFERRED, is_anchored=True)


def _weekday(reader: Reader) -> Value | None:
    match = reader.take(_WEEKDAY)
    if not match:
        return None
    weekday = words.WEEKDAYS.index(match["weekday"])
    if not match["which"]:
        return Value(_day_of_week(weekday))
    days = weekday + 7 * _STEPS.get(match["which"], 0)
    return Value(lambda context: periods.a_day(periods.a_week(context.issued).start + timedelta(days)))


def _day_word(reader: Reader) -> Value | None:
    if _NO_DAY_BEFORE.search(reader.text, max(0, reader.place - 30), reader.place):
        return None
    match = reader.take(_DAY_WORD)
    if match:
        word = match["word"].lower()
        steps = -1 if word.startswith(("yesterday", "last")) else 1 if word == "tomorrow" else 0
        return Value(lambda context: periods.a_day(context.issued + timedelta(steps)))
    if _REPORTED.search(reader.text, max(0, reader.place - 40), reader.place) and reader.take(_TODAY):
        return Value(lambda context: periods.a_day(context.issued))
    return None


_NIGHT_FROM = re.compile(r"(?:[Oo]vernight|[Tt]he\s+night)\s+(?:from|between)\s+(?=[A-Z\d])")
_NIGHT_TO = re.compile(r"\s+(?:to|and|into)\s+")
_NIGHT_OF = re.compile(
    r"[Oo]vernight\s+(?:on|into)\s+|[Tt]he\s+(?:night|morning|afternoon|evening|early\s+hours)\s+of\s+"
)
_OVERNIGHT = re.compile(
    r"Overnight(?=,?\s)|overnight(?=\s+(?:air|drone|missile|rocket|raid|strike|attack|shelling|fire|storm|clash))"
)


def _night(reader: Reader) -> Value | None:
    if reader.take(_NIGHT_FROM):
        first = value(reader)
        last = value(reader) if first and reader.take(_NIGHT_TO) else None
        return joined(first, last, PeriodRelation.SPAN) if first and last else None
    if reader.take(_NIGHT_OF):
        return value(reader)
    if reader.take(_OVERNIGHT):
        return Value(lambda context: periods.days(context.issued - timedelta(1), context.issued))
    return None


# Days with names


def _nth_weekday(month: int, weekday: int, number: int) -> Callable[[int], Period]:
    return lambda year: periods.weekday_of_month(periods.a_month(year, month), weekday, number)


def _same_day(month: int, day: int) -> Callable[[int], Period]:
    return lambda year: periods.a_day(date(year, month, day))


_NAMED_DAYS: tuple[tuple[str, Callable[[int], Period]], ...] = (
    (r"New\s+Year['\u2019]s\s+Day", _same_day(1, 1)),
    (r"New\s+Year['\u2019]s\s+Eve", _same_day(12, 31)),
    (r"Valentine['\u2019]s\s+Day", _same_day(2, 14)),
    (r"May\s+Day", _same_day(5, 1)),
    (r"Memorial\s+Day", _nth_weekday(5, 0, -1)),
    (r"(?:the\s+)?Fourth\s+of\s+July", _same_day(7, 4)),
    (r"Bastille\s+Day", _same_day(7, 14)),
    (r"Labor\s+Day", _nth_weekday(9, 0, 1)),
    (r"Halloween", _same_day(10, 31)),
    (r"Armistice\s+Day|Veterans\s+Day", _same_day(11, 11)),
    (r"Thanksgiving(?:\s+Day)?", _nth_weekday(11, 3, 4)),
    (r"Christmas\s+Eve", _same_day(12, 24)),
    (r"Christmas(?:\s+Day)?", _same_day(12, 25)),
    (r"Boxing\s+Day", _same_day(12, 26)),
)
_NAMED_DAY = re.compile(
    r"(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his)\s+)?(?:"
    + "|".join(f"(?P<day{n}>{name})" for n, (name, _) in enumerate(_NAMED_DAYS))
    + rf"){words.END}(?!['\u2019]s){_COMMA_YEAR}"
)
_NEW_YEAR = re.compile(r"(?:the\s+)?[Nn]ew\s+[Yy]ear(?![^\W\d_]|['\u2019])")


def _named_day(reader: Reader) -> Value | None:
    place = reader.place
    match = reader.take(_NAMED_DAY)
    if match:
        make = next(make for n, (_, make) in enumerate(_NAMED_DAYS) if match[f"day{n}"])
        if match["year"]:
            return _fixed(make(int(match["year"])))
        steps = _STEPS.get((match["which"] or "").lower(), 0)
        return Value(_near(make, steps) if steps else _yearly(make), INFERRED, needs_word=not match["which"])
    if reader.take(_NEW_YEAR):
        is_year = reader.text[:place].endswith("in ")
        day = _yearly(_same_day(1, 1))
        return Value(
            lambda context: _unit_around(found.start, "year", 0) if (found := day(context)) and is_year else found
        )
    return None


# Reckoned times

_ABOUT = r"(?P<about>(?i:about|around|roughly|approximately|nearly|almost|some|just\s+under|close\s+to))\s+"
_OVER = r"(?P<over>(?i:over|more\s+than|at\s+least|well\s+over|just\s+over))\s+"
_UNDER = r"(?P<under>(?i:less\s+than|under|not\s+even))\s+"
_AGO = re.compile(
    rf"(?:{_ABOUT}|{_OVER}|{_UNDER})?{words.NUMBER}(?P<half>\s+and\s+a\s+half)?\s+{words.UNIT}\s+(?:ago|previously){words.END}"
)
_VAGUE_AGO = re.compile(
    rf"(?i:(?:(?:several|some|many|a\s+few|few|a\s+number\s+of|countless)\s+)?(?:days|weeks|months|years|decades|generations|centuries)\s+(?:ago|later|earlier)){words.END}"
)
_LATER = re.compile(
    rf"(?:{_ABOUT})?{words.NUMBER}\s+{words.UNIT}\s+(?P<side>later|afterwards|earlier|before(?=[,.;:)]|$)){words.END}"
)
_AFTER_EVENT = re.compile(
    rf"{words.NUMBER}\s+{words.UNIT}\s+(?P<side>after|before)(?=\s+(?:the|an?|its|his|her|their)\s)"
)
_BESIDE = re.compile(
    r"(?i:(?P<which>the\s+(?:previous|preceding|next|following|same)|that(?:\s+same)?|the)\s+(?P<unit>day|week|month|year))"
    r"(?:\s+(?P<side>before|after|earlier|later)(?=[,.;:)]|$|\s+(?:and|but)\s))?(?![^\W\d_]|['\u2019]s)"
)
_FROM_NOW = re.compile(rf"(?:[Ii]n\s+)?{words.NUMBER}\s+{words.UNIT}(?:['\u2019]\s*time|\s+from\s+now){words.END}")
_VAGUE = re.compile(
    r"(?P<article>(?:the|this|his|her|its|their)\s+)?(?:last|past|next|coming|recent|preceding|previous)\s+"
    rf"(?:(?:few|several|many|couple\s+of)\s+|{words.NUMBER}\s+)?(?:days|weeks|months|years|decades|generations|year|decade|month|week|quarter){words.END}"
)


def _length(match: re.Match[str]) -> tuple[str, int]:
    unit, size = words.UNITS[match["unit"].lower()]
    return unit, words.count(match["number"]) * size


def _ago(reader: Reader) -> Value | None:
    """Reads a time before the article: "two weeks ago", "over two decades ago"."""
    match = reader.take(_AGO)
    if not match:
        return _nothing("too vague for a date") if reader.take(_VAGUE_AGO) else None
    unit, count = _length(match)
    if match["over"]:
        return Value(lambda context: _back(context.issued, unit, count, is_limit=True), relation=PeriodRelation.BY)
    if match["under"]:
        return Value(lambda context: _since_limit(context.issued, unit, count), relation=PeriodRelation.ONE_OF)
    doubt = "~" if match["about"] or match["half"] or unit != "day" else ""
    return Value(lambda context: _back(context.issued, unit, count).with_doubt(doubt))


def _back(day: date, unit: str, count: int, *, is_limit: bool = False) -> Period:
    """The time that long before a day, by its unit; a limit of years is a month."""
    if unit in ("day", "week"):
        return periods.a_day(day - timedelta(count * (7 if unit == "week" else 1)))
    if unit == "year" and not is_limit:
        return periods.a_year(day.year - count)
    there = periods.add_months(day, -count * (12 if unit == "year" else 1))
    return periods.a_month(there.year, there.month)


def _since_limit(day: date, unit: str, count: int) -> Period:
    limit = _back(day, unit, count, is_limit=True)
    return Period(limit.start, day, limit.unit)


def _later(reader: Reader) -> Value | None:
    """Reads a time beside the last date mentioned: "two days later", "that year"."""
    match = reader.take(_LATER)
    if match:
        unit, count = _length(match)
        steps = count if match["side"] in ("later", "afterwards") else -count
        doubt = "~" if match["about"] or unit == "week" or match["unit"].lower() == "decade" else ""
        return Value(lambda context: _reckoned(context.anchor, unit, steps, doubt), INFERRED, is_anchored=True)
    if match := reader.take(_AFTER_EVENT):
        unit, count = _length(match)
        steps = -count if match["side"] == "after" else count
        return Value(
            lambda context: _reckoned(context.anchor, unit, steps, ""), INFERRED, is_anchored=True, is_adjacent=True
        )
    match = reader.take(_BESIDE)
    if not match or (match["which"].lower() == "the") != bool(match["side"]):
        return None
    which, unit = match["which"].lower().split()[-1], match["unit"].lower()
    backwards = which in ("previous", "preceding") or match["side"] in ("before", "earlier")
    steps = -1 if backwards else 0 if which in ("same", "that") else 1
    return Value(lambda context: _reckoned(context.anchor, unit, steps, ""), INFERRED, is_anchored=True)


def _reckoned(anchor: Period | None, unit: str, steps: int, doubt: str) -> Period | None:
    """The time that far from a date; None if the date is less precise than the unit."""
    if anchor is None or anchor.doubt:
        return None
    is_day = anchor.unit is Unit.DAY and anchor.start == anchor.end
    if unit == "day" or (unit == "week" and abs(steps) > 1) or (unit == "week" and doubt):
        length = 7 if unit == "week" else 1
        return periods.a_day(anchor.start + timedelta(steps * length)).with_doubt(doubt) if is_day else None
    if unit == "week":
        return _unit_around(anchor.start, unit, steps) if is_day else None
    if unit == "month":
        if not is_day and anchor.unit is not Unit.MONTH:
            return None
        there = periods.add_months(anchor.start.replace(day=1), steps)
        return periods.a_month(there.year, there.month).with_doubt(doubt)
    if anchor.unit is Unit.MONTHS and abs(steps) == 1:  # "compared with ... a year earlier"
        return anchor.moved_months(12 * steps)
    return periods.a_year(anchor.start.year + steps).with_doubt(doubt) if anchor.start.year == anchor.end.year else None


def _from_now(reader: Reader) -> Value | None:
    match = reader.take(_FROM_NOW)
    if not match:
        return None
    unit, count = _length(match)
    doubt = "" if unit == "day" else "~"
    return Value(lambda context: _back(context.issued, unit, -count).with_doubt(doubt))


def _vague(reader: Reader) -> Value | None:
    """Reads periods up to the article or from it: "the past three months"."""
    match = reader.take(_VAGUE)
    return _nothing("a period up to the article or from it", needs_word=not match["article"]) if match else None


# Parts of a period

_PART = re.compile(
    r"(?:(?:the\s+)?(?:[Mm]ost|[Mm]uch|all|part|the\s+rest|rest)\s+of\s+(?=the\s|last\s|this\s|\d)"
    r"|(?:very\s+)?(?:(?:the\s+)?(?:[Ee]arly|[Ll]ate)[-\s]+|(?:the\s+)?[Mm]id(?:dle\s+of\s+|[-\s]+))(?:to[-\s]+(?:mid|late)[-\s]+)?(?:in\s+(?:the\s+)?)?"
    r"|(?:the\s+)?(?:very\s+)?(?:start|beginning|turn|dawn|height|(?:early|final|last|first|closing|opening)\s+(?:days|weeks|months|hours|part)|latter\s+part)\s+of\s+)"
)
_END_OF = re.compile(r"(?:the\s+)?(?:very\s+)?(?:end|close)\s+of\s+")
_YEAR_END = re.compile(rf"(?:the\s+)?year(?:['\u2019]s\s+|-)end{words.END}")
_NTH = re.compile(rf"(?:the\s+)?{words.ORDINAL}\s+(?:full\s+)?(?:(?P<unit>week|day)|{words.WEEKDAY})\s+(?:of|in)\s+")
_WEEK_OF = re.compile(r"the\s+week\s+(?:of|beginning|starting)\s+")


def _part(reader: Reader) -> Value | None:
    """Reads a part of a period: "the end of the year", "early December"."""
    if reader.take(_PART):
        found = value(reader)
        return replace(found, needs_word=False) if found else None
    if reader.take(_END_OF):
        found = value(reader)
        return replace(found, needs_word=False, at_end=True) if found else None
    if reader.take(_YEAR_END):
        return Value(lambda context: periods.a_year(context.issued.year), at_end=True)
    if match := reader.take(_NTH):
        month = _month(reader) or _named(reader) or _beside_now(reader)
        return Value(_nth(match, month), month.basis) if month else None
    if reader.take(_WEEK_OF):
        day = value(reader)
        return replace(day, resolve=_week_from(day)) if day else None
    return None


def _nth(match: re.Match[str], whole: Value) -> Resolver:
    number = words.ORDINALS[match["ordinal"]]

    def resolve(context: Context) -> Period | None:
        period = whole.resolve(context)
        if period is None:
            return None
        if match["unit"] == "day":
            return periods.a_day(period.end if number < 0 else period.start + timedelta(number - 1))
        if period.unit is not Unit.MONTH:
            return None
        if match["weekday"]:
            return periods.weekday_of_month(period, words.WEEKDAYS.index(match["weekday"]), number)
        return periods.week_of_month(period, number)

    return resolve


def _week_from(day: Value) -> Resolver:
    def resolve(context: Context) -> Period | None:
        first = day.resolve(context)
        return periods.days(first.start, first.start + timedelta(6)) if first and first.unit is Unit.DAY else None

    return resolve


# All forms

_MONTHS_OR_WEEKDAYS = "JFMASONDTW"
_FORMS: tuple[tuple[str, Callable[[Reader], Value | None]], ...] = (
    ("0123456789", _iso),
    ("t0123456789", _day_of_now),
    ("t0123456789" + _MONTHS_OR_WEEKDAYS, _day),
    ("tlntLNTVMFBHACL", _named_day),
    (_MONTHS_OR_WEEKDAYS, _month),
    ("oOtT", _night),
    ("", _ago),
    ("", _later),
    ("", _from_now),
    ("tT", _months),
    ("tT1234QHfslo", _quarter),
    ("tTmMapreEvlLscfhdwy", _part),
    ("tfFF", _fiscal_year),
    ("t12'\u2019\u2018", _decade),
    ("tTlLnNeE", _named),
    ("yYtTlL", _day_word),
    ("tTlLnNeE", _beside_now),
    ("tlpncrihl", _vague),
    ("tsSaAfFwW", _season),
    ("ct12", _year),
    ("eElLMTWFS", _weekday),
)
"""The forms in their order, each with its possible first characters; none: any."""


_DEEPEST = 4
"""The most expressions inside one another."""


def value(reader: Reader) -> Value | None:
    """Reads one date expression without its preposition.

    Returns None and stays if there is none.
    """
    begin = reader.place
    initial = reader.text[begin : begin + 1]
    if reader.depth == _DEEPEST:
        return None
    reader.depth += 1
    found = None
    for initials, form in _FORMS:
        if not initials or initial in initials:
            if found := form(reader):
                break
            reader.place = begin
    reader.depth -= 1
    return found


def _before(context: Context, end: Period | None) -> Context:
    return replace(_as_of(context, end.start), tense=Tense.PAST) if end else context


def before(first: Value, last: Value) -> Value:
    """The first of two values, with the year of the second."""
    return replace(first, resolve=lambda context: first.resolve(_before(context, last.resolve(context))), basis=STATED)


def joined(first: Value, last: Value, relation: PeriodRelation, *, adjacent: bool = False) -> Value:
    """The time from one value to another.

    The one without a year takes it from the other. If they have to be `adjacent`, there is no date unless the second begins where the first ends.
    """

    def resolve(context: Context) -> Period | None:
        start: Period | None
        end: Period | None
        if first.basis == STATED and last.basis != STATED:
            start = first.resolve(context)
            end = last.resolve(replace(context, following=start, tense=Tense.FUTURE))
        else:
            end = last.resolve(context)
            start = first.resolve(_before(context, end))
        if not start or not end or start.start > end.end or (adjacent and (end.start - start.end).days != 1):
            return None
        return periods.hull(start, end)

    basis = max(first.basis, last.basis, key=(RESOLVED, STATED, INFERRED).index)
    return Value(resolve, basis, relation=relation)
