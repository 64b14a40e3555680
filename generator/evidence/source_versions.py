"""Compares a source's text with the versions of it in the lock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from ..model import lockfile
from ..text import quote_normalization
from .evidence_matcher import MatchResult
from .source_text import SourceText


def update_lock(
    lock: lockfile.Lock,
    source: str,
    text: SourceText,
    found: MatchResult,
    retrieved: str | None,
    comparisons: Mapping[str, lockfile.Comparison],
) -> lockfile.Lock:
    """Returns the lock with the source's parts replaced and its version last.

    A text with the same paragraphs is the same version, whatever its line breaks; it keeps its date if none is given.
    """
    earlier = lock.sources.get(source, ())
    same = next((one for one in earlier if one.paragraphs == text.digests), None)
    version = lockfile.SourceVersion(
        retrieved=retrieved or (same.retrieved if same else None),
        sha256=same.sha256 if same else text.sha256,
        words=text.words,
        paragraphs=text.digests,
        normal_form=quote_normalization.NAME,
        characters=text.characters,
    )
    versions = (*(one for one in earlier if one is not same), version)
    others = {key: location for key, location in lock.evidence.items() if location.source != source}
    compared = {key: one for key, one in lock.comparisons.items() if one.source != source}
    return lockfile.Lock({**lock.sources, source: versions}, {**others, **found.locations}, {**compared, **comparisons})


def migrate(lock: lockfile.Lock, text: SourceText) -> lockfile.Lock:
    """Returns the lock with the text's paragraphs in the present normal form.

    A paragraph that the lock has in the form before is the same paragraph.
    """
    changed = {old: new for old, new in zip(text.former_digests, text.digests, strict=True) if old != new}
    if not changed:
        return lock
    return lockfile.Lock(
        {
            source: tuple(
                one.model_copy(update={"paragraphs": tuple(changed.get(each, each) for each in one.paragraphs)})
                for one in versions
            )
            for source, versions in lock.sources.items()
        },
        {
            key: one.model_copy(update={"paragraph_sha256": changed.get(one.paragraph_sha256, one.paragraph_sha256)})
            for key, one in lock.evidence.items()
        },
        lock.comparisons,
    )


def describe_changes(before: lockfile.SourceVersion, text: SourceText) -> Iterator[str]:
    """Yields the changes of paragraphs since an earlier version, in words."""
    now = text.digests
    steps = SequenceMatcher(None, before.paragraphs, now, autojunk=False).get_opcodes()
    removed = {
        number: before.paragraphs[number] for step, a, b, _, _ in steps if step != "equal" for number in range(a, b)
    }
    new = {number: now[number] for step, _, _, a, b in steps if step != "equal" for number in range(a, b)}
    for step, old, old_end, start, end in steps:
        if step == "equal":
            if old != start:
                yield f"{_paragraphs(old, old_end)} moved to {start + 1}{f'-{end}' if end - start > 1 else ''}"
            continue
        for n in range(max(old_end - old, end - start)):
            before_at, now_at = old + n, start + n
            if (
                before_at < old_end
                and now_at < end
                and removed[before_at] not in new.values()
                and new[now_at] not in removed.values()
            ):
                yield f"paragraph {before_at + 1} changed" + (f", now {now_at + 1}" if before_at != now_at else "")
                continue
            if before_at < old_end:
                at = next((number for number, one in new.items() if one == removed[before_at]), None)
                yield f"paragraph {before_at + 1} " + ("was removed" if at is None else f"moved to {at + 1}")
            if now_at < end and new[now_at] not in removed.values():
                yield f"paragraph {now_at + 1} is new"


def _paragraphs(start: int, end: int) -> str:
    return f"paragraph {start + 1}" if end - start == 1 else f"paragraphs {start + 1}-{end}"
