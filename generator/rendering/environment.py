"""The Jinja environment: its templates, its filters, its escaping.

A template prints data with `{{ value }}` and cannot forget to escape: text is escaped as Markdown unless it is already
markup made by this package. Printing None, or a name that is not defined, is an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ..diff import change_phrases
from ..evidence import fragment_link
from ..records import dates, fields
from ..text import markdown_escaping, sentences, whitespace
from .reading_time import reading_minutes
from .redirects import former_anchors

_TAGS = {change_phrases.SpanRole.OLD: "del", change_phrases.SpanRole.NEW: "ins"}


def render_template(name: str, variables: Mapping[str, Any]) -> Markup:
    """Renders a template, named by its path under `generator/` or under this package."""
    return Markup(_environment().get_template(name).render(variables))


def render_line(name: str, variables: Mapping[str, Any]) -> Markup:
    """Renders a template and brings the result onto one line."""
    return Markup(whitespace.collapse(render_template(name, variables)))


def chip(text: str, tone: str = "mut") -> Markup:
    """Returns a short label in the colour of a tone; search leaves it out."""
    shown = markdown_escaping.escape(text)
    return Markup(f'<span class="br-chip br-{tone}" data-search-exclude="true">{shown}</span>')


def open_mark(text: str) -> Markup:
    """Returns the mark of a text that is still to be written, with its hint."""
    hint = fields.open_hint(text) or "to be written"
    return Markup('<mark class="br-open">Open: {}</mark>').format(
        markdown_escaping.escape_part(whitespace.collapse(hint))
    )


def use_compiled(cache: BytecodeCache | None) -> None:
    """Takes compiled templates from a cache, and adds those that it lacks."""
    _environment().bytecode_cache = cache


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader([Path(__file__).parent.parent, Path(__file__).parent]),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=_escape_printed,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # otherwise Jinja looks at a template's file each time it is used
    )
    environment.globals.update(chip=chip, former_anchors=former_anchors)
    environment.filters.update(
        attr=markdown_escaping.escape_attribute,
        yaml_string=markdown_escaping.yaml_string,
        url=markdown_escaping.link_target,
        url_text=markdown_escaping.url_text,
        address_link=markdown_escaping.address_link,
        code=markdown_escaping.code,
        code_spans=markdown_escaping.code_spans,
        passage=fragment_link,
        first_sentence=lambda text: sentences.split_first(text)[0],
        date=lambda text: dates.parse(text).words,
        language=_language_name,
        capfirst=lambda text: text[:1].upper() + text[1:],
        mentions=sentences.mentions,
        pluralize=_pluralize,
        reading_minutes=reading_minutes,
        change_phrase=_change_phrase,
    )
    return environment


def _language_name(tag: str) -> str:
    """The English name of a language, or its tag if it has none."""
    try:
        return Locale.parse(tag, sep="-").get_display_name("en") or tag
    except (UnknownLocaleError, ValueError):
        return tag


def _escape_printed(value: Any) -> str:
    """Escapes a value that a template prints.

    Raises TypeError for anything but text and numbers.
    """
    if type(value) is Markup:
        return value
    if isinstance(value, str):
        return _escape_text(str(value))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, StrictUndefined):
        return str(value)  # raises UndefinedError, with the name
    raise TypeError(f"a template prints {value!r}, which is neither text nor number")


@lru_cache(maxsize=20_000)
def _escape_text(text: str) -> Markup:
    return open_mark(text) if fields.is_open(text) else markdown_escaping.escape(text)


def _pluralize(number: int, one: str, many: str = "") -> str:
    """Returns a number with its noun: "1 event", "2 events", "no events"."""
    return f"{number or 'no'} {one if number == 1 else many or one + 's'}"


def _change_phrase(spans: Iterable[change_phrases.Span]) -> Markup:
    """Returns a change as Markdown, removed text in <del> and added text in <ins>."""
    return Markup("").join(map(_change_span, spans))


def _change_span(span: change_phrases.Span) -> Markup:
    if span.role in _TAGS:
        tag = Markup(_TAGS[span.role])
        return Markup("<{0}>{1}</{0}>").format(tag, markdown_escaping.escape(span.text))
    if span.role is change_phrases.SpanRole.OURS:
        return Markup(span.text.replace("->", "→"))
    return Markup(" ") if span.role is change_phrases.SpanRole.SEPARATOR else markdown_escaping.escape(span.text)
