"""Reads an article once for all parts of a draft: who is in it, and who says what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from .actors import select_actors
from .article import Article
from .blocks import RUNNING, BlockKind
from .draft import LeftOut
from .entities import Entity, group_names
from .mentions import Mention, MentionKind
from .name_kinds import NameKind
from .names import find_names
from .narration import Paragraph, blank_dateline, read_paragraphs
from .speakers import Speakers, Step
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

    @cached_property
    def by_number(self) -> Mapping[int, Paragraph]:
        """The paragraphs by their number."""
        return {one.number: one for one in self.paragraphs}


def read_article(article: Article, step: Step = lambda: None) -> Reading:
    """Returns the reading of an article. `step` is called several times a paragraph."""
    prose = [(number, blank_dateline(text)) for number, text in article.prose]
    texts = dict(prose)
    names = find_names(prose)
    entities = group_names(names, texts, article.publication)
    positions = {(one.paragraph, one.start): (one.first, one.end) for one in names}
    transcript = article.transcript
    paragraphs = read_paragraphs(prose, transcript)
    speakers = Speakers({place: (*positions[place], entity) for place, entity in entities.items()})
    mentions = speakers.read(paragraphs, step)
    if transcript.unnamed:
        _name_answers(transcript.unnamed, entities.values(), mentions)
    told = [one for one in paragraphs if one.number not in transcript.questions]
    utterances, left_out = find_utterances(told, mentions)
    actors = select_actors(entities.values(), speakers, utterances, paragraphs)
    return Reading(tuple(paragraphs), mentions, tuple(actors), tuple(utterances), (*_other_blocks(article), *left_out))


def _name_answers(answers: Iterable[int], names: Iterable[Entity], mentions: Mapping[int, list[Mention]]) -> None:
    """Makes whom the text names first the speaker of the answers behind an A."""
    people = [
        one for one in names if (one.kind is NameKind.PERSON or (one.kind is None and " " in one.name)) and one.places
    ]
    entity = min(people, key=lambda one: one.places[0], default=None)
    for number in answers:
        mentions[number].insert(0, Mention(MentionKind.NAME, 0, 1, "A", entity))


def _other_blocks(article: Article) -> Iterator[LeftOut]:
    """Yields the paragraphs that nothing is drafted from, but for headings."""
    for number, (text, kind) in enumerate(zip(article.paragraphs, article.kinds, strict=True), 1):
        why = "" if kind in (*RUNNING, BlockKind.HEADING) else f"it is a {kind}"
        why = "it is an interviewer's question" if number in article.transcript.questions else why
        if why:
            yield LeftOut(f"{text[:60]}..." if len(text) > 60 else text, why, number)
