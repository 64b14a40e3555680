"""The feed of changes: what RFC 4287 asks for, by its own rules and by a feed reader's library."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest
from click.testing import CliRunner
from hypothesis import example, given

from generator.commands import main
from generator.formats.exports import atom
from generator.model.briefing import Briefing
from generator.model.content_changes import Change, ChangeGroup, ChangeKind, ReportedChange
from generator.model.history import History, HistoryEntry
from generator.pipeline import generate, load_briefing
from generator.text.word_diff import diff_words
from support.hostile import FRAGMENTS, texts
from support.project import EXAMPLES
from support.repositories import commit, git

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
ALLOWED = {"p", "ul", "li", "a", "del", "ins"}


@cache
def strait() -> Briefing:
    return load_briefing(EXAMPLES / "strait")


def step(number: int, subject: str, groups: Sequence[ChangeGroup]) -> HistoryEntry:
    return HistoryEntry(f"{number:040x}", f"2031-04-0{number % 9 + 1}T12:00:00Z", subject, tuple(groups))


def invented(text: str) -> Briefing:
    """The strait with a history in which every text is the same one."""
    kinds = (
        Change(ChangeKind.REMOVED, text, old=text),
        Change(ChangeKind.DETAIL, "varenna", (text,), text, f"{text} more"),
        Change(ChangeKind.FIGURE, "varenna", ("summary",), text, f"{text} 7", (text,), diff_words(text, f"{text} 7")),
        Change(ChangeKind.ADDED, "varenna", new=text),
        Change(ChangeKind.REFERENCES, "varenna", ("about",), (text, "varenna"), ("talks-collapse",)),
    )
    groups = [
        ChangeGroup("actor", one.record_id, text, "", "seeds/actors/x.yml", (ReportedChange(one, "actor", False),))
        for one in kinds
    ]
    nested = ReportedChange(Change(ChangeKind.QUOTATION, text, ("quote",), text, None), "statement", True)
    groups.append(ChangeGroup("expert", "ida-moreau", text, "", "seeds/experts/x.yml", (nested,)))
    return replace(strait(), history=History((step(2, text, groups), step(1, "", groups[:1]))))


def one(parent: ElementTree.Element, name: str) -> ElementTree.Element:
    (found,) = parent.findall(ATOM + name)
    return found


@given(text=texts)
@example(text=" ".join(FRAGMENTS))
@example(text="Zero\u200dwidth\u200cjoiners")
def test_every_text_is_read_back_and_none_is_markup(text: str) -> None:
    written = atom.write(invented(text))
    assert written == atom.write(invented(text))
    root = ElementTree.fromstring(written.encode())
    first = root.findall(ATOM + "entry")[0]
    assert one(first, "title").text == "Changed: 5 actors, 1 expert"
    found = ElementTree.fromstring(f"<x>{one(first, 'content').text}</x>")
    assert {node.tag for node in found.iter()} <= ALLOWED | {"x"}
    assert all(link.get("href", "").startswith("https://strait.example/") for link in found.iter("a"))
    assert {key for node in found.iter() for key in node.attrib} <= {"href"}


def test_the_feed_has_what_the_standard_asks_for() -> None:
    """RFC 4287, sections 4.1.1 and 4.1.2: what must be there, and what only once."""
    root = ElementTree.fromstring(atom.write(invented("Fees & tolls")).encode())
    assert root.tag == f"{ATOM}feed"
    entries = root.findall(f"{ATOM}entry")
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            assert one(element, name).text
        assert MOMENT.fullmatch(one(element, "updated").text or "")
        links = [(link.get("rel"), link.get("type")) for link in element.findall(f"{ATOM}link")]
        assert links.count(("alternate", "text/html")) == 1
        assert len(set(links)) == len(links)
    assert one(one(root, "author"), "name").text
    assert ("self", "application/atom+xml") in [
        (link.get("rel"), link.get("type")) for link in root.findall(f"{ATOM}link")
    ]
    assert all(link.get("href", "").startswith("https://strait.example/") for link in root.iter(f"{ATOM}link"))
    ids = [one(element, "id").text or "" for element in (root, *entries)]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"tag:strait\.example,\d{4}-\d\d-\d\d:changes/[0-9a-f]{40}", name) for name in ids[1:])
    assert one(root, "updated").text == max(one(entry, "updated").text or "" for entry in entries)
    assert {one(entry, "content").get("type") for entry in entries} == {"html"}


def test_a_feed_reader_reads_it() -> None:
    read = feedparser.parse(atom.write(invented("Fees & tolls")).encode())
    assert (read.bozo, read.version) == (False, "atom10")
    assert [entry.title for entry in read.entries] == ["Changed: 5 actors, 1 expert", "Changed: 1 actor"]
    assert read.entries[0].link == f"https://strait.example/changes/2031-04.html#c-{'0' * 12}"
    assert read.entries[0].updated_parsed[:6] == (2031, 4, 3, 12, 0, 0)
    assert "<ins>7</ins>" in read.entries[0].content[0].value
    assert read.feed.links[0].href == "https://strait.example/changes/feed.xml"


def test_only_the_newest_steps_are_in_it() -> None:
    groups = invented("x").history.entries[0].groups
    steps = tuple(step(number, "", groups) for number in range(atom.MAX_ENTRIES + 10, 0, -1))
    read = feedparser.parse(atom.write(replace(strait(), history=History(steps))).encode())
    assert [entry.link.rpartition("-")[2] for entry in read.entries] == [one.commit[:12] for one in steps[:-10]]


@pytest.mark.parametrize("site", [None, "mailto:editor@strait.example"])
def test_without_an_address_there_is_no_feed(site: str | None) -> None:
    found = invented("x")
    head = found.head.model_copy(update={"site_url": site})
    without = replace(found, records={**found.records, "briefing": (head,)})
    assert (atom.feed_path(without), atom.write(without)) == ("", "")


def test_without_a_history_there_is_no_feed() -> None:
    assert (atom.feed_path(strait()), atom.write(strait())) == ("", "")


@pytest.mark.parametrize(
    ("site", "base"),
    [
        ("https://example.org/a/b/", "https://example.org/a/b/"),
        ("https://bücher.example", "https://xn--bcher-kva.example/"),
    ],
)
def test_links_begin_with_the_sites_address(site: str, base: str) -> None:
    found = invented("x")
    head = found.head.model_copy(update={"site_url": site})
    read = feedparser.parse(atom.write(replace(found, records={**found.records, "briefing": (head,)})).encode())
    assert {link.href.startswith(base) for link in read.feed.links} == {True}
    assert read.entries[0].link.startswith(f"{base}changes/2031-04.html#c-")


def test_the_command_gives_the_feed_of_the_site(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "strait" / "seeds", tmp_path / "seeds")
    done = CliRunner().invoke(main, ["export", "--root", str(tmp_path), "atom"])
    assert done.exit_code == 1
    assert done.stdout.startswith("seeds/briefing.yml: E010: a feed needs a history: ")
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, "Begun")
    generate(tmp_path)
    done = CliRunner().invoke(main, ["export", "--root", str(tmp_path), "atom"])
    assert (done.exit_code, done.stdout_bytes) == (0, (tmp_path / "docs/changes/feed.xml").read_bytes())
    head = tmp_path / "seeds/briefing.yml"
    head.write_text(re.sub("site_url: .*\n", "", head.read_text(encoding="utf-8")), encoding="utf-8")
    done = CliRunner().invoke(main, ["export", "--root", str(tmp_path), "atom"])
    assert done.stdout == ("seeds/briefing.yml: E010: a feed needs the address of the site: set `site_url`\n")
