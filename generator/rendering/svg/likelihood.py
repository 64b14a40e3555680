"""Likelihood bars: the range of a term in per cent, and the axis below them."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from .elements import element, percent

LABEL_MARGIN = 10
"""Bounds nearer to an end than this, in per cent, are ticks without a number."""


def draw_bar(low: int, high: int, bounds: Sequence[int]) -> Markup:
    """Draws the range from `low` to `high` per cent, with a tick at each bound."""
    track = element("rect", width="100%", height="100%", class_="br-bar__track")
    fill = element(
        "rect", x=percent(100 * low), width=percent(100 * (high - low)), height="100%", class_="br-bar__fill"
    )
    ticks = Markup("").join(_tick(bound) for bound in bounds)
    words = f"from {low} to {high} per cent"
    return element("svg", track + fill + ticks, class_="br-bar", width="100%", role="img", aria_label=words)


def draw_axis(bounds: Sequence[int]) -> Markup:
    """Draws the numbers below the bars."""
    shown = [bound for bound in bounds if LABEL_MARGIN <= bound <= 100 - LABEL_MARGIN]
    labels = Markup("").join(element("text", f"{bound} %", x=percent(100 * bound), y="0.85em") for bound in shown)
    return element("svg", labels, class_="br-bar__axis", width="100%", aria_hidden="true")


def _tick(bound: int) -> Markup:
    x = percent(100 * bound)
    return element("line", x1=x, x2=x, y1=0, y2="100%", class_="br-bar__tick")
