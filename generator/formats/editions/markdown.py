"""The Markdown edition: CommonMark with GitHub's tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from xml.etree.ElementTree import Element

from ...text import markdown_escaping
from .book import Book, Chapter
from .document import chapter_article, element_id, table_of_contents
from .link_rewriting import link_target

_INLINE = frozenset("a abbr b br code em i img span strong sub sup svg".split())
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_SPACES = re.compile(r"[ \t\r\n]+")


def write(book: Book, _: str) -> bytes:
    """Writes the file as UTF-8.

    Pictures are left out, because the same facts are beside each as text.
    """
    targets = frozenset(_targets(book))
    by_chapter = {key: [*found] for key, found in groupby(sorted(targets), lambda target: target.partition("--")[0])}

    def write_chapter(chapter: Chapter) -> str:
        return _write_blocks(chapter_article(book, chapter), targets)

    first, *others = book.chapter_texts("markdown", write_chapter, lambda chapter: by_chapter[chapter.key])
    return ("\n\n".join([first, _write_blocks(table_of_contents(book), targets), *others]) + "\n").encode()


def _targets(book: Book) -> Iterator[str]:
    """Yields the ids to which the book links."""
    for chapter in book.chapters:
        yield chapter.key
        for address in chapter.links:
            location = link_target(chapter.path, address)
            if location and location.path in book.keys:
                yield element_id(book, location)


def _write_blocks(element: Element, targets: frozenset[str]) -> str:
    return "\n\n".join(_MarkdownWriter(targets).blocks(element))


class _MarkdownWriter:
    """Writes elements as Markdown; ids in `targets` become anchors."""

    def __init__(self, targets: frozenset[str]) -> None:
        self.targets = targets

    def blocks(self, element: Element) -> Iterator[str]:
        """Yields the blocks of an element's content; text between them is a paragraph."""
        line = self._text(element.text)
        anchor = self._anchor(element)
        for child in element:
            if child.tag in _INLINE:
                line += self._inline(child)
            else:
                yield from self._paragraph(anchor + line)
                anchor = line = ""
                yield from self._block(child)
            line += self._text(child.tail)
        yield from self._paragraph(anchor + line)

    def _paragraph(self, line: str) -> Iterator[str]:
        if line.strip():
            yield line.strip()

    def _block(self, element: Element) -> Iterator[str]:
        tag = element.tag
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            yield f"{'#' * int(tag[1])} {self._anchor(element)}{self._content(element)}"
        elif tag == "hr":
            yield "---"
        elif tag in ("ul", "ol"):
            yield from self._list(element)
        elif tag == "table":
            yield from self._table(element)
        elif tag == "blockquote":
            yield _indent("\n\n".join(self.blocks(element)), "> ", "> ")
        elif tag == "pre":
            yield _indent("".join(element.itertext()).rstrip("\n"), "    ", "    ")
        elif tag == "dt":
            yield f"{self._anchor(element)}**{self._content(element)}**"
        elif "br-picture" in element.get("class", ""):
            return
        else:
            yield from self.blocks(element)

    def _list(self, element: Element) -> Iterator[str]:
        items = []
        for number, item in enumerate(element.findall("li"), 1):
            mark = f"{number}. " if element.tag == "ol" else "- "
            body = list(self.blocks(item))
            if body:
                items.append(_indent(_join_blocks(body), mark, " " * len(mark)))
        if items:
            yield "\n".join(items)

    def _table(self, table: Element) -> Iterator[str]:
        rows = [
            [" ".join(self.blocks(cell)).replace("\\\n", " ").replace("\n", " ") for cell in row]
            for row in table.iter("tr")
        ]
        width = max(len(row) for row in rows)
        lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows]
        lines.insert(1, "|" + " --- |" * width)
        yield "\n".join(lines)

    def _content(self, element: Element) -> str:
        return (
            self._text(element.text) + "".join(self._inline(child) + self._text(child.tail) for child in element)
        ).strip()

    def _inline(self, element: Element) -> str:
        tag, content = element.tag, self._content(element)
        if tag == "svg":
            return ""
        if tag == "br":
            return "\\\n"
        if tag == "sup":
            return f"<sup>{content}</sup>"
        if tag == "code":
            text = "".join(element.itertext())
            fence = "``" if "`" in text else "`"
            return f"{fence}{text}{fence}"
        anchor = self._anchor(element)
        if tag == "a" and content:
            return f"{anchor}[{content}]({element.get('href', '')})"
        mark = _MARKS.get(tag, "") if content else ""
        return f"{anchor}{mark}{content}{mark}"

    def _anchor(self, element: Element) -> str:
        name = element.get("id", "")
        return f'<a id="{markdown_escaping.escape(name)}"></a>' if name in self.targets else ""

    def _text(self, text: str | None) -> str:
        """Escapes a text and keeps a space at its ends."""
        if not text:
            return ""
        words = _SPACES.sub(" ", text)
        before, after = " " * (words[0] == " "), " " * (words[-1] == " " and len(words) > 1)
        return f"{before}{markdown_escaping.escape(words)}{after}" if words.strip() else " "


def _indent(text: str, first: str, others: str) -> str:
    lines = text.split("\n")
    return "\n".join(((first if n == 0 else others) + line).rstrip() for n, line in enumerate(lines))


def _join_blocks(blocks: list[str]) -> str:
    """Joins the blocks of a list item: only paragraphs follow an empty line."""
    text = blocks[0]
    for block in blocks[1:]:
        text += ("\n" if block.startswith(("- ", "1. ")) else "\n\n") + block
    return text
