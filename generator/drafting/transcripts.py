"""Finds interviews that are printed as questions and answers behind labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_LABEL = re.compile(
    r"(?P<label>[QA](?=[.:])|[^\W\d_a-z][\w.'\u2019-]*(?: [^\W\d_a-z][\w.'\u2019-]*){0,3}(?=:))[.:](?=\s+\S)"
)
_QUESTION_END = re.compile(r"\?[\"')\u2019\u201d]*$")


@dataclass(frozen=True)
class Transcript:
    """The questions and answers of an interview, by the numbers of their paragraphs.

    `answers` has the position where the words of each answer begin, behind its label; 0 if it goes on with the answer
    before. `unnamed` are the answers whose label is A.
    """

    questions: frozenset[int] = frozenset()
    answers: Mapping[int, int] = field(default_factory=dict)
    unnamed: frozenset[int] = frozenset()


def find_transcript(paragraphs: Sequence[tuple[int, str]], publication: str) -> Transcript:
    """Returns the interview in numbered paragraphs; an empty one if there is none.

    The interviewer's label is Q, or names the publication, or most of its paragraphs ask.
    """
    labels = {number: match for number, text in paragraphs if (match := _LABEL.match(text))}
    speakers = {number: match["label"].split()[-1] for number, match in labels.items()}
    counts = Counter(speakers.values())
    asked = Counter(speakers[number] for number, text in paragraphs if number in labels and _QUESTION_END.search(text))
    asking = {
        name
        for name, number in counts.items()
        if number > 1 and (name == "Q" or name in publication.split() or asked[name] * 2 > number)
    }
    if not asking or all(name in asking or number < 2 for name, number in counts.items()):
        return Transcript()
    questions, answers, unnamed = set(), {}, set()
    speaker, last = "", max(labels)
    for number, _ in paragraphs:
        speaker = speakers.get(number, speaker)
        if number > last or not speaker:
            continue
        if speaker in asking:
            questions.add(number)
        else:
            answers[number] = labels[number].end() if number in labels else 0
            if speaker == "A" and number in labels:
                unnamed.add(number)
    return Transcript(frozenset(questions), answers, frozenset(unnamed))
