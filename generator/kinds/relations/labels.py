"""Checks whether a relation's label connects the names of its two actors.

English has no list of verbs here: the last word is judged by its form and by the words before it. It is only reported
where a name can hardly follow: "warns of a price", "is president", "imposes sanctions".
"""

from __future__ import annotations

import re

from ...model import Briefing
from ...text import sentences
from ..actors.record import Actor
from .record import Relation

_PREPOSITIONS = frozenset(
    "about above across after against along alongside amid among around as at away back before behind below beneath beside "
    "between beyond by despite down during except for from in inside into like near of off on onto out outside over past "
    "per round since than through throughout till to toward towards under underneath unlike until up upon versus via with "
    "within without and or that".split()
)
_PASSED_OVER = frozenset(
    "not never also still again always once now often already soon long no longer reportedly allegedly jointly then there "
    "recently formerly and or but".split()
)
_BE = frozenset("is are was were be been being isn't aren't wasn't weren't".split())
_HAVE = frozenset("has have had having hasn't haven't hadn't".split())
_BEFORE_A_VERB = frozenset(
    "to will would can could may might shall should must do does did won't wouldn't can't cannot couldn't doesn't don't "
    "didn't help helps helped let lets make makes made".split()
)
_DETERMINERS = frozenset(
    "a an the its his her their this that these those some any no every each all both many few several more most".split()
)
_NOUN = re.compile(r"(?:tion|sion|ment|ness|ship|ance|ence|ity|ism)s?$")
_PLURAL = re.compile(r"[^s]s$")


def connects(label: str) -> bool:
    """Returns False if a name can hardly follow the label."""
    if sentences.split_label(label)[1]:
        return True
    words: list[str] = re.findall(r"[\w'-]+", label.casefold().replace("\u2019", "'"))
    if not words or not words[-1].isascii():
        return bool(words)
    last, before = words[-1], words[:-1]
    if last in _PREPOSITIONS or not before:
        return True
    if before[-1] in _DETERMINERS or _NOUN.search(last):
        return False
    governing = next((word for word in reversed(before) if word not in _PASSED_OVER and not word.endswith("ly")), "")
    if governing in _BE:
        return last.endswith("ing")
    if governing in _HAVE or governing in _BEFORE_A_VERB:
        return _PLURAL.search(last) is None
    return not governing or last.endswith("ing") or before[-1] in ("and", "or")


def sentence(briefing: Briefing, relation: Relation) -> str:
    """Returns a relation as a sentence: its label with the names of its actors."""
    start, end = (briefing.get(one).record for one in (relation.from_, relation.to))
    if not isinstance(start, Actor) or not isinstance(end, Actor):
        return relation.label
    return sentences.join_label(start.name_as_subject, relation.label, end.name_in_sentence)
