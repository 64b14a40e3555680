"""Finds the numbers of a text: digits of every script, and English words."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import accumulate, takewhile
from math import prod
from typing import Protocol

from ..records import fields
from ..text import sentences

_UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_SCALES = {"hundred": 100, "dozen": 12, "thousand": 10**3, "lakh": 10**5, "million": 10**6, "crore": 10**7, "billion": 10**9, "trillion": 10**12}  # fmt: skip
_ORDINALS = {
    word: value
    for value, word in enumerate(
        "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
        "seventeenth eighteenth nineteenth twentieth".split(),
        3,
    )
} | {word.removesuffix("y") + "ieth": value for word, value in _TENS.items()}
_ORDINALS_OF_UNITS = {"first": 1, "second": 2} | {word: value for word, value in _ORDINALS.items() if value < 10}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_MAGNITUDES = {
    "tens": 10,
    "dozens": 12,
    "scores": 20,
    "hundreds": 100,
    "thousands": 10**3,
    "millions": 10**6,
    "billions": 10**9,
}
_FRACTIONS = {
    "\u00bd": Fraction(1, 2),
    "\u00bc": Fraction(1, 4),
    "\u00be": Fraction(3, 4),
    "\u2153": Fraction(1, 3),
    "\u2154": Fraction(2, 3),
}
_WORDS_OF_FRACTIONS = {"half": Fraction(1, 2), "quarter": Fraction(1, 4), "quarters": Fraction(3, 4)}
_MULTIPLES: dict[str, int | Fraction] = {"doubl": 2, "twice": 2, "twofold": 2, "tripl": 3, "threefold": 3, "quadrupl": 4, "fourfold": 4, "halv": Fraction(1, 2)}  # fmt: skip
_SCALES_ABROAD = (
    (
        r"millions?|millionen|mln|mn|млн|миллион\w*|milion\w*|millon(?:es)?|millón|milhão|milhões|milion[ie]|miljoen|milyon|مليون|ملايين",
        10**6,
    ),
    (r"billion|bn|milliarden?|milliards?|mrd|млрд|миллиард\w*|miliard\w*|miljard|milyar|مليار\w*", 10**9),
    (r"thousand|tausend|mille|mila|mil|duizend|тыс|тысяч\w*|tys|tusen|ألف|آلاف|हज़ार|हजार", 10**3),
    (r"trillion|tn", 10**12),
    ("hundred", 100),
    ("dozen", 12),
    ("lakhs?|लाख", 10**5),
    ("crores?|करोड़", 10**7),
    ("[\u4e07\u842c\ub9cc]", 10**4),
    ("[\u5104\u4ebf\uc5b5]", 10**8),
    ("[\u5343\ucc9c]", 10**3),
)
"""Words after digits, in several languages; `m` and `k` may mean a unit, too."""
_SCALE = re.compile(r"[ -]?(?:" + "|".join(f"({word})" for word, _ in _SCALES_ABROAD) + r")(?![a-zà-ÿ])", re.IGNORECASE)
_LETTER_SCALE = re.compile(r"(?:([mM])|([kK]))\b")
_DIGITS = re.compile(
    r"(?<![A-Za-z\u00c0-\u024f0-9])(?<![0-9][.,:])"
    r"(?:[0-9]{1,3}(?:[ '][0-9]{3})+(?![0-9])|[0-9]+)(?:[.,:][0-9]+)*"
)
_IDENTIFIER = re.compile(
    r"(?<![^\W_])(?!(?:[Mm]id|[Ee]arly|[Ll]ate|[Pp]re|[Pp]ost|[Aa]ged|[Mm]agnitude|[Aa]bout|[Nn]ear)-)[^\W\d_]+-$"
)
"""Matches before the digits of a name: `F-16`."""
_SEPARATORS = str.maketrans("\u066b\u066c\uff0c\uff0e", ".,,.")
_ORDINAL_END = re.compile(r"(?:st|nd|rd|th)\b")
_RANGE = re.compile(r" ?(?:-|to|and|or) ?")
_RATIO = re.compile(r"[0-9]{1,3} (?:in|out of|of)(?: (?:every|the|its|their|all))? ([1-9][0-9]{0,2})\b(?![.,:/-][0-9])")
_YEAR = re.compile("[12][0-9]{3}")
_HALF_DAY = re.compile(r" ?[ap]\.?m\b", re.IGNORECASE)
_AND_A_HALF = r"[ -]and[ -](?:a[ -](?:half|quarter)|three[ -]quarters)\b"
_FRACTION = re.compile(rf" ?([{''.join(_FRACTIONS)}])| ([1-9])/([2-9])\b|({_AND_A_HALF})")
"""Matches a fraction after a whole number: `3 1/2`, `3 and a half`."""
_WORD = "|".join((*_UNITS, *_TENS, *_SCALES))
_WORDS = re.compile(
    r"\b(?:(?P<ratio>(?:one|two|three|four|five|six|seven|eight|nine) (?:in|out of) (?:three|four|five|ten|twenty))"
    rf"|(?P<part>(?:a )?quarter(?:-| of an? )|three[ -]quarters of an? |half(?:-| an? ))(?P<scale>{'|'.join(_SCALES)})"
    rf"|(?P<magnitude>(?:{'|'.join(_MAGNITUDES)})(?: of (?:thousands|millions|billions))?)"
    rf"|(?P<sign>[{''.join(_FRACTIONS)}])|[qh](?P<period>[1-4])"
    r"|(?<!\bfirst )(?<!\bsecond )(?<!\bthird )(?<!\bfourth )(?P<share>(?:an? |one |two |three |four |nine )?(?:half|thirds?|quarters?|fifths?|tenths?)(?= of\b|(?<=half) (?:the|its|their)\b))"
    r"|(?<=\bby )(?P<by>(?:an? |one |two |three )?(?:half|thirds?|quarters?|fifths?|tenths?))(?! (?:centur|round|time|day|year)\w*)"
    r"|(?P<clock>midnight|noon)|a (?P<couple>couple|pair|score) of"
    rf"|(?P<ordinal>(?:{'|'.join(_TENS)})-(?:{'|'.join(_ORDINALS_OF_UNITS)})"
    rf"|(?:first|second) (?:quarter|half|round|term|place|century|decade)|{'|'.join(_ORDINALS)})"
    r"|(?P<parts>(?:two|three|four|nine)[ -](?:thirds|quarters|fifths|tenths))"
    rf"|(?:a (?=(?:{'|'.join(_SCALES)})\b))?(?P<words>(?:{_WORD})(?:(?: and |[ -])(?:{_WORD})){{0,12}})"
    rf"(?:(?P<half>{_AND_A_HALF})(?: (?P<of>thousand|million|billion|trillion)\b)?)?"
    rf"|(?P<multiple>(?:{'|'.join(_MULTIPLES)})\w*))\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?:about|around|some|roughly|nearly|almost|more than|over|under|below|above|fewer than|less than|at least|at most|up to|"
    r"approximately|close to|an estimated|as many as|as much as|well over|just over|just under)(?: [^\w\s])?\s?[^\w\s]?$",
    re.IGNORECASE,
)
_PERCENT = re.compile(" ?(?:%|per ?cent(?!age))", re.IGNORECASE)
_NEXT_WORDS = re.compile(r"(?: of(?: (?:the|its|their|these|those|them))?)?((?:[ -][^\W\d_]+){1,3})")
_STOPWORDS = frozenset(
    "the of its their his her our other others more less than such that this these those a an in on at by for from with and or as per to were "
    "was are is have has had been be".split()
)
_TIMES = frozenset("second minute hour day week month year decade century time age percent point".split())
_UNITS_OF_MEASURE = frozenset(
    "dollar euro pound yen ruble rouble yuan franc crown ton tonne kilogram kilo gram metre meter mile kilometre kilometer litre liter gallon".split()
)
_CURRENCIES = {"$": "dollar", "\u20ac": "euro", "\u00a3": "pound", "\u00a5": "yen"}
_PLURALS = frozenset("people men women children police dead killed wounded injured missing".split())
_RANGE_BEFORE = re.compile(r"[0-9](?:%| [a-z]+)? ?(?:-|to|and|or) ?[^\w\s]?$")
_LEAST = re.compile(r"\b(?:more than|over|above|at least|well over|just over) ?[^\w\s]?$", re.IGNORECASE)
_MOST = re.compile(
    r"\b(?:under|below|fewer than|less than|at most|up to|as (?:many|much) as|just under) ?[^\w\s]?$", re.IGNORECASE
)
_HAN_DIGITS = "\u3007\u96f6\u4e00\u58f9\u4e8c\u4e24\u4e09\u5169\u56db\u56db\u4e94\u4e94\u516d\u516d\u4e03\u4e03\u516b\u516b\u4e5d\u4e5d"
_HAN_SCALES = {"十": 10, "百": 100, "千": 10**3, "천": 10**3, "万": 10**4, "萬": 10**4, "만": 10**4, "億": 10**8, "亿": 10**8, "억": 10**8, "兆": 10**12, "조": 10**12}  # fmt: skip
_HAN_PART = re.compile(rf"([0-9][0-9,]*(?:\.[0-9]+)?)|([{_HAN_DIGITS}{''.join(_HAN_SCALES)}])")
_HAN = re.compile(
    rf"(?P<percent>百分之)?(?P<number>(?:(?:[0-9][0-9,]*(?:\.[0-9]+)? ?)?[{_HAN_DIGITS}{''.join(_HAN_SCALES)}] ?(?![a-z]))+(?<! )(?:[0-9]+)?)"
)
_DIGITS_MAX = 25
"""Longer runs of digits are identifiers."""
SMALL = 12
"""Words up to this number often count what the editor found."""


class NumberKind(StrEnum):
    """The ways in which a number is used."""

    AMOUNT = "amount"
    ORDINAL = "ordinal"
    SHARE = "share"
    MULTIPLE = "multiple"
    MAGNITUDE = "magnitude"


_WHOLE = (NumberKind.AMOUNT, NumberKind.ORDINAL, NumberKind.MULTIPLE)
"""The kinds of numbers that are no part of something."""


@dataclass(frozen=True)
class Number:
    """A number with the values that it may mean: `310.000` is 310,000 or 310.

    `nouns` are the words after it, `whole` those after "per cent of", `plain` is the number in digits: 310,000.
    """

    start: int
    end: int
    values: frozenset[Fraction]
    kind: NumberKind
    nouns: frozenset[str]
    plain: str
    is_word: bool = False
    is_hedged: bool = False
    is_ratio: bool = False
    whole: frozenset[str] = frozenset()

    @property
    def is_small(self) -> bool:
        """True for a whole number up to twelve."""
        least = min(self.values)
        return 0 <= least <= SMALL and least.denominator == 1

    @property
    def is_round(self) -> bool:
        """True for a number that another language may write as a word: up to 20, or 100."""
        return all(value <= 20 or not str(value.numerator)[1:].strip("0") for value in self.values)


def with_ascii_digits(text: str) -> str:
    """Returns the text with the digits of every script as 0 to 9, at the same places."""
    if text.isascii():
        return text
    return re.sub(r"\d", lambda digit: str(unicodedata.decimal(digit[0])), text).translate(_SEPARATORS)


def find_numbers(text: str) -> list[Number]:
    """Returns the numbers of a normalized text in their order."""
    plain = with_ascii_digits(text)
    digits = sorted(_in_digits(plain), key=lambda one: (one.start, -one.end))
    ends = accumulate((one.end for one in digits), max, initial=0)
    found = [
        one
        for n, (one, end) in enumerate(zip(digits, ends, strict=False))
        if one.start >= end or one.start == digits[n - 1].start
    ]
    found += outside(_in_words(plain), found)
    found += _in_han(plain)
    return sorted(found, key=lambda one: one.start)


class _Span(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def outside(numbers: Iterable[Number], others: Sequence[_Span]) -> list[Number]:
    """Returns the numbers that overlap none of the others, sorted by start."""
    starts, ends = [one.start for one in others], [*accumulate((one.end for one in others), max)]
    return [one for one in numbers if not (n := bisect_left(starts, one.end)) or ends[n - 1] <= one.start]


def _in_digits(text: str) -> Iterator[Number]:
    next_start, next_factors = len(text), {1}
    for match in reversed([*_DIGITS.finditer(text)]):
        if _IDENTIFIER.search(text, max(0, match.start() - 12), match.start()):
            continue
        end, factors = match.end(), {1}
        scale, letter = _SCALE.match(text, end), _LETTER_SCALE.match(text, end)
        if scale and scale.lastindex:
            factors, end = {_SCALES_ABROAD[scale.lastindex - 1][1]}, scale.end()
            if (second := _SCALE.match(text, end)) and second.lastindex:  # lakh crore
                factors, end = {one * _SCALES_ABROAD[second.lastindex - 1][1] for one in factors}, second.end()
        elif letter:
            factors, end = {1, 10**6 if letter[1] else 10**3}, letter.end()
        elif _RANGE.fullmatch(text, end, next_start):
            factors = {1, *next_factors}
        next_start, next_factors = match.start(), factors
        fraction = _FRACTION.match(text, match.end())
        readings = {*_readings(match.group())}
        if fraction:
            readings = {one + _fraction(fraction) for one in readings}
            scale = _SCALE.match(text, fraction.end())
            factors = {_SCALES_ABROAD[scale.lastindex - 1][1]} if scale and scale.lastindex else factors
            end = scale.end() if scale else fraction.end()
        elif _HALF_DAY.match(text, end) and match.group().isdecimal():
            readings |= {_time(one) for one in readings}
        ratio = _RATIO.match(text, match.start())
        if ratio and int(match.group()) < int(ratio[1]):
            share = _share(text, ratio.span(), Fraction(int(match.group()), int(ratio[1])))
            yield replace(share, is_ratio=True)
        values = {value * factor for value in readings for factor in factors}
        kind = NumberKind.ORDINAL if _ORDINAL_END.match(text, end) else NumberKind.AMOUNT
        if values:
            is_plain = factors == {1} and not fraction
            plain = match.group().replace(" ", ",") if is_plain else _plain(max(values))
            yield _number(text, match.start(), end, values, kind, plain)


def _readings(digits: str) -> Iterator[Fraction]:
    """Yields the values that digits with separators may mean."""
    digits = digits.replace(" ", "").replace("'", "")
    if len(digits) > _DIGITS_MAX:
        return
    groups = re.split("[.,:]", digits)
    separators = re.findall("[.,:]", digits)
    if len(groups) == 2 and len(groups[1]) == 2 and separators[0] != ",":
        yield _time(int(groups[0]), int(groups[1]))
    if ":" in separators:
        return
    if not separators:
        yield Fraction(int(digits))
        return
    inner_is_full = all(len(group) in (2, 3) for group in groups[1:-1])
    if len(set(separators)) == 1:
        if len(groups[-1]) == 3 and inner_is_full and 1 <= len(groups[0]) <= 3 and groups[0].strip("0"):
            yield Fraction("".join(groups))
        if len(groups) == 2 and (separators[0] == "." or len(groups[1]) != 3 or groups[0] == "0"):
            yield Fraction(f"{groups[0]}.{groups[1]}")
    elif inner_is_full and len(set(separators[:-1])) == 1:
        yield Fraction(f"{''.join(groups[:-1])}.{groups[-1]}")


def _time(hour: int | Fraction, minute: int = 0) -> Fraction:
    """Returns a number for a time of the day that equals no amount."""
    return -(60 * Fraction(hour % 12) + minute) - 10**6


def _fraction(match: re.Match[str]) -> Fraction:
    """Returns the fraction that follows a whole number."""
    sign, top, bottom, words = match.groups()
    if words:
        return _WORDS_OF_FRACTIONS[re.split("[ -]", words.casefold())[-1]]
    return _FRACTIONS[sign] if sign else Fraction(int(top), int(bottom))


def _in_words(text: str) -> Iterator[Number]:
    for match in _WORDS.finditer(text):
        span, word = match.span(), match.group().casefold()
        if match["part"]:
            part = next(
                word for word in reversed(re.split("[ -]", match["part"].casefold())) if word in _WORDS_OF_FRACTIONS
            )
            yield _number(
                text, *span, {_SCALES[match["scale"].casefold()] * _WORDS_OF_FRACTIONS[part]}, NumberKind.AMOUNT
            )
        elif match["magnitude"]:
            factors = [_MAGNITUDES[one] for one in word.split(" of ")]
            yield _number(text, *span, {Fraction(prod(factors))}, NumberKind.MAGNITUDE)
        elif match["sign"]:
            yield _share(text, span, _FRACTIONS[word])
        elif match["period"]:
            found = _number(text, *span, {Fraction(int(match["period"]))}, NumberKind.ORDINAL)
            yield replace(found, nouns=frozenset({"quarter" if word[0] == "q" else "half"}))
        elif match["ratio"]:
            count, *_, of = word.split(" ")
            yield _share(text, span, Fraction(_UNITS[count], _UNITS.get(of) or _TENS[of]))
        elif match["ordinal"]:
            ten, _, unit = word.partition("-")
            if unit:
                yield _number(text, *span, {Fraction(_TENS[ten] + _ORDINALS_OF_UNITS[unit])}, NumberKind.ORDINAL)
            elif word in _ORDINALS:
                yield _number(text, *span, {Fraction(_ORDINALS[word])}, NumberKind.ORDINAL)
            else:
                number, noun = word.split(" ")
                found = _number(text, *span, {Fraction(1 + (number == "second"))}, NumberKind.ORDINAL)
                yield replace(found, nouns=frozenset({noun}))
        elif match["couple"]:
            yield _number(
                text, *span, {Fraction(20 if match["couple"].casefold() == "score" else 2)}, NumberKind.AMOUNT
            )
        elif match["clock"]:
            yield _number(text, *span, {_time(0)}, NumberKind.AMOUNT)
        elif match["share"] or match["parts"] or match["by"]:
            parts = re.split("[ -]", word)
            yield _share(text, span, Fraction(_UNITS.get(parts[0], 1), _PARTS[parts[-1].removesuffix("s")]))
        elif match["multiple"]:
            times = next(times for begin, times in _MULTIPLES.items() if word.startswith(begin))
            yield _number(text, *span, {Fraction(times)}, NumberKind.MULTIPLE)
        elif word not in ("one", "zero") and word not in _SCALES:
            words = re.findall("[a-z]+", match["words"].casefold())
            value = Fraction(_value(words))
            if match["half"]:
                part = _WORDS_OF_FRACTIONS[re.split("[ -]", match["half"].casefold())[-1]]
                value = (value + part * _SCALES.get(words[-1], 1)) * _SCALES.get((match["of"] or "").casefold(), 1)
            yield _number(text, *span, {value}, NumberKind.AMOUNT)


def _in_han(text: str) -> Iterator[Number]:
    """Yields numbers with the signs of Chinese, Japanese and Korean."""
    for match in _HAN.finditer(text) if not text.isascii() else ():
        if len(match["number"]) > _DIGITS_MAX:
            continue
        total = section = Fraction(0)
        current: Fraction | None = None
        for digits, sign in _HAN_PART.findall(match["number"]):
            if digits:
                current = Fraction(digits.replace(",", ""))
            elif sign in _HAN_DIGITS:
                current = Fraction(_HAN_DIGITS.index(sign) // 2) + 10 * (current or 0)
            elif (scale := _HAN_SCALES[sign]) >= 10**4:
                total, section, current = total + (section + (current or 0) or 1) * scale, Fraction(0), None
            else:
                section, current = section + (1 if current is None else current) * scale, None
        value = total + section + (current or 0)
        if value > 1:
            found = _number(text, *match.span("number"), {value}, NumberKind.AMOUNT)
            yield replace(found, nouns=found.nouns | {"percent"}) if match["percent"] else found


def _share(text: str, span: tuple[int, int], share: Fraction) -> Number:
    return _number(text, *span, {share}, NumberKind.SHARE, f"{share.numerator}/{share.denominator}")


def _value(words: Iterable[str]) -> int:
    total = current = 0
    for word in words:
        if word in ("hundred", "dozen"):
            current = max(current, 1) * _SCALES[word]
        elif word in _SCALES:
            total, current = total + max(current, 1) * _SCALES[word], 0
        elif word != "and":
            current += _UNITS.get(word) or _TENS.get(word) or 0
    return total + current


def _plain(value: Fraction) -> str:
    return f"{value.numerator:,}" if value.denominator == 1 else f"{float(value):.6f}".rstrip("0").rstrip(".")


def _number(text: str, start: int, end: int, values: set[Fraction], kind: NumberKind, plain: str = "") -> Number:
    nouns = _nouns(text, end + 2 * (kind is NumberKind.ORDINAL and bool(_ORDINAL_END.match(text, end))))
    if "decade" in map(sentences.singular, nouns):
        values |= {10 * value for value in values}  # of years
    whole = nouns if kind is NumberKind.SHARE else frozenset[str]()
    if percent := _PERCENT.match(text, end):
        nouns, whole = nouns | {"percent"}, _nouns(text, percent.end())
    is_hedged = bool(_HEDGE.search(text[max(0, start - 24) : start]))
    return Number(
        start,
        end,
        frozenset(values),
        kind,
        nouns,
        plain or _plain(max(values)),
        not plain or kind is NumberKind.SHARE,
        is_hedged,
        whole=whole,
    )


def _nouns(text: str, end: int) -> frozenset[str]:
    """Returns the words after a number that may name what it counts."""
    after = _NEXT_WORDS.match(text, end)
    words = re.split("[ -]", after[1].strip(" -").casefold()) if after else []
    return frozenset(takewhile(lambda word: word not in _STOPWORDS, words))


def is_supported(number: Number, cited: Iterable[Number], words: Collection[str], is_changed: bool = False) -> bool:
    """Returns True if numbers and words of the cited paragraphs explain a number.

    `is_changed` says that the number is a change, and that the paragraphs have only other changes. A small number in words may count what the paragraphs list. It is unsupported only if they count the same thing
    otherwise, or name it without a number.
    """
    all_of = [*cited]
    if number.kind is NumberKind.MAGNITUDE:
        return _is_magnitude(number, all_of)
    same = [one for one in all_of if number.values & one.values and one.kind in {number.kind, *_WHOLE}]
    if number.is_small and number.kind in (NumberKind.AMOUNT, NumberKind.ORDINAL):
        counted = [one for one in all_of if one.kind is number.kind and _count_alike(number, one)]
        same = [one for one in same if one.kind is number.kind and (not counted or one in counted or not one.nouns)]
        is_named = number.kind is NumberKind.AMOUNT and any(
            noun.endswith("s") and noun in words for noun in number.nouns
        )
        if number.is_word or same:
            return bool(same) or not (counted or is_named)
    if is_changed and number.kind is NumberKind.SHARE:
        same = [one for one in same if not one.whole]
    if same or any(_is_same_share(number, one) for one in all_of if NumberKind.SHARE in (number.kind, one.kind)):
        return True
    if number.kind in (NumberKind.SHARE, NumberKind.MULTIPLE):
        has_other = any(
            one.kind in (NumberKind.SHARE, NumberKind.MULTIPLE) or _has_same_whole(number, one) for one in all_of
        )
        return not (is_changed or has_other)
    amounts = [one for one in all_of if not _YEAR.fullmatch(one.plain)]
    rounded = (fields.is_rounded(value, other) for value in number.values for one in amounts for other in one.values)
    return number.is_hedged and any(rounded)


def without_ratios(found: Sequence[Number], cited: Sequence[Number]) -> list[Number]:
    """Returns the numbers of our text without those of a ratio that is supported.

    Of another ratio, "1 in 3", each number counts for itself.
    """
    same = [one for one in found if one.is_ratio and any(_is_share_of(one, other) for other in cited)]
    return [
        one for one in found if not one.is_ratio and not any(ratio.start <= one.start < ratio.end for ratio in same)
    ]


def _is_share_of(ratio: Number, other: Number) -> bool:
    is_share = other.kind is NumberKind.SHARE
    return bool(ratio.values & other.values) if is_share else _is_same_share(ratio, other)


def _is_magnitude(number: Number, cited: Sequence[Number]) -> bool:
    """Returns True for "thousands", unless the paragraphs count such things otherwise."""
    least = min(number.values)
    most = least * (1000 if least >= 1000 else 10)
    alike = [
        one for one in cited if one.kind in (NumberKind.AMOUNT, NumberKind.MAGNITUDE) and _count_alike(number, one)
    ]
    is_same = (one.values == number.values or any(1.5 * least <= value < most for value in one.values) for one in alike)
    return not alike or any(is_same)


def _count_alike(one: Number, other: Number) -> bool:
    """Returns True if two numbers count things of the same name."""
    return not {*map(sentences.singular, one.nouns)}.isdisjoint(map(sentences.singular, other.nouns))


def _has_same_whole(one: Number, other: Number) -> bool:
    """Returns True for shares of the same things: "half" and "34 % of the lines"."""
    return not {*map(sentences.singular, one.whole)}.isdisjoint(map(sentences.singular, other.whole))


def _is_same_share(one: Number, other: Number) -> bool:
    """Returns True for a share such as "a third" and about as many per cent."""
    share, percentage = (one, other) if one.kind is NumberKind.SHARE else (other, one)
    margin = 4 if one.is_hedged or other.is_hedged else 2
    return "percent" in percentage.nouns and any(
        abs(100 * part - value) <= margin for part in share.values for value in percentage.values
    )


def find_nearest(number: Number, cited: Iterable[Number]) -> str | None:
    """Returns the number of the cited paragraphs that was probably meant, in digits."""
    apart = (NumberKind.SHARE, NumberKind.MAGNITUDE)
    same_kind = [one for one in cited if one.kind is number.kind or not {one.kind, number.kind} & {*apart}]
    alike = [one for one in same_kind if not number.is_small or _count_alike(number, one)]
    ranked = sorted(((_likeness(number, one), -one.start, one.plain) for one in alike), reverse=True)
    return ranked[0][2] if ranked and ranked[0][0] >= 0.5 else None


def find_things(number: Number, text: str) -> frozenset[str]:
    """Returns the names of what a number of a text counts, in the singular.

    They are nouns in the plural and units of money, weight and length. Ages, times, shares and ranges have none.
    """
    is_time = max(number.values) < 0
    if (
        number.kind is not NumberKind.AMOUNT
        or is_time
        or _RANGE_BEFORE.search(text[max(0, number.start - 24) : number.start])
    ):
        return frozenset()
    nouns = (noun for noun in number.nouns if noun in _PLURALS or sentences.singular(noun) != noun)
    found = {sentences.singular(noun) for noun in nouns} - _TIMES
    if number.start and text[number.start - 1] in _CURRENCIES:
        found.add(_CURRENCIES[text[number.start - 1]])
    return frozenset(found)


def is_unit(thing: str) -> bool:
    """Returns True for a unit of money, weight or length."""
    return thing in _UNITS_OF_MEASURE


def bound(number: Number, text: str) -> str:
    """Returns a number in digits, with `~`, `<` or `>` if it is not exact."""
    before = text[max(0, number.start - 24) : number.start]
    sign = ">" if _LEAST.search(before) else "<" if _MOST.search(before) else "~" if number.is_hedged else ""
    return sign + _plain(max(number.values))


def _likeness(number: Number, other: Number) -> float:
    """Returns how alike two numbers are, by what they count, their size and digits."""
    mine, theirs = max(number.values), max(other.values)
    size = float(min(mine, theirs) / max(mine, theirs)) if mine > 0 and theirs > 0 else 0.0
    a, b = (re.sub("[,.]", "", one.plain) for one in (number, other))
    same = sum(x == y for x, y in zip(a.rstrip("0"), b.rstrip("0"), strict=False)) / max(
        len(a.rstrip("0")), len(b.rstrip("0")), 1
    )
    same = 1.0 if sorted(a) == sorted(b) else same
    return (0.6 if _count_alike(number, other) else 0.0) + 0.5 * size + 0.5 * same
