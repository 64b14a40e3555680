"""Finds the words of a reporter inside a quotation: "..., Mr Brekke said, ..."."""

from __future__ import annotations

import re

_VERBS = (
    "said|says|say|told|tells|added|adds|wrote|writes|asked|asks|argued|argues|explained|explains|noted|notes|warned|warns|"
    "insisted|insists|continued|continues|replied|replies|stated|states|claimed|claims|recalled|recalls|declared|declares|"
    "announced|announces|tweeted|posted|concluded|concludes|conceded|concedes|remarked|admitted|admits|acknowledged|"
    "observed|predicted|predicts|promised|pledged|stressed|emphasi[sz]ed|suggested|suggests|pointed out|maintained|maintains|"
    "commented|cautioned|complained|confirmed|confirms|vowed|urged|testified|answered|responded|contended|contends|according to|"
    "sagte|sagt|erkl\u00e4rte|betonte|meinte|f\u00fcgte|warnte|dijo|dice|afirm\u00f3|a\u00f1adi\u00f3|explic\u00f3|declar\u00f3|seg\u00fan|dit|d\u00e9clare|affirme|explique|estime|pr\u00e9cise|"
    "a(?:-t-(?:il|elle|on))? (?:dit|d\u00e9clar\u00e9|ajout\u00e9|affirm\u00e9|expliqu\u00e9|estim\u00e9|pr\u00e9cis\u00e9)|selon|ha detto|ha spiegato|secondo|disse|afirmou|sa|sade|s\u00e4ger|siger|sier|zei|zegt|powiedzia\u0142a?|stwierdzi\u0142a?|"
    "\u0441\u043a\u0430\u0437\u0430\u043b\u0430?|\u0437\u0430\u044f\u0432\u0438\u043b\u0430?|"
    "\u0441\u043e\u043e\u0431\u0449\u0438\u043b\u0430?|"
    "\u0441\u043a\u0430\u0437\u0430(?:\u0432|\u043b\u0430)|\u0437\u0430\u044f\u0432\u0438(?:\u0432|\u043b\u0430)|"
    "\u0437\u0430\u0437\u043d\u0430\u0447\u0438(?:\u0432|\u043b\u0430)|m\u00f3wi\u0142?a?|doda\u0142a?"
)
_ABBREVIATION = r"\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Col|Capt|Sgt|St|Jr|Sr|M|[A-Z])\."
_SPOKEN = re.compile(rf"\b(?:{_VERBS})\b", re.IGNORECASE)
_DASH = r"\s*(?:[\u2014\u2013(\u2026]|--|\.{3})\s*|\s-\s+"
_BETWEEN = re.compile(
    rf"(?:[,;.!?]['\u2019]\s+|[,;]\s+|{_DASH})(?P<words>(?>{_ABBREVIATION}|[^,;.\u2014\u2013()\u2026]){{2,60}}?)"
    rf"(?:[,;.]\s+(?P<rest>\S.*)|(?:{_DASH}|\)\s*)(?P<others>\S.*)|[.,]?$)"
)
"""Matches words between commas, dashes, brackets, dots or single quotation marks."""
_OWN_WORDS = re.compile(r"(?:as\b|(?:(?:like|so|and|but|then) )?(?:I|we)\b)", re.IGNORECASE)
_OPENING, _CLOSING = "\u201c\u201e\u00ab\u2039\u300c\u300e", "\u201d\u00bb\u203a\u300d\u300f"
_PUNCTUATION = " ,.;:\u2014\u2013-"


def find_attribution(text: str) -> tuple[str, tuple[str, ...]] | None:
    """Returns the reporter's words in a quotation and the parts without them, or None.

    With quotation marks in any language: the words behind a closing mark. Without them: up to six words with a
    verb of speech between commas or dashes, unless they are the speaker's own: "I used to say".
    """
    marks = [(n, _is_opening(text, n)) for n, sign in enumerate(text) if sign in _OPENING + _CLOSING + '"']
    depth = 1
    for n, (place, opens) in enumerate(marks):
        if opens:
            depth += place > 0  # quotation marks around the whole are those of the quotation
        elif depth > 1:
            depth -= 1
        else:
            after = marks[n + 1][0] if n + 1 < len(marks) else len(text)
            words = text[place + 1 : after].strip(_PUNCTUATION)
            if words:
                return _parts(words, text[:place], text[after:])
            break
    at = 0
    while found := _BETWEEN.search(text, at):
        words, at = found["words"].strip(), found.start() + 1
        if len(words.split()) <= 6 and _SPOKEN.search(words) and not _OWN_WORDS.match(words):
            return _parts(words, text[: found.start()], found["rest"] or found["others"] or "")
    return None


def _is_opening(text: str, n: int) -> bool:
    """Returns True for an opening mark; some open with the mark that closes others."""
    before, after = text[n - 1 : n] if n else " ", text[n + 1 : n + 2]
    if text[n] == '"':
        return before.isspace()
    if text[n] in "\u201d\u00bb\u203a":
        return before.isspace() and after.isalnum()
    if text[n] in "\u201c\u00ab\u2039":
        return before.isspace() or after.isalnum()
    return text[n] in _OPENING


def _parts(words: str, *parts: str) -> tuple[str, tuple[str, ...]]:
    bare = (part.strip(_PUNCTUATION + _OPENING + _CLOSING + "\"'\u2018\u2019(") for part in parts)
    return words, tuple(part for part in bare if part)
