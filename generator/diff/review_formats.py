"""Writes a review as text, Markdown or JSON.

Text is for a terminal, Markdown for a comment on a pull request, JSON for other tools. Texts
of the data are escaped: none breaks a line, moves a cursor, becomes markup or mentions anybody.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ..model import content_changes
from ..problems import Code, Problem, quote_value
from ..text import comment_escaping, markdown_escaping, urls
from .change_phrases import Span, SpanRole, describe_change
from .review import Review

ChangeGroup = content_changes.ChangeGroup
ReportedChange = content_changes.ReportedChange
Escape = Callable[[str], str]
Entries = Sequence[tuple[str, str]]
"""Texts, each with the address that it links to, or with an empty one."""

_MAX_PROBLEMS = 10
"""The number of errors, and of corrected problems, that a review quotes."""


def format_text(review: Review) -> str:
    """Writes for a terminal: one change a line, `[-old-]{+new+}`."""
    escape = comment_escaping.show_invisible
    lines = [f"{escape(review.base)} -> {escape(review.head)}: {_summary(review)}"]
    lines += [f"  {escape(error)}" for error in _first_errors(review)]
    for group in review.groups:
        lines += ["", f"{escape(_title(group))}{_location(group, escape(group.page), escape)}{_remark(group)}"]
        lines += [f"  {_line(reported, escape, _text_span)}" for reported in group.changes]
    for title, entries in _appendix(review):
        lines += ["", f"{title}:", *(f"  {escape(entry)}{f'  {page}' if page else ''}" for entry, page in entries)]
    return "\n".join(lines) + "\n"


def format_markdown(review: Review) -> str:
    """Writes for a comment (GitHub Flavored Markdown): `~~old~~ **new**`."""
    escape = comment_escaping.escape
    lines = [f"**{escape(review.base)} → {escape(review.head)}**: {_summary(review)}"]
    if errors := _first_errors(review):
        lines += ["", *(f"- {escape(error)}" for error in errors)]
    for group in review.groups:
        page = _link(group.page, _published_address(review, group))
        location = _location(group, page, escape).strip()
        lines += ["", f"### {escape(_title(group))}", "", f"{location}{_remark(group)}", ""]
        lines += [f"- {_line(reported, escape, _markdown_span)}" for reported in group.changes]
    for title, entries in _appendix(review):
        lines += ["", f"### {title}", "", *(f"- {_link(entry, page)}" for entry, page in entries)]
    return "\n".join(lines) + "\n"


def format_json(review: Review) -> str:
    """Writes one JSON document; handbook/docs/review/reviewing.md explains its fields."""
    content = {
        "base": review.base,
        "head": review.head,
        "counts": {kind.value: number for kind, number in review.counts.items()},
        "records": [_group(group, _published_address(review, group)) for group in review.groups],
        "new_faults": [_problem(problem) for problem in review.new_problems],
        "mended_faults": [_problem(problem) for problem in review.fixed_problems],
        "pages": review.pages and {name: list(paths) for name, paths in vars(review.pages).items()},
        "addresses": {path: page for _, entries in _pages(review) for path, page in entries if page},
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Review], str]] = {
    "text": format_text,
    "markdown": format_markdown,
    "json": format_json,
}


def _line(reported: ReportedChange, escape: Escape, write: Callable[[Span], str]) -> str:
    record = f"{escape(reported.noun)} {escape(reported.change.record_id)}: " if reported.is_nested else ""
    return record + "".join(map(write, describe_change(reported.change)))


def _text_span(span: Span) -> str:
    text = comment_escaping.show_invisible(span.text)
    return {SpanRole.OLD: f"[-{text}-]", SpanRole.NEW: f"{{+{text}+}}"}.get(span.role, text)


def _markdown_span(span: Span) -> str:
    if span.role is SpanRole.OURS:
        return span.text.replace("->", "→")
    text = comment_escaping.escape(span.text)
    marked = {
        SpanRole.OLD: f"~~{text}~~",
        SpanRole.SEPARATOR: " ",
        SpanRole.NEW: f"**{text}**",
        SpanRole.LABEL: f"**{text}**",
    }
    return marked.get(span.role, text)


def _summary(review: Review) -> str:
    """Summarizes a review: errors that stop the build first, then changes of meaning."""
    errors = len(_errors(review))
    stop = f"{_count(errors, 'error')} {'stops' if errors == 1 else 'stop'} the build; " if errors else ""
    if not review.groups:
        return f"{stop}no change of content"
    changes, records = len(review.changes), len(review.groups)
    meaning = sum(change.kind.affects_meaning for change in review.changes)
    of_meaning = f", {meaning} of meaning" if meaning else ""
    counts = ", ".join(f"{number} {kind.words}" for kind, number in review.counts.items())
    return f"{stop}{_count(changes, 'change')} to {_count(records, 'record')}{of_meaning} ({counts})"


def _errors(review: Review) -> list[Problem]:
    return [problem for problem in review.new_problems if not problem.is_warning]


def _first_errors(review: Review) -> list[str]:
    return _first_lines(_errors(review), "briefing check")


def _first_lines(problems: Sequence[Problem], command: str) -> list[str]:
    """Returns the first lines of problems, and the command that shows the others."""
    lines = [*_lines(problems)]
    more = [f"and {len(lines) - _MAX_PROBLEMS} more: {command}"] if len(lines) > _MAX_PROBLEMS else []
    return [*lines[:_MAX_PROBLEMS], *more]


def _lines(problems: Sequence[Problem]) -> Iterator[str]:
    """Yields a line for each problem; those of entries of the lock are one line."""
    unverified, changed = ([one for one in problems if one.code is code] for code in (Code.UNVERIFIED, Code.LOCK))
    yield from (str(problem) for problem in problems if problem.code not in (Code.UNVERIFIED, Code.LOCK))
    if changed:
        yield str(changed[0]) + (f"; {len(changed) - 1} more like it" if len(changed) > 1 else "")
    if len(unverified) == 1:
        yield str(unverified[0])
    elif unverified:
        records = ", ".join(dict.fromkeys(problem.subject for problem in unverified if problem.subject))
        of = f" of {records}" if records else ""
        yield f"{Code.UNVERIFIED.value}: {len(unverified)} entries{of} do not match evidence.lock.json; run: briefing verify"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


def _title(group: ChangeGroup) -> str:
    return f"{group.noun} {group.record_id}" + (f" {quote_value(group.title, 80)}" if group.title else "")


def _location(group: ChangeGroup, page: str, escape: Escape) -> str:
    return f" ({escape(group.file)}{', page ' if page else ''}{page})"


def _remark(group: ChangeGroup) -> str:
    return ": only wording changed" if group.is_only_wording else ""


def _published_address(review: Review, group: ChangeGroup) -> str:
    """Returns the address of the record's page; empty if it is not published yet."""
    is_published = review.site_url and group.page and not group.has_new_page
    return urls.published_url(review.site_url, group.page) if is_published else ""


def _link(text: str, address: str) -> str:
    """Writes a text as Markdown, as a link if there is an address."""
    label = comment_escaping.escape(text)
    return f"[{label}]({markdown_escaping.link_target(address)})" if address else label


def _appendix(review: Review) -> Iterator[tuple[str, Entries]]:
    """Lists the problems and pages that follow the changes, each list with its title."""
    if warnings := [*_lines([problem for problem in review.new_problems if problem.is_warning])]:
        yield _count(len(warnings), "new warning"), [(warning, "") for warning in warnings]
    if review.fixed_problems:
        title = _count(len(review.fixed_problems), "problem") + " corrected"
        yield title, [(line, "") for line in _first_lines(review.fixed_problems, f"briefing check, at {review.base}")]
    for name, entries in _pages(review):
        if entries:
            yield f"{_count(len(entries), 'page')} {name}", entries


def _pages(review: Review) -> Iterator[tuple[str, Entries]]:
    """Lists the added, removed and changed pages, published ones with their address."""
    for name, paths in vars(review.pages).items() if review.pages else ():
        site_url = "" if name == "added" else review.site_url
        yield name, [(path, urls.published_url(site_url, path)) for path in paths]


def _group(group: ChangeGroup, address: str) -> dict[str, Any]:
    return {
        "kind": group.noun,
        "id": group.record_id,
        "title": group.title,
        "file": group.file,
        "page": group.page,
        "address": address,
        "changes": [_change(reported) for reported in group.changes],
    }


def _change(reported: ReportedChange) -> dict[str, Any]:
    change = reported.change
    return {
        "change": change.kind.value,
        "kind": reported.noun,
        "id": change.record_id,
        "place": list(change.field_path),
        "old": change.old,
        "new": change.new,
        "notes": list(change.notes),
        "words": [[chunk.op.value, chunk.text] for chunk in change.chunks],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "code": problem.code.value,
        "subject": problem.subject,
        "message": problem.message,
    }
