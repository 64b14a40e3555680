"""A review -> text for a terminal, Markdown for a comment on a pull request, JSON for other tools.

Texts of the data are hostile until escaped: none breaks a line, moves a cursor, becomes markup, or calls anybody.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ..model import content_changes
from ..problems import Problem, shown
from ..text import comment_escaping, markdown_escaping, urls
from .change_phrases import Bit, Part, phrase
from .review import Review

Say = Callable[[str], str]


def text(review: Review) -> str:
    """For a terminal: one line a change, `[-old-]{+new+}`, two spaces deep under its record."""
    lines = [
        f"{comment_escaping.show_invisible(review.base)} -> {comment_escaping.show_invisible(review.head)}: {_summary(review)}"
    ]
    for group in review.groups:
        lines += [
            "",
            f"{comment_escaping.show_invisible(_title(group))}{_where(group, comment_escaping.show_invisible(group.page))}{_only_wording(group)}",
        ]
        lines += [f"  {_line(told, comment_escaping.show_invisible, _text_bit)}" for told in group.changes]
    for title, entries in _appendix(review):
        lines += [
            "",
            f"{title}:",
            *(f"  {comment_escaping.show_invisible(entry)}{f'  {page}' if page else ''}" for entry, page in entries),
        ]
    return "\n".join(lines) + "\n"


def markdown(review: Review) -> str:
    """For a comment (GitHub Flavored Markdown): `~~old~~ **new**`, a heading for each record."""
    lines = [f"**{comment_escaping.escape(review.base)} → {comment_escaping.escape(review.head)}**: {_summary(review)}"]
    for group in review.groups:
        page = _linked(group.page, _published(review, group))
        lines += [
            "",
            f"### {comment_escaping.escape(_title(group))}",
            "",
            f"{_where(group, page, comment_escaping.escape).strip()}{_only_wording(group)}",
            "",
        ]
        lines += [f"- {_line(told, comment_escaping.escape, _markdown_bit)}" for told in group.changes]
    for title, entries in _appendix(review):
        lines += ["", f"### {title}", "", *(f"- {_linked(entry, page)}" for entry, page in entries)]
    return "\n".join(lines) + "\n"


def document(review: Review) -> str:
    """One JSON document; docs/about/reviewing.md explains its fields."""
    content = {
        "base": review.base,
        "head": review.head,
        "counts": {kind.value: number for kind, number in review.counts.items()},
        "records": [_group(group, _published(review, group)) for group in review.groups],
        "new_faults": [_fault(problem) for problem in review.new_faults],
        "mended_faults": [_fault(problem) for problem in review.mended],
        "pages": review.pages and {name: list(paths) for name, paths in vars(review.pages).items()},
        "addresses": {path: page for _, entries in _pages(review) for path, page in entries if page},
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Review], str]] = {"text": text, "markdown": markdown, "json": document}


def _line(told: content_changes.Told, say: Say, bit: Callable[[Bit], str]) -> str:
    record = f"{say(told.one)} {say(told.change.id)}: " if told.is_nested else ""
    return record + "".join(map(bit, phrase(told.change)))


def _text_bit(bit: Bit) -> str:
    said = comment_escaping.show_invisible(bit.text)
    return {Part.OLD: f"[-{said}-]", Part.NEW: f"{{+{said}+}}"}.get(bit.part, said)


def _markdown_bit(bit: Bit) -> str:
    if bit.part is Part.OURS:
        return bit.text.replace("->", "→")
    said = comment_escaping.escape(bit.text)
    marks = {Part.OLD: f"~~{said}~~", Part.SEAM: " ", Part.NEW: f"**{said}**", Part.LABEL: f"**{said}**"}
    return marks.get(bit.part, said)


def _summary(review: Review) -> str:
    if not review.groups:
        return "no change of content"
    changes, records = len(review.changes), len(review.groups)
    counts = ", ".join(f"{number} {kind.words}" for kind, number in review.counts.items())
    return f"{_count(changes, 'change')} to {_count(records, 'record')} ({counts})"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


def _title(group: content_changes.Group) -> str:
    return f"{group.one} {group.id}" + (f" {shown(group.title, 80)}" if group.title else "")


def _where(group: content_changes.Group, page: str, say: Say = comment_escaping.show_invisible) -> str:
    return f" ({say(group.file)}{', page ' if page else ''}{page})"


def _published(review: Review, group: content_changes.Group) -> str:
    """The address of the record's page, if the site is published and the page is there already."""
    return urls.published(review.site, group.page) if review.site and group.page and not group.is_new else ""


def _linked(text: str, address: str) -> str:
    """A text as Markdown, as a link if there is an address."""
    return (
        f"[{comment_escaping.escape(text)}]({markdown_escaping.url(address)})"
        if address
        else comment_escaping.escape(text)
    )


def _only_wording(group: content_changes.Group) -> str:
    return ": only wording changed" if group.is_only_wording else ""


Entries = Sequence[tuple[str, str]]


def _appendix(review: Review) -> Iterator[tuple[str, Entries]]:
    """What stands below the changes, faults and pages, each with its title; each entry with its address, if it has one."""
    if review.new_faults:
        yield _count(len(review.new_faults), "new fault"), [(str(fault), "") for fault in review.new_faults]
    if review.mended:
        yield _count(len(review.mended), "fault") + " mended", [(str(fault), "") for fault in review.mended]
    for name, entries in _pages(review):
        if entries:
            yield f"{_count(len(entries), 'page')} {name}", entries


def _pages(review: Review) -> Iterator[tuple[str, Entries]]:
    """The pages that are new, gone or changed; those that are there already with where the site is published."""
    for name, paths in vars(review.pages).items() if review.pages else ():
        site = "" if name == "added" else review.site
        yield name, [(path, urls.published(site, path)) for path in paths]


def _group(group: content_changes.Group, address: str) -> dict[str, Any]:
    changes = [_change(told) for told in group.changes]
    return {
        "kind": group.one,
        "id": group.id,
        "title": group.title,
        "file": group.file,
        "page": group.page,
        "address": address,
        "changes": changes,
    }


def _change(told: content_changes.Told) -> dict[str, Any]:
    change = told.change
    return {
        "change": change.kind.value,
        "kind": told.one,
        "id": change.id,
        "place": list(change.place),
        "old": change.old,
        "new": change.new,
        "notes": list(change.notes),
        "words": [[piece.fate.value, piece.text] for piece in change.pieces],
    }


def _fault(problem: Problem) -> dict[str, Any]:
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "code": problem.code.value,
        "subject": problem.subject,
        "message": problem.message,
    }
