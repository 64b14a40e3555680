"""A source's text against the versions of it that the lock knows."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from ..model import lockfile
from .quote_finder import Found, SourceText


def updated(lock: lockfile.Lock, source: str, text: SourceText, found: Found, retrieved: str | None) -> lockfile.Lock:
    """The lock after a verification: the source's evidence renewed, its version last, added unless it was there.

    A text with the same paragraphs is the same version, whatever its line breaks; its date stays if none is given.
    """
    earlier = lock.sources.get(source, ())
    same = next((one for one in earlier if one.paragraphs == text.digests), None)
    version = same or lockfile.Version(retrieved=None, sha256=text.sha256, words=text.words, paragraphs=text.digests)
    if retrieved:
        version = version.model_copy(update={"retrieved": retrieved})
    versions = (*(one for one in earlier if one is not same), version)
    others = {key: place for key, place in lock.evidence.items() if place.source != source}
    return lockfile.Lock({**lock.sources, source: versions}, {**others, **found.places})


def changes(before: lockfile.Version, text: SourceText) -> Iterator[str]:
    """What became of each paragraph since an earlier version, in words; nothing of those that stayed in place."""
    now = text.digests
    steps = SequenceMatcher(None, before.paragraphs, now, autojunk=False).get_opcodes()
    gone = {
        number: before.paragraphs[number] for step, a, b, _, _ in steps if step != "equal" for number in range(a, b)
    }
    new = {number: now[number] for step, _, _, a, b in steps if step != "equal" for number in range(a, b)}
    for step, old, old_end, start, end in steps:
        if step == "equal":
            if old != start:
                yield f"{_paragraphs(old, old_end)} moved to {start + 1}{f'-{end}' if end - start > 1 else ''}"
            continue
        for n in range(max(old_end - old, end - start)):
            there, here = old + n, start + n
            if there < old_end and here < end and gone[there] not in new.values() and new[here] not in gone.values():
                yield f"paragraph {there + 1} changed" + (f", now {here + 1}" if there != here else "")
                continue
            if there < old_end:
                at = next((number for number, one in new.items() if one == gone[there]), None)
                yield f"paragraph {there + 1} " + ("is gone" if at is None else f"moved to {at + 1}")
            if here < end and new[here] not in gone.values():
                yield f"paragraph {here + 1} is new"


def _paragraphs(start: int, end: int) -> str:
    return f"paragraph {start + 1}" if end - start == 1 else f"paragraphs {start + 1}-{end}"
