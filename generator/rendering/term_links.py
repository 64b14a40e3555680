"""Links the terms that a text mentions to the records that explain them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup

from ..model import Briefing
from ..records import Record, fields
from ..text import markdown_escaping, sentences, whitespace
from .environment import open_mark
from .links import Links

_WORD = re.compile(r"\w+")
_DOTS = str.maketrans("\u0130\u0131", "ii")


def _fold_case(word: str) -> str:
    """Folds the case of a word as a case-insensitive pattern does."""
    return word.translate(_DOTS).casefold()


def _first_words(name: str) -> tuple[str, ...]:
    """Returns the words that a mention of a name can begin with; "" if none."""
    words = _WORD.findall(name) or [""]
    word = _fold_case(words[0])
    return (word, f"{word}s") if len(words) == 1 else (word,)


class TermIndex:
    """The names of all records that explain a term, as one pattern.

    A name is found as a whole word in any case, also with an "s" at its end; a name in capitals only as it is written.
    """

    def __init__(self, briefing: Briefing) -> None:
        self._records: dict[str, Record] = {}
        names: dict[str, str] = {}
        for entry in briefing.entries.values():
            for name in map(" ".join, map(str.split, entry.record.term_forms)):
                self._records.setdefault(name.casefold(), entry.record)
                names.setdefault(name.casefold(), name)
        longest_first = sorted(names.values(), key=lambda name: (-len(name), name))
        patterns = (f"(?-i:{re.escape(name)})" if name.isupper() else re.escape(name) for name in longest_first)
        self._pattern = re.compile(rf"(?<!\w)({'|'.join(patterns)})s?(?!\w)", re.IGNORECASE) if names else None
        self._first_words = frozenset(word for name in names.values() for word in _first_words(name))

    def find(self, text: str) -> Iterator[tuple[int, int, Record]]:
        """Yields start, end and record of every mention in a text on one line."""
        if self._pattern is None or not self._may_mention(text):
            return
        for match in self._pattern.finditer(text):
            record = self._records.get(match[1].casefold())
            if record:
                yield match.start(), match.end(), record

    def _may_mention(self, text: str) -> bool:
        """Looks for the names' first words, which takes a fraction of the pattern's time."""
        words = self._first_words
        return "" in words or not words.isdisjoint(map(_fold_case, _WORD.findall(text)))


class TermLinker:
    """Links each term where the texts of the page at `path` first mention it."""

    def __init__(self, index: TermIndex, links: Links, path: str) -> None:
        self._index = index
        self._links = links
        self._path = path
        self.linked: dict[str, Record] = {}
        """The records of the terms linked so far, by id."""

    def link_terms(self, text: str) -> Markup:
        """Returns a text on one line with its terms linked, except to the page itself."""
        if fields.is_open(text):
            return open_mark(text)
        text = whitespace.collapse(text)
        pieces: list[Markup] = []
        done = 0
        for start, end, record in self._index.find(text):
            address = self._links.entry(record).address
            if record.id in self.linked or address.partition("#")[0] == self._path:
                continue
            self.linked[record.id] = record
            label = markdown_escaping.escape(text[start:end])
            link = Markup("[{}]({}){{: .br-term }}").format(label, self._links.href(address))
            pieces += [markdown_escaping.escape_part(text[done:start]), link]
            done = end
        if not pieces:
            return markdown_escaping.escape(text)
        return Markup("").join([*pieces, markdown_escaping.escape_part(text[done:])])

    def lead(self, text: str) -> Markup:
        """Returns a text as one paragraph, its first sentence in bold, its terms linked."""
        first, rest = (text, "") if fields.is_open(text) else sentences.split_first(text)
        bold = Markup("**{}**").format(self.link_terms(first))
        return Markup("{} {}").format(bold, self.link_terms(rest)) if rest else bold

    def paragraphs(self, text: str) -> Markup:
        """Returns a text as paragraphs, its terms linked."""
        parts = [text] if fields.is_open(text) else sentences.paragraphs(text)
        return Markup("\n\n").join(map(self.link_terms, parts))
