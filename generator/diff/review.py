"""Two loaded revisions -> what a reviewer is told: changes by record, faults that came and went, pages touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..loading import Loaded, checks
from ..model import content_changes
from ..problems import Problem
from .briefing_diff import diff
from .change_groups import groups, side

Rendered = Mapping[str, str | bytes]
"""Path under `docs/` -> a page's Markdown, or a file's bytes."""


@dataclass(frozen=True)
class Pages:
    """Paths under `docs/` of the pages and files that are new, gone, or read otherwise."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True)
class Review:
    """What changed from `base` to `head` (as their names are shown). `pages` is None if they were not compared.

    `site` is where the base says that it is published: a change that is yet to be reviewed can't choose where links lead.
    """

    base: str
    head: str
    groups: tuple[content_changes.Group, ...]
    new_faults: tuple[Problem, ...]
    mended: tuple[Problem, ...]
    pages: Pages | None = None
    site: str = ""

    @property
    def changes(self) -> tuple[content_changes.Change, ...]:
        return tuple(told.change for group in self.groups for told in group.changes)

    @property
    def counts(self) -> Mapping[content_changes.ChangeKind, int]:
        """How many changes there are of each kind that occurs, the most important first."""
        found = Counter(change.kind for change in self.changes)
        return {kind: found[kind] for kind in content_changes.ChangeKind if found[kind]}


def review(old: Loaded, new: Loaded, base: str, head: str, pages: Pages | None = None) -> Review:
    """Compares two revisions, as far as their faults allow; `pages` is how their rendered pages compare, if asked for."""
    before, after = checks.check(old), checks.check(new)
    changes = diff(side(old), side(new))
    site = getattr(old.briefing.head, "site_url", None) or ""
    return Review(base, head, groups(changes, old, new), _without(after, before), _without(before, after), pages, site)


def _without(problems: Iterable[Problem], others: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems that the others do not hold, wherever in the file they stand there."""
    held = Counter(map(_sameness, others))
    found = []
    for problem in problems:
        if held[_sameness(problem)]:
            held[_sameness(problem)] -= 1
        else:
            found.append(problem)
    return tuple(found)


def _sameness(problem: Problem) -> tuple[str, str, str, str]:
    return (problem.code.value, problem.path, problem.subject, problem.message)


def compare_pages(before: Rendered, after: Rendered) -> Pages:
    """Which pages and files are new, gone, or different."""
    return Pages(
        tuple(sorted(path for path in after if path not in before)),
        tuple(sorted(path for path in before if path not in after)),
        tuple(sorted(path for path in after if path in before and after[path] != before[path])),
    )
