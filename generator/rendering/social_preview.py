"""The preview picture for links to the site, and the icon for a phone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING
from unicodedata import normalize

from ..model import Briefing
from ..records import dates
from ..text import whitespace

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

PREVIEW_PATH, ICON_PATH = "preview.png", "icon.png"
WIDTH, HEIGHT = 1200, 630
"""The size of the preview in pixels, as Open Graph recommends."""
_ICON_SIZE = 180
_MARGIN, _TOP, _BOTTOM = 90, 200, 530
_FONT_SIZES = (76, 68, 60, 52, 46, 40)
_GREY = 176
_LOGO = ((6, 4.5), (14, 4.5), (18, 8.5), (18, 19.5), (6, 19.5))
_LETTER_WIDTH = 100
_SHADES = 16


def _blend(background: int, ink: int, shade: int) -> int:
    return background + (ink - background) * shade // (_SHADES - 1)


_PALETTE = [_blend(channel, 255, shade) for shade in range(_SHADES) for channel in (31, 58, 95)]
"""Red, green and blue of each shade, from the header's blue to white."""


def draw_pictures(briefing: Briefing) -> dict[str, bytes]:
    """Draws both pictures as PNG: path under `docs/` -> content."""
    return {
        PREVIEW_PATH: draw_preview(briefing.head.title, dates.parse(briefing.head.as_of).words),
        ICON_PATH: draw_icon(),
    }


@cache
def draw_preview(title: str, as_of: str) -> bytes:
    """Draws the logo, the title, and the date of the facts.

    A title in letters that the font lacks is left out.
    """
    image, draw = _new_image(WIDTH, HEIGHT)
    _draw_logo(draw, _MARGIN - 20, 60, 5.0)
    draw.text((_MARGIN + 100, 88), "Briefing", fill=_GREY, font=_font(40, 500))
    font, lines = _fit(_drawable(title))
    for number, line in enumerate(lines):
        draw.text((_MARGIN, _TOP + number * font.size * 1.22), line, fill=255, font=font)
    draw.rectangle((_MARGIN, 545, _MARGIN + 120, 550), fill=_GREY)
    draw.text((_MARGIN, 562), f"Facts as of {as_of}", fill=_GREY, font=_font(32, 500))
    return _encode(image)


@cache
def draw_icon() -> bytes:
    """Draws the logo on its background; the phone rounds the corners."""
    image, draw = _new_image(_ICON_SIZE, _ICON_SIZE)
    _draw_logo(draw, 0, 0, _ICON_SIZE / 24)
    return _encode(image)


def _new_image(width: int, height: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    from PIL import Image, ImageDraw  # imported here because most builds have both pictures in the cache

    image = Image.new("L", (width, height), 0)
    return image, ImageDraw.Draw(image)


def _draw_logo(draw: ImageDraw.ImageDraw, left: float, top: float, scale: float) -> None:
    """Draws the sheet of the site's icon, 24 by 24 units."""

    def at(*points: tuple[float, float]) -> list[tuple[float, float]]:
        return [(left + x * scale, top + y * scale) for x, y in points]

    draw.polygon(at(*_LOGO), fill=255)
    draw.polygon(at((13.3, 5.7), (13.3, 9.3), (16.8, 9.3)), fill=0)
    for y, right in ((11.8, 14), (14.5, 16)):
        draw.rectangle(at((8, y), (right, y + 1.3)), fill=0)


@cache
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    """Loads Noto Sans with the basic layout, which is the same on every system."""
    import fontpkg_noto_sans  # type: ignore[import-untyped]
    from PIL import ImageFont

    file = fontpkg_noto_sans.ROOT / "files" / "NotoSans[wdth,wght].ttf"
    font = ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight, _LETTER_WIDTH])
    return font


def _drawable(title: str) -> str:
    """Returns the title without characters that the font lacks.

    It is empty if the font lacks a letter.
    """
    text = normalize("NFC", whitespace.collapse(title))
    missing = {character for character in text if not _has_glyph(character)}
    if any(character.isalnum() for character in missing):
        return ""
    return whitespace.collapse("".join(character for character in text if character not in missing))


@cache
def _has_glyph(character: str) -> bool:
    font = _font(40, 700)
    return character == " " or bytes(font.getmask(character)) != bytes(font.getmask("\uffff"))


def _fit(text: str) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """Returns the largest font in which the text fits, and its lines.

    In the smallest font the text is cut.
    """
    for size in _FONT_SIZES:
        font = _font(size, 700)
        lines = list(_wrap(text, font))
        room = int((_BOTTOM - _TOP) / (size * 1.22))
        if len(lines) <= room:
            return font, lines
    return font, [*lines[: room - 1], lines[room - 1].rstrip(" ,.;:") + " \N{HORIZONTAL ELLIPSIS}"]


def _wrap(text: str, font: ImageFont.FreeTypeFont) -> Iterator[str]:
    """Breaks the text into lines between words, and inside a word that is too wide."""
    line = ""
    for word in text.split():
        if font.getlength(f"{line} {word}") <= WIDTH - 2 * _MARGIN:
            line = f"{line} {word}".strip()
            continue
        if line:
            yield line
        line = ""
        for character in word:
            if font.getlength(line + character) > WIDTH - 2 * _MARGIN:
                yield line
                line = ""
            line += character
    if line:
        yield line


def _encode(image: Image.Image) -> bytes:
    """Writes the picture as PNG, its 256 greys in the shades of the palette."""
    shown = image.point([grey * _SHADES // 256 for grey in range(256)], "P")
    shown.putpalette(_PALETTE)
    file = BytesIO()
    shown.save(file, "PNG", optimize=True, bits=4)
    return file.getvalue()
