"""Finds text that YAML took for a comment: `title: Attack #3` is "Attack"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..problems import Code, Problem, quote_value
from ..records import Record, field_roles, fields, short_evidence, traversal
from .load_result import RecordLocation
from .yaml_reader import Comment

TEXT_ROLES = (field_roles.Role.TEXT, field_roles.Role.BASIS, field_roles.Role.QUOTATION)
"""The roles of fields that hold text in anybody's words."""
_PARAGRAPH = re.compile(r"#p?[0-9]+\b")
"""A number of evidence in one line that is reported otherwise: `SOURCE #p12`."""
Comments = Iterable[tuple[fields.Path, Comment]]
"""Comments with the paths of the values on whose lines they are."""


def find_lost_text(location: RecordLocation, comments: Comments) -> Iterator[tuple[fields.Path, Problem]]:
    """Yields the problem of each comment that cuts off a text, and the text's path.

    It is an error if no space follows the `#`, or if nothing is left of a required text. A comment with a space after a
    text in quotes, above a block, or after a value that is no text, cuts off nothing.
    """
    for path, comment in comments:
        is_short = bool(path) and short_evidence.parse(path[-1]) is not None
        path = (*path[:-1], "exact") if is_short else path
        field = find_text_field(location.kind.record, path)
        lost = quote_value(comment.text, 100)
        if comment.has_space and (field is None or comment.is_after_quotes or comment.is_before_block):
            continue
        if field is None:
            if path[-2:-1] == ("evidence",) and not _PARAGRAPH.match(comment.text):
                message = (
                    f"{lost} would be lost, because a # after a space begins a comment; write SOURCE#p12: quotation"
                )
                yield _problem(location, path, comment, Code.LOST_TEXT, message)
            continue
        part = traversal.part_type(location.kind.record, path[:-1])
        is_missing = comment.is_after_nothing and part is not None and part.model_fields[field.name].is_required()
        name = "the quotation" if is_short else field.key
        if comment.has_space and not is_missing:
            code = Code.COMMENT_AFTER_TEXT
            message = (
                f"{lost} is a comment and no part of {name}, because a # follows a space; put the whole text in quotes, "
                "or move the comment to a line of its own"
            )
        elif comment.is_before_block:
            code = Code.LOST_TEXT
            message = f"{lost} would be lost, because the text of {name} begins on the next line; move it there"
        elif comment.is_after_quotes:
            code = Code.LOST_TEXT
            message = f"{lost} follows the closing quotes of {name} and would be lost; move it inside the quotes, or delete it"
        else:
            code = Code.LOST_TEXT
            message = f"{lost} would be lost, because a # after a space begins a comment; put the whole text of {name} in quotes"
        yield _problem(location, path, comment, code, message)


def _problem(
    location: RecordLocation, path: fields.Path, comment: Comment, code: Code, message: str
) -> tuple[fields.Path, Problem]:
    return path, replace(location.problem(path, code, message), line=comment.line, column=comment.column)


def find_text_field(record: type[Record], path: fields.Path) -> field_roles.FieldRole | None:
    """Returns the field at `path` if it holds text in anybody's words, or None."""
    steps = path[:-1] if path and isinstance(path[-1], int) else path
    part = traversal.part_type(record, steps[:-1]) if steps else None
    roles = field_roles.roles(part) if part else ()
    return next((one for one in roles if one.key == steps[-1] and one.role in TEXT_ROLES), None)
