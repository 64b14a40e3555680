"""Damaged files of every kind but records, which tests/loading/test_fuzz.py damages: each ends in a result or in problems.

A few inputs of each kind here; `make fuzz` tries as many as FUZZ says. The same seeds each time: a failure names its own.
"""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest

from generator import api
from generator.commands import draft_writer, model_drafts
from generator.commands.import_ import run_import
from generator.evidence import parse_source_text, readers, verifier
from generator.formats.exports import FORMATS
from generator.kinds import KINDS
from generator.loading import checks, load, reporters
from generator.model import lockfile
from generator.problems import BriefingError
from generator.site import configuration
from generator.site.cache_store import FOLDER, CacheStore
from generator.storage import page_writer, read_seeds, site_publisher
from support import comments, documents
from support.mutations import damaged
from support.project import CASES, EXAMPLES, ROOT

pytestmark = pytest.mark.slow

INPUTS = int(os.environ.get("FUZZ", "15"))
STRAIT = EXAMPLES / "strait"
SEEDS = read_seeds(STRAIT)
LOADED = load(SEEDS, KINDS)
SOURCE = next(file.stem for file in sorted((STRAIT / "texts").glob("*.txt")))
TEXT = (STRAIT / "texts" / f"{SOURCE}.txt").read_bytes()


def from_format(name: str) -> list[bytes]:
    return list(FORMATS[name].files(LOADED.briefing).values())


def imported(format: str, name: str, folder: Path, raw: bytes) -> None:
    """The drafts of a file for a new briefing."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "seeds").mkdir(parents=True)
    (folder / name).write_bytes(raw)
    run_import(folder, format, folder / name, "2031", {}, is_strict=False)


def answered(folder: Path, raw: bytes) -> None:
    """The draft of a language model's answer about the source."""
    (folder / "answer.json").write_bytes(raw)
    answer, _ = model_drafts.read_answer(folder / "answer.json")
    model_drafts.prove(draft_writer.read_article(STRAIT, SOURCE), answer, "answer.json")


def locked(_: Path, raw: bytes) -> None:
    raise BriefingError(checks.find_problems(load({**SEEDS, lockfile.PATH: raw}, KINDS)))


def verified(_: Path, raw: bytes) -> None:
    verifier.verify_source(LOADED, SOURCE, parse_source_text(raw, "x.txt"), None)


def read(_: Path, raw: bytes) -> None:
    readers.write_text(readers.read_document(raw, "x"), "x")


def commented(_: Path, raw: bytes) -> None:
    text = comments.sanitize(raw.decode("utf-8", "replace"), comments.WITHIN)
    assert comments.acts(text) == [], text


def unpacked(_: Path, raw: bytes) -> None:
    with suppress(ValueError):
        assert isinstance(comments.read_artifact(raw), str)


def cached(folder: Path, raw: bytes) -> None:
    """An entry of a damaged pack is the one that was written, or none."""
    (folder / FOLDER / "x" / "1").write_bytes(raw)
    with CacheStore(folder, "x") as store:
        assert {store.get(key) for key in ENTRIES} <= {None, *((None, text) for text in ENTRIES.values())}
        for key in store:
            assert store.get(key) in (None, (None, ENTRIES.get(key, "")))


ENTRIES = {f"{n}" * 64: f"text {n}\n" * n for n in range(1, 6)}


def configured(folder: Path, raw: bytes) -> None:
    (folder / "mkdocs.yml").write_bytes(raw)
    found = configuration.find_problem(folder)
    assert found is None or (found.message.isprintable() and found.line >= 0)
    configuration.custom_dir(folder)
    configuration.dump(configuration.merge(configuration.defaults(), configuration.read(folder)))


def listed(folder: Path, raw: bytes) -> None:
    """The lists of generated pages and of files of a site."""
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "docs" / page_writer.MANIFEST).write_bytes(raw)
    page_writer.clear(folder / "docs", ("", "data"))
    (folder / "site").mkdir(exist_ok=True)
    (folder / "site" / site_publisher.MANIFEST).write_bytes(raw)
    site_publisher.remove_sites(folder, ["site"])


def loaded(folder: Path, raw: bytes) -> None:
    (folder / "briefing.json").write_bytes(raw)
    raise BriefingError(api.check(folder / "briefing.json"))


def zipped(text: bytes) -> bytes:
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("difference.md", text)
    return archive.getvalue()


def packs(folder: Path) -> list[bytes]:
    store = CacheStore(folder, "x")
    for key, text in ENTRIES.items():
        store.put(key, None, text)
    return [(folder / FOLDER / "x" / "1").read_bytes()]


ANSWER = {
    "source": SOURCE,
    "actors": [{"paragraph": 1, "name": "Anna Tol", "kind": "person", "role": "envoy", "aliases": ["Tol"]}],
    "statements": [{"paragraph": 2, "exact": "the strait is open", "speaker": "Anna Tol", "voice": "direct", "type": "fact"}],
    "events": [
        {"paragraph": 1, "exact": "the ferry", "title": "A trip", "date": "2031-03", "date_words": "in March",
         "date_basis": "stated", "status": "occurred", "actors": ["Anna Tol"]}
    ],
    "risks": [{"paragraph": 1, "exact": "the ferry", "title": "A strike"}],
    "questions": [{"paragraph": 1, "exact": "the ferry", "question": "When?"}],
    "terms": [{"paragraph": 1, "term": "strait"}],
}  # fmt: skip
COMMENT = (CASES / "comment" / "forged.md").read_bytes()
DIFFERENCE = b"### Event **summit**: date moved\n- likelihood: **likely** \xe2\x86\x92 ~~unlikely~~ [page](https://strait.example/x)\n"
PDF = documents.pdf("/Title Ferry\n-----\nThe ferry sails.\n\nIt is late.\n")
KINDS_OF_FILE: Mapping[str, tuple[Callable[[Path], Sequence[bytes]], Callable[[Path, bytes], None]]] = {
    "STIX bundle": (lambda _: from_format("stix"), partial(imported, "stix", "x.json")),
    "FollowTheMoney": (lambda _: from_format("ftm"), partial(imported, "ftm", "x.json")),
    "table": (lambda _: [FORMATS["csv"].files(LOADED.briefing)["csv/actors.csv"]], partial(imported, "csv", "actors.csv")),
    "answer of a model": (lambda _: [json.dumps(ANSWER, indent=1).encode()], answered),
    "lock": (lambda _: [SEEDS[lockfile.PATH]], locked),  # type: ignore[list-item]
    "text of a source": (lambda _: [TEXT], verified),
    "document": (lambda _: [TEXT, PDF, b"<html><body><article><h1>A</h1><p>The ferry sails.</p></article>"], read),
    "comment": (lambda _: [COMMENT, DIFFERENCE], commented),
    "artifact": (lambda _: [zipped(DIFFERENCE), zipped(b"")], unpacked),
    "cache": (packs, cached),
    "mkdocs.yml": (lambda _: [(ROOT / "mkdocs.yml").read_bytes(), b"theme: {name: material}\nplugins: [briefing]\n"], configured),
    "lists of files": (lambda _: [b'{"data/x.json": "' + b"0" * 64 + b'"}', b"index.html\nactors/x.html\n"], listed),
    "exported JSON": (lambda _: from_format("json"), loaded),
}  # fmt: skip


def check_shown(error: BriefingError) -> None:
    assert all(str(problem).isprintable() and problem.message for problem in error.problems), error.problems


@pytest.mark.parametrize("kind", KINDS_OF_FILE)
def test_a_damaged_file_gives_a_result_or_problems(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "root"
    root.mkdir()
    make, use = KINDS_OF_FILE[kind]
    originals = make(root)
    found: Counter[str] = Counter()
    for seed in range(INPUTS):
        raw = damaged(seed, originals)[1]
        try:
            use(root, raw)
            found["fine"] += 1
        except BriefingError as error:
            found["problems" if error.problems else "fine"] += 1
            check_shown(error)
            reporters.text(reporters.fold(error.problems))
        except Exception as error:
            raise AssertionError(f"{kind}, seed {seed}: {raw[:3000]!r}") from error
    with capsys.disabled():
        print(f"\n{kind}: {INPUTS:,} inputs, no exception: {dict(sorted(found.items()))}", flush=True)
