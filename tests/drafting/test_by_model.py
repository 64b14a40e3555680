"""Drafts by a language model: each case in tests/cases/answers is what a program answers, and all that is printed and written.

A case is a Python program: it reads the prompt and writes its answer. `# run OPTIONS` in its first line gives the options. The
comment at its end has the output and the files that were written; UPDATE=1 writes it anew.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.commands import main
from support.commands import output_of
from support.project import EXAMPLES, ROOT

FOLDER = ROOT / "tests" / "cases" / "answers"
ARTICLE = EXAMPLES / "articles" / "1" / "article.txt"
SOURCE = "narrow-water"
MARK = "# prints\n"
LOCK = "seeds/evidence.lock.json"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A briefing with the source and the text of an invented article."""
    root = tmp_path_factory.mktemp("briefing")
    shutil.copytree(EXAMPLES / "minimal" / "seeds", root / "seeds")
    facts = "--issued 2026-05-12 --publication Ledger --title Water"
    assert "exit" not in output_of(root, f"new sources {SOURCE} --text {ARTICLE} {facts}")
    return root


@pytest.fixture
def root(base: Path, tmp_path: Path) -> Path:
    return shutil.copytree(base, tmp_path / "root")


def run(root: Path, *arguments: str) -> str:
    """The output of a command, with its exit code if it is not 0."""
    done = CliRunner().invoke(main, [arguments[0], "--root", str(root), *arguments[1:]], prog_name="briefing")
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    output = done.output.replace(sys.executable, "python").replace(f"{root}/", "")
    return output + (f"exit {done.exit_code}\n" if done.exit_code else "")


def contents(root: Path) -> dict[str, str]:
    files = sorted(path for path in (root / "seeds").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in files}


def draft(root: Path, program: str, *options: str) -> str:
    return run(root, "draft", SOURCE, "--with", shlex.join([sys.executable, "-c", program]), *options)


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.py")), ids=lambda file: file.stem)
def test_an_answer_is_proved_as_the_case_shows(file: Path, root: Path) -> None:
    case = file.read_text(encoding="utf-8")
    program = case.partition(MARK)[0]
    options = program.partition("\n")[0].removeprefix("# run").split()
    before = contents(root)
    output = draft(root, program, *options)
    after = contents(root)
    assert {path: after[path] for path in before if path != LOCK} == {
        path: before[path] for path in before if path != LOCK
    }
    for path in after:
        if path not in before and path != LOCK:
            output += f"=== {path}\n{after[path]}".replace(Path(sys.executable).name, "python")
    if "--write" in options and "exit" not in output:
        assert "exit" not in run(root, "check") + run(root, "verify", SOURCE)
        assert not {path for path in after if f"{path}: would" in run(root, "fmt", "--check")} - {*before}
    else:
        assert after == before
    expected = program + MARK + "".join(f"# {line}".rstrip() + "\n" for line in output.splitlines())
    if os.environ.get("UPDATE"):
        file.write_text(expected, encoding="utf-8")
    else:
        assert case == expected


def test_the_prompt_and_an_import_give_what_the_program_gives(root: Path, tmp_path: Path) -> None:
    program = (FOLDER / "kept-and-left-out.py").read_text(encoding="utf-8").partition(MARK)[0]
    prompt = run(root, "draft", SOURCE, "--prompt")
    assert prompt.startswith("You read an article")
    assert json.loads(prompt.partition("## JSON Schema\n\n")[2].partition("\n\n## ")[0])["properties"]["source"] == {
        "const": SOURCE
    }
    done = subprocess.run([sys.executable, "-c", program], input=prompt, capture_output=True, text=True, check=True)
    (tmp_path / "answer.json").write_text(done.stdout, encoding="utf-8")
    other = shutil.copytree(root, tmp_path / "other")
    by_program = draft(root, program, "--write")
    by_file = run(other, "import", "json", str(tmp_path / "answer.json"))
    assert by_file == by_program[by_program.index("left out") :]
    made_by = f'("{Path(sys.executable).name}")'
    assert contents(other) == {path: text.replace(made_by, '("answer.json")') for path, text in contents(root).items()}


def test_an_answer_that_is_repeated_changes_nothing(root: Path) -> None:
    program = (FOLDER / "kept-and-left-out.py").read_text(encoding="utf-8").partition(MARK)[0]
    draft(root, program, "--write")
    before = contents(root)
    output = draft(root, program, "--write")
    assert "0 drafts written" in output, output
    assert contents(root) == before


@pytest.mark.slow
def test_a_program_and_what_it_started_are_ended_at_the_time_limit(root: Path, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    child = f"import time, pathlib; time.sleep(3); pathlib.Path({str(mark)!r}).touch()"
    program = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    begin = time.monotonic()
    output = draft(root, program, "--time-limit", "1")
    assert output == (
        "--with: E061: no answer within 1 seconds; the program was ended. To wait longer: --time-limit SECONDS\n"
        "1 error, 0 warnings\nexit 1\n"
    )
    assert time.monotonic() - begin < 3
    time.sleep(3.2)
    assert not mark.exists()


COMMANDS = {
    "empty": (["draft", SOURCE, "--with", ""], "--with: E061: the command is empty\n"),
    "a quote": (["draft", SOURCE, "--with", "llm 'x"], '--with: E061: "llm \'x" is no command: no closing quotation\n'),
    "unknown": (["draft", SOURCE, "--with", "no-such-model"], '--with: E061: "no-such-model" can\'t be started: No such file or directory\n'),
    "a folder": (["draft", SOURCE, "--with", "/"], '--with: E061: "/" can\'t be started: Permission denied\n'),
    "both": (["draft", SOURCE, "--with", "cat", "--prompt"], "Error: --prompt prints the prompt only; leave out --with and --write\nexit 2\n"),
    "no limit": (["draft", SOURCE, "--with", "cat", "--time-limit", "0"], "Error: Invalid value for '--time-limit': 0 is not in the range x>=1.\nexit 2\n"),
    "json of a day": (["import", "json", "mkdocs.yml", "--as-of", "2031"], "Error: --as-of, --map and --strict are not for json: its source is in the briefing\nexit 2\n"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "message"), COMMANDS.values(), ids=list(COMMANDS))
def test_a_wrong_call_is_one_message(arguments: list[str], message: str, root: Path) -> None:
    before = contents(root)
    assert message in run(root, *arguments)
    assert contents(root) == before


FILES = {
    "prose": (b"Sorry.", 'it holds no JSON object; it begins with "Sorry."'),
    "no source": (b'{"actors": []}', 'it does not name its source: "source"'),
    "not UTF-8": (b'{"source": "\xff"}', "byte 13 is not UTF-8"),
    "too long": (b" " * 5_000_001, "it is longer than 5 MB"),
}


@pytest.mark.parametrize(("raw", "message"), FILES.values(), ids=list(FILES))
def test_a_file_that_is_no_answer_is_one_message(raw: bytes, message: str, root: Path, tmp_path: Path) -> None:
    (tmp_path / "answer.json").write_bytes(raw)
    output = run(root, "import", "json", str(tmp_path / "answer.json"))
    assert output == f"{tmp_path}/answer.json: E061: the answer can't be used: {message}\n1 error, 0 warnings\nexit 1\n"


@pytest.mark.parametrize("source", ["../x", "nobody", SOURCE[:-1]])
def test_an_answer_about_an_unknown_source_is_refused(source: str, root: Path, tmp_path: Path) -> None:
    (tmp_path / "answer.json").write_text(json.dumps({"source": source, "actors": []}))
    hint = f'; did you mean "{SOURCE}"?' if source == SOURCE[:-1] else ""
    output = run(root, "import", "json", str(tmp_path / "answer.json"))
    assert output.startswith(f'seeds/: E013: there is no source "{source}"{hint}')
