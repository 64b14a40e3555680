"""Writes the files of a new briefing from templates: answers in, path -> text out.

The templates are beside this module: those of `every` briefing and those of each host. `dot_` begins the name of a
hidden file. A word such as `__title__` is replaced by the answer, or by the text of the host in `texts`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ... import __version__
from ...records import fields
from ...text import markdown_escaping, transliteration, whitespace
from ..yaml_scalars import format_inline

HOSTS = ("github", "gitlab", "none")
"""The git hosts that have workflows, and `none`."""
_TEMPLATES = Path(__file__).parent
_PLACEHOLDER = re.compile(r"__([a-z_]+)__")
_ID_MAX = 80
_RECORDS = ("first-source", "first-actor")
"""The ids of the records beside the briefing itself."""


@dataclass(frozen=True)
class Answers:
    """The answers that the files of a new briefing depend on.

    `title` is a text of one line, and `name` the folder's; `language` is a tag of BCP 47, `host` one of `HOSTS`.
    No record may have one of `reserved_ids`.
    """

    title: str
    name: str
    language: str
    licence: fields.Licence | None
    host: str
    reserved_ids: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """The id of the briefing, from its title, or else from the folder's name."""
        words = (transliteration.suggest_id(text)[:_ID_MAX].strip("-") for text in (self.title, self.name))
        made = next(filter(None, words), "briefing")
        return f"{made}-briefing" if made in {*_RECORDS, *self.reserved_ids} else made


def title_from_name(name: str) -> str:
    """Returns a title made from a folder's name: "kesh-ferry" becomes "Kesh ferry"."""
    words = whitespace.collapse(re.sub("[-_]+", " ", name))
    return f"{words[:1].upper()}{words[1:]}" or "Briefing"


def write_files(answers: Answers) -> dict[str, str]:
    """Returns the files of a new briefing: path -> text."""
    values = {
        "title": format_inline(answers.title),
        "heading": markdown_escaping.escape(answers.title),
        "id": format_inline(answers.id),
        "language": format_inline(answers.language),
        "licence": f"licence: {answers.licence}" if answers.licence else "#licence:",
        "licence_sentence": _licence_sentence(answers.licence),
        "format": str(fields.CURRENT_FORMAT),
        "version": __version__,
        **{name: _read(f"texts/{name}.{answers.host}.md").strip() for name in ("publication", "edit", "proposal")},
    }
    return {
        path.removeprefix(f"{part}/").replace("dot_", "."): _fill(_read(path), values)
        for part in ("every", answers.host)
        for path in _paths(part)
    }


def _licence_sentence(licence: fields.Licence | None) -> str:
    if licence is None:
        return "None is chosen yet: write one into `seeds/briefing.yml` (`licence`), or all rights are reserved."
    return (
        f"The content is under [{licence.words}]({licence.url}). The articles that it is based on are not part of it."
    )


def _paths(part: str) -> list[str]:
    files = (path for path in (_TEMPLATES / part).rglob("*") if path.is_file())
    return sorted(path.relative_to(_TEMPLATES).as_posix() for path in files)


def _read(path: str) -> str:
    return (_TEMPLATES / path).read_text(encoding="utf-8")


def _fill(template: str, values: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda match: values[match[1]], template)
