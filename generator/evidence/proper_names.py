"""Finds the proper names of a text by their capitals, and compares spellings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import cache, cached_property

from ..records import dates
from ..text import sentences, transliteration

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['-][^\W_]+)*")
_OPENING = re.compile(r"[:;(\[\"/-] ?['\"(]*$|^['\"(]*$")
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_ORDINARY = frozenset(
    word.casefold()
    for word in (
        *dates.MONTHS,
        *_DAYS,
        *"I I'm I've I'd I'll Mr Mrs Ms Miss Dr Prof Professor Sir Lady Lord Gen General Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec TODO EUR USD GBP JPY CHF SEK NOK DKK PLN CNY RUB UAH INR AUD CAD".split(),
    )
)
_AMERICAN = {"defence": "defense", "centre": "center", "programme": "program", "labour": "labor", "harbour": "harbor", "isation": "ization"}  # fmt: skip
_BRITISH = re.compile("|".join(_AMERICAN))
_ENDINGS = "ians ian eans ean ans an ese ish ists ist ers er ns n ics ic is i es s ern en land stan".split()
"""Endings of adjectives and peoples."""
_VOWELS = ("a", "e", "o", "y")
"""Endings of countries that an adjective drops: "Ukrainian" of "Ukraine"."""
_WITH_PARTICLES = re.compile(
    r"\b(?P<particles>(?:van|von|der|den|de|da|del|della|di|dos|du|bin|ibn|ter|ten)(?: (?:der|den|de|het|la|las|los))*) "
    r"(?P<surname>(?-i:[A-Z])[\w'-]+)",
    re.IGNORECASE,
)
_JOINTS = frozenset({" of ", " for ", " and ", " of the ", " for the ", " and the ", " on ", " in ", " & "})
_NO_FIRST_WORD = re.compile(
    "[a-z'][A-Z]|^[A-Z]+-?[0-9]|^(?:Al|Ad|An|Ar|As|Ash|El|Ben|Bin|Abu)-[A-Z]|^(?:[A-Z]\\.){2,}$"
)
"""Matches a name even at the beginning of a sentence: `McRae`, `Al-Hassan`, `J.R.`"""
_ACTS = re.compile(
    r"'s [a-z]| (?:has |had |also |later |then |never |again )?(?:said|says|told|tells|met|meets|visited|visits|resigned|asked|asks|wrote|writes|replied|argued|argues|"
    r"warned|warns|agreed|agrees|refused|refuses|denied|denies|believes|thinks|thought|expects|hopes|wants|wanted|insisted|insists|claimed|claims|"
    r"announced|announces|accused|accuses|criticised|criticized|praised|flew|travelled|traveled|joined|invaded|signed|voted|promised|threatened)\b"
)
"""Matches after a name what only people, organisations and states do or have."""
_NOBODY = frozenset(
    "i you he she it we they who whoever what that this there here one another other others each either neither most many some few none all both any "
    "everyone everybody someone somebody anyone anybody nobody everything nothing something no not let how where when why today yesterday tomorrow tonight "
    "police parliament government management staff industry congress army opposition public court media press spring summer autumn winter and but or "
    "so then later also never nor if as half mayor president minister life god heaven earth nature mankind humanity society mum mom dad".split()
)
"""Words that begin a sentence before such words, and are no names."""
_PERIOD = re.compile("[QH][1-4]|FY[0-9]*")
_WITH_INITIALS = re.compile(r"\b(?P<initials>(?:[A-Z]\. ?){1,4})(?P<surname>[A-Z][\w'-]+)")
_ROOT_MIN = 4
_WORDS_MAX = 12
_PEOPLES = tuple(
    frozenset(row.split())
    for row in (
        "american americans america us usa united states", "british briton britons britain uk united kingdom anglo", "european europeans europe eu euro",
        "french france franco", "polish pole poles poland", "finnish finn finns finland", "dutch netherlands holland", "spanish spaniard spain",
        "norwegian norwegians norway", "danish dane danes denmark", "swiss switzerland", "greek greeks greece", "turkish turk turks turkey",
        "irish ireland", "scottish scots scotland", "welsh wales", "thai thailand", "burmese burma myanmar", "filipino philippines", "german germans germany",
        "one first i 1st", "two second ii 2nd", "three third iii 3rd", "four fourth iv 4th", "five fifth v 5th", "six sixth vi 6th", "seven seventh vii 7th",
        "eight eighth viii 8th", "nine ninth ix 9th", "ten tenth x 10th", "chinese china sino", "austrian austria austro", "indian indians india indo", "japanese japan nippo",
    )
)  # fmt: skip
"""Adjectives and names of peoples that do not follow from their country's name."""
NOUNS_CAPITALIZED = frozenset({"de", "lb", "bar", "gsw", "nds"})
"""Languages in which all nouns have capitals."""
UNINFLECTED = frozenset({"en", "fr", "es", "it", "pt", "ca", "nl", "sv", "da", "nb", "nn", "no", "id", "vi"})
"""Languages in which names are not declined."""


@dataclass(frozen=True)
class Name:
    """A run of capitalized words in a text."""

    start: int
    end: int
    words: tuple[str, ...]


@cache
def fold(word: str) -> str:
    """Returns a word without case, diacritics, dots, possessive, British spelling."""
    bare = re.sub(r"'s?$", "", word.casefold()).replace(".", "")
    return _BRITISH.sub(lambda found: _AMERICAN[found[0]], (transliteration.to_ascii(bare) or bare).casefold())


def find_words(text: str) -> list[str]:
    """Returns the words of a normalized text, folded; compounds also in their parts."""
    found: list[str] = []
    for match in _WORD.finditer(text):
        found.append(fold(match.group()))
        if "-" in match.group() or "'" in match.group():
            found += map(fold, re.split("[-']", match.group()))
    found += (re.sub(r"\W", "", match["initials"]).casefold() for match in _WITH_INITIALS.finditer(text))
    return found


def find_names(text: str, begins_name: Callable[[str, bool], bool] | None = None) -> list[Name]:
    """Returns the proper names of a normalized text.

    A word at the beginning of a sentence, folded, counts if `begins_name` says so. Its other argument is true if the next words
    say what only people, organisations and states do.
    """
    words = [*_WORD.finditer(text)]
    starts = {0, *(end + 1 for end in sentences.sentence_ends(text))}
    names: list[Name] = []
    for one in words:
        word = re.sub("'s?$", "", one.group())
        if not word[0].isupper() or len(word) < 2 or fold(word) in _ORDINARY:
            continue
        is_start = one.start() in starts or _OPENING.search(text[max(0, one.start() - 4) : one.start()])
        if _PERIOD.fullmatch(word) or (len(word) < 4 and re.search(r"\d $", text[: one.start()][-2:])):
            continue  # a unit: "2 GW"
        has_inner_capital = _NO_FIRST_WORD.search(word)
        if is_start and not has_inner_capital:
            acts = bool(_ACTS.match(text, one.start() + len(word))) and fold(word) not in _NOBODY and word[-1] != "s"
            if not (begins_name and begins_name(fold(word), acts)):
                continue
        if names and text[names[-1].end : one.start()] == " " and len(names[-1].words) < _WORDS_MAX:
            before = names.pop()
            names.append(Name(before.start, one.end(), (*before.words, word)))
        else:
            names.append(Name(one.start(), one.end(), (word,)))
    return names


def find_particles(text: str) -> Iterator[tuple[Name, str]]:
    """Yields surnames with their particles: "van der" of "van der Meer"."""
    for match in _WITH_PARTICLES.finditer(text):
        yield Name(match.start(), match.end(), (match["surname"],)), match["particles"].casefold()


def find_initials(text: str) -> Iterator[tuple[Name, str]]:
    """Yields surnames with the initials before them: "wt" of "W. T. O'Brien"."""
    for match in _WITH_INITIALS.finditer(text):
        initials = re.sub(r"\W", "", match["initials"]).casefold()
        yield Name(match.start(), match.end(), (match["surname"],)), initials


def is_in_title_case(text: str) -> bool:
    """Returns True for a text whose capitals do not show what is a name."""
    long = [one.group() for one in _WORD.finditer(text) if len(one.group()) > 3]
    return len(long) > 3 and sum(word[0].isupper() for word in long) > 0.7 * len(long)


@dataclass(frozen=True)
class Vocabulary:
    """Folded words, among which other forms of a name are found."""

    words: frozenset[str]

    @cached_property
    def _adjectives(self) -> frozenset[str]:
        return frozenset(root for word in self.words for root in _without_ending(word))

    @cached_property
    def _bases(self) -> frozenset[str]:
        return frozenset(base for word in self.words for base in _without_vowel(word))

    def has(self, word: str, language: str) -> bool:
        """Returns True if a word of a name is among the words, perhaps in another form.

        The forms are adjectives and peoples ("Ukrainian", "Ukraine"), parts of compounds, and cases in a language that
        declines names.
        """
        folded = fold(word)
        roots = _without_ending(folded) if "'" not in folded else frozenset()
        if (
            not roots.isdisjoint(self._adjectives)
            or not roots.isdisjoint(self._bases)
            or not _without_vowel(folded).isdisjoint(self._adjectives)
            or self._has_part(folded)
        ):
            return True
        parts = [part for part in re.split("[-']", word) if part]
        if len(parts) > 1 and all(
            (not part[:1].isupper() and not part.isdigit()) or self._has_part(fold(part)) for part in parts
        ):
            return True
        return language not in UNINFLECTED and any(
            _common(folded, one) >= max(3, min(len(folded), len(one)) - 3) for one in self.words
        )

    def _has_part(self, folded: str) -> bool:
        return folded in self.words or any(folded in row and not row.isdisjoint(self.words) for row in _PEOPLES)


def _common(one: str, other: str) -> int:
    """Returns how many letters two words have in common at their beginning."""
    shorter = min(len(one), len(other))
    return next((n for n in range(shorter) if one[n] != other[n]), shorter)


@cache
def _without_ending(folded: str) -> frozenset[str]:
    """Returns what a folded word may be without the ending of an adjective or people."""
    found = {folded.removesuffix(end) for end in _ENDINGS} - {folded}
    return frozenset(root for root in found if len(root) >= _ROOT_MIN)


@cache
def _without_vowel(folded: str) -> frozenset[str]:
    """Returns a folded word, and what is left of it without a last vowel."""
    return frozenset({folded, folded[:-1] if folded.endswith(_VOWELS) and len(folded) > _ROOT_MIN else folded})


def acronyms(text: str, names: Iterable[Name]) -> set[str]:
    """Returns the initials of names, folded; "of" and the like may join them."""
    found: set[str] = set()
    initials, end = "", -1
    for name in names:
        mine = "".join(word[0] for word in name.words)
        initials = initials + mine if text[end : name.start] in _JOINTS else mine
        end = name.end
        found.update(initials[:length].casefold() for length in range(2, len(initials) + 1))
    return found


def find_nearest(name: str, others: Iterable[str]) -> str | None:
    """Returns the most similar spelling, if one is similar enough to be meant."""
    ranked = [(SequenceMatcher(None, name.casefold(), one.casefold(), autojunk=False).ratio(), one) for one in others]
    best = max(ranked, default=(0.0, ""))
    return best[1] if best[0] >= 0.7 else None


def is_misspelt(word: str, names: Iterable[str]) -> bool:
    """Returns True for a folded word that is nearly a name, and no form of it."""
    close = get_close_matches(word, names, n=1, cutoff=0.8)
    return bool(close) and not Vocabulary(frozenset(close)).has(word, "en")
