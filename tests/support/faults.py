r"""The cases in tests/cases/faults: text files, each with the files it changes and the whole output of the command.

`=== seeds/x.yml` begins a file that is put on top of the base, the smallest example. Behind its name may stand
`(bytes)`: backslash escapes such as \x00 stand for bytes; `(times N)`: the text is repeated; `(link)`: the text is a
symbolic link's target; `(folder)`: it is an empty folder; `(locked)`: nobody may read it; `(gone)`: it is removed. `=== expect` begins the expected
output of `briefing check`, `=== expect (generate)` that of another command, `=== expect (publish)` that of `check --publish`, `(review)` that of `check --review`. `=== mended` begins the files that mend the fault.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from generator.kinds import KINDS
from generator.kinds.sources.record import Source
from generator.loading.loader import load
from generator.model import indexes
from generator.model import lockfile as lock
from generator.problems.problem import Code
from generator.storage.seed_files import read_seeds
from support.project import EXAMPLES, ROOT

FOLDER = ROOT / "tests" / "cases" / "faults"
BASE = EXAMPLES / "minimal" / "seeds"
CODE = re.compile(r"^\S.*?: ([EW]\d{3})\b", re.MULTILINE)
_HEADER = re.compile(r"^=== (?P<name>\S+)(?: \((?P<how>\w+) ?(?P<count>\d*)\))?\n", re.MULTILINE)


@dataclass(frozen=True)
class File:
    """A file of a case: its path from the root, how its text is meant, and the text."""

    path: str
    how: str
    text: str
    count: int = 1

    def put(self, root: Path) -> None:
        file = root / self.path
        if file.is_dir():
            shutil.rmtree(file)
        file.unlink(missing_ok=True)
        if self.how == "gone":
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        if self.how == "link":
            file.symlink_to(self.text.strip())
        elif self.how == "folder":
            file.mkdir()
        elif self.how == "bytes":
            file.write_bytes(self.text.rstrip("\n").encode().decode("unicode_escape").encode("latin-1"))
        else:
            file.write_bytes(self.text.encode() * self.count)
        if self.how == "locked":
            file.chmod(0)


def vouch(root: Path) -> None:
    """Writes the lock that a verification would, had each source a text: what the cases are about is not the lock."""
    file = root / lock.PATH
    if not file.is_file():
        return
    file.unlink()
    briefing = load(read_seeds(root), KINDS).briefing
    sources, places = {}, {}
    for source in briefing.of_type(Source):
        digests = tuple(lock.digest(f"{source.id} {one.number}") for one in source.paragraphs)
        sources[source.id] = (
            lock.SourceVersion(retrieved=None, sha256=lock.digest(source.id), words=10_000, paragraphs=digests),
        )
        for one in indexes.evidence(briefing).citations_by_source.get(source.id, ()):
            number = one.evidence.paragraph
            if number <= len(digests):
                places[one.key] = lock.EvidenceLocation(
                    record=one.record_id, source=source.id, paragraph=number, paragraph_sha256=digests[number - 1]
                )
    file.write_text(lock.serialize(lock.Lock(sources, places)), encoding="utf-8")


@dataclass(frozen=True)
class Case:
    """One case: the files at fault, the command with its expected output, and the files that mend the fault."""

    name: str
    wrong: tuple[File, ...]
    command: str
    expected: str
    mended: tuple[File, ...]

    @property
    def file(self) -> Path:
        return FOLDER / f"{self.name}.txt"

    @property
    def call(self) -> tuple[str, ...]:
        """The command with its options."""
        return ("check", f"--{self.command}") if self.command in ("publish", "review") else (self.command,)

    @property
    def codes(self) -> list[str]:
        """The code of each expected problem, in their order."""
        return CODE.findall(self.expected)

    def root(self, folder: Path, mended: bool = False) -> Path:
        """Makes the folder with the faults in it, and then perhaps mends them."""
        shutil.copytree(BASE, folder / "seeds")
        for file in (*self.wrong, *(self.mended if mended else ())):
            file.put(folder)
        vouch(folder)
        return folder

    def expect(self, output: str) -> None:
        """Writes another expected output into the case's file."""
        head, mark, rest = re.split(r"^(=== expect.*\n)", self.file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        mended = re.search(r"^=== mended\n.*", rest, re.MULTILINE | re.DOTALL)
        self.file.write_text(head + mark + output + (mended[0] if mended else ""), encoding="utf-8", newline="\n")


def read(file: Path) -> Case:
    text = file.read_text(encoding="utf-8")
    marks = [*_HEADER.finditer(text)]
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    parts = [
        File(mark["name"], mark["how"] or "", text[mark.end() : end], int(mark["count"] or 1))
        for mark, end in zip(marks, ends, strict=True)
    ]
    at = next(n for n, part in enumerate(parts) if part.path == "expect")
    expect, mended = parts[at], parts[at + 1 :]
    name = file.relative_to(FOLDER).with_suffix("").as_posix()
    assert not mended or (mended[0].path, mended[0].text) == ("mended", ""), f"{name}: only mended files behind expect"
    return Case(name, tuple(parts[:at]), expect.how or "check", expect.text, tuple(mended[1:]))


CASES = [read(file) for file in sorted(FOLDER.rglob("*.txt"))]

ELSEWHERE = {  # need a source's text, its lock or a program: tested in tests/evidence and tests/drafting
    Code.QUOTATIONS_TOO_MUCH,
    Code.NOT_IN_SOURCE,
    Code.TEXT_FORM,
    Code.MODEL_ANSWER,
    Code.LOCK,
    Code.REPEATS_SOURCE,
    Code.UNVERIFIED,
    Code.PUBLISHES_UNVERIFIED,
    Code.UNSUPPORTED,
    Code.UNCOMPARED,
    Code.DISAGREEMENT,
    Code.TRACKED_FILE,
    Code.PAGE_PATH,
}
