"""Charts as inline SVG, one module each: plain data in, markup out.

Names and titles are text beside a chart, made by templates. Positions are whole hundredths of a per cent, computed
without fractions, so that every machine makes the same bytes. A chart stretches with its page: positions in per cent
move apart, markers in pixels keep their form.
"""

from . import likelihood, locator, relations_map, timeline

__all__ = ["likelihood", "locator", "relations_map", "timeline"]
