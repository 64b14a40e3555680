"""The packages keep the rules of the architecture page: order of imports, public names, purity, one place for each engine."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.kinds import KINDS
from support.packages import (
    FILES,
    PACKAGE,
    PAGE,
    PICTURE,
    ROOT,
    ROWS,
    exported,
    imported,
    imported_by,
    own_imports,
    package_of,
    picture,
    tree,
)

ORDER = list(ROWS)
PACKAGES = [name for name in ORDER if (PACKAGE / name).is_dir()]
PURE = set(re.findall(r"^\| `(\w+)` \| .+ \| pure", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
IMPURE = {
    "glob", "importlib", "io", "locale", "os", "pathlib", "platform", "random", "secrets", "shutil", "socket",
    "subprocess", "sys", "tempfile", "threading", "time", "urllib.request", "uuid", "zipfile",
}  # fmt: skip
"""Modules that read the clock, the disk, the network, the environment, or chance."""
ALLOWED = {
    ("authoring", "pathlib"): "reads the files of a new briefing beside it",
    ("evidence", "io"): "a PDF or a Word file is read from memory",
    ("evidence", "zipfile"): "a Word file is a zip, read from memory",
    ("rendering", "pathlib"): "finds the templates beside it, the font, and the outlines of the maps",
    ("rendering", "io"): "Pillow writes a picture into memory",
    ("kinds", "importlib"): "imports the folders of the kinds",
    ("evidence", "importlib"): "imports a module when it is used",
    ("loading", "importlib"): "imports a module when it is used",
    ("formats", "importlib"): "imports a format when it is used",
    ("formats", "io"): "writes files into memory",
    ("formats", "zipfile"): "an EPUB is a zip, written into memory",
    ("formats", "uuid"): "identifiers are digests (uuid5)",
    ("formats", "pathlib"): "reads the style sheet and the script of the HTML edition beside it",
}
"""Impure modules that a pure package may import, each with its reason."""


def called(file: Path) -> set[str]:
    """The names of all calls in a file: `print`, `sys.exit`, `click.echo`."""
    return {ast.unparse(node.func) for node in ast.walk(tree(file)) if isinstance(node, ast.Call)}


def defined(file: Path) -> set[str]:
    """The classes and functions of a file."""
    return {node.name for node in ast.walk(tree(file)) if isinstance(node, (ast.ClassDef, ast.FunctionDef))}


def packages_importing(module: str) -> set[str]:
    """The packages that import a third-party module."""
    return {package_of(file) for file in FILES if any(name.split(".")[0] == module for name, _ in imported(file))}


# Order and faces


def test_the_page_lists_every_package_once() -> None:
    assert sorted(ORDER) == sorted({package_of(file) for file in FILES})


def test_each_file_and_name_on_the_page_exists() -> None:
    text = re.sub(r"(?s)```.*?```", "", PAGE.read_text(encoding="utf-8"))
    spans = {span.rstrip("/") for span in re.findall(r"`([^`\n]+)`", text)}
    written = {"docs/timeline/index.md", "site/timeline/index.html"}
    paths = {span for span in spans if re.search(r"/|\.\w", span) and "NAME" not in span} - written
    assert {path for path in paths if not any(PACKAGE.glob(path)) and not (ROOT / path).exists()} == set()
    names = {name for file in FILES for name in defined(file)}
    assert {span for span in spans if re.fullmatch(r"[a-zA-Z]+_\w+|[A-Z][a-z]\w+", span)} - names == set()
    for name, path in re.findall(r"`(\w+)` \(`([\w/.]+)`\)", text):
        assert name in defined(PACKAGE / path)


def test_the_page_has_at_most_150_lines() -> None:
    assert len(PAGE.read_text(encoding="utf-8").splitlines()) <= 150


def test_the_top_holds_at_most_eight_modules() -> None:
    assert len(list(PACKAGE.glob("*.py"))) <= 8


def test_a_package_imports_only_from_those_above_it() -> None:
    wrong = [
        (file, module)
        for file in FILES
        for module, _ in own_imports(file)
        if module.split(".")[1] not in ORDER[: ORDER.index(package_of(file))]
    ]
    assert wrong == []


def test_a_package_imports_only_public_names_of_others() -> None:
    public = {package: exported(package) for package in PACKAGES}
    past = [
        (file, module, name)
        for file in FILES
        for module, name in own_imports(file)
        if (target := module.split(".")[1]) in PACKAGES
        and (module != f"generator.{target}" or name not in public[target])
    ]
    assert past == []


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_exports_three_to_eight_names(package: str) -> None:
    assert 3 <= len(exported(package)) <= 8


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_says_in_two_sentences_what_it_is_for(package: str) -> None:
    text = ast.get_docstring(tree(PACKAGE / package / "__init__.py")) or ""
    assert len(re.findall(r"[.](?=\s|$)", text)) == 2, text


def test_the_picture_shows_the_imports() -> None:
    """`UPDATE=1` draws it."""
    if os.environ.get("UPDATE"):
        PICTURE.write_text(picture(), encoding="utf-8")
    assert PICTURE.read_text(encoding="utf-8") == picture()


# Engines, output, purity


def test_only_rendering_imports_the_template_engine() -> None:
    assert packages_importing("jinja2") == {"rendering", "site"}


def test_building_the_history_imports_no_template_engine() -> None:
    command = "import sys, generator.diff; print('jinja2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_check_imports_nothing_that_only_a_site_needs() -> None:
    unused = (
        "PIL", "generator.diff", "generator.formats.interchange", "generator.rendering", "generator.site.cache_store",
        "generator.site.engine_run", "html.entities", "http.server", "jinja2", "logging", "markdown", "mkdocs", "watchdog",
    )  # fmt: skip
    assert imported_by("generator.commands.check", unused) == []


def test_only_the_plugin_and_the_page_cache_import_mkdocs() -> None:
    wrong = [
        file
        for file in FILES
        if any(name.split(".")[0] == "mkdocs" for name, _ in imported(file))
        and file != PACKAGE / "plugin.py"
        and PACKAGE / "site/mkdocs_cache" not in file.parents
    ]
    assert wrong == []


def test_only_the_command_line_prints_and_exits() -> None:
    names = {"print", "exit", "quit", "sys.exit", "os._exit", "click.echo", "sys.stdout.write", "sys.stderr.write"}
    assert {package_of(file) for file in FILES if called(file) & names} == {"commands"}


def test_pure_packages_read_nothing_and_know_no_clock() -> None:
    found = {
        (package_of(file), impure)
        for file in FILES
        if package_of(file) in PURE
        for name, _ in imported(file)
        for impure in (name, name.split(".")[0])
        if impure in IMPURE
    }
    assert found == set(ALLOWED)
    reading = re.compile(r"open|.*\.(now|utcnow|today|fromtimestamp|localtime)")
    assert [file for file in FILES if called(file) & {"uuid1", "uuid4", "uuid6", "uuid7"}] == []
    assert [file for file in FILES if package_of(file) in PURE and any(map(reading.fullmatch, called(file)))] == []


def names_of_kinds(file: Path) -> set[str]:
    """The kinds that a file names as a text of its own."""
    shared = {"about", "briefing", "changes", "data"}  # words with another meaning too; evidence cites sources
    kinds = {kind.name for kind in KINDS} - shared - {"sources"}
    texts = {node.value for node in ast.walk(tree(file)) if isinstance(node, ast.Constant)}
    return kinds & {text for text in texts if isinstance(text, str)}


def test_no_package_but_kinds_names_a_kind() -> None:
    assert {package_of(file) for file in FILES if names_of_kinds(file)} <= {"kinds"}


# Docstrings


def docstrings(file: Path) -> Iterator[tuple[int, str]]:
    """The docstrings of a file, and the texts below constants: line and text."""
    for node in ast.walk(tree(file)):
        body = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else []:
            value = statement.value if isinstance(statement, ast.Expr) else None
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield statement.lineno, value.value


def test_a_docstring_begins_with_one_short_line() -> None:
    wrong = [
        f"{file.relative_to(ROOT)}:{line}: {first}"
        for file in FILES
        for line, text in docstrings(file)
        if len(first := text.strip().split("\n")[0]) > 80
    ]
    assert wrong == []


def test_no_docstring_begins_with_a_question_word() -> None:
    """The thing or its effect comes first; in tests and benchmarks too."""
    folders = ("generator", "tests", "benchmarks", "examples", ".github")
    files = [file for folder in folders for file in (ROOT / folder).rglob("*.py")]
    question = re.compile(r'"""\s*(?:What|Whether|Where|How|Of)\b[^"\n]*')
    wrong = [(file.name, *question.findall(file.read_text(encoding="utf-8"))) for file in files]
    assert [one for one in wrong if len(one) > 1] == []
