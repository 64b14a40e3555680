"""Coordinates: latitude and longitude of WGS 84 in decimal degrees, as text."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

_NUMBER = r"[-\u2212]?[0-9]{1,3}(?:\.[0-9]{1,8})?"
_PAIR = re.compile(rf"\s*({_NUMBER})\s*,\s*({_NUMBER})\s*")
_FORM = 'latitude, then longitude, in decimal degrees, such as "43.1, 131.9": south and west are negative'


def _join(value: Any) -> Any:
    """Returns a list of numbers as text."""
    if isinstance(value, list) and all(type(one) in (int, float) for one in value):
        return ", ".join(map(str, value))
    return value if isinstance(value, str) or value is None else str(value)


def _validate(value: str) -> str:
    found = _PAIR.fullmatch(value)
    if not found:
        raise ValueError(f"is not a pair of coordinates: {_FORM}")
    latitude, longitude = (one.replace("\u2212", "-") for one in found.groups())
    if abs(float(latitude)) > 90:
        swapped = abs(float(longitude)) <= 90 and abs(float(latitude)) <= 180
        hint = f'; latitude comes first: did you mean "{longitude}, {latitude}"?' if swapped else ""
        raise ValueError(f"has the latitude {latitude}, which is not between -90 and 90{hint}")
    if abs(float(longitude)) > 180:
        raise ValueError(f"has the longitude {longitude}, which is not between -180 and 180")
    return f"{latitude}, {longitude}"


Coordinates = Annotated[
    str,
    BeforeValidator(_join),
    AfterValidator(_validate),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": rf"^\s*{_NUMBER}\s*,\s*{_NUMBER}\s*$"},
                {
                    "type": "array",
                    "items": {"type": "number", "minimum": -180, "maximum": 180},
                    "minItems": 2,
                    "maxItems": 2,
                },
            ]
        }
    ),
    Field(examples=["43.1, 131.9"]),
]


def latitude_longitude(text: str) -> tuple[str, str]:
    """Returns the two numbers of coordinates as they are written."""
    latitude, _, longitude = text.partition(", ")
    return latitude, longitude


def coordinate_words(text: str) -> str:
    """Returns coordinates as they are printed: "43.1° N, 131.9° E"."""
    parts = zip(latitude_longitude(text), ("NS", "EW"), strict=True)
    return ", ".join(f"{number.lstrip('-')}°\N{NO-BREAK SPACE}{letters[number[0] == '-']}" for number, letters in parts)
