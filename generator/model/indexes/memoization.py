"""Results that are computed once per briefing."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, TypeVar, TypeVarTuple, Unpack

if TYPE_CHECKING:
    from ..briefing import Briefing

Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")


def memoize(
    function: Callable[[Briefing, Unpack[Arguments]], Result],
) -> Callable[[Briefing, Unpack[Arguments]], Result]:
    """Makes a pure function of a briefing compute each result once.

    Results are cached as long as the briefing exists, so they must not refer to it. Further
    arguments must be hashable.
    """

    @wraps(function)
    def memoized(briefing: Briefing, *arguments: *Arguments) -> Result:
        key = function, *arguments
        if key not in briefing.memoized:
            briefing.memoized[key] = function(briefing, *arguments)
        result: Result = briefing.memoized[key]
        return result

    return memoized
