"""Commits with the files they changed -> the history of the content, by the comparison that `briefing diff` makes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from ..loading import UnreadableFile, load
from ..model import Kind, content_changes, history
from ..storage import GitError, seed_commits
from .briefing_diff import find_changes
from .change_groups import group_changes, revision_of

Content = bytes | UnreadableFile
_LAST = 253402300799
"""The last second of the year 9999: later times, which a commit may claim, are taken for it."""
_START = datetime(1970, 1, 1, tzinfo=UTC)
_MERGE = re.compile(r"Merge (?:branch|branches|tag|commit|remote-tracking branch|pull request|merge request|MR|PR)\b")
_SIGNED = re.compile(r"^Reviewed-by: *(\S.*)$", re.IGNORECASE | re.MULTILINE)


def build_history(line: seed_commits.Line, kinds: tuple[Kind, ...]) -> history.History:
    """The history that a line of commits tells. A commit that changed no content, only its form, is no step."""
    if not line.commits:
        return history.History(missing_reason=line.absent)
    try:
        return _told(line, kinds)
    except (GitError, OSError) as error:
        return history.History(missing_reason=str(error))


@lru_cache(maxsize=2)
def _told(line: seed_commits.Line, kinds: tuple[Kind, ...]) -> history.History:
    """Kept for the next run in the same process: equal commits have equal contents, whatever lies in the folder."""
    told = list(seed_commits.steps(line))
    edge = told.pop().commit if line.is_cut else None
    found = [(step.commit, changed) for step in _readable(told, kinds) if (changed := _groups(step, kinds))]
    steps = _named(found, found[-1][0] if found and not edge else None)
    steps = sorted(steps, key=lambda step: step.day, reverse=True)
    return history.History(tuple(steps), _moment(edge)[:10] if edge else "")


def _readable(told: Sequence[seed_commits.Step], kinds: tuple[Kind, ...]) -> list[seed_commits.Step]:
    """The steps with each file that has faults as it last was without them: a slip that was mended is no change."""
    kept: dict[str, Content | None] = {}
    found = []
    for step in reversed(told):
        before = {path: kept.pop(path, step.before.get(path)) for path in {**step.before, **step.after}}
        after: dict[str, Content | None] = dict(step.after)
        for path in {*load(step.after, kinds).lost} & {*step.after}:
            after[path] = kept[path] = before[path]
        found.append(seed_commits.Step(step.commit, _there(before), _there(after)))
    return found[::-1]


def _there(files: Mapping[str, Content | None]) -> dict[str, Content]:
    return {path: content for path, content in sorted(files.items()) if content is not None}


def _groups(step: seed_commits.Step, kinds: tuple[Kind, ...]) -> tuple[content_changes.ChangeGroup, ...]:
    """Compares the changed files alone: what stands in others is the same on both sides."""
    if step.before == step.after:
        return ()
    old, new = load(step.before, kinds), load(step.after, kinds)
    return group_changes(find_changes(revision_of(old), revision_of(new)), old, new)


def _named(
    found: Sequence[tuple[seed_commits.Commit, tuple[content_changes.ChangeGroup, ...]]],
    first: seed_commits.Commit | None,
) -> list[history.HistoryEntry]:
    """The steps with the names that their records bear today: they follow each renaming, from the newest back."""
    now: dict[str, str] = {}
    steps = []
    for commit, changed in found:
        names = {group.record_id: now[group.record_id] for group in changed if group.record_id in now}
        step = history.HistoryEntry(
            commit.name, _moment(commit), _subject(commit), changed, names, commit is first, _is_reviewed(commit)
        )
        steps.append(step)
        renamed = [
            told.change
            for group in changed
            for told in group.changes
            if told.change.kind is content_changes.ChangeKind.RENAMED
        ]
        now |= {str(change.old): now.get(change.record_id, change.record_id) for change in renamed}
    return steps


def _moment(commit: seed_commits.Commit) -> str:
    moment = _START + timedelta(seconds=max(0, min(commit.seconds, _LAST)))
    return f"{moment:%Y-%m-%dT%H:%M:%S}Z"


def _subject(commit: seed_commits.Commit) -> str:
    """The message's first line; of a merge that git or a host named, the next paragraph's, where hosts put the title."""
    paragraphs = [part.splitlines()[0].strip() for part in re.split(r"\n\s*\n", commit.message) if part.strip()]
    if paragraphs and _MERGE.match(paragraphs[0]):
        paragraphs = paragraphs[1:]
        if paragraphs and re.match(r"(?:[\w-]+: |\* |# Conflicts)", paragraphs[0]):
            return ""
    return paragraphs[0] if paragraphs else ""


def _is_reviewed(commit: seed_commits.Commit) -> bool:
    """Whether the message ends with a trailer by which somebody else than the commit's author signs it as read.

    Who merges what others wrote is the author of the merge alone, and may well be who read it.
    """
    trailers = re.split(r"\n\s*\n", commit.message)[-1]
    signers = _SIGNED.findall(trailers)
    return any(commit.is_merge or commit.author not in signer for signer in signers)
