"""The time to compare two revisions, beside loading both: 1,000 records, 100 changes.

Run it with `.venv/bin/python benchmarks/diff.py [RECORDS] [CHANGES]`. It prints the median of five runs of each step.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from generator.diff.review import review_changes
from generator.diff.review_formats import FORMATS
from generator.kinds import KINDS
from generator.loading.loader import load

T = TypeVar("T")
WORDS = "the harbour council of seven pilots met in spring and fees rose while ships waited for a ruling on".split()
RUNS = 5


def seeds(records: int) -> dict[str, bytes]:
    """Invented seeds: one source, and actors, events and risks in equal number."""
    texts = {
        "seeds/briefing.yml": (
            f"id: site\ntitle: A site\nbottom_line:\n  text: It is so.\n{evidence(1, 2)}takeaways:\n"
            f"  - text: It is so.\n{evidence(1, 4)}as_of: 2031\nlanguage: en\nstatus: draft\n"
        ),
        "seeds/sources/paper.yml": (
            "id: paper\ntype: report\ntitle: A paper\ncontainer_title: Papers\nissued: 2030\nlanguage: en\nparagraphs:\n"
            + "".join(f"  - number: {n}\n    gist: {prose(n, 8)}\n" for n in range(1, 51))
        ),
    }
    for n in range(records - 2):
        text, path = record(n)
        texts[path] = text
    return {path: text.encode() for path, text in texts.items()}


def record(n: int) -> tuple[str, str]:
    """The text and the path of one record."""
    one = ("actor", "event", "risk")[n % 3]
    head = f"id: {one}-{n}\n"
    actors = ", ".join(f"actor-{3 * (n * k % 300)}" for k in (1, 7))
    body = {
        "actor": f"kind: group\nname: Group {n}\naliases: [G{n}]\nsummary: >-\n  {prose(n, 40)}\n",
        "event": f"title: Event {n}\ndate: {2000 + n % 30}\ndate_basis: stated\nstatus: occurred\nsummary: {prose(n, 30)}\n",
        "risk": (
            f"title: Risk {n}\ndescription: {prose(n, 40)}\nrisk_source: {prose(n, 5)}\nevent: {prose(n, 6)}\n"
            f"consequence: {prose(n, 7)}\nlikelihood: unlikely\nimpact: high\nassessed_by: editor\nbasis: {prose(n, 25)}\n"
            f"actors: [{actors}]\n"
        ),
    }[one]
    return head + body + evidence(n % 50 + 1, 0), f"seeds/{one}s/{one}-{n}.yml"


def prose(seed: int, length: int) -> str:
    return " ".join(WORDS[(seed + k * (seed % 7 + 1)) % len(WORDS)] for k in range(length)) + f" {seed}"


def evidence(paragraph: int, indent: int) -> str:
    space = " " * indent
    return f"{space}evidence:\n{space}  - source: paper\n{space}    paragraph: {paragraph}\n"


def edited(files: dict[str, bytes], changes: int) -> dict[str, bytes]:
    """The files with that many of them changed, a fifth of these removed and put back under another id."""
    found = dict(files)
    paths = [path for path in files if path.startswith(("seeds/actors/", "seeds/events/", "seeds/risks/"))]
    for n, path in enumerate(paths[:: len(paths) // changes][:changes]):
        text = files[path].decode()
        if n % 5 == 0:
            del found[path]
            name = path.split("/")[-1].removesuffix(".yml")
            text, path = text.replace(f"id: {name}", f"id: {name}-new"), path.replace(name, f"{name}-new")
        text = (
            text.replace("unlikely", "likely")
            .replace(" council ", " assembly ", 1)
            .replace("paragraph: 1", "paragraph: 2")
        )
        found[path] = text.replace(" pilots ", " seven pilots ", 1).encode()
    return found


def timed(what: str, step: Callable[[], T]) -> T:
    """Runs a step and prints its median time."""
    times, result = [], step()
    for _ in range(RUNS):
        begun = time.perf_counter()
        result = step()
        times.append(time.perf_counter() - begun)
    print(f"{what:<42} {statistics.median(times) * 1000:8.0f} ms")
    return result


def numbers() -> Iterator[int]:
    yield from map(int, sys.argv[1:])
    yield from (1000, 100)[len(sys.argv) - 1 :]


def main() -> None:
    records, changes = numbers()
    old = seeds(records)
    new = edited(old, changes)
    before = timed(f"load the old side, {records} records", lambda: load(old, KINDS))
    after = timed("load the new side", lambda: load(new, KINDS))
    assert not before.problems + after.problems

    # Fresh loads each time: what a briefing has looked up once it keeps.
    fresh = iter([(load(old, KINDS), load(new, KINDS)) for _ in range(RUNS + 1)])
    found = timed("check and compare both", lambda: review_changes(*next(fresh), "old", "new"))
    for name, write in FORMATS.items():
        timed(f"write as {name}", lambda write=write: write(found))
    counts = ", ".join(f"{number} {kind.words}" for kind, number in found.counts.items())
    print(f"{len(found.changes)} changes to {len(found.groups)} records: {counts}")


if __name__ == "__main__":
    main()
