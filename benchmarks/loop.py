"""Measures the time that a person waits, at two commits: from nothing, after an edit, from saving to the new page served.

    .venv/bin/python benchmarks/loop.py [--base 48a5072] [--head HEAD] [--records 1000] [--runs 5] [--write]

Each commit has a checkout and an environment of its own in `.cache/bench/loop`. The runs of both alternate as whole processes, because
only ratios count; the median by the clock is printed, so nothing else should run. `--write` puts the table into the handbook. At the end
are the modules whose import takes `briefing check` longest.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from statistics import median
from time import monotonic, sleep
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".cache" / "bench" / "loop"
PAGE = ROOT / "handbook/docs/develop/speed.md"
PATIENCE = 300
PROJECT = "import sys; sys.path.insert(0, 'benchmarks'); from build import project; print(project(int(sys.argv[1])))"
MEASURES = ("build from nothing", "build after an edit", "build, nothing changed", "check", "saved to served")


@dataclass
class Side:
    """A commit: its checkout, and the seconds of each measure, and the most memory in MB, by the number of records."""

    commit: str
    checkout: Path
    seconds: dict[tuple[int, str], list[float]] = field(default_factory=dict)
    memory: dict[int, float] = field(default_factory=dict)
    edits: int = 0

    def run(self, *arguments: str) -> tuple[float, float]:
        """Runs `briefing`: seconds, and the most memory of it or of a process that it started, in MB."""
        started = monotonic()
        command = [str(self.python), "-m", "generator", *arguments]
        process = subprocess.Popen(command, cwd=self.checkout, env=environment(), stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        if status:
            raise RuntimeError(f"{command} ended with {os.waitstatus_to_exitcode(status)}")
        return monotonic() - started, used.ru_maxrss / 1024

    @property
    def python(self) -> Path:
        """The Python of the checkout's own environment."""
        return self.checkout / ".venv/bin/python"

    def project(self, records: int) -> Path:
        """The folder of the first article (0), or of so many invented records."""
        if not records:
            return self.checkout
        done = subprocess.run(
            [str(self.python), "-c", PROJECT, str(records)],
            cwd=self.checkout,
            capture_output=True,
            text=True,
            check=True,
        )
        return Path(done.stdout.strip())

    def edit(self, root: Path) -> tuple[str, str]:
        """Puts a word into a record; the path of its page, and the word."""
        self.edits += 1
        word = f"Edit{self.edits}x"
        pages = {page.stem for page in (root / "site/actors").glob("*.html")}
        file = next(file for file in sorted((root / "seeds/actors").glob("*.yml")) if file.stem in pages)
        put_word(file, word)
        return f"actors/{file.stem}.html", word


def put_word(file: Path, word: str) -> None:
    """Puts a word into the summary of a record, in the place of the one before."""
    text = re.sub(r"Edit\d+x ", "", file.read_text("utf-8"))
    file.write_text(re.sub(r"(summary: \W*)(\w)", rf"\1{word} \2", text, count=1), "utf-8")


def free_port() -> int:
    """Returns a port that no program uses."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def environment() -> dict[str, str]:
    """The environment without what would slow Python's start."""
    ignored = ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "MAKEFLAGS")
    return {name: value for name, value in os.environ.items() if name not in ignored}


def check_out(commit: str, name: str) -> Side:
    checkout = FOLDER / name
    full = subprocess.run(
        ["git", "rev-parse", commit], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()
    if not checkout.exists():
        subprocess.run(["git", "clone", "-q", "--shared", str(ROOT), str(checkout)], check=True)
    subprocess.run(["git", "fetch", "-q", str(ROOT), full], cwd=checkout, check=True)
    subprocess.run(["git", "checkout", "-q", "--force", "--detach", full], cwd=checkout, check=True)
    subprocess.run(["make", "-s", ".venv/.site"], cwd=checkout, env=environment(), check=True)
    return Side(full[:7], checkout)


def from_nothing(side: Side, root: Path, records: int) -> float:
    side.run("clean", "--root", str(root))
    shutil.rmtree(root / ".cache" / "briefing", ignore_errors=True)
    seconds, memory = side.run("build", "--root", str(root))
    side.memory[records] = max(memory, side.memory.get(records, 0))
    return seconds


def after_edit(side: Side, root: Path, _: int) -> float:
    side.edit(root)
    return side.run("build", "--root", str(root))[0]


def nothing_changed(side: Side, root: Path, _: int) -> float:
    return side.run("build", "--root", str(root))[0]


def check(side: Side, root: Path, _: int) -> float:
    return side.run("check", "--root", str(root))[0]


def saved_to_served(side: Side, root: Path, _: int) -> float:
    with served(side, root) as address:
        found = []
        for _ in range(3):
            sleep(1)
            path, word = side.edit(root)
            started = monotonic()
            wait_for(f"{address}{path}", word)
            found.append(monotonic() - started)
        return median(found)


@contextmanager
def served(side: Side, root: Path) -> Iterator[str]:
    port = free_port()
    command = [str(side.python), "-m", "generator", "serve", "--root", str(root), "--address", f"127.0.0.1:{port}"]
    streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=side.checkout, env=environment(), start_new_session=True, **streams) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/", "<")
            yield f"http://127.0.0.1:{port}/"
        finally:
            os.killpg(process.pid, signal.SIGKILL)  # the server of the older commit has a child, which would live on


def wait_for(address: str, word: str) -> None:
    end = monotonic() + PATIENCE
    while monotonic() < end:
        try:
            with urlopen(address, timeout=PATIENCE) as answer:
                if word in answer.read().decode():
                    return
        except (OSError, HTTPException):  # it is not there yet, or is being replaced
            pass
        sleep(0.01)
    raise RuntimeError(f"{address} never showed {word}")


Measure = Callable[[Side, Path, int], float]
STEPS: tuple[Measure, ...] = (from_nothing, after_edit, nothing_changed, check, saved_to_served)


def measure(sides: tuple[Side, Side], counts: list[int], runs: int, only: str) -> None:
    steps = [(name, step) for name, step in zip(MEASURES, STEPS, strict=True) if only in name]
    for count in counts:
        projects = [(side, side.project(count)) for side in sides]
        for _ in range(runs):
            for name, step in steps:
                for side, root in projects:
                    seconds = step(side, root, count)
                    side.seconds.setdefault((count, name), []).append(seconds)
                    print(f"{side.commit} {count or 'first article'} {name}: {seconds:.2f} s", file=sys.stderr)


def table(base: Side, head: Side) -> Iterator[str]:
    yield f"| | `{base.commit}` | `{head.commit}` | ratio |"
    yield "| --- | --- | --- | --- |"
    for (count, name), before in base.seconds.items():
        one, other = median(before), median(head.seconds[count, name])
        what = f"{count:,} records" if count else "First article"
        yield f"| {what}: {name} | {one:.2f} s | {other:.2f} s | {other / one:.2f} |"
    for count, before in base.memory.items():
        what = f"{count:,} records" if count else "First article"
        yield f"| {what}: most memory of one process | {before:.0f} MB | {head.memory[count]:.0f} MB | {head.memory[count] / before:.2f} |"


def imports(side: Side) -> Iterator[str]:
    """The modules whose import takes `briefing check` longest, in ms of their own."""
    command = [str(side.python), "-X", "importtime", "-m", "generator", "check"]
    done = subprocess.run(command, cwd=side.checkout, env=environment(), capture_output=True, text=True, check=False)
    found = re.findall(r"import time: +(\d+) \| +\d+ \| *(\S+)", done.stderr)
    yield f"{side.commit}: {len(found)} modules, {sum(int(own) for own, _ in found) / 1000:.0f} ms"
    for own, name in sorted(found, key=lambda one: -int(one[0]))[:15]:
        yield f"  {int(own) / 1000:6.1f} {name}"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--base", default="48a5072")
    arguments.add_argument("--head", default="HEAD")
    arguments.add_argument(
        "--records", default="1000", help="more measurements, with so many invented records: 1000,10000"
    )
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--only", default="", help='the measures whose name has these words: "from nothing"')
    arguments.add_argument("--write", action="store_true", help="put the table into the handbook")
    asked = arguments.parse_args()
    base, head = check_out(asked.base, "base"), check_out(asked.head, "head")
    measure((base, head), [0, *(int(count) for count in asked.records.split(",") if count)], asked.runs, asked.only)
    lines = "\n".join(table(base, head))
    print(lines)
    for side in (base, head):
        print("\n".join(imports(side)))
    if asked.write:
        page = PAGE.read_text("utf-8")
        PAGE.write_text(re.sub(r"(?s)(<!-- loop -->\n\n).*?(\n\n<!-- /loop -->)", rf"\1{lines}\2", page), "utf-8")


if __name__ == "__main__":
    main()
