"""Seeds of any size, made from the models alone: every kind, every field, the same bytes each time."""

from __future__ import annotations

import random
from typing import Any

import yaml

from generator.kinds import KINDS
from generator.model.kind import Kind, Layout
from support.invented import Inventor

WORDS = (
    "the harbour council of Kesh said that ferries would sail again once a pier was mended and nobody had yet told "
    "Varenna who pays for it: islanders' arrears, dues (since 2028) and talks, Ångström, naïve, Lučić; they stay open"
).split()


class _Texts:
    """Sentences of 4 to 24 words, drawn with a fixed seed."""

    def __init__(self) -> None:
        self.random = random.Random(1)

    def __call__(self) -> str:
        return " ".join(self.random.choices(WORDS, k=self.random.randint(4, 24))).capitalize() + "."


def seeds(size: int) -> dict[str, bytes]:
    """Path -> bytes, about `size` bytes in all, of every kind in turn; a list file holds all records of its kind."""
    texts, patterns = _Texts(), {kind.name: _pattern(kind) for kind in KINDS if kind.seeds_path}
    files: dict[str, list[bytes]] = {}
    written = n = 0
    while written < size:
        for kind in (one for one in KINDS if one.seeds_path and (n == 0 or one.layout is not Layout.ONE)):
            record = _filled(patterns[kind.name], n, texts)
            data = [record] if kind.layout is Layout.LIST else record
            text = yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=110).encode()
            files.setdefault(kind.file_of(record["id"]), []).append(text)
            written += len(text)
        n += 1
    return {path: b"\n".join(texts) for path, texts in files.items()}


def _pattern(kind: Kind) -> Any:
    return Inventor(lambda: "<text>").record(kind.record, f"{kind.name}-<n>")


def _filled(value: Any, n: int, texts: _Texts) -> Any:
    if isinstance(value, dict):
        return {key: _filled(inside, n, texts) for key, inside in value.items()}
    if isinstance(value, list):
        return [_filled(inside, n, texts) for inside in value]
    if value == "<text>":
        return texts()
    return value.replace("<n>", str(n)) if isinstance(value, str) else value
