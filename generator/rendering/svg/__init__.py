"""Pictures as inline SVG, a module each: plain data in, markup out; words stand beside them as text, made by templates.

Positions are whole numbers of hundredths of a per cent, worked out without fractions: the same bytes on every machine.
A picture stretches with its page: what is placed in per cent moves apart, what is drawn in pixels keeps its form.
"""

from . import likelihood, relations_map, timeline

__all__ = ["likelihood", "relations_map", "timeline"]
