"""Evidence as a reader meets it, in real Chromium: the marker, the note, and the passage in the live article."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.evidence.text_fragments import fragment_link
from generator.model import indexes
from generator.model.lockfile import QuotationLocation
from generator.pipeline import load_briefing
from generator.records.fields import Evidence
from generator.text.quote_normalization import normalize
from support.browsers import served, visit
from support.commands import briefing
from support.project import EXAMPLES

STRAIT = load_briefing(EXAMPLES / "strait")
EVIDENCE = indexes.evidence(STRAIT)
QUOTED = [said for said in EVIDENCE.records_by_evidence if said.exact]
PASSAGES = [said for said in QUOTED if EVIDENCE.findable_quotation(said)]
BLUE = (0, 0, 250)


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The invented articles as long pages on a server; a highlighted passage is blue."""
    folder = tmp_path_factory.mktemp("articles")
    for file in (EXAMPLES / "strait/texts").glob("*.txt"):
        raw = file.read_text(encoding="utf-8").strip()
        paragraphs = [f"<p>{escape(one)}</p>" for one in raw.split("\n\n" if "\n\n" in raw else "\n")]
        style = f"p {{ margin: 2000px 8px; font: 16px serif; color: #000 }} ::target-text {{ background: rgb{BLUE}; color: rgb{BLUE} }}"
        page = f"<!doctype html><meta charset=utf-8><link rel=icon href=data:,><title>Article</title><style>{style}</style>{''.join(paragraphs)}"
        (folder / f"{file.stem}.html").write_text(page, encoding="utf-8")
    with served(folder) as address:
        yield address


_BOX_OF_COLOUR = """
async ([png, [r, g, b]]) => {
  const image = await createImageBitmap(await (await fetch("data:image/png;base64," + png)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height), context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const { data, width } = context.getImageData(0, 0, image.width, image.height);
  const rows = {};
  for (let i = 0; i < data.length; i += 4)
    if (data[i] === r && data[i + 1] === g && data[i + 2] === b) {
      const x = (i / 4) % width, y = Math.floor(i / 4 / width);
      rows[y] = rows[y] ? [rows[y][0], x] : [x, x];
    }
  return rows;
}
"""
_BOXES_OF_TEXT = """
([paragraph, start, end]) => {
  const range = document.createRange(), text = document.querySelectorAll("p")[paragraph - 1].firstChild;
  range.setStart(text, start);
  range.setEnd(text, end);
  return [...range.getClientRects()].map(box => [box.left, box.top, box.right, box.bottom]);
}
"""


@pytest.mark.parametrize("said", PASSAGES, ids=lambda said: said.exact)
def test_a_link_scrolls_to_the_passage_and_highlights_it(said: Evidence, browser: Browser, articles: str) -> None:
    quoted = EVIDENCE.findable_quotation(said)
    assert quoted is not None
    with visit(browser, articles, viewport={"width": 400, "height": 600}) as seen:
        page = seen.page
        page.goto(fragment_link(f"{articles}{said.source}.html", said, quoted.is_verbatim))
        page.wait_for_function("scrollY > 0")
        offset, length = _place(said, quoted)
        wanted = page.evaluate(_BOXES_OF_TEXT, [said.paragraph, offset, offset + length])
        assert all(top >= 0 and bottom <= 600 for _, top, _, bottom in wanted), "the passage is not in view"
        rows = page.evaluate(_BOX_OF_COLOUR, [base64.b64encode(page.screenshot()).decode(), BLUE])
    assert rows, "nothing is highlighted"
    for y, (left, right) in ((int(row), ends) for row, ends in rows.items()):
        near = [box for box in wanted if box[1] - 2 <= y <= box[3] + 2]
        assert near, f"highlighted outside of the passage, at height {y}"
        assert left >= min(box[0] for box in near) - 2
        assert right <= max(box[2] for box in near) + 2
    assert all(any(box[1] <= int(y) <= box[3] for y in rows) for box in wanted), "a line of it is not highlighted"


def _place(said: Evidence, quoted: QuotationLocation) -> tuple[int, int]:
    """The position of the quotation in its paragraph: start and length in the page's text."""
    raw = (EXAMPLES / f"strait/texts/{said.source}.txt").read_text(encoding="utf-8").strip()
    paragraph = raw.split("\n\n" if "\n\n" in raw else "\n")[said.paragraph - 1]

    def origin(offset: int) -> int:
        return next(n for n in range(len(paragraph)) if len(normalize(f"{paragraph[: n + 1]}x")) > offset + 1)

    start = origin(quoted.offset)
    return start, origin(quoted.offset + len(normalize(said.exact or "")) - 1) + 1 - start


def test_a_quotation_that_occurs_earlier_too_gets_no_link() -> None:
    assert [said.exact for said in QUOTED if said not in PASSAGES] == ["both delegations say so"]


MARKER = "sup > a"
TOOLTIP = ".br-tip"
WINDOW = {"width": 1200, "height": 800}


@pytest.fixture(scope="module")
def home(offline_site: Path) -> str:
    return (offline_site / "index.html").as_uri()


def _is_note(text: str) -> bool:
    return "paragraph" in text and any(sign in text for sign in ("“", "paragraph only", "not verified"))


def test_a_marker_opens_its_evidence_by_mouse(home: str, browser: Browser) -> None:
    with visit(browser, home, viewport=WINDOW) as seen:
        seen.page.goto(home)
        seen.page.locator(MARKER).first.hover()
        assert _is_note(seen.page.locator(TOOLTIP).inner_text())


def test_a_marker_opens_its_evidence_by_keyboard(home: str, browser: Browser) -> None:
    """Focus shows the note; Tab leads into its links; Enter goes to the note itself, the next Tab to its links, and back."""
    with visit(browser, home, viewport=WINDOW) as seen:
        page = seen.page
        page.goto(home)
        marker = page.locator(MARKER).first
        page.keyboard.press("Tab")
        marker.focus()
        assert _is_note(page.locator(TOOLTIP).inner_text())
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.br-tip')?.getAttribute('aria-label')") == "Note 1"
        page.keyboard.press("Shift+Tab")
        expect(marker).to_be_focused()
        page.keyboard.press("Enter")
        page.wait_for_function("location.hash === '#n:1a'")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('li')?.id") == "n:1a"
        page.locator("#n\\:1a .br-back").first.press("Enter")
        page.wait_for_function("location.hash === '#r:1a'")


@pytest.mark.parametrize("scripts", [True, False], ids=["", "no JavaScript"])
def test_a_marker_opens_its_evidence_by_touch(scripts: bool, home: str, browser: Browser) -> None:
    phone = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
    with visit(browser, home, **phone, java_script_enabled=scripts) as seen:
        seen.page.goto(home)
        seen.page.locator(MARKER).first.tap()
        seen.page.wait_for_url("**#n:1a")
        assert _in_view(seen.page, "#n\\:1a")


def _in_view(page: Page, selector: str) -> bool:
    box = page.locator(selector).bounding_box()
    return box is not None and 0 <= box["y"] < 800


@pytest.mark.parametrize("width", [320, 1280])
def test_marks_and_links_of_notes_are_24_pixels_wide_and_high(width: int, home: str, browser: Browser) -> None:
    with visit(browser, home, viewport={"width": width, "height": 800}) as seen:
        seen.page.goto(home)
        boxes = [link.bounding_box() for link in seen.page.locator("sup > a, .br-notes :is(p, li) a").all()]
        assert [box for box in boxes if box is None or box["width"] < 24 or box["height"] < 24] == []


def test_on_paper_each_marker_has_its_numbered_note(home: str, browser: Browser) -> None:
    with visit(browser, home, viewport=WINDOW) as seen:
        page = seen.page
        page.goto(home)
        page.emulate_media(media="print")
        markers = [marker.inner_text() for marker in page.locator(MARKER).all()]
        paragraphs = page.locator(".br-notes > ol > li")
        assert page.get_by_role("heading", name="Notes").is_visible()
        assert paragraphs.count() == len({marker.rstrip("abc") for marker in markers})
        labels = page.locator(".br-notes b").all_inner_texts()
        assert {marker for marker in markers if marker.isdigit()} | set(labels) == set(markers)
        assert all(_is_note(note.inner_text()) for note in paragraphs.all())


def test_unverified_evidence_is_called_so(tmp_path: Path) -> None:
    """Without a lock the pages are made all the same, and say it."""
    shutil.copytree(EXAMPLES / "strait/seeds", tmp_path / "seeds")
    (tmp_path / "seeds/evidence.lock.json").unlink()
    done = briefing(tmp_path, "generate")
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "docs/index.md").read_text(encoding="utf-8")
    assert text.count('<span class="br-chip br-warn" data-search-exclude="true">not verified</span>') == text.count(
        ' class="br-back" href="#r:'
    )
    assert ":~:text=" not in text
