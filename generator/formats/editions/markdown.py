"""The whole briefing as one Markdown file (CommonMark, with GitHub's tables and footnotes): to read, paste and convert."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ...text import markdown_escaping
from .book import Book
from .document import articles, contents

_INLINE = frozenset("a abbr b br code em i img span strong sub sup svg".split())
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_SPACES = re.compile(r"[ \t\r\n]+")


def write(book: Book, _: str) -> bytes:
    """The file as UTF-8. The pictures are left out: the same facts stand beside each as text."""
    first, *others = articles(book)
    chapters = [first, contents(book), *others]
    paper = _Paper(_targets(chapters))
    return ("\n\n".join(block for chapter in chapters for block in paper.blocks(chapter)) + "\n").encode()


def _targets(chapters: list[Element]) -> frozenset[str]:
    """The ids that something in the book links to."""
    links = (link.get("href", "") for chapter in chapters for link in chapter.iter("a"))
    return frozenset(link[1:] for link in links if link.startswith("#"))


class _Paper:
    """Writes elements as Markdown; ids that are linked to are kept as anchors."""

    def __init__(self, targets: frozenset[str]) -> None:
        self.targets = targets

    def blocks(self, element: Element) -> Iterator[str]:
        """The blocks of an element's content; text that stands between them is a paragraph of its own."""
        line = self._words(element.text)
        anchor = self._anchor(element)
        for child in element:
            if child.tag in _INLINE:
                line += self._inline(child)
            else:
                yield from self._paragraph(anchor + line)
                anchor = line = ""
                yield from self._block(child)
            line += self._words(child.tail)
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
            yield _indented("\n\n".join(self.blocks(element)), "> ", "> ")
        elif tag == "pre":
            yield _indented("".join(element.itertext()).rstrip("\n"), "    ", "    ")
        elif tag == "dt":
            yield f"{self._anchor(element)}**{self._content(element)}**"
        elif tag == "div" and element.get("class") == "footnote":
            yield from self._notes(element)
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
                items.append(_indented(_joined(body), mark, " " * len(mark)))
        if items:
            yield "\n".join(items)

    def _notes(self, element: Element) -> Iterator[str]:
        for item in element.iter("li"):
            for link in [*item.iter("p"), item]:
                for back in link.findall("a[@class='footnote-backref']"):
                    link.remove(back)
            note = " ".join(self._content(part) for part in item.iter("p"))
            yield f"[^{_note(item.get('id', ''))}]: {note}"

    def _table(self, table: Element) -> Iterator[str]:
        rows = [
            [" ".join(self.blocks(cell)).replace("\\\n", " ").replace("\n", " ") for cell in row]
            for row in table.iter("tr")
        ]
        caption = table.find("caption")
        if caption is not None:
            yield self._content(caption)
        width = max(len(row) for row in rows)
        lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows]
        lines.insert(1, "|" + " --- |" * width)
        yield "\n".join(lines)

    def _content(self, element: Element) -> str:
        return (
            self._words(element.text) + "".join(self._inline(child) + self._words(child.tail) for child in element)
        ).strip()

    def _inline(self, element: Element) -> str:
        tag, content = element.tag, self._content(element)
        if tag == "svg":
            return ""
        if tag == "br":
            return "\\\n"
        note = element.find("a[@class='footnote-ref']") if tag == "sup" else None
        if note is not None:
            return f"[^{_note(note.get('href', '#')[1:])}]"
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
        return f'<a id="{markdown_escaping.escape(name)}"></a>' if name in self.targets and "fn" not in name else ""

    def _words(self, text: str | None) -> str:
        """Text as Markdown, the spaces at its ends kept."""
        if not text:
            return ""
        words = _SPACES.sub(" ", text)
        before, after = " " * (words[0] == " "), " " * (words[-1] == " " and len(words) > 1)
        return f"{before}{markdown_escaping.escape(words)}{after}" if words.strip() else " "


def _note(name: str) -> str:
    """The label of a note, from the id of its place in the book."""
    return name.replace("--fn:", "-")


def _indented(text: str, first: str, others: str) -> str:
    lines = text.split("\n")
    return "\n".join(((first if n == 0 else others) + line).rstrip() for n, line in enumerate(lines))


def _joined(blocks: list[str]) -> str:
    """The blocks of a list item: a list follows its words at once, a paragraph after an empty line."""
    text = blocks[0]
    for block in blocks[1:]:
        text += ("\n" if block.startswith(("- ", "1. ")) else "\n\n") + block
    return text
