"""Suggests the EDTF date that somebody meant: "Nov 2025" is 2025-11."""

from __future__ import annotations

import re
import unicodedata

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
_APPROXIMATE = re.compile(r"^(?:about|around|circa|ca?\.?|approximately|approx\.?|roughly|~)\s*", re.IGNORECASE)
_PREFIX = re.compile(r"^(?:on|in|the|of|early|mid|late)\b[ -]*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s+(?:to|until|till|through|and|bis|-|\u2013|\u2014)\s+|\s*(?:\u2013|\u2014)\s*", re.IGNORECASE)
_ORDINAL = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th|er|\.(?=\s))", re.IGNORECASE)


def suggest_dates(text: str) -> tuple[str, ...]:
    """Returns the valid dates that a text can mean, most often one or none.

    Two are returned for numbers such as 05/06/2026, whose order is not known.
    """
    text = unicodedata.normalize("NFKC", text).strip(" .\"'\u201c\u201d\u2018\u2019")
    text = "".join(str(unicodedata.decimal(one)) if one.isdecimal() else one for one in text)[:60]
    if other := _other_edtf(text):
        return _valid(other)
    since = re.fullmatch(r"(?:since|from|ab|seit|depuis)\s+(.+)", text, re.IGNORECASE)
    until = re.fullmatch(r"(?:until|till|to|by|bis)\s+(.+)", text, re.IGNORECASE)
    if (since or until) and not _BETWEEN.search(text):
        ends = suggest_dates((since or until)[1])  # type: ignore[index]
        return _valid(f"{end}/.." if since else f"../{end}" for end in ends)
    parts = _BETWEEN.split(re.sub(r"^(?:from|between)\s+", "", text, flags=re.IGNORECASE))
    if len(parts) == 2:
        year = re.search(r"\d{4}", parts[1])
        first = parts[0] if re.search(r"\d{4}", parts[0]) or not year else f"{parts[0]} {year[0]}"
        if first.split()[0].isdecimal() and len(first.split()) == 2 and len(first.split()[0]) < 3:
            first = re.sub(r"\d{1,2}", first.split()[0], parts[1], count=1)  # "5-7 Nov 2025"
        return _valid(f"{a}/{b}" for a in suggest_dates(first) for b in suggest_dates(parts[1]))
    bare = _APPROXIMATE.sub("", text)
    doubt = "~" if bare != text else "?" if re.search(r"\?$|\bmaybe\b|\bprobably\b", bare) else ""
    bare = re.sub(r"\b(?:maybe|probably)\b|\?$", "", bare).strip()
    return _valid(one + doubt for one in _single(_ORDINAL.sub(r"\1", bare)))


def _other_edtf(text: str) -> tuple[str, ...]:
    """Returns the dates for forms of EDTF and ISO 8601 that are not in our subset."""
    if unknown := re.fullmatch(r"(\d{4}(?:-\d\d)?)(?:-(?:XX|uu|\?\?)){1,2}", text, re.IGNORECASE):
        return (unknown[1],)
    if re.fullmatch(r"\d{2,3}[xu]{1,2}", text):
        return (text.upper().replace("U", "X"),)
    if half := re.fullmatch(r"(?:open)?/([^/]+)|([^/]+)/(?:open)?", text, re.IGNORECASE):
        return (f"../{half[1]}",) if half[1] else (f"{half[2]}/..",)
    if members := re.fullmatch(r"[\[{]([^\[\]{}]+)[\]}]", text):
        found = sorted(one.strip() for one in re.split(r",|\.\.", members[1]) if one.strip())
        return (f"[{found[0]}..{found[-1]}]",) if len(found) > 1 else ()
    years = re.fullmatch(r"(\d\d)(\d\d) *[-/\u2013\u2014] *(\d\d)?(\d\d)", text)
    if years and (years[3] or years[4] > years[2]):
        span = f"{years[1]}{years[2]}/{years[3] or years[1]}{years[4]}"
        return (f"{years[1]}{years[2]}-{years[4]}", span) if not years[3] and years[4] <= "12" else (span,)
    return ()


def _single(text: str) -> tuple[str, ...]:
    """Returns the dates without doubt that a text can mean, valid or not."""
    decade = re.fullmatch(r"(?:the\s+)?(\d{3})0'?s", text)
    if decade:
        return (f"{decade[1]}X",)
    quarter = re.fullmatch(r"Q([1-4])[ /]*(\d{4})|(\d{4})[ /-]*Q([1-4])", text, re.IGNORECASE)
    if quarter:
        n, year = int(quarter[1] or quarter[4]), quarter[2] or quarter[3]
        return (f"{year}-{n * 3 - 2:02}/{year}-{n * 3:02}",)
    if re.fullmatch(r"\d{8}", text):
        return (f"{text[:4]}-{text[4:6]}-{text[6:]}",)
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
        return (text,)
    text = re.sub(r"[T ]\d{1,2}:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:?\d\d)?$", "", text)
    east_asian = re.fullmatch(
        r"(\d{4})[\u5e74\ub144]\s*(?:(\d{1,2})[\u6708\uc6d4])?\s*(?:(\d{1,2})[\u65e5\uc77c])?", text
    )
    numbers = east_asian or re.fullmatch(r"(\d{4})[-/. ](\d{1,2})(?:[-/. ](\d{1,2}))?", text)
    if numbers:
        return ("-".join(part.zfill(2) for part in numbers.groups() if part),)
    numbers = re.fullmatch(r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4})", text)
    if numbers:
        a, b, year = numbers[1].zfill(2), numbers[2].zfill(2), numbers[3]
        return (f"{year}-{b}-{a}",) if a == b or "." in text else (f"{year}-{b}-{a}", f"{year}-{a}-{b}")
    numbers = re.fullmatch(r"(\d{1,2})[-/. ](\d{4})", text)
    if numbers:
        return (f"{numbers[2]}-{numbers[1].zfill(2)}",)
    words = re.findall(r"[^\W\d_]+|\d+", _PREFIX.sub("", text))
    found = [one for one in map(_month, words) if one]
    years = [one for one in words if re.fullmatch(r"\d{4}", one)]
    days = [one.zfill(2) for one in words if re.fullmatch(r"\d{1,2}", one)]
    names = [
        one for one in words if one[0].isalpha() and not _month(one) and one.lower() not in ("of", "de", "the", "di")
    ]
    if len(found) != 1 or len(years) != 1 or len(days) > 1 or len(names) > 1:
        return ()
    return ("-".join((years[0], f"{found[0]:02}", *days)),)


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
