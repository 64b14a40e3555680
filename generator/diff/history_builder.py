"""Builds the history of the content from commits, by comparing their files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from ..loading import Loaded, UnreadableFile, load, yaml_reader
from ..model import Kind, Layout, content_changes, history
from ..storage import seed_commits
from .briefing_diff import find_changes
from .change_groups import group_changes, revision_of

Content = bytes | UnreadableFile
_MAX_SECONDS = 253402300799
"""The last second of the year 9999: later times of commits are cut to it."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MERGE = re.compile(r"Merge (?:branch|branches|tag|commit|remote-tracking branch|pull request|merge request|MR|PR)\b")
_REVIEWED_BY = re.compile(r"^Reviewed-by: *(\S.*)$", re.IGNORECASE | re.MULTILINE)


@lru_cache(maxsize=2)
def build_history(
    commits: seed_commits.CommitRange, kinds: tuple[Kind, ...], briefing_ids: tuple[str, ...]
) -> history.History:
    """Builds the history of a briefing's content from the commits.

    It begins with the commit that introduced the first of the briefing's ids, which are its own and its former ones: what
    is older belongs to another briefing. Commits that changed only the form of the seeds are left out. The result is cached for the next build of `briefing serve`.
    """
    commits = _since_introduction(commits, kinds, briefing_ids)
    changes = commits.changes[:-1] if commits.is_cut else commits.changes
    start = _utc_time(commits.changes[-1].commit)[:10] if commits.is_cut else ""
    found = [
        (change.commit, changed)
        for change in _without_broken_files(_with_default_source(commits, changes, kinds), kinds)
        if (changed := _changed_groups(change, kinds))
    ][::-1]
    entries = _history_entries(found, found[-1][0] if found and not commits.is_cut else None)
    return history.History(
        tuple(sorted(entries, key=lambda entry: entry.day, reverse=True)), start, commits.missing_reason
    )


def _since_introduction(
    commits: seed_commits.CommitRange, kinds: tuple[Kind, ...], briefing_ids: tuple[str, ...]
) -> seed_commits.CommitRange:
    """Returns the commits from the one that introduced the first of the ids.

    That one adds all files that were there then. A commit whose briefing can't be read counts to those around it.
    """
    changes = commits.changes
    introduced = None
    for number, found in enumerate(_briefing_ids(changes, kinds)):
        if found not in (*briefing_ids, None):
            break
        introduced = number if found else introduced
    else:
        if commits.is_cut or not changes:
            return commits
    if introduced is None:
        return seed_commits.CommitRange(commits.root, missing_reason="no commit holds this briefing")
    files: dict[str, Content] = {}
    for change in reversed(changes[introduced:]):
        for path in change.before:
            files.pop(path, None)
        files.update(change.after)
    first = replace(changes[introduced], before={}, after=files)
    return seed_commits.CommitRange(commits.root, (*changes[:introduced], first))


def _briefing_ids(changes: Sequence[seed_commits.CommitChange], kinds: tuple[Kind, ...]) -> Sequence[str | None]:
    """Returns the briefing's id after each commit: "" without one, None if unreadable."""
    path = next(kind.seeds_path for kind in kinds if kind.layout is Layout.ONE)
    ids: list[str | None] = []
    current: str | None = ""
    for change in reversed(changes):
        if path in {**change.before, **change.after}:
            current = _briefing_id(change.after[path]) if path in change.after else ""
        ids.append(current)
    return ids[::-1]


def _briefing_id(content: Content) -> str | None:
    data = yaml_reader.read(content).data if isinstance(content, bytes) else None
    found = data.get("id") if isinstance(data, dict) else None
    return found if isinstance(found, str) else None


def _with_default_source(
    commits: seed_commits.CommitRange, changes: Sequence[seed_commits.CommitChange], kinds: tuple[Kind, ...]
) -> list[seed_commits.CommitChange]:
    """Adds the briefing's file to each commit, if it names a default source.

    A commit that changes the default source may change the evidence in each file, so it gets all of them.
    """
    head = next(kind.seeds_path for kind in kinds if kind.layout is Layout.ONE)

    def default_source(side: Mapping[str, Content]) -> str | None:
        record = load({head: side[head]}, kinds).briefing.head if head in side else None
        return record.default_source if record else None

    files = dict(commits.changes[-1].after) if commits.is_cut else {}
    found = []
    for change in reversed(changes):
        is_changed = default_source(change.before) != default_source(change.after)
        read_with = files if is_changed else {head: files[head]} if default_source(files) else {}
        same = {path: read_with[path] for path in read_with if path not in {**change.before, **change.after}}
        for path in change.before:
            files.pop(path, None)
        files.update(change.after)
        found.append(replace(change, before={**same, **change.before}, after={**same, **change.after}))
    return found[::-1]


def _without_broken_files(
    changes: Sequence[seed_commits.CommitChange], kinds: tuple[Kind, ...]
) -> Iterator[seed_commits.CommitChange]:
    """Replaces each file that has errors by its last version without any.

    So a mistake and its correction are no change. Yields the changes oldest first.
    """
    last_valid: dict[str, Content | None] = {}
    for change in reversed(changes):
        before = {path: last_valid.pop(path, change.before.get(path)) for path in {**change.before, **change.after}}
        after: dict[str, Content | None] = dict(change.after)
        for path in {*_load(change.after, kinds).unloaded_files} & {*change.after}:
            after[path] = last_valid[path] = before[path]
        yield replace(change, before=_existing(before), after=_existing(after))


def _load(files: Mapping[str, Content], kinds: tuple[Kind, ...]) -> Loaded:
    return _load_items(tuple(files.items()), kinds)


@lru_cache(maxsize=1)
def _load_items(files: tuple[tuple[str, Content], ...], kinds: tuple[Kind, ...]) -> Loaded:
    """Loads files; the files after a change are asked for twice."""
    return load(dict(files), kinds)


def _existing(files: Mapping[str, Content | None]) -> dict[str, Content]:
    return {path: content for path, content in sorted(files.items()) if content is not None}


def _changed_groups(
    change: seed_commits.CommitChange, kinds: tuple[Kind, ...]
) -> tuple[content_changes.ChangeGroup, ...]:
    """Compares the changed files alone; all others are the same before and after."""
    if change.before == change.after:
        return ()
    new, old = _load(change.after, kinds), load(change.before, kinds)
    return group_changes(find_changes(revision_of(old), revision_of(new)), old, new)


def _history_entries(
    found: Sequence[tuple[seed_commits.Commit, tuple[content_changes.ChangeGroup, ...]]],
    first: seed_commits.Commit | None,
) -> list[history.HistoryEntry]:
    """Builds the entries, with the current ids of their records.

    Follows each renaming from the newest commit back.
    """
    current: dict[str, str] = {}
    entries = []
    for commit, changed in found:
        ids = {group.record_id: current[group.record_id] for group in changed if group.record_id in current}
        entries.append(
            history.HistoryEntry(
                commit.name, _utc_time(commit), _subject(commit), changed, ids, commit is first, _is_reviewed(commit)
            )
        )
        renamed = [
            reported.change
            for group in changed
            for reported in group.changes
            if reported.change.kind is content_changes.ChangeKind.RENAMED
        ]
        current |= {str(change.old): current.get(change.record_id, change.record_id) for change in renamed}
    return entries


def _utc_time(commit: seed_commits.Commit) -> str:
    time = _EPOCH + timedelta(seconds=max(0, min(commit.seconds, _MAX_SECONDS)))
    return f"{time:%Y-%m-%dT%H:%M:%S}Z"


def _subject(commit: seed_commits.Commit) -> str:
    """Returns the first line of the message.

    For a merge whose first line git or a host wrote, it is the line of the next paragraph, where hosts put the title.
    """
    paragraphs = [part.splitlines()[0].strip() for part in re.split(r"\n\s*\n", commit.message) if part.strip()]
    if paragraphs and _MERGE.match(paragraphs[0]):
        paragraphs = paragraphs[1:]
        if paragraphs and re.match(r"(?:[\w-]+: |\* |# Conflicts)", paragraphs[0]):
            return ""
    return paragraphs[0] if paragraphs else ""


def _is_reviewed(commit: seed_commits.Commit) -> bool:
    """Returns whether a `Reviewed-by` trailer names somebody other than the author.

    The author of a merge is only who merged the work of others, and may be its reviewer.
    """
    trailers = re.split(r"\n\s*\n", commit.message)[-1]
    reviewers = _REVIEWED_BY.findall(trailers)
    return any(commit.is_merge or commit.author not in reviewer for reviewer in reviewers)
