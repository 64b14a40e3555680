"""Documents that are read: each case in tests/cases/reading with the whole output and both files. UPDATE=1 writes those anew.

`=== NAME` begins the document, `=== run ARGUMENTS` says how `briefing new sources ferry-talks` is called; what follows is what it
prints, and then the files that it writes.
"""

from __future__ import annotations

import builtins
import io
import os
import re
import shutil
import textwrap
import time
import zipfile
from pathlib import Path
from typing import Any

import pypdf
import pytest
import yaml

from generator.evidence import parse_source_text, readers
from generator.evidence.readers import docx
from generator.problems import BriefingError
from generator.text import quote_normalization
from support import documents
from support.commands import output_of
from support.project import EXAMPLES, ROOT

FOLDER = ROOT / "tests" / "cases" / "reading"
ARTICLE = (EXAMPLES / "articles" / "1" / "article.txt").read_text(encoding="utf-8")
PARAGRAPHS = tuple(ARTICLE.strip().split("\n\n"))
TEXT, RECORD = "texts/ferry-talks.txt", "seeds/sources/ferry-talks.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLES / "minimal" / "seeds", tmp_path / "seeds")
    return tmp_path


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.txt")), ids=lambda file: file.stem)
def test_a_document_is_read_as_the_case_shows(file: Path, root: Path) -> None:
    case = file.read_text(encoding="utf-8")
    found = re.fullmatch(
        r"=== (?P<name>\S+(?: \(\S+\))?)\n(?P<text>.*)=== run(?P<arguments>[^\n]*)\n.*", case, re.DOTALL
    )
    assert found
    document = root / found["name"].partition(" (")[0]
    document.write_bytes(documents.build(found["name"], found["text"]))
    output = output_of(root, f"new sources ferry-talks --text {document}{found['arguments']}")
    for path in (TEXT, RECORD):
        if (root / path).exists():
            output += f"=== {path}\n{(root / path).read_text(encoding='utf-8')}"
    expected = case[: found.start("arguments")] + found["arguments"] + "\n" + output
    if os.environ.get("UPDATE"):
        file.write_text(expected, encoding="utf-8")
    else:
        assert case == expected
    if (root / TEXT).exists():
        record = yaml.safe_load((root / RECORD).read_text(encoding="utf-8"))
        assert len(record["paragraphs"]) == len(parse_source_text((root / TEXT).read_bytes()).paragraphs)
        assert "exit" not in output_of(root, "verify ferry-talks")
        assert "exit" not in output_of(root, f"fmt --check {root / RECORD}")
        assert (root / "texts/.gitignore").read_text() == "*\n"


def wrapped(indent: str = "", gap: str = "\n\n", width: int = 72) -> str:
    return gap.join(textwrap.fill(one, width, initial_indent=indent) for one in PARAGRAPHS) + "\n"


def columns(width: int = 44) -> str:
    """The article in two columns, on pages with a header and a number."""
    lines = [line for one in PARAGRAPHS for line in textwrap.wrap(one, width, initial_indent="  ")]
    pages = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    text = ""
    for number, page in enumerate(pages, 1):
        rows = (
            f"{left:{width}}    {right}".rstrip()
            for left, right in zip(page[:50], [*page[50:], *[""] * 50], strict=False)
        )
        body = "\n".join(rows)
        text += f"-----\nForeign Ledger            May 2026\n\n{body}\n\n{' ' * 40}{number}\n"
    return text


@pytest.mark.parametrize(
    "raw",
    [
        ARTICLE.encode(),
        ARTICLE.encode("utf-8-sig"),
        ARTICLE.encode("utf-16"),
        ARTICLE.encode("utf-16-le"),
        ARTICLE.encode("utf-16-be"),
        ARTICLE.encode("utf-32"),
        ARTICLE.replace("\n\n", "\n").encode(),
        ARTICLE.replace("\n", "\r\n").encode(),
        wrapped().encode(),
        wrapped("    ", "\n").encode(),
        documents.pdf("-----\n" + wrapped("   ", "\n")),
        documents.pdf(columns()),
        documents.docx("".join(f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>" for one in PARAGRAPHS)),
        ("<html><body><article>" + "".join(f"<p>{one}</p>" for one in PARAGRAPHS) + "</article></body></html>").encode(),
    ],
    ids=[
        "UTF-8", "mark", "UTF-16", "UTF-16-LE", "UTF-16-BE", "UTF-32", "lines", "CRLF", "wrapped", "indented", "PDF", "columns",
        "Word", "HTML",
    ],
)  # fmt: skip
def test_an_article_has_the_same_paragraphs_in_every_form(raw: bytes) -> None:
    document = readers.read_document(raw, "article")
    assert tuple(map(quote_normalization.normalize, document.paragraphs)) == PARAGRAPHS


BOMB = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
HOSTILE = {
    "an entity": (
        lambda: documents.docx("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", before=BOMB),
        "this Word file has a DOCTYPE, which may hide a very large text; save it again in a word processor",
    ),
    "a zip bomb": (
        lambda: documents.docx("<w:p><w:r><w:t>" + "a" * 1_000_001 + "</w:t></w:r></w:p>"),
        "this Word file holds more than 1 MB in word/document.xml; save it again in a word processor",
    ),
    "a Word file that was cut": (
        lambda: documents.docx("<w:p/>")[:150],
        "this Word file is damaged: open it in a word processor, and save it again",
    ),
    "a Word file without a text": (lambda: documents.docx("<w:p>" + "<w:r>" * 9999 + "</w:r>" * 9999 + "</w:p>"), "this Word file has no text"),
    "a zip file": (
        lambda: _zip({"a.txt": "word/"}),
        "this file is a zip file, but no Word file: word/document.xml is missing",
    ),
    "a PDF that was cut": (
        lambda: documents.pdf("-----\nThe ferry sails.\n")[:200],
        "this PDF is damaged (PdfStreamError): open it in a viewer, and copy its text into a text file",
    ),
    "deep HTML": (
        lambda: b"<html><body>" + b"<div>" * 50_000 + b"<p>The ferry sails.",
        "no article was found in this page: copy its text into a text file",
    ),
    "NUL": (lambda: b"abc\0\0\0\0def" * 9, "byte 4 is not plain text, and no other encoding fits: save the text as UTF-8"),
    "a lost letter": (
        lambda: "The mayor of M\ufffdlaga.".encode(),
        "a letter was lost here (U+FFFD) when the text was converted; convert it again from its own encoding to UTF-8",
    ),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n", "this file is a picture, not plain text: write out its text, or use OCR"),
    "a Word file with a password": (
        lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500),
        "this file is an Office file with a password, not plain text: open it and save its text as plain text in UTF-8",
    ),
    "too large": (lambda: bytes(50_000_001), "this file is larger than 50 MB: save the article alone"),
}  # fmt: skip


def _zip(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(("make", "message"), HOSTILE.values(), ids=list(HOSTILE))
def test_a_hostile_or_damaged_file_is_one_message(make: Any, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "_MAX_BYTES", 1_000_000)
    with pytest.raises(BriefingError) as raised:
        readers.write_text(readers.read_document(make(), "x"), "x")
    (problem,) = raised.value.problems
    assert (problem.code, problem.message) == ("E060", message)


@pytest.mark.parametrize(
    ("written", "issued"),
    [
        ("2031-02-01T00:30:00-08:00", "2031-02-01"),
        ("1. Februar 2031", "2031-02-01"),
        ("Feb 1, 2031", "2031-02-01"),
        ("20310201", "2031-02-01"),
        ("2031-02", "2031-02"),
        ("2031-02-30", "2031-02"),
        ("2031", "20XX"),
        ("yesterday", "20XX"),
    ],
)
def test_the_metadata_of_a_page_give_no_day_that_it_lacks(written: str, issued: str, root: Path) -> None:
    head = f'<head><meta property="article:published_time" content="{written}"></head>'
    paragraphs = "<p>The ferry will sail again, the mayor said, when the harbour is repaired.</p>" * 5
    (root / "a.html").write_text(f"<html>{head}<body><h1>Ferry</h1>{paragraphs}</body></html>", encoding="utf-8")
    assert "exit" not in output_of(root, f"new sources ferry-talks --text {root / 'a.html'}")
    assert yaml.safe_load((root / RECORD).read_text(encoding="utf-8"))["issued"] == issued


def test_a_pdf_in_a_cipher_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def lack(*_: object) -> None:
        raise pypdf.errors.DependencyError("cryptography>=3.1 is required for AES algorithm")

    monkeypatch.setattr(pypdf.PdfReader, "pages", property(lack))
    with pytest.raises(BriefingError) as raised:
        readers.read_document(documents.pdf("-----\nThe ferry sails.\n"), "x")
    assert [one.message for one in raised.value.problems] == [
        "this PDF is encrypted: save a copy that is not, or run: pip install cryptography"
    ]


@pytest.mark.parametrize(("package", "name"), [("pypdf", "article.pdf"), ("trafilatura", "article.html")])
def test_a_missing_package_is_named_with_the_command_that_installs_it(
    package: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def find(module: str, *rest: Any) -> Any:
        if module.split(".")[0] == package:
            raise ImportError(module)
        return real(module, *rest)

    monkeypatch.setattr(builtins, "__import__", find)
    with pytest.raises(
        BriefingError, match='the packages that read it are missing; install them: pip install "briefing-site'
    ):
        readers.read_document(
            documents.build(name, "-----\n<p>The ferry sails.</p>" if name.endswith("pdf") else "<p>x</p>"), name
        )


REFUSED = {
    "for another kind": ("actors x --text {root}/a.txt", "Error: --text is for sources, not for actors\nexit 2\n"),
    "without a text": ("sources x --url https://example.org", "Error: --url needs --text FILE\nexit 2\n"),
    "a wrong date": ("sources x --text {root}/a.txt --issued 12.5.2026", "Error: --issued \"12.5.2026\" is not a date; right are "),
    "a wrong address": ("sources x --text {root}/a.txt --url javascript:x", "Error: --url \"javascript:x\" is not an address that may be linked\nexit 2\n"),
    "a way out": ("sources ../x --text {root}/a.txt", 'seeds/sources/: E016: "../x" is not an id: lower-case letters, digits and single hyphens, at most 80 characters; for example "x"\n1 error, 0 warnings\nexit 1\n'),
    "a text that exists": ("sources x --text {root}/a.txt", "texts/x.txt: E018: the text exists already; move it away, or choose another id\n1 error, 0 warnings\nexit 1\n"),
}  # fmt: skip


@pytest.mark.parametrize(("command", "message"), REFUSED.values(), ids=list(REFUSED))
def test_a_wrong_call_writes_nothing(command: str, message: str, root: Path) -> None:
    (root / "a.txt").write_text("The ferry sails.\n")
    (root / "texts").mkdir()
    (root / "texts/x.txt").write_text("Mine.\n")
    (root / "seeds/sources/timetable.yml").write_text("id: timetable\n")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert message in output_of(root, f"new {command}")
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_of_a_source_that_exists_only_the_text_is_written(root: Path) -> None:
    (root / "a.html").write_text(
        "<html><body><p>The ferry sails again.</p><p>Nobody knows when it will.</p></body></html>"
    )
    record = root / "seeds/sources/timetable.yml"
    record.write_text("id: timetable\n")
    assert output_of(root, "new sources timetable --text {root}/a.html").splitlines()[-2:] == [
        "texts/timetable.txt: written",
        "seeds/sources/timetable.yml: exists and is left as it is; now run: briefing verify timetable",
    ]
    assert record.read_text() == "id: timetable\n"
    assert (root / "texts/timetable.txt").read_text().startswith("The ferry sails again.\n\nNobody knows")


@pytest.mark.parametrize(
    "make",
    [lambda count: "\n\n".join(PARAGRAPHS * count), lambda count: wrapped() * count, lambda count: columns() * count],
    ids=["text", "wrapped", "columns"],
)
def test_the_time_to_read_grows_with_the_text(make: Any) -> None:
    """Ten times as many words take at most thirty times the processor's time; quadratic would be a hundred."""

    def measure(count: int) -> float:
        text = make(count).replace("-----\n", "\f")
        begin = time.process_time()
        readers.read_document(text.encode(), "x")
        return time.process_time() - begin

    assert measure(20) < 30 * max(min(measure(2), measure(2)), 0.005)
