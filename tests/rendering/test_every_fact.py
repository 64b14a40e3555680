"""Every fact of the data is in the HTML, without JavaScript: what `briefing export json` prints, looked for on its page.

Each value is looked for in the text of the page that shows its record, as its field is meant to read: a text word for
word, a date in words, a word of a closed list in its words, a reference as a link. `SHOWN_OTHERWISE` is the whole list
of the fields that are shown in another form, each with the reason.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

import pytest
from babel import Locale

from generator.model.briefing import Briefing
from generator.model.kind import Layout
from generator.pipeline import load_briefing
from generator.records.dates import parse
from generator.records.field_roles import Role, roles
from generator.records.fields import Account, Data, Evidence, coordinate_words
from generator.records.record import Record
from generator.records.scales import CREDIBILITY_WORDS, NOT_STATED, Assessor
from generator.text.sentences import split_label
from support import dom
from support.commands import briefing
from support.project import EXAMPLES, ROOT, Built
from support.webpages import Site, WebPage


def anywhere(_: Any, __: Any) -> list[str]:
    """Shown in no form of its own."""
    return []


def labelled(label: str) -> Callable[[Any, Any], list[str]]:
    """A word that prose may hold as well: looked for with its label."""
    return lambda value, _: [] if value == NOT_STATED else [f"{label}: {value.replace('-', ' ')}"]


SHOWN_OTHERWISE: dict[str, Callable[[Any, dict[str, Any]], list[str]]] = {
    # An address is part of the page's own: its path, or an anchor on it; the id is no text for readers.
    "*.id": anywhere,
    "*.draft": lambda value, _: ["draft"] if value else [],
    # They only tell two places of a paragraph apart, and are part of the link into the live article.
    "evidence.prefix": anywhere,
    "evidence.suffix": anywhere,
    # The number of a paragraph, with its noun.
    "evidence.paragraph": lambda value, _: [f"paragraph {value}"],
    # The language of the frame is that of the whole site; it is the document's `lang`.
    "briefing.language": anywhere,
    # How much may be quoted is a rule of the site: it is on the page about evidence.
    "briefing.quotation_words_max": anywhere,
    "briefing.quotation_share_max": anywhere,
    # Every page says how much evidence is not verified, if there is any.
    "briefing.publish_unverified": anywhere,
    # Where the data lies is the link to edit a record; its text is the record's file.
    "briefing.repository": anywhere,
    "briefing.repository_host": anywhere,
    "briefing.repository_branch": anywhere,
    # What holds for the whole site: the page of the data names the licence, each page of a risk the editor who assessed it.
    "briefing.licence": anywhere,
    "editor.name": anywhere,
    "editor.role": anywhere,
    "editor.contact": anywhere,
    # The form of the data is no fact of the briefing.
    "briefing.format": anywhere,
    # As a reader writes to it.
    "briefing.corrections": lambda value, _: [value.removeprefix("mailto:")],
    # Which formats are offered is what the page of the data lists.
    "briefing.downloads": anywhere,
    # A country is a link to the state's page where it has one, else its code.
    "actors.country": anywhere,
    "experts.country": anywhere,
    # With the place, in words: "North Korea, 39.0° N, 125.8° E"; the country has the name that the briefing gives its state.
    "events.country": lambda value, _: [{"NO": "Varenna"}.get(value) or Locale("en").territories[value]],
    "events.coordinates": lambda value, _: [coordinate_words(value)],
    # Whether it has a page or an entry on the index is seen, and needs no words.
    "actors.minor": anywhere,
    # Relations say it, where the actor has some.
    "actors.name_in_text": anywhere,
    # Three dots stand for the name of the other actor.
    "relations.label": lambda value, _: [*filter(None, split_label(value))],
    # The earlier view stands below the newest one, in its own words.
    "takeaway.supersedes": anywhere,
    # A date in words; a figure as it is.
    "account.value": lambda value, _: [Account.model_construct(value=value).value_words],
    # Said only of those whom the source does not name.
    "actors.named": lambda value, _: [] if value else ["not named by the source"],
    # In words, as who vouches for it; with several sources their names follow.
    "interest.basis": lambda value, _: [{"stated": "stated by", "inferred": "inferred by the editor"}[value]],
    "events.date_basis": lambda value, _: [
        {
            "stated": "stated by",
            "resolved-from-report-date": "resolved from the report's date",
            "inferred": "inferred by the editor",
        }[value]
    ],
    "statements.voice": lambda value, said: [
        "in the speaker's own words" if said["quote"] else {"direct": "quoted by", "indirect": "reported by"}[value]
    ],
    # The words of CSL as a reader says them.
    "sources.type": lambda value, _: [
        {
            "article-magazine": "magazine article",
            "article-newspaper": "newspaper article",
            "post-weblog": "blog post",
        }.get(value, value)
    ],
    # The number with its words; 6 is what every statement has that nobody graded, and the method says so.
    "statements.credibility": lambda value, _: [] if value == 6 else [f"{value}: {CREDIBILITY_WORDS[value]}"],
    # Words that occur in prose too, each with its label.
    "sources.language": lambda value, _: [f"Language: {Locale.parse(value, sep='-').get_display_name('en')}"],
    "statements.stance": labelled("answers the question"),
    "statements.likelihood": labelled("likelihood"),
    "statements.confidence": labelled("confidence"),
    "risks.likelihood": labelled("likelihood"),
    "risks.impact": labelled("impact"),
    "risks.confidence": labelled("confidence"),
    # The letter with its words.
    "sources.reliability": lambda value, _: [f"reliability {value}:"],
    # The list's own numbers: those of an ordered list are drawn, not text; the overview says them.
    "paragraph.number": lambda value, _: [str(value)],
}
"""`<kind or part>.<field>` -> the texts to look for instead, given the value and what holds it."""


@dataclass(frozen=True)
class Fact:
    """A value of the data: where it stands, the texts that show it, or the address that a link must lead to."""

    where: str
    texts: tuple[str, ...] = ()
    link: str = ""


def facts(found: Briefing, of: type[Data], data: dict[str, Any], where: str) -> Iterator[Fact]:
    """The facts of one record or part, those of parts within it too; not those of records within it."""
    name = of.KIND if issubclass(of, Record) else of.__name__.lower()
    for key in ("id", *(field.key for field in roles(of))):
        if key not in data or data[key] is None:
            continue
        field = next((one for one in roles(of) if one.key == key), None)
        values = data[key] if field is not None and field.is_list else [data[key]]
        for number, value in enumerate(values):
            here = f"{where}.{key}" + (f"[{number}]" if len(values) > 1 else "")
            if field is not None and field.role in (Role.PART, Role.EVIDENCE):
                yield from facts(found, field.item_type, value, here)
            elif field is None or field.role is not Role.RECORDS:
                yield fact(found, f"{name}.{key}", field.role if field else None, value, data, here)


def fact(found: Briefing, name: str, role: Role | None, value: Any, data: dict[str, Any], where: str) -> Fact:
    otherwise = SHOWN_OTHERWISE.get("*.id" if role is None else name) or SHOWN_OTHERWISE.get(f"*.{name.split('.')[1]}")
    if otherwise is not None:
        return Fact(where, tuple(otherwise(value, data)))
    if role is Role.ASSESSOR and value in tuple(Assessor):
        return Fact(where, (f"assessed by the {value}",))
    if role in (Role.REFERENCE, Role.ASSESSOR):
        return Fact(where, link=found.get(value).address)
    if role is Role.DATE:
        return Fact(where, (parse(value).words,))
    if role is Role.WORD:
        return Fact(where, () if value == NOT_STATED else (value.replace("-", " "),))
    return Fact(where, (str(value),))


def flat(text: str) -> str:
    return " ".join(text.split()).casefold()


@cache
def text_of(page: WebPage) -> str:
    """The page's text in one line, without the numbers of its notes."""
    article = page.html[page.html.index("<article") : page.html.index("</article>")]
    return flat(dom.text(dom.read(re.sub(r"<sup>.*?</sup>", "", article))))


@cache
def targets_of(page: WebPage) -> frozenset[str]:
    """The targets of the page's links, as paths under `docs/`."""
    found = set()
    for link in page.links:
        path, sign, anchor = link.partition("#")
        target = normpath(join(dirname(page.path), path)) if path else page.path
        found.update((target, target + sign + anchor))
    return frozenset(found)


def is_shown(one: Fact, page: WebPage) -> bool:
    address = one.link.replace(".md", ".html")
    if address:
        return address == page.path or address in targets_of(page)
    return all(flat(text) in text_of(page) for text in one.texts)


def every_fact(found: Briefing, document: dict[str, Any]) -> Iterator[tuple[str, Fact]]:
    """Each fact with the page that shows its record."""

    def of_record(data: dict[str, Any]) -> Iterator[tuple[str, Fact]]:
        entry = found.get(data["id"])
        page = entry.address.partition("#")[0].replace(".md", ".html")
        for one in facts(found, type(entry.record), data, f"{entry.kind.name} {entry.record.id}"):
            yield page, one
        for field in roles(type(entry.record)):
            for inner in data[field.key] if field.role is Role.RECORDS else ():
                yield from of_record(inner)

    for kind in found.kinds:
        if kind.seeds_path:
            for data in [document[kind.name]] if kind.layout is Layout.ONE else document[kind.name]:
                yield from of_record(data)


both = pytest.mark.parametrize("root", [ROOT, EXAMPLES / "strait"], ids=["first article", "strait"])


@both
def test_every_fact_is_on_its_page(root: Path, built_once: Callable[..., Built]) -> None:
    document = json.loads(briefing(root, "export", "json").stdout)
    found = load_briefing(root)
    site = Site(built_once(root / "seeds").site)
    looked_for = list(every_fact(found, document))
    assert len(looked_for) > 500
    missing = [
        f"{page}: {one.where}: {one.link or one.texts}"
        for page, one in looked_for
        if not is_shown(one, site.pages[page])
    ]
    assert missing == [], "\n".join(missing)


@both
def test_the_page_about_evidence_states_the_limits_of_quotation(root: Path, built_once: Callable[..., Built]) -> None:
    head = json.loads(briefing(root, "export", "json").stdout)["briefing"]
    text = text_of(Site(built_once(root / "seeds").site).pages["about/evidence.html"])
    assert f"at most {head['quotation_words_max']} words" in text
    assert f"at most {head['quotation_share_max']} %" in text


def test_what_is_shown_otherwise_is_a_field() -> None:
    """No entry of the table outlives its field."""
    known = {"*.id", "*.draft"}
    todo: list[type[Data]] = [
        kind.record for kind in load_briefing(EXAMPLES / "strait").kinds if kind.layout is not Layout.NONE
    ]
    while todo:
        of = todo.pop()
        name = of.KIND if issubclass(of, Record) else of.__name__.lower()
        known.update(f"{name}.{field.key}" for field in roles(of))
        todo += [field.item_type for field in roles(of) if field.role in (Role.PART, Role.EVIDENCE)]
    assert set(SHOWN_OTHERWISE) - known == set()
    assert f"{Evidence.__name__.lower()}.paragraph" in known
