"""`make pictures`: the picture in the README, taken from the real site in a real browser."""

from __future__ import annotations

from pathlib import Path

from browsers import chromium, served

from generator.site import build

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "docs" / "assets" / "images" / "home.png"
WIDTH, HEIGHT = 1280, 900


def main() -> None:
    """Builds the site and takes its home page as a reader sees it first: light, at the top, nothing moving."""
    site = build(ROOT).parent
    with served(site) as address, chromium() as browser:
        view = {"width": WIDTH, "height": HEIGHT}
        page = browser.new_page(viewport=view, color_scheme="light", reduced_motion="reduce")
        page.goto(address)
        page.evaluate("document.fonts.ready")
        page.screenshot(path=HOME, animations="disabled", caret="hide")
    print(f"{HOME.relative_to(ROOT)}: {HOME.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
