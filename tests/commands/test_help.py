"""`--help` of the program and of each command, compared with tests/cases/help. UPDATE=1 writes these files; read the diff.

The commands, options and exit codes are a contract, so they are also asserted without the wording.
"""

from __future__ import annotations

import contextlib
import io
import os
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from generator.commands import error_handler, main
from generator.site import engine_run
from support.project import EXAMPLES, ROOT

HELP = ROOT / "tests" / "cases" / "help"
NAMES = sorted(main.commands)
CONTRACT = {
    "build": [
        "--root",
        "--offline flag",
        "--engine mkdocs|properdocs|zensical = mkdocs",
        "--search theme|pagefind = theme",
        "--only = 1/1",
        "--no-cache flag",
    ],
    "check": [
        "--root",
        "--format text|github|gitlab|sarif|json = text",
        "--strict flag",
        "--publish flag",
        "--review flag",
        "--text many",
    ],
    "clean": ["--root"],
    "diff": ["--root", "BASE = HEAD", "HEAD", "--format text|markdown|json = text", "--pages flag"],
    "draft": ["--root", "SOURCE required", "--write flag", "--with", "--time-limit", "--prompt flag"],
    "drafts": ["--root", "--format text|json = text"],
    "export": [
        "--root",
        "FORMAT json|jsonl|csv|sqlite|jsonld|stix|ftm|ics|atom|timelinejs|graphml|gexf|csl|bibtex|ris|html|pdf|epub|markdown"
        " required",
        "--output",
    ],
    "fmt": ["--root", "FILES many", "--check flag"],
    "generate": ["--root"],
    "import": [
        "--root",
        "FORMAT stix|ftm|csv|json required",
        "FILE required",
        "--as-of",
        "--map many",
        "--strict flag",
    ],
    "init": [
        "DIR required",
        "--title",
        "--language = en",
        "--licence CC0-1.0|CC-BY-4.0|CC-BY-SA-4.0|CC-BY-NC-4.0|CC-BY-NC-SA-4.0|CC-BY-ND-4.0|CC-BY-NC-ND-4.0|ODbL-1.0"
        "|ODC-By-1.0|PDDL-1.0|OGL-UK-3.0|etalab-2.0",
        "--host github|gitlab|none = github",
        "--no-git flag",
    ],
    "new": [
        "--root",
        "KIND required",
        "ID required",
        "--text",
        "--url",
        "--issued",
        "--title",
        "--publication",
        "--encoding",
    ],
    "rename": ["--root", "OLD required", "NEW required"],
    "schema": ["--root"],
    "serve": ["--root", "--address = 127.0.0.1:8000"],
    "verify": ["--root", "SOURCE required", "TEXTFILE", "--retrieved", "--fix flag"],
}
"""The parameters of each command: names, choices, whether one is required, a flag or may be repeated, and text defaults."""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="briefing", terminal_width=78)


def described(parameter: click.Parameter) -> str:
    """A parameter as CONTRACT writes it."""
    is_option = isinstance(parameter, click.Option)
    words = ["/".join(parameter.opts) if is_option else parameter.human_readable_name]
    if isinstance(parameter.type, click.Choice):
        words.append("|".join(parameter.type.choices))
    is_repeated = parameter.multiple or parameter.nargs == -1
    marks = {"required": parameter.required, "flag": is_option and parameter.is_flag, "many": is_repeated}
    words += [mark for mark, is_so in marks.items() if is_so]
    if isinstance(parameter.default, str):
        words += ["=", parameter.default]
    return " ".join(words)


@pytest.mark.parametrize("name", ["briefing", *NAMES])
def test_the_help_is_the_committed_text(name: str) -> None:
    done = run(*([] if name == "briefing" else [name]), "--help")
    assert (done.exit_code, done.stderr) == (0, "")
    file = HELP / f"{name}.txt"
    if os.environ.get("UPDATE"):
        file.write_text(done.stdout, encoding="utf-8")
    assert done.stdout == file.read_text(encoding="utf-8")


def test_there_is_no_help_of_other_commands() -> None:
    assert sorted(file.stem for file in HELP.iterdir()) == sorted(["briefing", *NAMES])


def test_the_commands_and_their_options_are_those_of_the_contract() -> None:
    assert {name: [described(one) for one in main.commands[name].params] for name in NAMES} == CONTRACT


def test_help_and_version_have_their_options() -> None:
    assert run("-h").stdout == run("--help").stdout
    assert all(run(name, "-h").stdout == run(name, "--help").stdout for name in NAMES)
    assert run("--version").stdout.startswith("briefing, version ")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("check", "--root", str(EXAMPLES / "minimal")), 0),
        (("check", "--root", "."), 1),
        (("export", "--root", ".", "json"), 1),
        ((), 2),
        (("chekc",), 2),
        (("check", "--stric"), 2),
        (("new", "nokind", "some-id"), 2),
        (("build", "--only", "3/2"), 2),
        (("build", "--offline", "--search", "pagefind"), 2),
        (("import", "csv", ".", "--as-of", "soon"), 2),
    ],
)
def test_exit_codes_without_a_bug(
    arguments: tuple[str, ...], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert (done.exit_code, "Traceback" in done.stderr) == (code, False)


def test_a_bug_exits_with_3(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("broken on purpose")

    monkeypatch.setattr(Path, "is_symlink", broken)
    done = run("check", "--root", str(tmp_path))
    assert done.exit_code == 3
    assert "ZeroDivisionError: broken on purpose" in done.stderr


def test_no_error_brings_a_control_character_to_the_terminal() -> None:
    for error in (
        OSError(5, "no\x1b[2J", "a\x1b[31mb"),
        ZeroDivisionError("\x1b[2J"),
        engine_run.EngineError("\x1b[2J"),
    ):
        with click.Context(main).scope(), contextlib.redirect_stderr(io.StringIO()) as printed:
            error_handler.report(error)
        assert "\x1b" not in printed.getvalue()
        assert "[2J" in printed.getvalue()
