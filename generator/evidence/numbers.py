"""Finds the numbers of a text: digits of every script, and English words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import takewhile

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
_SCALES = {"hundred": 100, "dozen": 12, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_ORDINALS = {
    word: value
    for value, word in enumerate(
        "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
        "seventeenth eighteenth nineteenth twentieth".split(),
        3,
    )
}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_MULTIPLES: dict[str, int | Fraction] = {"doubl": 2, "twice": 2, "twofold": 2, "tripl": 3, "threefold": 3, "quadrupl": 4, "fourfold": 4, "halv": Fraction(1, 2)}  # fmt: skip
_SCALES_ABROAD = (
    (
        r"millions?|millionen|mln|mn|млн|миллион\w*|milion\w*|millon(?:es)?|millón|milhão|milhões|milion[ie]|miljoen",
        10**6,
    ),
    (r"billion|bn|milliarden?|milliards?|mrd|млрд|миллиард\w*|miliard\w*|miljard", 10**9),
    (r"thousand|tausend|mille|mila|mil|duizend|тыс|тысяч\w*|tys|tusen", 10**3),
    (r"trillion|tn", 10**12),
    ("hundred", 100),
    ("dozen", 12),
    ("lakh", 10**5),
    ("crore", 10**7),
    ("[\u4e07\u842c\ub9cc]", 10**4),
    ("[\u5104\u4ebf\uc5b5]", 10**8),
    ("[\u5343\ucc9c]", 10**3),
)
"""Words after digits, in several languages; `m` and `k` may mean a unit, too."""
_SCALE = re.compile(r"[ -]?(?:" + "|".join(f"({word})" for word, _ in _SCALES_ABROAD) + r")(?![a-zà-ÿ])", re.IGNORECASE)
_LETTER_SCALE = re.compile(r"(?:([mM])|([kK]))\b")
_DIGITS = re.compile(
    r"(?<![A-Za-z\u00c0-\u024f0-9])(?<![A-Za-z]-)(?<![0-9][.,:])"
    r"(?:[0-9]{1,3}(?:[ '][0-9]{3})+(?![0-9])|[0-9]+)(?:[.,:][0-9]+)*"
)
_SEPARATORS = str.maketrans("\u066b\u066c\uff0c\uff0e", ".,,.")
_ORDINAL_END = re.compile(r"(?:st|nd|rd|th)\b")
_RANGE = re.compile(r" ?(?:-|to|and|or) ?")
_WORD = "|".join((*_UNITS, *_TENS, *_SCALES))
_WORDS = re.compile(
    r"\b(?:(?P<ratio>(?:one|two|three|four|five|six|seven|eight|nine) (?:in|out of) (?:three|four|five|ten|twenty))"
    r"|(?P<share>(?:an? |one |two |three |four |nine )?(?:half|thirds?|quarters?|fifths?|tenths?)(?= of\b|(?<=half) (?:the|its|their)\b))"
    r"|(?P<parts>(?:two|three|four|nine)[ -](?:thirds|quarters|fifths|tenths))"
    rf"|half an? (?P<half>{'|'.join(_SCALES)})|(?:a (?=(?:{'|'.join(_SCALES)})\b))?(?P<words>(?:{_WORD})(?:(?: and |[ -])(?:{_WORD})){{0,12}})"
    rf"|(?P<ordinal>{'|'.join(_ORDINALS)})"
    rf"|(?P<multiple>(?:{'|'.join(_MULTIPLES)})\w*))\b",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?:about|around|some|roughly|nearly|almost|more than|over|under|below|above|fewer than|less than|at least|at most|up to|"
    r"approximately|close to|an estimated|as many as|as much as|well over|just over|just under)(?: [^\w\s])?\s?[^\w\s]?$",
    re.IGNORECASE,
)
_PERCENT = re.compile(" ?(?:%|per ?cent)", re.IGNORECASE)
_NEXT_WORDS = re.compile(r"(?: of(?: (?:the|its|their|these|those|them))?)?((?:[ -][^\W\d_]+){1,3})")
_STOPWORDS = frozenset(
    "the of its their his her our other others more less than such that this these those a an in on at by for from with and or as per to were "
    "was are is have has had been be".split()
)
_MEASURES = frozenset(
    "second minute hour day week month year decade percent time metre meter mile kilometre kilometer".split()
)
_DIGITS_MAX = 25
"""Longer runs of digits are identifiers."""
SMALL = 12
"""Words up to this number often count what the editor found."""


class Kind(StrEnum):
    """The ways in which a number is used."""

    AMOUNT = "amount"
    ORDINAL = "ordinal"
    SHARE = "share"
    MULTIPLE = "multiple"


@dataclass(frozen=True)
class Number:
    """A number with the values that it may mean: `310.000` is 310,000 or 310.

    `nouns` are the words after it, `plain` is the number in digits: 310,000.
    """

    start: int
    end: int
    values: frozenset[Fraction]
    kind: Kind
    nouns: frozenset[str]
    plain: str
    is_word: bool = False
    is_hedged: bool = False

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
    found = [*_in_digits(plain)]
    taken = [(one.start, one.end) for one in found]
    found += (one for one in _in_words(plain) if not any(one.start < end and start < one.end for start, end in taken))
    return sorted(found, key=lambda one: one.start)


def _in_digits(text: str) -> Iterator[Number]:
    next_start, next_factors = len(text), {1}
    for match in reversed([*_DIGITS.finditer(text)]):
        end, factors = match.end(), {1}
        scale, letter = _SCALE.match(text, end), _LETTER_SCALE.match(text, end)
        if scale and scale.lastindex:
            factors, end = {_SCALES_ABROAD[scale.lastindex - 1][1]}, scale.end()
        elif letter:
            factors, end = {1, 10**6 if letter[1] else 10**3}, letter.end()
        elif _RANGE.fullmatch(text, end, next_start):
            factors = {1, *next_factors}
        next_start, next_factors = match.start(), factors
        values = {value * factor for value in _readings(match.group()) for factor in factors}
        kind = Kind.ORDINAL if _ORDINAL_END.match(text, end) else Kind.AMOUNT
        if values:
            plain = match.group().replace(" ", ",") if factors == {1} else _plain(max(values))
            yield _number(text, match.start(), end, values, kind, plain)


def _readings(digits: str) -> Iterator[Fraction]:
    """Yields the values that digits with separators may mean."""
    digits = digits.replace(" ", "").replace("'", "")
    if len(digits) > _DIGITS_MAX:
        return
    groups = re.split("[.,:]", digits)
    separators = re.findall("[.,:]", digits)
    if len(groups) == 2 and len(groups[1]) == 2 and separators[0] != ",":
        # Perhaps a time of the day, which is no amount.
        yield -(60 * Fraction(int(groups[0]) % 12) + int(groups[1])) - 10**6
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


def _in_words(text: str) -> Iterator[Number]:
    for match in _WORDS.finditer(text):
        span, word = match.span(), match.group().casefold()
        if match["half"]:
            yield _number(text, *span, {Fraction(_SCALES[match["half"].casefold()], 2)}, Kind.AMOUNT)
        elif match["ratio"]:
            count, *_, of = word.split(" ")
            yield _share(text, span, Fraction(_UNITS[count], _UNITS.get(of) or _TENS[of]))
        elif match["ordinal"]:
            yield _number(text, *span, {Fraction(_ORDINALS[word])}, Kind.ORDINAL)
        elif match["share"] or match["parts"]:
            parts = re.split("[ -]", word)
            yield _share(text, span, Fraction(_UNITS.get(parts[0], 1), _PARTS[parts[-1].removesuffix("s")]))
        elif match["multiple"]:
            times = next(times for begin, times in _MULTIPLES.items() if word.startswith(begin))
            yield _number(text, *span, {Fraction(times)}, Kind.MULTIPLE)
        elif word != "one" and word != "zero":
            value = _value(re.findall("[a-z]+", match["words"].casefold()))
            is_alone = word in _SCALES
            if value is not None and not is_alone:
                yield _number(text, *span, {Fraction(value)}, Kind.AMOUNT)


def _share(text: str, span: tuple[int, int], share: Fraction) -> Number:
    return _number(text, *span, {share}, Kind.SHARE, f"{share.numerator}/{share.denominator}")


def _value(words: Iterable[str]) -> int | None:
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


def _number(text: str, start: int, end: int, values: set[Fraction], kind: Kind, plain: str = "") -> Number:
    nouns = _nouns(text, end + 2 * (kind is Kind.ORDINAL and bool(_ORDINAL_END.match(text, end))))
    if "decade" in map(sentences.singular, nouns):
        values |= {10 * value for value in values}  # of years
    if _PERCENT.match(text, end):
        nouns |= {"percent"}
    is_hedged = bool(_HEDGE.search(text[max(0, start - 24) : start]))
    return Number(
        start,
        end,
        frozenset(values),
        kind,
        nouns,
        plain or _plain(max(values)),
        not plain or kind is Kind.SHARE,
        is_hedged,
    )


def _nouns(text: str, end: int) -> frozenset[str]:
    """Returns the words after a number that may name what it counts."""
    after = _NEXT_WORDS.match(text, end)
    words = re.split("[ -]", after[1].strip(" -").casefold()) if after else []
    return frozenset(takewhile(lambda word: word not in _STOPWORDS, words))


def is_supported(number: Number, cited: Iterable[Number], words: Collection[str]) -> bool:
    """Returns True if numbers and words of the cited paragraphs explain a number.

    A small number in words may count what the paragraphs list. It is unsupported only if they count the same thing
    otherwise, or name it without a number.
    """
    all_of = [*cited]
    same = [
        one
        for one in all_of
        if number.values & one.values and Kind.SHARE not in {number.kind, one.kind} - {number.kind}
    ]
    if number.is_small and number.kind in (Kind.AMOUNT, Kind.ORDINAL):
        counted = [one for one in all_of if one.kind is number.kind and _count_alike(number, one)]
        same = [one for one in same if one.kind is number.kind and (not counted or one in counted or not one.nouns)]
        is_named = number.kind is Kind.AMOUNT and any(noun.endswith("s") and noun in words for noun in number.nouns)
        if number.is_word or same:
            return bool(same) or not (counted or is_named)
    if same or any(_is_same_share(number, one) for one in all_of if Kind.SHARE in (number.kind, one.kind)):
        return True
    if number.kind in (Kind.SHARE, Kind.MULTIPLE):
        return not any(one.kind in (Kind.SHARE, Kind.MULTIPLE) for one in all_of)
    rounded = (_is_rounded(value, other) for value in number.values for one in all_of for other in one.values)
    return number.is_hedged and any(rounded)


def _count_alike(one: Number, other: Number) -> bool:
    """Returns True if two numbers count things of the same name."""
    return not {*map(sentences.singular, one.nouns)}.isdisjoint(map(sentences.singular, other.nouns))


def _is_same_share(one: Number, other: Number) -> bool:
    """Returns True for a share such as "a third" and about as many per cent."""
    share, percentage = (one, other) if one.kind is Kind.SHARE else (other, one)
    margin = 4 if one.is_hedged or other.is_hedged else 2
    return "percent" in percentage.nouns and any(
        abs(100 * part - value) <= margin for part in share.values for value in percentage.values
    )


def _is_rounded(value: Fraction, exact: Fraction) -> bool:
    """Returns True if a value is another, rounded to fewer digits in either direction."""
    if value < 10 or exact < 10 or value.denominator > 1:
        return False
    step = 10 ** (len(str(value.numerator)) - len(str(value.numerator).rstrip("0") or "0"))
    return step > 1 and abs(value - exact) < step and bool(exact.numerator % (step * exact.denominator))


def find_nearest(number: Number, cited: Iterable[Number]) -> str | None:
    """Returns the number of the cited paragraphs that was probably meant, in digits."""
    same_kind = [one for one in cited if (one.kind is Kind.SHARE) == (number.kind is Kind.SHARE)]
    alike = [one for one in same_kind if not number.is_small or _count_alike(number, one)]
    ranked = sorted(((_likeness(number, one), -one.start, one.plain) for one in alike), reverse=True)
    return ranked[0][2] if ranked and ranked[0][0] >= 0.5 else None


def find_other_count(number: Number, cited: Iterable[Number]) -> str | None:
    """Returns another number of the same things in the cited paragraphs, in digits.

    Units of time and shares are no things: each may measure something else.
    """
    things = {*map(sentences.singular, number.nouns)} - _MEASURES
    alike = [
        one
        for one in cited
        if one.kind is number.kind is Kind.AMOUNT and things & {*map(sentences.singular, one.nouns)}
    ]
    return alike[0].plain if alike and not number.is_small else None


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
