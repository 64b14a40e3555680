"""The preview picture and the icon: real pictures, the same bytes everywhere, whatever the title; what tells of them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from generator.rendering.social_preview import HEIGHT, WIDTH, draw_icon, draw_preview
from support.commands import briefing
from support.hostile import FRAGMENTS
from support.project import EXAMPLES, ROOT
from support.webpages import files_of

AS_OF = "September 2023"
LONG = "word " * 100
PLAIN, OTHERS = [one for one in FRAGMENTS if one.isascii()], [one for one in FRAGMENTS if not one.isascii()]
FOURS = [" ".join(PLAIN[n : n + 4]) for n in range(0, len(PLAIN), 4)]
"""To draw a picture takes long; a title with a letter that the font lacks is not drawn, so those are alone."""


def opened(content: bytes) -> Image.Image:
    image = Image.open(BytesIO(content))
    image.load()
    return image.convert("L")


def inked(image: Image.Image) -> tuple[int, int, int, int] | None:
    """The box around everything that is not the ground."""
    ground = Image.new("L", image.size, image.getpixel((0, 0)))
    return ImageChops.difference(image, ground).getbbox()


def test_the_preview_has_the_size_that_open_graph_wants() -> None:
    image = opened(draw_preview("Lume Strait: what a deal would change", AS_OF))
    assert image.size == (WIDTH, HEIGHT) == (1200, 630)
    assert len(draw_preview("Lume Strait: what a deal would change", AS_OF)) < 30_000


@pytest.mark.parametrize(
    "title", ["A", LONG, "x" * 400, "Béla “Ő” Чехия Ελλάς", *OTHERS, *FOURS], ids=lambda text: text[:12]
)
def test_any_title_stays_within_the_picture(title: str) -> None:
    box = inked(opened(draw_preview(title, AS_OF)))
    assert box is not None
    assert box[0] > 60
    assert box[2] < WIDTH - 30
    assert box[3] < HEIGHT - 10


def test_a_title_whose_letters_the_font_lacks_is_left_out() -> None:
    assert draw_preview("한국어", AS_OF) == draw_preview("", AS_OF)
    assert draw_preview("Strait \N{DESERT ISLAND}", AS_OF) == draw_preview("Strait", AS_OF)
    assert draw_preview("Strait", AS_OF) != draw_preview("", AS_OF)


def test_the_icon_is_a_square() -> None:
    assert opened(draw_icon()).size == (180, 180)


def test_the_same_bytes_in_another_process() -> None:
    code = (
        "import sys; from hashlib import sha256; from generator.rendering.social_preview import draw_icon, draw_preview;"
        "print(sha256(draw_preview('Lume', 'March 2031') + draw_icon()).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == sha256(draw_preview("Lume", "March 2031") + draw_icon()).hexdigest()


# What other sites read


def built(root: Path) -> dict[str, str]:
    done = briefing(root, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    return {page.relative_to(root / "site").as_posix(): page.read_text("utf-8") for page in files_of(root / "site")}


def metas(page: str) -> dict[str, str]:
    found = re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">', page)
    return {name: unescape(value) for name, value in found}


def test_where_the_site_is_known_its_pages_have_a_preview(project_with: Callable[[Path], Path]) -> None:
    root = project_with(EXAMPLES / "strait" / "seeds")
    title = """A "quoted" <script>alert(1)</script> & 'title' &amp; {{ 7 * 7 }}"""
    head = root / "seeds/briefing.yml"
    text, count = re.subn(
        r"(?m)^title: .*$", lambda _: f"title: '{title.replace(chr(39), chr(39) * 2)}'", head.read_text("utf-8")
    )
    assert count == 1
    lines = (line for line in text.splitlines() if not line.startswith("site_url:"))
    head.write_text("\n".join([*lines, "site_url: https://strait.example/a", ""]), "utf-8")
    pages = built(root)
    home, actor = metas(pages["index.html"]), metas(pages["actors/varenna.html"])
    assert home["og:title"] == title
    assert home["og:type"] == "website"
    assert home["og:image"] == "https://strait.example/a/preview.png"
    assert home["twitter:card"] == "summary_large_image"
    assert actor["og:title"] == "Varenna"
    assert actor["og:url"] == "https://strait.example/a/actors/varenna.html"
    assert "<script>alert" not in pages["index.html"]
    sitemap = (root / "site/sitemap.xml").read_text("utf-8")
    listed = re.findall(r"(?m)^<url><loc>https://strait\.example/a/(.*)</loc></url>$", sitemap)
    moved = {path for path, page in pages.items() if 'http-equiv="refresh"' in page}
    assert sorted(path or "index.html" for path in listed) == sorted(set(pages) - moved - {"404.html"})
    assert len(sitemap.splitlines()) == len(listed) + 3
    assert (root / "site/preview.png").read_bytes() == draw_preview(title, "9 March 2031")
    assert (root / "site/icon.png").read_bytes() == draw_icon()


def test_elsewhere_they_have_none(hosted_site: Path) -> None:
    page = (hosted_site / "actors/north-korea.html").read_text("utf-8")
    assert metas(page) == {}
    assert '<link rel="apple-touch-icon" href="../icon.png">' in page
    assert (hosted_site / "icon.png").is_file()
