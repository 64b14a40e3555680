"""Pages -> Markdown. The only importer of jinja2; everything a template prints passes through the escaping.

A template prints data with `{{ value }}` and cannot forget to escape: text is escaped as Markdown unless it already
is markup made here. Printing nothing (None) or something undefined is an error.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from ..diff import change_phrases
from ..evidence import passage
from ..formats import exports
from ..model import Briefing, Kind, Page, history, indexes
from ..records import Record, dates, fields, git_hosts
from ..text import markdown_escaping, sentences, urls, whitespace
from .page_sequence import in_order, minutes
from .term_links import Mentions

_DRAFT = Markup(' <span class="br-chip br-warn" data-search-exclude="true">draft</span>')
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){2,}")


def render(briefing: Briefing, kinds: Iterable[Kind] | None = None) -> dict[str, str | bytes]:
    """Every page and file of the site, or of some kinds: path under `docs/` -> text, or a file's bytes.

    Raises on a fault in a template, never on data.
    """
    texts: dict[str, str | bytes] = {}
    for kind in briefing.kinds if kinds is None else kinds:
        texts |= {desk.page.path: desk.text() for desk in _desks(briefing, kind)}
        texts.update(kind.files(briefing))
    return texts


def _desks(briefing: Briefing, kind: Kind) -> Iterator[_Desk]:
    """A desk for each page of a kind."""
    mentions = _mentions(briefing)
    folders = defaultdict[str, _Folder](_Folder)
    for page, before, after in in_order(tuple(kind.pages(briefing))):
        desk = _Desk(briefing, page, before, after, mentions, folders[page.path.rpartition("/")[0]])
        yield desk
        desk.clear()


def _printed(value: Any) -> str:
    if type(value) is Markup:
        return value
    if isinstance(value, str):
        return markdown_escaping.escape(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, StrictUndefined):
        return str(value)  # raises, and says what is undefined
    raise TypeError(f"a template prints {value!r}: neither text nor number")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader([Path(__file__).parent.parent, Path(__file__).parent]),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # else each template's file is looked at each time it is used
    )
    environment.filters.update(
        attr=markdown_escaping.escape_attribute,
        quoted=markdown_escaping.yaml_string,
        url=markdown_escaping.link_target,
        address=markdown_escaping.url_text,
        passage=passage,
        first_sentence=lambda text: sentences.split_first(text)[0],
        lead=_lead,
        prose=_prose,
        date=lambda text: dates.parse(text).words,
        cap=lambda text: text[:1].upper() + text[1:],
        counted=_counted,
        minutes=minutes,
        code=_code,
        coded=_coded,
        phrased=_phrased,
    )
    return environment


def _code(text: str) -> Markup:
    """A text as code: a file's or a field's name."""
    return Markup("<code>{}</code>").format(markdown_escaping.escape(text))


def _coded(text: str) -> Markup:
    """A text in which what stands between backticks is code."""
    pieces = text.split("`")
    return Markup("").join(_code(piece) if n % 2 else Markup(_spaced(piece)) for n, piece in enumerate(pieces))


def _spaced(text: str) -> Markup:
    """A piece of a text, with the space at its ends kept."""
    before = " " if text[:1] == " " else ""
    after = " " if text[-1:] == " " and text.strip() else ""
    return Markup(before) + markdown_escaping.escape(text) + Markup(after)


def _phrased(spans: Iterable[change_phrases.Span]) -> Markup:
    """A change's phrase, what went struck out and what came in bold."""
    tags = {change_phrases.SpanRole.OLD: "del", change_phrases.SpanRole.NEW: "ins"}
    pieces = (
        (
            Markup("<{0}>{1}</{0}>").format(Markup(tags[span.role]), markdown_escaping.escape(span.text))
            if span.role in tags
            else _plain(span)
        )
        for span in spans
    )
    return Markup("").join(pieces)


def _plain(span: change_phrases.Span) -> Markup:
    if span.role is change_phrases.SpanRole.OURS:
        return Markup(span.text.replace("->", "→"))
    return Markup(" ") if span.role is change_phrases.SpanRole.SEPARATOR else Markup(_spaced(span.text))


def _counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: "1 event", "2 events", "no events"."""
    return f"{number or 'no'} {one if number == 1 else many or one + 's'}"


@pass_context
def _lead(context: Context, text: str) -> Markup:
    """A text as one paragraph, its first sentence in bold, the terms that it mentions linked."""
    linked = context["linked"]
    first, rest = sentences.split_first(text)
    bold = Markup("**{}**").format(linked(first))
    return Markup("{} {}").format(bold, linked(rest)) if rest else bold


@pass_context
def _prose(context: Context, text: str) -> Markup:
    """A text as paragraphs, the terms that it mentions linked."""
    return Markup("\n\n").join(context["linked"](paragraph) for paragraph in sentences.paragraphs(text))


_mentions = indexes.memoize(Mentions)


@indexes.memoize
def _label(briefing: Briefing, record_id: str) -> Markup:
    entry = briefing.get(record_id)
    return markdown_escaping.escape(entry.kind.heading(briefing, entry.record))


class _Folder:
    """Notes and list items that the pages in one folder share, because their links are the same from any of them.

    Each is cached with the pages that it links to. A page links to itself in another way, so it renders its own.
    """

    def __init__(self) -> None:
        self.made: dict[Hashable, tuple[Markup, set[str]]] = {}


class _Desk:
    """What one page is written with: links that start from it, its numbered notes, the terms that it mentions."""

    def __init__(
        self,
        briefing: Briefing,
        page: Page,
        before: Page | None,
        after: Page | None,
        mentions: Mentions,
        folder: _Folder,
    ) -> None:
        self.briefing = briefing
        self.page = page
        self.before = before
        self.after = after
        self.mentions = mentions
        self.folder = folder
        self.linked_to: set[str] = set()
        self.numbers: dict[fields.Evidence, int] = {}
        self.terms: dict[str, Record] = {}
        self.environment = _environment()

    def text(self) -> str:
        text = self._fill(self.page.template, self.tools, **self.page.context)
        return _BLANK_LINES.sub("\n\n", text).strip() + "\n"

    def _fill(self, template: str, tools: Mapping[str, Any], **context: Any) -> Markup:
        return Markup(self.environment.get_template(template).render({**tools, **context}))

    @cached_property
    def plain_tools(self) -> dict[str, Any]:
        """What the template of a line or a note is given: nothing of the page but where links start from."""
        return {"entry": self.entry, "link": self.link, "href": self.href}

    @cached_property
    def tools(self) -> dict[str, Any]:
        """What the template of a page or a panel is given."""
        return {
            **self.plain_tools,
            "mark": Markup(Page.GENERATED_MARK),
            "head": self.briefing.head,
            "page": self.page,
            "record": self.page.record,
            "kind": self.page.kind,
            "last_changed": self.last_changed,
            "last_reviewed": self.last_reviewed,
            "appears_in": self.appears_in,
            "stands_in": self.stands_in,
            "feed": self.feed,
            "before": self.before,
            "after": self.after,
            "formats": tuple((name, ending) for name, (ending, _) in exports.citations.CITATIONS.items()),
            "web_address": self.web_address(),
            "cite": self.cite,
            "notes": self.notes,
            "panels": self.panels,
            "line": self.line,
            "linked": self.linked,
            "explained": self.terms,
            "file_of": self.file_of,
            "edited_at": self.edited_at,
        }

    def clear(self) -> None:
        """Lets go of the tools, which hold the desk itself: else each desk waits for a sweep for circles of garbage."""
        for name in ("tools", "plain_tools"):
            self.__dict__.pop(name, None)

    @cached_property
    def found(self) -> tuple[tuple[str, Mapping[str, Any]], ...]:
        """What kinds add to the page's end, in the order of the kinds."""
        panels = (kind.panel(self.briefing, self.page) for kind in self.briefing.kinds)
        return tuple(panel for panel in panels if panel)

    @cached_property
    def feed(self) -> str:
        return exports.atom.feed_path(self.briefing) if self.briefing.head else ""

    def entry(self, record: Record | str) -> indexes.Entry:
        """The entry of a record or of its id."""
        return self.briefing.get(record if isinstance(record, str) else record.id)

    def appears_in(
        self, record_id: str, besides: Collection[str] = ()
    ) -> tuple[tuple[Kind, tuple[indexes.Entry, ...]], ...]:
        """What refers to a record, as the briefing has it."""
        return indexes.references(self.briefing).referenced_by(record_id, besides)

    def stands_in(self, record: Record) -> tuple[tuple[indexes.Entry, tuple[int, ...]], ...]:
        """Where a record stands, as the briefing has it."""
        return indexes.evidence(self.briefing).source_paragraphs(record)

    def last_changed(self, record: Record) -> history.HistoryEntry | None:
        """The step that last changed a record."""
        return self.briefing.history.last_changed(record.id)

    def last_reviewed(self, record: Record) -> history.HistoryEntry | None:
        """The last step that changed it and that somebody signed as read."""
        return self.briefing.history.last_reviewed(record.id)

    def _shared(self, key: Hashable, template: str, context: Callable[[], Mapping[str, Any]]) -> Markup:
        """A template filled with what is the same for all pages of the folder, once for all that it doesn't link to."""
        kept = self.folder.made.get(key)
        if kept is None or self.page.path in kept[1]:
            outer, self.linked_to = self.linked_to, set()
            text = Markup(whitespace.collapse(self._fill(template, self.plain_tools, **context())))
            kept, self.linked_to = (text, self.linked_to), outer
            if self.page.path not in kept[1]:
                self.folder.made[key] = kept
        self.linked_to |= kept[1]
        return kept[0]

    def href(self, target: str) -> Markup:
        """The path to another page under `docs/`, from this one."""
        self.linked_to.add(target.partition("#")[0])
        return markdown_escaping.relative_link(target, self.page.path)

    def link(self, record: Record | str, text: str | None = None) -> Markup:
        """A link to where a record is shown, by its heading, a draft marked, or by `text`; bare text on its own page."""
        record_id = record if isinstance(record, str) else record.id
        entry = self.briefing.get(record_id)
        label = _label(self.briefing, record_id) if text is None else markdown_escaping.escape(text)
        mark = _DRAFT if text is None and entry.record.draft else ""
        if entry.address == self.page.path:
            self.linked_to.add(entry.address)
            return label
        return Markup(f"[{label}]({self.href(entry.address)}){mark}")

    def web_address(self) -> str:
        """Where the page is published; empty while nobody says where the site is."""
        head = self.briefing.head
        return urls.published_url(head.site_url, self.page.path) if head and head.site_url else ""

    def line(self, entry: indexes.Entry) -> Markup:
        """How a record reads in a list elsewhere: its kind's `line.md.j2`."""
        template = f"kinds/{entry.kind.name}/line.md.j2"
        return self._shared(entry.record.id, template, lambda: {"it": entry.record, "owner": entry.owner})

    def linked(self, text: str) -> Markup:
        """A text in which each term is a link to what explains it, where the page mentions it first."""
        text = whitespace.collapse(text)
        pieces: list[Markup] = []
        done = 0
        for start, end, record in self.mentions.within(text):
            address = self.entry(record).address
            if record.id in self.terms or address.partition("#")[0] == self.page.path:
                continue
            self.terms[record.id] = record
            link = Markup("[{}]({}){{: .br-term }}").format(
                markdown_escaping.escape(text[start:end]), self.href(address)
            )
            pieces += [markdown_escaping.escape_part(text[done:start]), link]
            done = end
        return (
            Markup("").join([*pieces, markdown_escaping.escape_part(text[done:])])
            if pieces
            else markdown_escaping.escape(text)
        )

    def cite(self, evidence: Iterable[fields.Evidence]) -> Markup:
        """The markers of the notes for these pieces of evidence; equal evidence shares its note."""
        numbers = (self.numbers.setdefault(one, len(self.numbers) + 1) for one in evidence)
        return Markup("".join(f"[^{number}]" for number in dict.fromkeys(numbers)))

    def notes(self) -> Markup:
        """The notes that were cited on the page, in the order of their numbers."""
        notes = (
            f"[^{number}]: {self._shared(said, 'templates/note.md.j2', partial(self._noted, said))}\n"
            for said, number in self.numbers.items()
        )
        return Markup("".join(notes))

    def panels(self) -> Markup:
        """What kinds add to the page's end."""
        return Markup("\n").join(self._fill(template, self.tools, **context) for template, context in self.found)

    def _noted(self, evidence: fields.Evidence) -> dict[str, Any]:
        """What the template of a note is given."""
        source = self.entry(evidence.source)
        return {
            "evidence": evidence,
            "source": source.record,
            "place": self.href(f"{source.address}#p{evidence.paragraph}"),
            "standing": indexes.evidence(self.briefing).shared_status(evidence),
            "quoted": indexes.evidence(self.briefing).findable_quotation(evidence),
        }

    def file_of(self, record: Record) -> str:
        """The file under `seeds/` that holds a record."""
        entry = self.entry(record)
        return entry.owner_kind.file_of(entry.owner.id)

    def edited_at(self, path: str) -> str:
        """The address where a file under `seeds/` is edited, or a folder is listed; empty if it is not known."""
        head = self.briefing.head
        if head is None or not head.repository:
            return ""
        return git_hosts.edit_url(head.repository, path, head.repository_branch, head.repository_host)
