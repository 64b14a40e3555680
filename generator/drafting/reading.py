"""Reads an article once for all parts of a draft: who is in it, and who says what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .actors import select_actors
from .article import Article
from .blocks import RUNNING, BlockKind
from .draft import LeftOut
from .entities import Entity, group_names
from .mentions import Mention
from .names import find_names
from .narration import Paragraph, blank_dateline, read_paragraphs
from .speakers import Progress, Speakers
from .statements import Utterance, find_utterances


@dataclass(frozen=True)
class Reading:
    """The running text of an article with its actors and what they say.

    `mentions` has those of each paragraph, by its number.
    """

    paragraphs: tuple[Paragraph, ...]
    mentions: Mapping[int, list[Mention]]
    actors: tuple[Entity, ...]
    utterances: tuple[Utterance, ...]
    left_out: tuple[LeftOut, ...]


def read_article(article: Article, progress: Progress | None = None) -> Reading:
    """Returns the reading of an article.

    `progress` is called with the number of paragraphs that are read, and of all.
    """
    prose = [(number, blank_dateline(text)) for number, text in article.prose]
    texts = dict(prose)
    names = find_names(prose)
    entities = group_names(names, texts, article.publication)
    positions = {(one.paragraph, one.start): (one.first, one.end) for one in names}
    paragraphs = read_paragraphs(prose)
    speakers = Speakers({place: (*positions[place], entity) for place, entity in entities.items()})
    mentions = speakers.read(paragraphs, progress)
    utterances, left_out = find_utterances(paragraphs, mentions)
    actors = select_actors(entities.values(), speakers, utterances, paragraphs)
    return Reading(tuple(paragraphs), mentions, tuple(actors), tuple(utterances), (*_other_blocks(article), *left_out))


def _other_blocks(article: Article) -> Iterator[LeftOut]:
    """Yields the paragraphs that are not part of the running text, but for headings."""
    for number, (text, kind) in enumerate(zip(article.paragraphs, article.kinds, strict=True), 1):
        if kind not in (*RUNNING, BlockKind.HEADING):
            yield LeftOut(f"{text[:60]}..." if len(text) > 60 else text, f"it is a {kind}", number)
