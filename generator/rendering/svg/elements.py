"""Elements of SVG, and positions in per cent."""

from __future__ import annotations

from markupsafe import Markup

FULL = 10_000
"""The full width or height, in hundredths of a per cent."""


def percent(position: int) -> str:
    """Writes a position as an SVG length: 1250 is "12.5%"."""
    whole, rest = divmod(position, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") + "%"


def element(tag: str, inside: str = "", /, **attributes: str | int) -> Markup:
    """Writes an element of SVG.

    In the names of attributes `class_` is `class` and `_` is `-`. No attribute comes from the data.
    """
    text = "".join(f' {name.rstrip("_").replace("_", "-")}="{value}"' for name, value in attributes.items())
    return Markup(f"<{tag}{text}>{inside}</{tag}>")


def draw_marker(x: int, y: str, path: str, **attributes: str | int) -> Markup:
    """Draws a small shape around a point; it keeps its form when the chart stretches."""
    return element("svg", element("path", d=path, **attributes), x=percent(x), y=y, overflow="visible")
