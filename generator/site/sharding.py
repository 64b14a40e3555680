"""One share of a site's pages, for sites that several machines build: each builds its share, the folders lie over one another.

The engine knows every page, so that navigation and links are those of the whole site; it builds those of the share alone.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .build_options import SHARE

_FORM = re.compile(r"([1-9][0-9]{0,3})/([1-9][0-9]{0,3})")


@dataclass(frozen=True)
class Share:
    """Which share of how many: the first of four is `Share(1, 4)`. The whole is the only one of one."""

    number: int = 1
    of: int = 1

    @property
    def is_whole(self) -> bool:
        return self.of == 1

    @property
    def folder(self) -> str:
        """Where it is built, under the project's folder."""
        return f"shares/{self.number}-of-{self.of}"

    def named(self, name: str) -> str:
        """A name that no other share has for its own: `pagefind`, of the first of four `pagefind/1`."""
        return name if self.is_whole else f"{name}/{self.number}"

    @property
    def all(self) -> tuple[Share, ...]:
        return tuple(Share(number, self.of) for number in range(1, self.of + 1))

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"


WHOLE = Share()


def read(text: str) -> Share:
    """`1/4` -> the first share of four. Raises ValueError."""
    match = _FORM.fullmatch(text)
    if not match or int(match[1]) > int(match[2]):
        raise ValueError(f"{text!r} is not a share such as 1/4: its number, a slash, how many there are")
    return Share(int(match[1]), int(match[2]))


def others(files: Iterable[Any]) -> list[Any]:
    """The engine's files that are pages of other shares than the one that is built, if it is told of one."""
    share = read(os.environ.get(SHARE, "1/1"))
    pages = sorted((file for file in files if file.is_documentation_page()), key=lambda file: str(file.src_uri))
    return [page for n, page in enumerate(pages) if n % share.of != share.number - 1]


def leave_out(pages: Iterable[Any]) -> None:
    """Has the engine build none of these pages; links to them are as good as to any."""
    for page in pages:
        page.inclusion = type(page.inclusion).EXCLUDED


def take_in(pages: Iterable[Any]) -> None:
    """Has the engine know these pages for the site's again."""
    for page in pages:
        page.inclusion = type(page.inclusion).INCLUDED
