"""The parts that pictures are put together from: places in per cent, and elements of SVG."""

from __future__ import annotations

from markupsafe import Markup

FULL = 10_000
"""The whole width or height, in hundredths of a per cent."""


def per_cent(place: int) -> str:
    """A place as an SVG length: 1250 is "12.5%"."""
    whole, rest = divmod(place, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") + "%"


def element(tag: str, inside: str = "", /, **attributes: str | int) -> Markup:
    """An element of SVG. The attributes are made here, never taken from the data: `class_` is `class`, `_` is `-`."""
    written = "".join(f' {name.rstrip("_").replace("_", "-")}="{value}"' for name, value in attributes.items())
    return Markup(f"<{tag}{written}>{inside}</{tag}>")


def glyph(x: int, y: str, path: str, **attributes: str | int) -> Markup:
    """A small shape that keeps its form wherever the picture stretches, drawn round the point at `x`, `y`."""
    return element("svg", element("path", d=path, **attributes), x=per_cent(x), y=y, overflow="visible")
