"""`make pictures`: the pictures in CONTRIBUTING.md, taken from the real site and from what `briefing diff` says of a real change."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options
from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config import load_config
from playwright.sync_api import Browser, Locator, Page

from generator.diff import review_formats
from generator.diff.review import review_changes
from generator.kinds import KINDS
from generator.loading.loader import load
from generator.pipeline import build
from generator.storage.seed_files import read_seeds
from support.browsers import chromium, served, visit
from support.comments import comment_body
from support.project import ROOT

PICTURES = ROOT / "handbook/docs/assets/images/contributing"
HOST = "https://github.com/your-team/your-briefing"
EDITED = "actors/kim-jong-un.html"
CHANGES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "seeds/events/shoigu-visit.yml": (
        ('date: "2023-07"\n', 'date: "2023-07-25"\n'),
        ("two months before", "six weeks before"),
    ),
    "seeds/risks/sanctions-regime-erodes.yml": (("likelihood: likely\n", "likelihood: very-likely\n"),),
}
"""Made up, to show what a reviewer would ask about: old and new lines, by file."""
VIEW = {"width": 760, "height": 900}
FRAME = """<!doctype html><meta charset="utf-8"><style>
body { margin: 12px; font: 15px/1.5 system-ui, sans-serif; color: #1f2328; background: #fff }
main { border: 1px solid #c8ccd1; border-radius: 6px; padding: 2px 18px 8px }
h2, h3 { line-height: 1.3; margin: 14px 0 6px } h2 { font-size: 21px } h3 { font-size: 16px }
p, ul { margin: 6px 0 } ul { padding-left: 22px } hr { border: 0; border-top: 1px solid #c8ccd1; margin: 14px 0 }
del { color: #9b1c1c } code { font-size: 85%; background: #eff1f3; padding: 2px 4px; border-radius: 4px } a { color: #0550ae }
</style><main>"""


def project(folder: Path) -> Path:
    """A copy of the project whose pages link to a git host."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    head = folder / "seeds" / "briefing.yml"
    rest = [line for line in head.read_text(encoding="utf-8").splitlines() if not line.startswith("repository:")]
    head.write_text("\n".join([*rest, f"repository: {HOST}"]) + "\n", encoding="utf-8")
    return folder


def comment() -> str:
    """The comment on a pull request with the changes, as HTML, made by GitHub's own Markdown parser."""
    old = read_seeds(ROOT)
    new = dict(old)
    for path, lines in CHANGES.items():
        text = new[path]
        assert isinstance(text, bytes)
        for before, after in lines:
            assert text.count(before.encode()) == 1, before
            text = text.replace(before.encode(), after.encode())
        new[path] = text
    said = review_formats.FORMATS["markdown"](review_changes(load(old, KINDS), load(new, KINDS), "before", "after"))
    text = comment_body(said, (f"{HOST}/",), f"{HOST}/actions/runs/1", "4f2c9d81b7", 0)
    return FRAME + github_flavored_markdown_to_html(text, options=Options.CMARK_OPT_UNSAFE)


def taken(page: Page, name: str, top: Locator, bottom: Locator, space: int = 12) -> Path:
    """The strip of the page from one element to another, as wide as both."""
    page.evaluate("document.fonts.ready")
    first, last = top.bounding_box(), bottom.bounding_box()
    assert first
    assert last
    left, above = min(first["x"], last["x"]) - space, first["y"] - space
    right = max(first["x"] + first["width"], last["x"] + last["width"]) + space
    clip = {"x": left, "y": above, "width": right - left, "height": last["y"] + last["height"] + space - above}
    file = PICTURES / f"{name}.png"
    file.parent.mkdir(exist_ok=True)
    page.screenshot(path=file, clip=clip, full_page=True, animations="disabled", caret="hide")
    return file


def pictures(browser: Browser, address: str, handbook: str) -> list[Path]:
    with visit(browser, address, reduced_motion="reduce", viewport=VIEW, color_scheme="light") as seen:
        page = seen.page
        page.goto(address + EDITED)
        link = page.get_by_role("link", name="Edit this record")
        link.evaluate(
            "(element) => { element.style.outline = '3px solid #c62828'; element.style.outlineOffset = '4px' }"
        )
        foot = page.locator(".br-cite")
        found = [taken(page, "edit", foot, foot)]
    with visit(browser, handbook, reduced_motion="reduce", viewport=VIEW, color_scheme="light") as seen:
        page = seen.page
        page.goto(f"{handbook}reference/errors.html")
        for code in page.locator("pre code").all():
            code.evaluate("(element) => { element.style.whiteSpace = 'pre-wrap' }")
        heading = page.locator("#e014")
        found.append(
            taken(page, "fault", heading, heading.locator("xpath=following-sibling::h2[1]/preceding-sibling::*[1]"))
        )
    with visit(browser, address, viewport=VIEW, color_scheme="light") as seen:
        seen.page.set_content(comment())
        box = seen.page.locator("main")
        found.append(taken(seen.page, "comment", box, box))
    return found


def main() -> None:
    with TemporaryDirectory() as folder:
        site = build(project(Path(folder))).parent
        handbook = Path(folder, "handbook")
        config = load_config(str(ROOT / "handbook/mkdocs.yml"), site_dir=str(handbook), strict=True)
        build_with_mkdocs(config)
        with served(site) as address, served(handbook) as other, chromium() as browser:
            for file in pictures(browser, address, other):
                print(f"{file.relative_to(ROOT)}: {file.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
