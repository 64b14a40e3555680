"""Makes the body of a comment from the artifact of an untrusted run; nothing in that text can act. No input or output."""

from __future__ import annotations

import re
import sys
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

# By its file: the package `generator` needs what is not installed here. At the end of the path, so that it hides nothing.
sys.path.append(str(Path(__file__).resolve().parents[2] / "generator" / "text"))

from comment_escaping import ACTIVE, SEPARATED, SEPARATOR, neutralize, show_invisible

MARKER = "<!-- what this pull request changes -->"
FILE = "difference.md"
BYTES_MAX = 2_000_000
"""Limit for the artifact, and for the text in it."""
LISTED_MAX = 3_000
"""The number of changed files that GitHub lists at most."""
SHOWN_MAX = 60_000
"""Characters of the text in the comment; GitHub takes 65,536 in all."""

_ENTITY = "&#(?:33|36|38|42|60|62|91|92|93|94|95|96|123|124|125|126);"  # none that could spell a mention
_INERT = rf"(?P<inert>(?<!\*)\*\*(?!\*)|(?<!~)~~(?!~)|(?<=[{SEPARATED}]){SEPARATOR}|(?i:(?<=[0-9a-f]{{6}}){SEPARATOR}(?=[0-9a-f]))|(?i:(?<=www)){SEPARATOR}(?=\.)|{_ENTITY})"
_LINK = r"\[(?P<label>[^][\n]*)\]\((?P<target>https://[\w./#%?=~-]+)\)"
_TOKEN = re.compile(f"{_INERT}|{_LINK}|(?P<active>{ACTIVE.pattern})")
_BEGINS = re.compile(r"(\d*)([-+=#/:]|(?<=\d)[.)])")
"""Matches what acts at the beginning of a line: a list, a rule, a heading, a table, a command to some other bot."""


def read_artifact(archive: bytes) -> str:
    """Returns the text in the artifact: one file, of the known name, not too large. Raises ValueError."""
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


def sanitize(text: str, trusted: tuple[str, ...]) -> str:
    """Keeps the headings, lists, bold and struck words that `briefing diff` writes, and escapes all else that acts.

    A link is kept if its address begins with one of `trusted`; of any other the label is kept, in brackets. Text in the
    form of `briefing diff` stays byte for byte.
    """
    return "\n".join(_line(line, trusted) for line in text.split("\n"))


def _line(line: str, trusted: tuple[str, ...]) -> str:
    shown = show_invisible(line)
    mark = next((mark for mark in ("### ", "- ") if shown.startswith(mark)), "")
    content = _inline(shown[len(mark) :].strip(), trusted)
    begins = _BEGINS.match(content)
    if begins:
        content = f"{begins[1]}&#{ord(begins[2])};{content[begins.end() :]}"
    return (mark + content).rstrip() if content else ""  # a hyphen alone makes the line above a heading


def _inline(text: str, trusted: tuple[str, ...]) -> str:
    def token(match: re.Match[str]) -> str:
        if match["inert"]:
            return match["inert"]
        if match["active"]:
            return neutralize(match["active"])
        label, target = _inline(match["label"], trusted), match["target"]
        is_within = target.startswith(trusted) and not re.search(r"\.\.|%2e", target, re.IGNORECASE)
        return f"[{label}]({target})" if label.strip() and is_within else f"&#91;{label}&#93;"

    return _TOKEN.sub(token, text)


def comment_body(text: str, trusted: tuple[str, ...], run: str, commit: str, others: int, is_cut: bool = False) -> str:
    """Returns the comment. Links may lead to addresses that begin with one of `trusted`, each ending in a slash.

    `run` is the address of the run, `others` the number of changed files that are no records, `is_cut` whether there may
    be more, because the host's list ends.
    """
    shown = sanitize(text, trusted).strip("\n")
    parts = [MARKER, "## What changes", shown]
    if len(shown) > SHOWN_MAX:
        parts[-1] = shown[:SHOWN_MAX].rpartition("\n")[0]
        parts.append(f"The rest is too long for a comment: [all of it]({run}).")
    parts.append("---")
    if others:
        files = "1 file that is" if others == 1 else f"{others} files that are"
        parts.append(f"**{files} no record changed too**, perhaps what wrote this text: read the files first.")
    if is_cut:
        parts.append(
            f"**The host lists only {LISTED_MAX:,} changed files**: there may be more that are no records, so compare the branches."
        )
    parts.append(
        f"At commit {commit[:10]}. The site as it would be: download `preview` from [the run]({run}#artifacts), "
        "unpack it, and open its `index.html`."
    )
    return "\n\n".join(parts) + "\n"
