"""The citation of a page, and the brief on one sheet of paper, in a real browser."""

from __future__ import annotations

from io import BytesIO

import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from support.browsers import visit


def test_a_button_copies_how_to_cite_the_page(browser: Browser, hosted: str) -> None:
    with visit(browser, hosted, permissions=["clipboard-read", "clipboard-write"]) as seen:
        page = seen.page
        page.goto(f"{hosted}actors/north-korea.html")
        page.get_by_role("link", name="How to cite").first.click()
        page.get_by_role("button", name="Copy").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("status").filter(has_text="Copied.")).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == page.locator(".br-cite__text").inner_text()
        assert copied.startswith("“North Korea”, in: Putin and Kim")


def test_where_nothing_may_be_copied_the_text_is_selected(browser: Browser, hosted: str) -> None:
    with visit(browser, hosted) as seen:
        seen.page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
        seen.page.goto(f"{hosted}actors/north-korea.html")
        seen.page.get_by_role("button", name="Copy").click()
        expect(seen.page.get_by_role("status").filter(has_text="Selected")).to_be_visible()
        assert seen.page.evaluate("getSelection().toString()") == seen.page.locator(".br-cite__text").inner_text()
        seen.page.close()  # it keeps the script


def test_the_citation_is_there_without_javascript_and_can_be_downloaded(browser: Browser, hosted: str) -> None:
    with visit(browser, hosted, java_script_enabled=False) as seen:
        page = seen.page
        page.goto(f"{hosted}sources/foreign-policy-2023-09.html")
        expect(page.locator(".br-cite__text")).to_be_visible()
        assert page.get_by_role("button", name="Copy").count() == 0
        with page.expect_download() as download:
            page.locator("article a[download][href$='09.bib']").click()
        assert download.value.suggested_filename == "foreign-policy-2023-09.bib"


# The brief


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_brief_is_one_sheet(browser: Browser, hosted: str, paper: str) -> None:
    with visit(browser, hosted) as seen:
        seen.page.goto(f"{hosted}brief/index.html")
        sheets = PdfReader(BytesIO(seen.page.pdf(format=paper))).pages
        assert len(sheets) == 1
        text = " ".join(sheets[0].extract_text().split())
    for part in ("Facts as of September 2023", "Key takeaways", "Top risks", "What to watch", "Key dates", "Source"):
        assert part in text
    assert "Copy" not in text
