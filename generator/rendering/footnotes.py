"""The numbered footnotes of one page, which show its evidence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from ..model import Briefing, indexes
from ..records import fields
from .environment import render_line
from .links import Links


class Footnotes:
    """The footnotes of one page, numbered in the order in which they are first cited."""

    def __init__(self, briefing: Briefing, links: Links) -> None:
        self._evidence = indexes.evidence(briefing)
        self._links = links
        self._numbers: dict[fields.Evidence, int] = {}

    def cite(self, evidence: Iterable[fields.Evidence]) -> Markup:
        """Returns the footnote markers of evidence; equal evidence shares one."""
        numbers = (self._numbers.setdefault(one, len(self._numbers) + 1) for one in evidence)
        return Markup("".join(f"[^{number}]" for number in dict.fromkeys(numbers)))

    def definitions(self) -> Markup:
        """Returns the cited footnotes in the order of their numbers, one a line."""
        lines = (
            f"[^{number}]: {render_line('templates/footnote.md.j2', self._variables(evidence))}\n"
            for evidence, number in self._numbers.items()
        )
        return Markup("".join(lines))

    def _variables(self, evidence: fields.Evidence) -> dict[str, Any]:
        source = self._links.entry(evidence.source)
        return {
            **self._links.variables(),
            "evidence": evidence,
            "source": source.record,
            "paragraph_href": self._links.href(f"{source.address}#p{evidence.paragraph}"),
            "status": self._evidence.shared_status(evidence),
            "quoted": self._evidence.findable_quotation(evidence),
        }
