"""Suggests the most similar id for one that no record has."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..problems import did_you_mean
from ..records import fields
from .load_result import Loaded

_COMPARISONS = 200_000
"""The number of ids that are compared at most, however many references are wrong."""


class IdSuggestions:
    """The ids that references of each type may name, and suggestions among them."""

    def __init__(self, loaded: Loaded) -> None:
        self._known = loaded.known_ids
        self._allowed: dict[fields.RefTo, Mapping[str, str]] = {}
        self._guesses: dict[tuple[fields.RefTo, str], str | None] = {}
        self._left = _COMPARISONS

    def allowed(self, to: fields.RefTo) -> Mapping[str, str]:
        """Returns the ids with their files, and the words that may stand for an id."""
        if to not in self._allowed:
            ids = {
                one: where
                for one, (kind, where, _) in self._known.items()
                if to.allows(kind) and re.fullmatch(fields.ID_PATTERN, one)
            }
            self._allowed[to] = ids | dict.fromkeys(to.alternatives, "")
        return self._allowed[to]

    def guess(self, to: fields.RefTo, target: str) -> str | None:
        """Returns the most similar id, or None without one, or after too many comparisons."""
        if (to, target) not in self._guesses:
            allowed = self.allowed(to)
            self._left -= len(allowed)
            self._guesses[to, target] = did_you_mean(target, allowed) if self._left >= 0 else None
        return self._guesses[to, target]
