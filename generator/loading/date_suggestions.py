"""Suggests the EDTF date that somebody meant: "Nov 2025" is 2025-11."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import date, timedelta

from ..records import dates

_MONTHS = {
    name: n
    for n, names in enumerate(
        (
            "jan ene gen \u044f\u043d\u0432", "feb fev fev \u0444\u0435\u0432", "mar maa mrz \u043c\u0430\u0440", "apr avr abr \u0430\u043f\u0440", "may mai mag mei maj \u043c\u0430\u0439 \u043c\u0430\u044f",
            "jun juin giu \u0438\u044e\u043d", "jul juil lug \u0438\u044e\u043b", "aug aou ago \u0430\u0432\u0433", "sep set \u0441\u0435\u043d", "oct okt ott out \u043e\u043a\u0442", "nov \u043d\u043e\u044f", "dec dez dic des \u0434\u0435\u043a",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
"""The first letters of the months in some languages, without accents."""
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_APPROXIMATE = re.compile(
    r"^(?:(?:about|around|circa|ca|approximately|approx|roughly)\b\.?|c\.?(?=[\s\d])|~)\s*|\s*\(?\b(?:approx\.?|circa)\)?$|~$",
    re.IGNORECASE,
)
_UNCERTAIN = re.compile(r"\b(?:maybe|probably|possibly|perhaps)\b|\(\?\)|(?<!^\d{3})(?<!\?)\?$|^\?", re.IGNORECASE)
_PREFIX = re.compile(r"^(?:(?:on|in|the|of|early|mid|middle|late|beginning|end)\b[ -]*)+", re.IGNORECASE)
_DASH = r"\s*[-\u2013\u2014]\s*"
_SINCE = re.compile(
    rf"(?:since|from|ab|seit|depuis)\s+(?P<a>.+)|(?P<b>.+?)(?:{_DASH}|\s+(?:to|until|or|and)\s+)(?:the\s+)?(?:present|now|today|ongoing|later|after)"
    rf"|(?P<c>\d{{4}}){_DASH}",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"(?:until|till|to|by|bis)\s+(.+)", re.IGNORECASE)
_BETWEEN = re.compile(r"\s+(?:to|until|till|through|and|or|bis|-)\s+|\s*(?:[\u2013\u2014]|\.\.)\s*", re.IGNORECASE)
_ORDINAL = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|er|\.(?=\s))", re.IGNORECASE)
_NUMBERS = {"first": "1", "second": "2", "third": "3", "fourth": "4"}
_PART_OF_YEAR = re.compile(
    r"(?:(\d{4})\W*)?(?:(q|h)([1-4])|([1-4])\s*(q|h)(?:uarter|alf)?)\W*(?:(?:of|in)\s+)?(\d{4}|\d\d)?", re.IGNORECASE
)


def suggest_dates(text: str) -> tuple[str, ...]:
    """Returns the valid dates that a text can mean, most often one or none.

    Two are returned for numbers such as 05/06/2026, whose order is not known.
    """
    text = unicodedata.normalize("NFKC", text).strip(" .\"'\u201c\u201d\u2018\u2019")
    text = "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text)[:60]
    text = re.sub("%$", "?~", _PREFIX.sub("", text))
    plain = _APPROXIMATE.sub("", text)
    certain = _UNCERTAIN.sub("", plain).strip()
    doubt = {(1, 0): "~", (0, 1): "?", (1, 1): "%"}.get((plain != text, certain != plain), "")
    return _valid(re.sub(r"[\dX-]+(?![\dX?~%-])", rf"\g<0>{doubt}", one) for one in _undoubted(certain))


def _undoubted(text: str) -> tuple[str, ...]:
    """Returns the dates, valid or not, that a text without words of doubt can mean."""
    if found := _years(text) or _other_edtf(text) or _valid(_single(text)):
        return found
    if since := _SINCE.fullmatch(text):
        return tuple(f"{end}/.." for end in suggest_dates(since["a"] or since["b"] or since["c"]))
    if until := _UNTIL.fullmatch(text):
        return tuple(f"../{end}" for end in suggest_dates(until[1]))
    bare = re.sub(r"^(?:from|between)\s+", "", text, flags=re.IGNORECASE)
    ends = _BETWEEN.split(bare)
    if len(ends) == 1 and re.search(r"[^\W\d]", bare):
        ends = re.split("[-/]", bare)
    if len(ends) != 2:
        return ()
    form = "[{}..{}]" if re.search(r"\sor\s", bare) else "{}/{}"
    first, last = _completed(*ends), _completed(*reversed(ends))
    return tuple(form.format(a, b) for a in suggest_dates(first) for b in suggest_dates(last))


def _completed(end: str, other: str) -> str:
    """Completes one end of a range with the month and the year of the other."""
    words, year = re.findall(r"[^\W\d_]+", end), re.search(r"\d{4}", other)
    month = next((one for one in re.findall(r"[^\W\d_]+", other) if _month(one)), "")
    if re.search(r"\b\d{1,2}\b", end) and not any(map(_month, words)):
        end = f"{end} {month}"
    return f"{end} {year[0]}" if year and not re.search(r"\d{4}", end) else end


def _other_edtf(text: str) -> tuple[str, ...]:
    """Returns the dates for forms of EDTF and ISO 8601 outside our subset."""
    if unknown := re.fullmatch(r"(\d{4}(?:-\d\d)??)(?:-(?:XX|uu|\?\?|00|[0-3]X)){1,2}", text, re.IGNORECASE):
        return (unknown[1],)
    if decade := re.fullmatch(r"(\d{2,3})[xu?-]{1,2}", text, re.IGNORECASE):
        return (decade[1].ljust(4, "X"),)
    if half := re.fullmatch(r"(?:open)?/([^/]+)|([^/]+)/(?:open)?", text, re.IGNORECASE):
        return (f"../{half[1]}",) if half[1] else (f"{half[2]}/..",)
    if members := re.fullmatch(r"[\[{]([^\[\]{}]+)[\]}]", text):
        found = sorted(one.strip() for one in re.split(r",|\.\.", members[1]) if one.strip())
        return (f"[{found[0]}..{found[-1]}]",) if len(found) > 1 else ()
    if short := re.fullmatch(r"(\d{4}-\d\d(?:-\d\d)?)/(\d\d(?:-\d\d)?)", text):
        return (f"{short[1]}/{short[1][: -len(short[2])]}{short[2]}",)
    if re.fullmatch(r"\d{4}-?W[0-5]\d", text, re.IGNORECASE):
        with suppress(ValueError, OverflowError):
            monday = date.fromisoformat(f"{text[:4]}-{text[-3:].upper()}-1")
            return (f"[{monday}..{monday + timedelta(days=6)}]",)
    return ()


def _years(text: str) -> tuple[str, ...]:
    """Returns the dates for short years, such as 1922-23 or winter 1922/23."""
    years = re.fullmatch(
        rf"(winter\s+(?:of\s+)?)?(\d{{4}})(?:{_DASH}|\s*/\s*|\s+to\s+)(\d{{1,2}}|\d{{4}})", text, re.IGNORECASE
    )
    if not years:
        return ()
    if years[1]:
        return (f"{years[2]}-24",)
    first, last = int(years[2]), int(years[2][: 4 - len(years[3])] + years[3])
    if len(years[3]) == 2 and first - last > 90:
        last += 100  # 1999-00
    month = f"{years[2]}-{years[3].zfill(2)}" if re.search("[-/]", text) and 0 < int(years[3]) <= 12 else ""
    is_span = last == first + 1 if month and len(years[3]) == 1 else last > first
    return tuple(filter(None, (month, f"{first:04}/{last:04}" if is_span else "")))


def _single(text: str) -> tuple[str, ...]:
    """Returns the dates without doubt that a text can mean, valid or not."""
    text = re.sub(r"'(\d\d)\b(?!s)", lambda year: _full_year(year[1]), text)
    text = re.sub(
        "|".join(_NUMBERS), lambda word: _NUMBERS[word[0].lower()], _ORDINAL.sub(r"\1", text), flags=re.IGNORECASE
    )
    if decade := re.fullmatch(r"(\d\d)?'?(\d)0'?s", text):
        centuries = (decade[1],) if decade[1] else ("19", "20") if decade[2] < "3" else ("19",)
        century = (f"{decade[1]}XX",) if decade[1] and decade[2] == "0" else ()
        return (*(f"{one}{decade[2]}X" for one in centuries), *century)
    if hundred := re.fullmatch(r"(\d\d)\s*(?:century|cent\.?|c\.?)", text, re.IGNORECASE):
        return (f"{int(hundred[1]) - 1:02}XX",)
    part = _PART_OF_YEAR.fullmatch(text)
    if part and bool(part[1]) != bool(part[6]):
        n, months = int(part[3] or part[4]), 3 if (part[2] or part[5]) in "qQ" else 6
        year = part[1] or _full_year(part[6])
        return (f"{year}-{(n - 1) * months + 1:02}/{year}-{n * months:02}",)
    if re.fullmatch(r"[2-5]\d{4}", text):  # the number of a day in spreadsheets
        return (str(date(1899, 12, 30) + timedelta(days=int(text))),)
    if month := re.fullmatch(r"([^\W\d]{3,})-(\d\d)", text):  # Sep-23 is how Excel shows 2023-09
        return (f"{_full_year(month[2])}-{_month(month[1]) or 0:02}",)
    if re.fullmatch(r"\d{6}|\d{8}", text):
        return ("-".join(filter(None, (text[:4], text[4:6], text[6:]))),)
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
        return (text,)
    text = re.sub(r"[T ]\d{1,2}:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:?\d\d)?$", "", text)
    east_asian = re.fullmatch(
        r"(\d{4})[\u5e74\ub144]\s*(?:(\d{1,2})[\u6708\uc6d4])?\s*(?:(\d{1,2})[\u65e5\uc77c])?", text
    )
    numbers = east_asian or re.fullmatch(r"(\d{4})[-/. ](\d{1,2})(?:[-/. ](\d{1,2}))?", text)
    if numbers:
        return ("-".join(part.zfill(2) for part in numbers.groups() if part),)
    numbers = re.fullmatch(r"(\d{1,2})[-/. ]+(\d{1,2})(?:[-/. ]+(\d{4})|[/.](\d\d))", text)
    if numbers:
        a, b, year = numbers[1].zfill(2), numbers[2].zfill(2), numbers[3] or _full_year(numbers[4])
        return (f"{year}-{b}-{a}",) if a == b or "." in text else (f"{year}-{b}-{a}", f"{year}-{a}-{b}")
    numbers = re.fullmatch(r"(\d{1,2})[-/. ](\d{4})", text)
    if numbers:
        return (f"{numbers[2]}-{numbers[1].zfill(2)}",)
    words = re.findall(r"[^\W\d_]+|\d+", text)
    found = [one for one in map(_month, words) if one]
    years = [one for one in words if re.fullmatch(r"\d{4}", one)]
    days = [one.zfill(2) for one in words if re.fullmatch(r"\d{1,2}", one)]
    names = [
        one for one in words if one[0].isalpha() and not _month(one) and one.lower() not in ("of", "de", "the", "di")
    ]
    if len(found) != 1 or len(years) != 1 or len(days) > 1 or len(names) > 1:
        return ()
    return ("-".join((years[0], f"{found[0]:02}", *days)),)


def _full_year(year: str) -> str:
    """Returns a year of two or four digits with all four."""
    return year if len(year) > 2 else ("20" if year < "50" else "19") + year


def _month(word: str) -> int | None:
    """Returns the number of the month or season (21 to 24) with this name, or None."""
    plain = "".join(
        one for one in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(one) or one == "\u0306"
    )
    plain = unicodedata.normalize("NFC", plain)
    if plain in _SEASONS:
        return _SEASONS[plain]
    return next((n for name, n in _MONTHS.items() if len(plain) >= 3 and plain.startswith(name)), None)


def _valid(found: object) -> tuple[str, ...]:
    kept: dict[str, None] = {}
    for one in found:  # type: ignore[attr-defined]
        try:
            dates.parse(one)
        except dates.DateError:
            continue
        kept[one] = None
    return tuple(kept)
