"""Compares two loaded revisions for a reviewer: changes, problems and pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..loading import Loaded, checks
from ..model import content_changes
from ..problems import Problem
from .briefing_diff import find_changes
from .change_groups import group_changes, revision_of

RenderedPages = Mapping[str, str | bytes]
"""Path under `docs/` -> a page's Markdown, or a file's bytes."""


@dataclass(frozen=True)
class PageChanges:
    """Paths under `docs/` of the pages and files that were added, removed or changed."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True)
class Review:
    """The changes from `base` to `head`, which are the revisions' names as shown.

    `pages` is None if the pages were not compared. `site_url` is the address of the site according to the base, so that
    a change that has yet to be reviewed can't choose where links lead.
    """

    base: str
    head: str
    groups: tuple[content_changes.ChangeGroup, ...]
    new_problems: tuple[Problem, ...]
    fixed_problems: tuple[Problem, ...]
    pages: PageChanges | None = None
    site_url: str = ""

    @property
    def changes(self) -> tuple[content_changes.Change, ...]:
        """All changes, in the order of their groups."""
        return tuple(reported.change for group in self.groups for reported in group.changes)

    @property
    def counts(self) -> Mapping[content_changes.ChangeKind, int]:
        """The number of changes of each kind that occurs, the most important kind first."""
        found = Counter(change.kind for change in self.changes)
        return {kind: found[kind] for kind in content_changes.ChangeKind if found[kind]}


def review_changes(old: Loaded, new: Loaded, base: str, head: str, pages: PageChanges | None = None) -> Review:
    """Compares two revisions, as far as their problems allow.

    `pages` is the comparison of their pages, if it was made.
    """
    before, after = checks.find_problems(old), checks.find_problems(new)
    groups = group_changes(find_changes(revision_of(old), revision_of(new)), old, new)
    site_url = getattr(old.briefing.head, "site_url", None) or ""
    return Review(base, head, groups, _subtract(after, before), _subtract(before, after), pages, site_url)


def _subtract(problems: Iterable[Problem], others: Iterable[Problem]) -> tuple[Problem, ...]:
    """Lists the problems that are not among the others, wherever they are in a file."""
    remaining = Counter(map(_identity, others))
    found = []
    for problem in problems:
        if remaining[_identity(problem)]:
            remaining[_identity(problem)] -= 1
        else:
            found.append(problem)
    return tuple(found)


def _identity(problem: Problem) -> tuple[str, str, str, str]:
    return (problem.code.value, problem.path, problem.subject, problem.message)


def compare_pages(before: RenderedPages, after: RenderedPages) -> PageChanges:
    """Lists the pages and files that were added, removed or changed."""
    return PageChanges(
        tuple(sorted(path for path in after if path not in before)),
        tuple(sorted(path for path in before if path not in after)),
        tuple(sorted(path for path in after if path in before and after[path] != before[path])),
    )
