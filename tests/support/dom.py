"""HTML as a list of what it is made of: enough to say whether two pages have the same elements and the same text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

Node = tuple[str, str, tuple[tuple[str, str], ...]]
"""("<", tag, attributes), (">", tag, ()) or ("text", text, ())."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.nodes: list[Node] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.nodes.append(("<", tag, tuple((name, value or "") for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.nodes.append((">", tag, ()))

    def handle_data(self, data: str) -> None:
        if self.nodes and self.nodes[-1][0] == "text":
            data = self.nodes.pop()[1] + data
        self.nodes.append(("text", data, ()))

    def handle_comment(self, data: str) -> None:
        self.nodes.append(("<", "!--", (("", data),)))

    def handle_decl(self, decl: str) -> None:
        self.nodes.append(("<", "!", (("", decl),)))

    def handle_pi(self, data: str) -> None:
        self.nodes.append(("<", "?", (("", data),)))

    def unknown_decl(self, data: str) -> None:
        self.handle_decl(data)


def read(html: str) -> list[Node]:
    """The document's elements and texts, in their order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.nodes


def text(nodes: list[Node]) -> str:
    return "".join(content for kind, content, _ in nodes if kind == "text")


def elements(nodes: list[Node]) -> list[Node]:
    return [node for node in nodes if node[0] != "text"]


def changed(nodes: list[Node], change: Callable[[str], str]) -> Iterator[Node]:
    """The same nodes, each text and each attribute's value changed."""
    for kind, name, attributes in nodes:
        if kind == "text":
            yield kind, change(name), attributes
        else:
            yield kind, name, tuple((key, change(value)) for key, value in attributes)


def told(nodes: list[Node]) -> list[Node]:
    """The nodes without the ids that Python-Markdown makes of the text of headings; "fixed" is none of them."""

    def is_made(tag: str, key: str, value: str) -> bool:
        return (re.fullmatch("h[1-6]", tag) is not None and key == "id" and value != "fixed") or (
            tag == "a" and key == "href" and re.fullmatch("#(?!fixed$)[^:]*", value) is not None
        )

    return [
        (kind, tag, tuple((key, "made" if is_made(tag, key, value) else value) for key, value in attributes))
        for kind, tag, attributes in nodes
    ]


def actions(nodes: list[Node]) -> list[str]:
    """Everything in the document that could run or fetch: scripts, event handlers, addresses of other schemes than a link's."""
    found = []
    for _, tag, attributes in elements(nodes):
        if tag in ("script", "iframe", "object", "embed", "base", "form"):
            found.append(tag)
        for name, value in attributes:
            scheme = "".join(value.split()).partition(":")[0].lower()
            if name.startswith("on") or (
                name in ("href", "src", "action") and scheme in ("javascript", "data", "file")
            ):
                found.append(f"{tag} {name}={value}")
    return found
