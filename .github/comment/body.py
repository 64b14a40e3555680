"""From the artifact of an untrusted run to the body of a comment in which nothing of it acts. No input or output."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO

MARKER = "<!-- what this pull request changes -->"
FILE = "difference.md"
BYTES_MAX = 2_000_000
"""Of the artifact, and of the text in it."""
SHOWN_MAX = 60_000
"""Characters of the text in the comment; GitHub takes 65,536 in all."""

_PART = "<!-- -->"
_PARTED = "@%#:/-"
"""What acts as itself even when it is written as an entity: an empty comment parts it from what follows; `www<!-- -->.`"""
_ENTITY = "&#(?:33|36|38|42|60|62|91|92|93|94|95|96|123|124|125|126);"  # none that could spell a mention
_PASSED = rf"(?P<passed>(?<!\*)\*\*(?!\*)|(?<!~)~~(?!~)|(?<=[{_PARTED}]){_PART}|(?i:(?<=www)){_PART}(?=\.)|{_ENTITY})"
_LINK = r"\[(?P<label>[^][\n]*)\]\((?P<target>https://[\w./#%?=~-]+)\)"
_ACTS = r"(?P<acts>[\\`*_{}\[\]<>&|~$^!]|/(?=/)|(?i:(?<=www)\.)|[@%](?=\w)|#(?=\d)|:(?=[\w+-]+:)|(?i:(?<=\bgh)-)(?=\d))"
_TOKEN = re.compile(f"{_PASSED}|{_LINK}|{_ACTS}")
_BEGINS = re.compile(r"(\d*)([-+=#/:]|(?<=\d)[.)])")
"""A list, a rule, a heading, a table, a command to some other bot: at the beginning of a line."""


def text_of(archive: bytes) -> str:
    """The text in the artifact: one file, of the known name, not too large. Raises ValueError."""
    try:
        with zipfile.ZipFile(BytesIO(archive)) as files:
            if files.namelist() != [FILE]:
                raise ValueError(f"the artifact does not hold {FILE} alone")
            with files.open(FILE) as file:
                content = file.read(BYTES_MAX + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, zlib.error) as error:
        raise ValueError("the artifact can't be unpacked") from error
    if len(content) > BYTES_MAX:
        raise ValueError("the text is too large")
    return content.decode("utf-8", "replace")


def calmed(text: str, trusted: tuple[str, ...]) -> str:
    """The text with the headings, lists, bold and struck words that `briefing diff` writes, and nothing else that acts.

    A link stays one if its address begins with one of `trusted`; else its label stays, in brackets. What is of the form stays byte for byte.
    """
    return "\n".join(_line(line, trusted) for line in text.split("\n"))


def _line(line: str, trusted: tuple[str, ...]) -> str:
    shown = "".join(c if c.isprintable() else " " if c.isspace() else f"<U+{ord(c):04X}>" for c in line)
    mark = next((mark for mark in ("### ", "- ") if shown.startswith(mark)), "")
    said = _calm(shown[len(mark) :].strip(), trusted)
    begins = _BEGINS.match(said)
    if begins:
        said = f"{begins[1]}&#{ord(begins[2])};{said[begins.end() :]}"
    return (mark + said).rstrip()


def _calm(words: str, trusted: tuple[str, ...]) -> str:
    def token(match: re.Match[str]) -> str:
        if match["passed"]:
            return match["passed"]
        if match["acts"]:
            return _inert(match["acts"])
        label, target = _calm(match["label"], trusted), match["target"]
        is_within = target.startswith(trusted) and not re.search(r"\.\.|%2e", target, re.IGNORECASE)
        return f"[{label}]({target})" if label.strip() and is_within else f"&#91;{label}&#93;"

    return _TOKEN.sub(token, words)


def _inert(found: str) -> str:
    if found == ".":
        return f"{_PART}."
    return f"{found}{_PART}" if found in _PARTED else f"&#{ord(found)};"


def body(text: str, within: tuple[str, ...], run: str, commit: str, others: int) -> str:
    """The comment. Links of the text may lead to addresses that begin with one of `within`, each ending in a slash.

    `run` is the address of the run, `others` the number of files changed outside `seeds/`.
    """
    said = calmed(text, within).strip("\n")
    parts = [MARKER, "## What changes", said]
    if len(said) > SHOWN_MAX:
        parts[-1] = said[:SHOWN_MAX].rpartition("\n")[0]
        parts.append(f"The rest is too long for a comment: [all of it]({run}).")
    parts.append("---")
    if others:
        files = "1 file" if others == 1 else f"{others} files"
        parts.append(f"**{files} outside `seeds/` changed too**, perhaps what wrote this text: read the files first.")
    parts.append(
        f"At commit {commit[:10]}. The site as it would be: download `preview` from [the run]({run}#artifacts), "
        "unpack it, and open its `index.html`."
    )
    return "\n\n".join(parts) + "\n"
