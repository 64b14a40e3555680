"""Seeds as a newsroom would have them, of any number of records: every kind, evidence, relations, a verified lock.

Words follow Zipf's law, references too: a few actors are in everything, most in little. Each source has a text of its
own, from which its gists, quotations and lock are made. The same number gives the same bytes each time.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import Any

import yaml

from generator.evidence.evidence_matcher import match_evidence
from generator.evidence.source_text import parse_source_text
from generator.kinds import KINDS
from generator.loading.loader import load
from generator.model import indexes
from generator.model import lockfile as lock
from generator.model.kind import Layout

SHARES = {
    "sources": 4,
    "actors": 34,
    "experts": 8,
    "events": 26,
    "risks": 12,
    "relations": 11,
    "questions": 3,
    "glossary": 2,
}
"""The share of each kind in a hundred records; the pages of their own are those of the first three and of risks."""
VOCABULARY = 6000
SYLLABLES = "ka re to min sal ve dor un ti ash le bro gan pe lu ster ri no qua fen".split()
LIKELIHOODS = "almost-no-chance very-unlikely unlikely roughly-even-chance likely very-likely not-stated".split()
RELATIONS = "leads part-of cooperates-with supplies seeks-from supports talks-with warns opposes sanctions".split()
COUNTRIES = "NO KP RU FR JP CA BR IN ZA".split()
Data = dict[str, Any]


class _Zipf:
    """Draws from a list, the first ones most often: the nth with a weight of 1/n."""

    def __init__(self, chance: random.Random, items: Sequence[str]) -> None:
        self.chance, self.items = chance, items
        self.weights = list(accumulate(1 / n for n in range(1, len(items) + 1)))

    def __call__(self, count: int) -> list[str]:
        return self.chance.choices(self.items, cum_weights=self.weights, k=count)

    def some(self, most: int) -> list[str]:
        """Up to so many, each once."""
        return list(dict.fromkeys(self(self.chance.randint(0, most))))


class _Desk:
    """Writes the records: texts with a fixed seed, and references to those who are often referred to."""

    def __init__(self, records: int) -> None:
        self.chance = random.Random(records)
        self.counts = {name: max(1, records * share // 100) for name, share in SHARES.items()}
        self.ids = {name: [f"{name}-{n}" for n in range(1, count + 1)] for name, count in self.counts.items()}
        self.words = _Zipf(self.chance, _vocabulary())
        self.refer = {name: _Zipf(self.chance, ids) for name, ids in self.ids.items()}
        self.texts = {source: [self.sentence(30) for _ in range(24)] for source in self.ids["sources"]}
        self.quoted = dict.fromkeys(self.texts, 0)

    def sentence(self, words: int) -> str:
        count = self.chance.randint(max(3, words // 2), words + words // 2)
        return " ".join(self.words(count)).capitalize() + "."

    def name(self) -> str:
        return " ".join(word.capitalize() for word in self.chance.sample(_vocabulary(), 2))

    def evidence(self) -> list[Data]:
        """One to three places in one source, some with a quotation; not much of any source is quoted."""
        (source,) = self.chance.choices(self.ids["sources"])
        found = []
        for number in sorted(self.chance.sample(range(1, 25), self.chance.choice((1, 1, 2, 3)))):
            words = self.texts[source][number - 1].rstrip(".").split()
            one: Data = {"source": source, "paragraph": number}
            if len(words) > 8 and self.quoted[source] < 60 and self.chance.random() < 0.5:
                one["exact"] = " ".join(words[1:7])
                self.quoted[source] += 6
            found.append(one)
        return found

    def statements(self, owner: str, most: int) -> list[Data]:
        return [
            {
                "id": f"{owner}-s{n}",
                "text": self.sentence(18),
                "voice": "indirect",
                "type": self.chance.choice(("fact", "assessment", "forecast", "warning")),
                "about": self.refer["actors"].some(2) + self.refer["events"].some(1),
                "evidence": self.evidence(),
            }
            for n in range(1, most + 1)
        ]

    def date(self) -> str:
        year, month, day = self.chance.randint(1990, 2023), self.chance.randint(1, 12), self.chance.randint(1, 28)
        return self.chance.choice((f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-{day:02}"))

    def sources(self, named: str) -> Data:
        told = [{"number": n, "gist": self.sentence(14)} for n in range(1, 25)]
        for paragraph in told:
            paragraph["unused_because"] = "Colour."
        return {
            "type": "article-newspaper",
            "title": self.sentence(8),
            "authors": [self.name()],
            "container_title": self.name(),
            "issued": self.date(),
            "url": f"https://example.org/{named}",
            "language": "en",
            "paragraphs": told,
        }

    def actors(self, named: str) -> Data:
        kind = self.chance.choice(("person", "person", "state", "organisation", "group"))
        above = [one for one in self.refer["actors"](1) if int(one.split("-")[1]) < int(named.split("-")[1])]
        return {
            "kind": kind,
            "name": self.name(),
            "aliases": [self.name() for _ in range(self.chance.randint(0, 2))],
            "role": self.sentence(5).rstrip("."),
            **({"affiliation": above[0]} if above else {}),
            "country": self.chance.choice(COUNTRIES),
            "summary": f"{self.sentence(16)} {self.sentence(24)}",
            "interests": [
                {
                    "text": self.sentence(10),
                    "basis": self.chance.choice(("stated", "inferred")),
                    "evidence": self.evidence(),
                }
                for _ in range(self.chance.randint(0, 2))
            ],
            "statements": self.statements(named, self.chance.randint(0, 1)),
            "evidence": self.evidence(),
        }

    def experts(self, named: str) -> Data:
        said = self.statements(named, self.chance.randint(1, 3))
        for one in said:
            if self.chance.random() < 0.5:
                one |= {
                    "about": [*one["about"], *self.refer["questions"](1)],
                    "stance": self.chance.choice(("affirms", "doubts", "denies")),
                }
        return {
            "name": self.name(),
            "role": self.sentence(6).rstrip("."),
            "affiliation": self.refer["actors"](1)[0],
            "expertise": [self.sentence(3).rstrip(".")],
            "statements": said,
            "evidence": self.evidence(),
        }

    def events(self, named: str) -> Data:
        date = self.date()
        return {
            "title": self.sentence(6).rstrip("."),
            "date": date,
            "date_basis": "stated",
            "status": "alleged" if self.chance.random() < 0.1 else "occurred",
            "place": self.name(),
            "summary": f"{self.sentence(20)} {self.sentence(16)}",
            "actors": [{"actor": one} for one in self.refer["actors"].some(3)],
            "evidence": self.evidence(),
        }

    def risks(self, named: str) -> Data:
        likelihood = self.chance.choice(LIKELIHOODS)
        return {
            "title": self.sentence(6).rstrip("."),
            "description": f"{self.sentence(18)} {self.sentence(18)}",
            "risk_source": self.sentence(8),
            "event": self.sentence(8),
            "consequence": self.sentence(8),
            "likelihood": likelihood,
            "impact": "not-stated" if likelihood == "not-stated" else self.chance.choice(("low", "moderate", "high")),
            "assessed_by": "editor",
            "basis": self.sentence(20),
            "indicators": [{"text": self.sentence(8)} for _ in range(2)],
            "actors": self.refer["actors"].some(3),
            "evidence": self.evidence(),
        }

    def relations(self, named: str) -> Data:
        one, other = self.refer["actors"](1)[0], self.chance.choice(self.ids["actors"])
        while one == other:
            other = self.chance.choice(self.ids["actors"])
        label = self.sentence(3).rstrip(".").lower()
        return {
            "from": one,
            "to": other,
            "type": self.chance.choice(RELATIONS),
            "label": label,
            "evidence": self.evidence(),
        }

    def questions(self, named: str) -> Data:
        return {
            "question": self.sentence(9).rstrip(".") + "?",
            "why_it_matters": self.sentence(16),
            "about": self.refer["actors"].some(2),
            "evidence": self.evidence(),
        }

    def glossary(self, named: str) -> Data:
        return {
            "term": f"{self.name()} {named.split('-')[1]}",
            "definition": self.sentence(16),
            "evidence": self.evidence(),
        }

    def briefing(self) -> Data:
        claims = [{"text": self.sentence(16), "evidence": self.evidence()} for _ in range(5)]
        return {
            "id": "invented",
            "title": f"{self.counts['actors']} actors: an invented briefing",
            "bottom_line": claims[0],
            "takeaways": claims[1:],
            "as_of": "2024-01",
            "language": "en",
            "status": "draft",
        }


@cache
def _vocabulary() -> list[str]:
    """The same words each time, the short ones first, as in a language."""
    chance = random.Random(1)
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        length = 2 + (len(words) >= 200) + (len(words) >= 2000)
        words["".join(chance.choices(SYLLABLES, k=length))] = None
    return list(words)


def seeds(records: int, locked: bool = True) -> dict[str, bytes]:
    """Path -> bytes of about so many records; with a lock that vouches for all of their evidence."""
    desk = _Desk(records)
    files = {path: text.encode() for path, text in _files(desk)}
    return {**files, lock.PATH: _lock(desk, files)} if locked else files


def _files(desk: _Desk) -> Iterator[tuple[str, str]]:
    yield "seeds/briefing.yml", _yaml(desk.briefing())
    for kind in (kind for kind in KINDS if kind.name in SHARES):
        written = [{"id": one, **getattr(desk, kind.name)(one)} for one in desk.ids[kind.name]]
        if kind.layout is Layout.LIST:
            yield kind.seeds_path, "\n".join(_yaml([one]) for one in written)
        else:
            yield from ((kind.file_of(one["id"]), _yaml(one)) for one in written)


def _yaml(data: Any) -> str:
    if isinstance(data, dict):
        data = {key: value for key, value in data.items() if value != []}
    return yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False, width=110)


def _lock(desk: _Desk, files: dict[str, bytes]) -> bytes:
    briefing = load(files, KINDS).briefing
    sources: dict[str, tuple[lock.SourceVersion, ...]] = {}
    places: dict[str, lock.EvidenceLocation] = {}
    for source, paragraphs in desk.texts.items():
        text = parse_source_text("\n\n".join(paragraphs).encode())
        found = match_evidence(text, indexes.evidence(briefing).citations_by_source.get(source, ()), lock.Lock())
        assert not found.mismatches, found.mismatches[:3]
        version = lock.SourceVersion(retrieved=None, sha256=text.sha256, words=text.words, paragraphs=text.digests)
        sources[source] = (version,)
        places |= found.locations
    return lock.serialize(lock.Lock(sources, places)).encode()
