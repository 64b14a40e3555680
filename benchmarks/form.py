"""The time of `briefing fmt` for 1,000 records, formatted and not.

Run it with `PYTHONPATH=tests .venv/bin/python benchmarks/form.py [RECORDS]`. It prints the median CPU time of three runs, and
beside it what loading alone takes of it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from statistics import median
from time import process_time

from generator.commands.fmt import format_file
from generator.kinds import KINDS
from generator.loading.loader import load
from generator.model.kind import Layout
from records import seeds

RUNS = 3


def seconds(run: Callable[[], object]) -> float:
    times = []
    for _ in range(RUNS):
        begun = process_time()
        run()
        times.append(process_time() - begun)
    return median(times)


def main(records: int) -> None:
    folders = {kind.seeds_path for kind in KINDS if kind.layout is Layout.FOLDER}
    made = {path: raw for path, raw in seeds(6_000 * records).items() if path.rsplit("/", 1)[0] + "/" in folders}
    untidy = dict(list(made.items())[:records])
    tidy = {path: format_file(path, raw, KINDS) for path, raw in untidy.items()}
    assert all(isinstance(form, bytes) for form in tidy.values())
    size = sum(map(len, untidy.values()))
    print(f"{len(untidy)} records, {size / 1e6:.1f} MB")
    for words, files in (("out of their form", untidy), ("in their form", tidy)):
        taken = seconds(lambda files=files: [format_file(path, raw, KINDS) for path, raw in files.items()])  # type: ignore[misc]
        print(f"{words}: {taken:.2f} s")
    print(f"loading alone: {seconds(lambda: [load({path: raw}, KINDS) for path, raw in untidy.items()]):.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
