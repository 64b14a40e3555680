"""Checks the records together: references, rules of the kinds, use, the lock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from ..model import Layout, indexes, lockfile
from ..problems import Code, Problem, escape_path, quote_value
from ..records import Record, dates, field_roles, fields, traversal
from ..text import sentences
from . import renamed_ids
from .claim_checks import Nearest, check_claims
from .id_suggestions import IdSuggestions
from .load_result import Loaded, RecordLocation
from .lock_checks import check_lock
from .season_checks import check_seasons
from .seed_paths import Files
from .view_checks import check_views
from .yaml_reader import TEXT_CODES, read_lines


def find_problems(loaded: Loaded) -> tuple[Problem, ...]:
    """Returns all problems of the data, the loader's too, by file, line and column.

    Of a newer data format, nothing else is reported. A mistake is reported once: a record that could not be read may
    hold what others refer to, and evidence of a record with an error is not reported as unverified.
    """
    newer_format = [problem for problem in loaded.problems if problem.code is Code.NEWER_FORMAT]
    if newer_format:
        return add_source_lines(loaded.files, newer_format)
    renamed = renamed_ids.find_renamed(loaded)
    problems = [
        *loaded.problems,
        *_reserved_ids(loaded),
        *_references(loaded, renamed),
        *_former_ids(loaded),
        *_of_kinds(loaded, renamed),
        *check_views(loaded),
        *check_seasons(loaded),
    ]
    problems += renamed_ids.find_renamed_in_lock(loaded, renamed)
    with_errors = {(problem.path, problem.subject) for problem in problems if not problem.is_warning}
    explained = {subject.rpartition(" ")[2] for _, subject in with_errors}
    explained.update(renamed, (one.record.id for one in renamed.values()), loaded.other_ids)
    problems += [one for one in _unused(loaded) if one.subject.rpartition(" ")[2] not in explained]
    problems += [
        one
        for one in (*check_lock(loaded, explained), *check_claims(loaded))
        if (one.path, one.subject) not in with_errors and one.subject.rpartition(" ")[2] not in explained
    ]
    unparsed = {_position(problem) for problem in problems if problem.code in TEXT_CODES}
    reported = (one for one in problems if one.code in TEXT_CODES or _position(one) not in unparsed)
    return add_source_lines(loaded.files, reported)


def find_unsupported(loaded: Loaded, nearest: Nearest) -> tuple[Problem, ...]:
    """Returns warnings of facts that no cited paragraph has, with the nearest words."""
    return add_source_lines(
        loaded.files,
        (one for one in check_claims(loaded, nearest) if one.code in (Code.UNSUPPORTED, Code.DISAGREEMENT)),
    )


def find_drafts(loaded: Loaded) -> Iterator[Problem]:
    """Yields an error for each draft, which is valid but can't be published.

    A briefing whose status is that of a draft may be: its pages say so.
    """
    for record_id, entry in loaded.briefing.entries.items():
        if entry.record.draft:
            found = field_roles.open_fields(entry.record.model_dump(by_alias=True), entry.kind.record, False)
            texts = sum(bool(one.text) for one in found)
            still_open = f" with {texts} open text{'s' * (texts > 1)}" if texts else ""
            message = f"this record is a draft{still_open}; complete it and delete this line, or delete the record"
            yield loaded.problem(record_id, ("draft",), Code.DRAFT, message)
    head = loaded.briefing.head
    if head and not head.draft and head.status.value == "draft":
        message = (
            "the whole briefing is marked as a draft, and its pages say so; set it to published when it is reviewed"
        )
        yield loaded.problem(head.id, ("status",), Code.DRAFT_STATUS, message)


def find_outdated(loaded: Loaded) -> tuple[Problem, ...]:
    """Returns what the newest source does not support, the oldest first.

    These are records, of the briefing itself each part with evidence, and the statements of people whom the newest
    source supports otherwise.
    """
    known = indexes.sources(loaded.briefing)
    newest = sentences.join_words([f"{one} ({known.issued(one).words})" for one in known.newest])
    found: dict[Problem, dates.Day] = {}
    listed: set[str] = set()
    for entry in loaded.briefing.entries.values():
        record = entry.record
        if record is not entry.owner and entry.owner.id in listed:
            continue
        for path, part in traversal.walk_parts(record, into_records=False):
            if part is not record and entry.kind.layout is not Layout.ONE:
                break
            if indexes.successions(loaded.briefing).is_superseded(part):
                continue
            evidence = [one for _, one in indexes.cited_with_parts(loaded.briefing, record, part)]
            latest = known.newest_of(evidence)
            if latest and indexes.cited_evidence(part) and known.is_outdated(evidence):
                message = (
                    f"its newest source is {latest} ({known.issued(latest).words}), older than {newest}; cite the newer one if "
                    "it supports this, or correct what it overtakes"
                )
                found[loaded.problem(record.id, (*path, "evidence"), Code.OUTDATED, message)] = known.issued(
                    latest
                ).latest
                listed.add(record.id)
    return tuple(sorted(add_source_lines(loaded.files, found), key=lambda one: found[one]))


def refuse_to_publish(loaded: Loaded, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Returns the problems, with the warnings that forbid publication as errors.

    These are comments after texts, whose words readers would miss, and evidence that is not verified, unless the
    briefing allows it. Entries of the lock without evidence forbid nothing.
    """
    refused = {Code.COMMENT_AFTER_TEXT: Code.LOST_TEXT}
    if not (loaded.briefing.head and loaded.briefing.head.publish_unverified):
        refused[Code.UNVERIFIED] = Code.PUBLISHES_UNVERIFIED
    return tuple(
        replace(problem, code=refused.get(problem.code, problem.code)) if problem.path != lockfile.PATH else problem
        for problem in problems
    )


def add_source_lines(files: Files, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Returns the problems with their lines of text, by file, line and column."""
    lines: dict[str, list[str]] = {}
    return tuple(sorted(_with_line(files, lines, problem) for problem in problems))


def _position(problem: Problem) -> tuple[str, int, int]:
    return problem.path, problem.line, problem.column


def _with_line(files: Files, lines: dict[str, list[str]], problem: Problem) -> Problem:
    """Returns a problem with its line of text; `lines` caches the lines of each file."""
    text = files.get(problem.path)
    if not problem.line or not isinstance(text, bytes):
        return problem
    if problem.path not in lines:
        lines[problem.path] = read_lines(text)
    return replace(problem, written="".join(lines[problem.path][problem.line - 1 : problem.line]))


def describe_reserved(record_id: str) -> str:
    """Returns the message for a record with a reserved id."""
    return f"the id {quote_value(record_id)} is reserved for a page or a device of that name; choose another"


def _reserved_ids(loaded: Loaded) -> Iterator[Problem]:
    briefing = loaded.briefing
    for record_id in sorted(briefing.reserved_ids & briefing.entries.keys()):
        yield loaded.problem(record_id, ("id",), Code.WRONG_FORM, describe_reserved(record_id))
    for former in sorted(briefing.reserved_ids & briefing.former_ids.keys()):
        record = briefing.former_ids[former].record
        message = (
            f"{quote_value(former)} can't be a former id: it is reserved for a page or a device of that name; delete it"
        )
        yield loaded.problem(record.id, ("former_ids", record.former_ids.index(former)), Code.WRONG_FORM, message)


def _references(loaded: Loaded, renamed: Mapping[str, indexes.Entry]) -> Iterator[Problem]:
    """Yields wrong references; those to the former id of a record are one problem."""
    former: dict[str, list[Problem]] = {}
    suggestions = IdSuggestions(loaded)
    for found in indexes.references(loaded.briefing).references:
        for problem in _reference(loaded, found.allowed, found.target, renamed, suggestions):
            location = loaded.locations[found.entry.owner.id]
            if _is_default(location, (*found.entry.path, *found.path)):
                continue
            one = loaded.problem(found.entry.record.id, found.path, *problem)
            former.setdefault(found.target if problem[0] is Code.UNKNOWN_REFERENCE else "", []).append(one)
    for reference in loaded.unresolved:
        for problem in _reference(loaded, reference.to, reference.target, renamed, suggestions):
            if _is_default(reference.location, reference.path):
                continue
            one = reference.location.problem(reference.path, *problem)
            former.setdefault(reference.target if problem[0] is Code.UNKNOWN_REFERENCE else "", []).append(one)
    for target, problems in former.items():
        if target in renamed and len(problems) > 1:
            yield _former_id(loaded, target, renamed[target], sorted(problems))
        else:
            yield from problems


def _is_default(location: RecordLocation, path: fields.Path) -> bool:
    """Returns True for evidence of the default source, reported where that is named."""
    short = location.short_evidence(path[:-1]) if path[-1] == "source" else None
    return short is not None and not short.source


def _former_ids(loaded: Loaded) -> Iterator[Problem]:
    """Yields former ids that another record has too, now or formerly."""
    for former, entry in loaded.briefing.former_ids.items():
        if former in loaded.briefing.entries:
            message = (
                f"{quote_value(former)} is a former id of {quote_value(entry.record.id)}, to which its address leads; choose "
                f"another id, or delete it from former_ids in {loaded.locations[entry.owner.id].file}"
            )
            yield loaded.problem(former, ("id",), Code.DUPLICATE_ID, message)
    for entry in loaded.briefing.entries.values():
        for number, former in enumerate(entry.record.former_ids):
            last = loaded.briefing.former_ids[former]
            if last is not entry:
                message = f"{quote_value(last.record.id)} has this former id too; delete it from one of the two"
                yield loaded.problem(entry.record.id, ("former_ids", number), Code.DUPLICATE_ID, message)


def _former_id(loaded: Loaded, target: str, entry: indexes.Entry, problems: list[Problem]) -> Problem:
    """Returns the problem of all references to an id that a record probably had."""
    places = [f"{escape_path(one.path)}:{one.line}" for one in problems]
    listed = ", ".join(places[:3]) + (f" and {len(places) - 3} more" if len(places) > 3 else "")
    message = (
        f"{len(places)} references name {quote_value(target)}, which no record has ({listed}); if this record had that id "
        f"before, run: briefing rename {target} {entry.record.id}"
    )
    return loaded.problem(entry.record.id, ("id",), Code.UNKNOWN_REFERENCE, message)


def _reference(
    loaded: Loaded,
    to: fields.RefTo,
    target: str,
    renamed: Mapping[str, indexes.Entry],
    suggestions: IdSuggestions,
) -> Iterator[tuple[Code, str]]:
    known = loaded.known_ids.get(target) or loaded.other_ids.get(target)
    if known is None:
        if not loaded.is_in_unparsed(target):
            yield Code.UNKNOWN_REFERENCE, _unknown(loaded, to, target, renamed.get(target), suggestions)
    elif not to.allows(known[0]) and target not in loaded.duplicate_ids:
        one = loaded.briefing.kinds_by_name[known[0]].singular
        yield (
            Code.WRONG_KIND,
            f"{quote_value(target)} is {sentences.with_article(one)} ({known[1]}); this must be {_expected(loaded, to)}",
        )


def _ones(loaded: Loaded, to: fields.RefTo) -> list[str]:
    return [kind.singular for kind in loaded.briefing.kinds if kind.name in to.kinds]


def _expected(loaded: Loaded, to: fields.RefTo) -> str:
    return "the id of " + " or ".join(map(sentences.with_article, _ones(loaded, to)))


def _unknown(
    loaded: Loaded, to: fields.RefTo, target: str, renamed: indexes.Entry | None, suggestions: IdSuggestions
) -> str:
    """Returns the message for a dangling reference, with the most similar id."""
    what = " or ".join(_ones(loaded, to)) or "record"
    allowed = suggestions.allowed(to)
    if renamed and target in renamed.record.former_ids:
        new = f"it is {quote_value(renamed.record.id)} now ({allowed[renamed.record.id]})"
        return f"unknown {what} {quote_value(target)}; {new}: write that, or run: briefing rename {target} {renamed.record.id}"
    guess = renamed.record.id if renamed and renamed.record.id in allowed else suggestions.guess(to, target)
    place = f" ({allowed[guess]})" if guess and allowed[guess] else ""
    hint = f"did you mean {quote_value(guess)}{place}?" if guess else f"no {what} has this id"
    if renamed and renamed_ids.is_in_lock(loaded, target):
        hint += f" If that record was renamed, run: briefing rename {target} {renamed.record.id}"
    words = f" {' and '.join(map(quote_value, to.alternatives))} are allowed too" if to.alternatives else ""
    return f"unknown {what} {quote_value(target)}; {hint}{words and (words if guess else ';' + words)}"


def _of_kinds(loaded: Loaded, renamed: Mapping[str, indexes.Entry]) -> Iterator[Problem]:
    new_ids = {entry.record.id for entry in renamed.values()}
    for kind in loaded.briefing.kinds:
        for finding in kind.check(loaded.briefing):
            problem = loaded.problem(finding.id, finding.path, finding.code, finding.message)
            is_doubtful = finding.code is Code.UNUSED_PARAGRAPH and (
                loaded.unparsed_files or finding.id in new_ids or loaded.is_in_unloaded(finding.id)
            )
            if not is_doubtful:
                yield problem


def _unused(loaded: Loaded) -> Iterator[Problem]:
    is_referenced = indexes.references(loaded.briefing).is_referenced
    for kind in loaded.briefing.kinds:
        for record in loaded.briefing.of_kind(kind) if kind.must_be_referenced else ():
            if record.may_be_unused:
                continue
            ids = [part.id for _, part in traversal.walk_parts(record) if isinstance(part, Record)]
            if len(ids) > 1:
                continue  # a speaker: pages show what it said
            if not any(is_referenced(one) or loaded.is_in_unloaded(one) for one in ids):
                message = f"no record refers to this {kind.singular} or to a record in it; refer to it, or delete it"
                yield loaded.problem(record.id, ("id",), Code.UNUSED_RECORD, message)
