"""The comment on a pull request as GitHub would show it."""

from __future__ import annotations

import re
import sys

from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options

from support.project import ROOT

SCRIPT = ROOT / ".github" / "comment"
CHECKED_OUT = (".github", "generator/text", "seeds")
"""The folders of the default branch that the workflow checks out."""
sys.path.insert(0, str(SCRIPT))

from body import BYTES_MAX, FILE, MARKER, SHOWN_MAX, comment_body, read_artifact, sanitize  # noqa: E402, F401

HERE = "https://git.example/o/r"
SITE = "https://strait.example/"
WITHIN = (f"{HERE}/", SITE)
COMMIT = "0123456789abcdef0123456789abcdef01234567"


def html(markdown: str) -> str:
    return github_flavored_markdown_to_html(markdown, options=Options.CMARK_OPT_UNSAFE)


def acts(text: str) -> list[str]:
    """Everything that GitHub makes of a text besides words: elements that may not be there, links, mentions, references."""
    made = html(text)
    tags = re.findall(r"<(?!/)[^>]*>", made)
    allowed = re.compile(
        r'<(?:h3|p|ul|li|strong|del|!-- --|a href="https://(?:git\.example/o/r|strait\.example)/[^"]*")>'
    )
    between = "\0".join(re.split(r"<[^>]*>", made))  # GitHub looks for names within one text node
    found = re.findall(
        r"(?<![\w&])(?:@\w|#\d|GH-\d)|:[\w+-]+:(?!\d)", re.sub(r"&(?:quot|lt|gt|amp);", " ", between), re.I
    )
    commits = re.findall(r"(?<![^\W_])[0-9a-f]{7,}(?![^\W_])", between, re.I)
    slashes = re.findall(r"^ *(?:[-#]+ +)?/.*", text, re.MULTILINE)
    return [*(tag for tag in tags if not allowed.fullmatch(tag)), *found, *commits, *slashes]
