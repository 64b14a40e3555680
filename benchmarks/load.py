"""The speed of the loader: our bytes -> checked records with the place of every value, against PyYAML + pydantic without.

Run by `make bench`. Both sides get the same bytes in the same run, by turns, and the same models; what counts is the
ratio of their medians, because it hardly depends on the machine.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Mapping
from statistics import median
from time import process_time

import yaml

from generator.kinds import KINDS
from generator.loading.loader import load
from generator.loading.yaml_reader import read
from generator.model.kind import Kind, Layout
from generator.records.record import Record
from records import seeds

SIZE = 10_000_000
REPEATS = 7
Files = Mapping[str, bytes]


def kind_of(path: str) -> Kind:
    return next(kind for kind in KINDS if kind.seeds_path and path.startswith(kind.seeds_path))


def ours(files: Files) -> int:
    """Bytes to a briefing: records, places, ids, faults."""
    loaded = load(files, KINDS)
    assert not loaded.problems, loaded.problems[:3]
    return sum(map(len, loaded.briefing.records.values()))


def theirs(files: Files) -> int:
    """Bytes to records: what one writes with PyYAML's C loader and pydantic; no places, duplicate keys pass."""
    records: list[Record] = []
    for path, raw in files.items():
        kind = kind_of(path)
        data = yaml.load(raw, Loader=yaml.CSafeLoader)
        for one in data if kind.layout is Layout.LIST else [data]:
            records.append(kind.record.model_validate(one))
    return len(records)


def our_reading(files: Files) -> int:
    """Bytes to plain data with places."""
    return sum(len(read(raw).marks) > 0 for raw in files.values())


def their_reading(files: Files) -> int:
    """Bytes to plain data."""
    return sum(yaml.load(raw, Loader=yaml.CSafeLoader) is not None for raw in files.values())


def events(files: Files) -> int:
    """The floor: PyYAML's C events, thrown away."""
    return sum(1 for raw in files.values() for _ in yaml.parse(raw, Loader=yaml.CSafeLoader))


def seconds(run: Callable[[Files], int], files: Files) -> float:
    gc.collect()
    begun = process_time()
    run(files)
    return process_time() - begun


def main() -> None:
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else REPEATS
    files = seeds(SIZE)
    assert ours(files) == theirs(files)
    size = sum(map(len, files.values())) / 1e6
    print(
        f"{size:.1f} MB in {len(files)} files, {ours(files)} records; Python {sys.version.split()[0]}, PyYAML {yaml.__version__}"
    )
    runs = (ours, theirs, our_reading, their_reading, events)
    times: dict[str, list[float]] = {run.__name__: [] for run in runs}
    for _ in range(repeats):
        for run in runs:
            times[run.__name__].append(seconds(run, files))
    base = median(times["theirs"])
    print(f"{'':32}{'median s':>10}{'least s':>10}{'MB/s':>8}{'of theirs':>11}")
    for run in runs:
        taken = times[run.__name__]
        print(
            f"{run.__name__:32}{median(taken):10.2f}{min(taken):10.2f}{size / median(taken):8.1f}{median(taken) / base:11.2f}"
        )
    print(f"load average {os.getloadavg()[0]:.1f}; ours / theirs = {median(times['ours']) / base:.2f}")


if __name__ == "__main__":
    main()
