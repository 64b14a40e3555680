"""What can be wrong with the data, where it is, and how to correct it.

Every check returns problems; nothing raises at the first one.
"""

from .catalogue import MEANINGS
from .problem import BriefingError, Code, Finding, Problem, did_you_mean, shown, visible

__all__ = [
    "MEANINGS",
    "BriefingError",
    "Code",
    "Finding",
    "Problem",
    "did_you_mean",
    "shown",
    "visible",
]
