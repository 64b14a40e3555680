"""Countries and the words for their people, from the Unicode CLDR."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

from ..records import scales

_SHORT = {
    "US": ("United States", "U.S.", "US", "USA", "United States of America", "America"),
    "GB": ("United Kingdom", "U.K.", "UK", "Britain", "Great Britain"),
    "AE": ("United Arab Emirates", "U.A.E.", "UAE"),
    "CZ": ("Czech Republic",),
    "KP": ("North Korea",),
    "KR": ("South Korea",),
    "CD": ("Democratic Republic of Congo", "Congo"),
    "CG": ("Republic of Congo",),
    "BA": ("Bosnia",),
    "MM": ("Burma",),
    "TR": ("Turkey", "T\u00fcrkiye"),
    "VA": ("Vatican", "Holy See"),
    "CI": ("Ivory Coast",),
    "MO": ("Macau",),
    "HK": ("Hong Kong",),
    "PS": ("Palestine",),
}
"""Names in news that CLDR does not have, or has in another form."""
_CAPITALS = {
    "Washington": "US", "Moscow": "RU", "Beijing": "CN", "London": "GB", "Paris": "FR", "Berlin": "DE", "Rome": "IT", "Madrid": "ES",
    "Tokyo": "JP", "Seoul": "KR", "Pyongyang": "KP", "Taipei": "TW", "Hanoi": "VN", "Manila": "PH", "Jakarta": "ID", "Canberra": "AU",
    "Delhi": "IN", "New Delhi": "IN", "Islamabad": "PK", "Kabul": "AF", "Tehran": "IR", "Baghdad": "IQ", "Damascus": "SY",
    "Beirut": "LB", "Amman": "JO", "Riyadh": "SA", "Doha": "QA", "Abu Dhabi": "AE", "Cairo": "EG", "Tripoli": "LY", "Ankara": "TR",
    "Athens": "GR", "Kyiv": "UA", "Kiev": "UA", "Minsk": "BY", "Warsaw": "PL", "Prague": "CZ", "Budapest": "HU", "Bucharest": "RO",
    "Belgrade": "RS", "Vienna": "AT", "Bern": "CH", "Oslo": "NO", "Stockholm": "SE", "Helsinki": "FI", "Copenhagen": "DK",
    "Tbilisi": "GE", "Yerevan": "AM", "Baku": "AZ", "Ottawa": "CA", "Caracas": "VE", "Havana": "CU", "Pretoria": "ZA",
    "Nairobi": "KE", "Addis Ababa": "ET", "Khartoum": "SD", "Kigali": "RW", "Kinshasa": "CD", "Abuja": "NG",
}  # fmt: skip
"""Capitals that news writes for their governments."""
_SUFFIX = re.compile(r"(?:ians?|ans?|ese|ish|ic|is?|ers?|ch|ns?)$")


@cache
def country_codes() -> dict[str, str]:
    """Returns the name of each country in English -> its code of ISO 3166-1 alpha-2."""
    territories = Locale("en").territories
    named = {territories[code]: code for code in sorted(scales.COUNTRIES) if code in territories}
    return named | {name: code for code, names in _SHORT.items() for name in names}


def country_code(name: str) -> str | None:
    """Returns the code of a country by its name, with or without "the"."""
    return country_codes().get(name.removeprefix("the ").removeprefix("The "))


def capital_of(name: str) -> tuple[str, str] | None:
    """Returns the code and the name of the country with this capital."""
    code = _CAPITALS.get(name)
    return (code, _SHORT[code][0] if code in _SHORT else scales.country_name(code)) if code else None


def is_adjective_of(word: str, name: str) -> bool:
    """Returns True if a word is formed from a name: "Norwegian" from "Norway"."""
    if " " in name or len(word) < 4 or word == name or not _SUFFIX.search(word):
        return False
    stem = len(_common_prefix(word, name))
    return stem >= max(3, len(name) - 3) and len(word) >= stem + 1


@cache
def is_nationality(word: str) -> bool:
    """Returns True for the adjective of a country: "French", "Norwegian"."""
    return word in _OTHER_ADJECTIVES or any(is_adjective_of(word, name) for name in country_codes())


_OTHER_ADJECTIVES = frozenset(
    "American British Dutch Swiss Greek Danish Filipino Thai Welsh Scottish English Emirati Afghan Uzbek Kazakh Tajik "
    "Kyrgyz Turkmen Czech Slovak Slovene Serb Croat Bosniak Pole Dane Swede Finn Turk Palestinian Kurd Arab Korean".split()
)


def _common_prefix(one: str, other: str) -> str:
    length = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[:length]
