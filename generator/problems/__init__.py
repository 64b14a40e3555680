"""Problems of the data: their codes, their places, and how to correct them.

Every check returns problems; nothing raises at the first one.
"""

from .catalogue import ERROR_CATALOGUE
from .problem import BriefingError, Code, Finding, Problem, did_you_mean, escape_path, quote_value

__all__ = [
    "ERROR_CATALOGUE",
    "BriefingError",
    "Code",
    "Finding",
    "Problem",
    "did_you_mean",
    "escape_path",
    "quote_value",
]
