"""Damage to records, drawn with a seed: bytes, lines, words and structure; the same seed does the same damage."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from typing import Any

import yaml

from support.project import CASES

Damage = Callable[[random.Random, bytes, Sequence[bytes]], bytes]

TOKENS = tuple((CASES / "fuzz" / "tokens.txt").read_text(encoding="utf-8").splitlines())
"""Words that mean something to YAML, to the model, or to what comes after."""
UNSEEN = ("\ufeff", "\u200b", "\u2028", "\x85", "\x00", "\x1b", "\t", "\r", "\n", "\xa0", "\u202e", "\ufffe", "\u0661")


def _deep(levels: int) -> Any:
    value: Any = "x"
    for level in range(levels):
        value = [value] if level % 2 else {"id": value}
    return value


VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 6, 10**14, 10**30, 1.5, float("inf"), float("nan"), "", " ", "x", "x" * 100_000, "a\nb", "\t", "é" * 90, "NO", "2023", "1", [], {},
    [[]], [None], {"id": None}, {"id": []}, {"": ""}, _deep(8), _deep(70), [0] * 1000, {"id": "anna-tol"}, "anna-tol", "q-border", "lume-council", "lindqvist-arrears",
)  # fmt: skip
KEYS: tuple[Any, ...] = (
    None,
    True,
    1,
    1.5,
    "",
    "<<",
    "id",
    "ID",
    "x" * 2000,
    "é",
    "a\nb",
    "evidence",
    "statements",
    "from",
    "from_",
    "KIND",
    "model_config",
    "=",
    "?",
    (1, 2),
)


def _bytes(draw: random.Random, raw: bytes, others: Sequence[bytes]) -> bytes:
    at, to = sorted(draw.randrange(len(raw) + 1) for _ in range(2))
    to = min(to, at + draw.choice((1, 1, 2, 8, 60, 5000)))
    other = draw.choice(others)
    return draw.choice(
        (
            raw[:at] + bytes([draw.randrange(256)]) + raw[at + 1 :],
            raw[:at] + bytes(draw.randrange(256) for _ in range(draw.randrange(1, 5))) + raw[at:],
            raw[:at] + raw[to:],
            raw[:at] + raw[at:to] * draw.choice((2, 3, 50)) + raw[to:],
            raw[:at],
            raw[to:],
            raw[:at] + other[draw.randrange(len(other) + 1) :],
            raw[:at] + draw.choice(UNSEEN).encode() + raw[at:],
            raw.decode("utf-8", "replace").encode(draw.choice(("utf-16", "utf-16-le", "utf-32", "utf-8-sig", "utf-7"))),
        )
    )


def _lines(draw: random.Random, raw: bytes, others: Sequence[bytes]) -> bytes:
    lines = raw.split(b"\n")
    at, to = draw.randrange(len(lines)), draw.randrange(len(lines))
    line, indent = lines[at], draw.choice((b" ", b"  ", b"\t", b"    "))
    match draw.randrange(9):
        case 0:
            del lines[at]
        case 1:
            lines.insert(to, line)
        case 2:
            lines[at], lines[to] = lines[to], line
        case 3:
            lines[at] = indent + line
        case 4:
            lines[at] = line.lstrip() if draw.random() < 0.5 else line[1:]
        case 5:
            lines[at : at + 2] = [b" ".join(lines[at : at + 2])]
        case 6:
            lines[at:at] = draw.choice(others).split(b"\n")
        case 7:
            lines[min(at, to) : max(at, to)] = []
        case _:
            return draw.choice((b"\r\n", b"\r", b"\n\n", b"\n  ")).join(lines)
    return b"\n".join(lines)


def _words(draw: random.Random, raw: bytes, _: Sequence[bytes]) -> bytes:
    words = re.findall(r"[\w.-]+|[ \t]+|.|\n", raw.decode("utf-8", "replace"))
    if not words:
        return draw.choice(TOKENS).encode()
    at = draw.randrange(len(words))
    words[at] = draw.choice(
        (draw.choice(TOKENS), f"{draw.choice(TOKENS)} {words[at]}", words[at] + draw.choice(TOKENS), draw.choice(words))
    )
    return "".join(words).encode("utf-8", "surrogatepass")


def _structure(draw: random.Random, raw: bytes, others: Sequence[bytes]) -> bytes:
    try:
        data, other = (yaml.load(text, Loader=yaml.CBaseLoader) for text in (raw, draw.choice(others)))
    except (yaml.YAMLError, ValueError):
        return raw
    holders = [one for one in _nodes(data) if isinstance(one, dict | list) and one]
    if holders:
        _damage(draw, draw.choice(holders), draw.choice((draw.choice(VALUES), draw.choice(list(_nodes(other))))))
    else:
        data = draw.choice(VALUES)
    dumped: str = yaml.dump(
        data,
        Dumper=draw.choice((yaml.CSafeDumper, yaml.CDumper)),
        default_flow_style=draw.choice((True, False, None)),
        default_style=draw.choice((None, None, None, '"', "'", "|")),
        allow_unicode=draw.random() < 0.5,
        width=draw.choice((20, 100, 100_000)),
        sort_keys=False,
    )
    return dumped.encode()


def _damage(draw: random.Random, holder: Any, value: Any) -> None:
    steps = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
    step = draw.choice(steps)
    match draw.randrange(5):
        case 0:
            del holder[step]
        case 1 | 2:
            holder[step] = value
        case 3 if isinstance(holder, dict):
            holder[draw.choice(KEYS)] = holder.pop(step)
        case 3:
            holder.extend(holder)
        case _:
            first, second = step, draw.choice(steps)
            holder[first], holder[second] = holder[second], holder[first]


def _nodes(data: Any, depth: int = 0) -> Any:
    yield data
    if depth < 12:
        for inside in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
            yield from _nodes(inside, depth + 1)


KINDS_OF_DAMAGE: tuple[Damage, ...] = (_bytes, _lines, _words, _words, _structure, _structure, _structure)


def damaged(seed: int, texts: Sequence[bytes]) -> tuple[int, bytes]:
    """Which of the texts is damaged, and what has become of it: one to four pieces of damage, most often one."""
    draw = random.Random(seed)
    at = draw.randrange(len(texts))
    raw = texts[at]
    for _ in range(draw.choice((1, 1, 1, 2, 4))):
        raw = draw.choice(KINDS_OF_DAMAGE)(draw, raw or b"\n", texts)
    return at, raw
