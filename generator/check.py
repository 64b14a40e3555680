"""What one record alone cannot know: references, what each kind demands of its records together, and the lock."""

from __future__ import annotations

from collections.abc import Iterator

from .errors import Code, Problem, did_you_mean, shown
from .load import Loaded
from .model import Record, RefTo, parts, refs
from .unverified import unverified


def check(loaded: Loaded) -> tuple[Problem, ...]:
    """Every problem of the data, the loader's included, sorted by file, line and column."""
    return tuple(
        sorted([*loaded.problems, *_references(loaded), *_of_kinds(loaded), *_unused(loaded), *unverified(loaded)])
    )


def _references(loaded: Loaded) -> Iterator[Problem]:
    for record_id, entry in loaded.briefing.entries.items():
        for path, to, target in refs(entry.record):
            if target not in loaded.known:
                message = _unknown(loaded, to, target)
                yield loaded.problem(record_id, path, Code.UNKNOWN_REFERENCE, message)
            elif not to.allows(loaded.known[target][0]):
                one = loaded.briefing.by_name[loaded.known[target][0]].one
                message = f"{shown(target)} is a {one}; here must stand {_wanted(loaded, to)}"
                yield loaded.problem(record_id, path, Code.WRONG_KIND, message)


def _wanted(loaded: Loaded, to: RefTo) -> str:
    ones = [kind.one for kind in loaded.briefing.kinds if kind.name in to.kinds]
    return f"the id of a record: {' or '.join(ones)}" if ones else "the id of a record"


def _unknown(loaded: Loaded, to: RefTo, target: str) -> str:
    """The message for a dangling reference, with the nearest id of an allowed kind."""
    ones = [kind.one for kind in loaded.briefing.kinds if kind.name in to.kinds]
    what = " or ".join(ones) or "record"
    allowed = {known: where for known, (kind, where, _) in loaded.known.items() if to.allows(kind)}
    guess = did_you_mean(target, allowed)
    hint = f"; did you mean {shown(guess)} ({allowed[guess]})?" if guess else "; there is no record with this id"
    return f"unknown {what} {shown(target)}{hint}"


def _of_kinds(loaded: Loaded) -> Iterator[Problem]:
    for kind in loaded.briefing.kinds:
        for finding in kind.check(loaded.briefing):
            yield loaded.problem(finding.id, finding.path, finding.code, finding.message)


def _unused(loaded: Loaded) -> Iterator[Problem]:
    for kind in loaded.briefing.kinds:
        for record in loaded.briefing.all(kind) if kind.must_be_used else ():
            ids = (part.id for _, part in parts(record) if isinstance(part, Record))
            if not any(map(loaded.briefing.backlinks, ids)):
                message = f"no record refers to this {kind.one} or to what stands in it; is it needed?"
                yield loaded.problem(record.id, ("id",), Code.UNUSED_RECORD, message)
