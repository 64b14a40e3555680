"""Shards of a site's pages: several machines build one each.

The folders together are the site. The engine knows every page, so that navigation and links are those of the whole
site; it builds only those of the shard.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .engine_protocol import SHARD

_FORM = re.compile(r"([1-9][0-9]{0,3})/([1-9][0-9]{0,3})")


@dataclass(frozen=True)
class Shard:
    """A shard of the pages: the first of four is `Shard(1, 4)`."""

    number: int = 1
    count: int = 1

    @property
    def is_whole(self) -> bool:
        """True if it is the whole site."""
        return self.count == 1

    @property
    def folder(self) -> str:
        """The folder it is built into, under the project folder."""
        return "site" if self.is_whole else f"shares/{self.number}-of-{self.count}"

    def unique_name(self, name: str) -> str:
        """Returns a name that no other shard uses, such as `pagefind/1`."""
        return name if self.is_whole else f"{name}/{self.number}"

    @property
    def all(self) -> tuple[Shard, ...]:
        """All shards of the site."""
        return tuple(Shard(number, self.count) for number in range(1, self.count + 1))

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"


WHOLE_SITE = Shard()


def parse(text: str) -> Shard:
    """`1/4` -> the first shard of four. Raises ValueError."""
    match = _FORM.fullmatch(text)
    if not match or int(match[1]) > int(match[2]):
        raise ValueError(f"{text!r} is not a share such as 1/4: its number, a slash, how many there are")
    return Shard(int(match[1]), int(match[2]))


def shard_to_build() -> Shard:
    """Returns the shard that the engine's environment names, or the whole site."""
    return parse(os.environ.get(SHARD, "1/1"))


def pages_of_other_shards(files: Iterable[Any]) -> list[Any]:
    """Returns the engine's files that are pages of other shards than the one to build."""
    shard = shard_to_build()
    pages = sorted((file for file in files if file.is_documentation_page()), key=lambda file: str(file.src_uri))
    return [page for n, page in enumerate(pages) if n % shard.count != shard.number - 1]


def exclude(pages: Iterable[Any]) -> None:
    """Makes the engine skip these pages; links to them stay valid."""
    for page in pages:
        page.inclusion = type(page.inclusion).EXCLUDED


def include(pages: Iterable[Any]) -> None:
    """Makes the engine count these pages as part of the site again."""
    for page in pages:
        page.inclusion = type(page.inclusion).INCLUDED
