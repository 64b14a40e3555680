"""The order of the modules is the one that the architecture page tells; what each may do follows from its place."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import ROOT

from generator.kinds import KINDS
from generator.records.fields import Evidence

PACKAGE = ROOT / "generator"
ORDER = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs/about/architecture.md").read_text(encoding="utf-8"), re.MULTILINE)
FILES = sorted(file for file in PACKAGE.rglob("*.py") if file not in (PACKAGE / "__init__.py", PACKAGE / "__main__.py"))
IMPURE = {
    "glob", "importlib", "io", "locale", "os", "pathlib", "platform", "random", "secrets", "shutil", "socket",
    "subprocess", "sys", "tempfile", "threading", "time", "urllib.request", "uuid", "zipfile",
}  # fmt: skip
"""What reads the clock, the disk, the network, the environment, or chance."""
FINDS_ITS_OWN_FILES = {"render": {"pathlib"}, "kinds": {"importlib"}, "exports": {"uuid"}}
"""The templates lie beside `render`; the list of the kinds' folders is what imports them; ids are digests, by uuid5."""


def module(file: Path) -> str:
    """The module or subpackage of the package that a file belongs to."""
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def imported(file: Path) -> Iterator[str]:
    """The absolute names of what a file imports, wherever in the file."""
    package = ["generator", *file.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            name = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{name}.{alias.name}" for alias in node.names) if name == "generator" else (name,)


def called(file: Path) -> set[str]:
    """The names of what a file calls: `print`, `sys.exit`, `click.echo`."""
    return {ast.unparse(node.func) for node in ast.walk(tree(file)) if isinstance(node, ast.Call)}


def test_the_page_lists_every_module_once() -> None:
    assert sorted(ORDER) == sorted({module(file) for file in FILES})


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_from_those_above_it(file: Path) -> None:
    own = [name.split(".")[1] for name in imported(file) if name.startswith("generator.")]
    above = [*ORDER[: ORDER.index(module(file))], "__version__"]
    inside = [module(file)] if file.parent != PACKAGE else []
    assert [name for name in own if name not in above + inside] == []


def test_only_render_knows_the_template_engine() -> None:
    assert {module(file) for file in FILES if any(name.split(".")[0] == "jinja2" for name in imported(file))} == {
        "render"
    }


def test_only_the_command_line_prints_and_exits() -> None:
    telling = {"print", "exit", "quit", "sys.exit", "os._exit", "click.echo", "sys.stdout.write", "sys.stderr.write"}
    assert {module(file) for file in FILES if called(file) & telling} == {"cli"}


def test_from_the_model_to_the_pages_everything_is_pure() -> None:
    pure = ORDER[: ORDER.index("render") + 1]
    found = {
        (module(file), name)
        for file in FILES
        if module(file) in pure
        for name in imported(file)
        if name in IMPURE or name.split(".")[0] in IMPURE
    }
    allowed = {(name, taken) for name, all_taken in FINDS_ITS_OWN_FILES.items() for taken in all_taken}
    assert found - allowed == set()
    reading = re.compile(r"open|.*\.(now|utcnow|today|fromtimestamp|localtime)")
    assert [file for file in FILES if called(file) & {"uuid1", "uuid4", "uuid6", "uuid7"}] == []
    assert [module(file) for file in FILES if module(file) in pure and any(map(reading.fullmatch, called(file)))] == []


def names_of_kinds(file: Path) -> set[str]:
    """The kinds that a file names: as a text of its own or in an import."""
    shared = {"briefing", "changes"}  # the whole's name, and what a comparison gives
    kinds = {kind.name for kind in KINDS} - shared
    nodes = list(ast.walk(tree(file)))
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    steps = {step for name in imported(file) if name.startswith("generator.") for step in name.split(".")[2:]}
    return (texts | steps) & kinds


def test_no_module_outside_the_kinds_names_one() -> None:
    evidence = {
        kind for one in Evidence.model_fields.values() for to in one.metadata for kind in getattr(to, "kinds", ())
    }
    assert evidence == {"sources"}
    named = {module(file): names_of_kinds(file) - evidence for file in FILES if module(file) != "kinds"}
    assert {name: kinds for name, kinds in named.items() if kinds} == {}


def test_the_table_is_told_in_the_order_in_which_data_flows() -> None:
    for earlier, later in pairwise(["errors", "model", "kinds", "load", "check", "render", "source", "write", "cli"]):
        assert ORDER.index(earlier) < ORDER.index(later)
