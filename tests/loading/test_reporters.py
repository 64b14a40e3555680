"""The forms in which problems are reported: for a terminal, for GitHub, for GitLab, as SARIF and as JSON."""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from jsonschema import Draft7Validator

from generator.loading import reporters as report
from generator.pipeline import check_seeds
from generator.problems.problem import Code, Problem
from generator.storage import read_seeds
from support.commands import briefing
from support.faults import CASES, Case
from support.project import ROOT

MANY = next(case for case in CASES if case.name == "many/in-many-files")
FORMATS = ROOT / "tests" / "cases" / "reports"
COLOUR = re.compile(r"\x1b\[\d+m")


@pytest.fixture
def many(tmp_path: Path) -> Path:
    return MANY.root(tmp_path)


@pytest.mark.parametrize("name", ["github", "gitlab", "json"])
def test_the_whole_output(name: str, many: Path) -> None:
    done = briefing(many, "check", "--format", name)
    expected = FORMATS / f"many.{name}"
    if os.environ.get("UPDATE"):
        expected.write_text(done.stdout, encoding="utf-8")
    assert (done.stdout, done.returncode) == (expected.read_text(encoding="utf-8"), 1)


@pytest.mark.parametrize("name", [*report.FORMATS])
def test_each_format_reports_the_same_problems(name: str, many: Path) -> None:
    _, problems = check_seeds(read_seeds(many))
    told = report.FORMATS[name](problems)
    codes = {
        "text": lambda: re.findall(r"^\S+: ([EW]\d+)", told, re.MULTILINE),
        "github": lambda: re.findall(r"title=([EW]\d+)", told),
        "gitlab": lambda: [finding["check_name"] for finding in json.loads(told)],
        "sarif": lambda: [result["ruleId"] for result in json.loads(told)["runs"][0]["results"]],
        "json": lambda: [problem["code"] for problem in json.loads(told)],
    }[name]()
    assert codes == MANY.codes


def test_each_format_reports_that_nothing_was_found() -> None:
    assert report.text(()) == report.github(()) == ""
    assert json.loads(report.gitlab(())) == []
    assert json.loads(report.as_json(())) == json.loads(report.sarif(()))["runs"][0]["results"] == []


HOSTILE = Problem("a:b,c%\n::error::x.yml", 3, 2, Code.WRONG_WORD, "event a:b,c", "100 %, a::b\r\nc", "\x1b[31m")


def test_github_commands_can_not_be_forged() -> None:
    assert report.github([HOSTILE]) == (
        "::error file=a%3Ab%2Cc%25%0A%3A%3Aerror%3A%3Ax.yml,line=3,col=2,title=E014 event a%3Ab%2Cc::100 %25, a::b%0D%0Ac\n"
    )


def test_github_reads_one_command_a_line_whatever_the_data_says() -> None:
    """The runner takes `::name` at a line's beginning, or else `##[name]` anywhere in it, for a command of its own."""
    words = "::set-output name=x::y ##[add-mask]z ::stop-commands::t\r\n  ::error::forged\u2028::error::f\x85##[error]g"
    told = report.github([Problem(words, 1, 1, Code.WRONG_WORD, words, words)])
    lines = re.split(r"\r\n|\r|\n", told)  # as the runner parts them
    assert [bool(line) for line in lines] == [True, False]
    command, _, _ = lines[0].removeprefix("::").partition("::")
    assert re.fullmatch(r"error file=[^:,\r\n]*,line=1,col=1,title=[^:,\r\n]*", command)


def test_like_findings_have_fingerprints_of_their_own_that_no_line_changes() -> None:
    first, second = (Problem("a.yml", line, 1, Code.WRONG_WORD, "event a", "m") for line in (3, 5))
    prints = [one["fingerprint"] for one in json.loads(report.gitlab([first, second]))]
    assert len(set(prints)) == 2
    assert prints[:1] == [one["fingerprint"] for one in json.loads(report.gitlab([second]))]


def test_a_terminal_can_not_be_steered() -> None:
    assert report.text([HOSTILE]).splitlines()[0].startswith(r"a:b,c%\n::error::x.yml:3:2: E014")
    assert "\x1b" not in report.text([HOSTILE])
    assert COLOUR.sub("", report.text([HOSTILE], colour=True)) == report.text([HOSTILE])


def test_the_excerpt_of_a_long_line_is_cut_around_the_fault() -> None:
    line = "x" * 300 + "渡é!" + "y" * 300
    told = report.text([Problem("a.yml", 7, 303, Code.WRONG_WORD, "", "m", line)]).splitlines()
    assert told[1:] == ["     7 | ..." + "x" * 58 + "渡é!" + "y" * 39 + "...", " " * (12 + 58 + 3) + "^"]


# The parts of SARIF 2.1.0 (OASIS Standard, 2020) that are used here, with what it requires and allows of each.
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["tool"],
                "additionalProperties": False,
                "properties": {
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "additionalProperties": False,
                        "properties": {"driver": {"$ref": "#/definitions/driver"}},
                    },
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {"type": "array", "items": {"$ref": "#/definitions/result"}},
                },
            },
        },
    },
    "definitions": {
        "level": {"enum": ["none", "note", "warning", "error"]},
        "text": {
            "type": "object",
            "required": ["text"],
            "additionalProperties": False,
            "properties": {"text": {"type": "string", "minLength": 1}},
        },
        "driver": {
            "type": "object",
            "required": ["name"],
            "additionalProperties": False,
            "properties": {
                "name": {"type": "string"},
                "semanticVersion": {"type": "string", "pattern": r"^\d+\.\d+\.\d+"},
                "rules": {"type": "array", "uniqueItems": True, "items": {"$ref": "#/definitions/rule"}},
            },
        },
        "rule": {
            "type": "object",
            "required": ["id"],
            "additionalProperties": False,
            "properties": {
                "id": {"type": "string"},
                "name": {"type": "string"},
                "shortDescription": {"$ref": "#/definitions/text"},
                "help": {"$ref": "#/definitions/text"},
                "defaultConfiguration": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {"level": {"$ref": "#/definitions/level"}},
                },
            },
        },
        "result": {
            "type": "object",
            "required": ["message"],
            "additionalProperties": False,
            "properties": {
                "ruleId": {"type": "string"},
                "ruleIndex": {"type": "integer", "minimum": -1},
                "level": {"$ref": "#/definitions/level"},
                "message": {"$ref": "#/definitions/text"},
                "locations": {"type": "array", "items": {"$ref": "#/definitions/location"}},
            },
        },
        "location": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "physicalLocation": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {
                        "artifactLocation": {
                            "type": "object",
                            "additionalProperties": False,
                            "properties": {"uri": {"type": "string", "format": "uri-reference"}},
                        },
                        "region": {
                            "type": "object",
                            "additionalProperties": False,
                            "properties": {
                                "startLine": {"type": "integer", "minimum": 1},
                                "startColumn": {"type": "integer", "minimum": 1},
                            },
                        },
                    },
                }
            },
        },
    },
}


RESULTS = {"type": "array", "items": {"$ref": "#/definitions/result"}, "definitions": SARIF["definitions"]}


@cache
def _validate(log: str) -> None:
    """Validates a log; without its results, every log is the same."""
    Draft7Validator(SARIF).validate(json.loads(log))


@pytest.mark.parametrize("case", [MANY, *(case for case in CASES if case.mended)], ids=lambda case: case.name)
def test_sarif_is_valid_and_reports_every_problem(case: Case, tmp_path: Path) -> None:
    _, problems = check_seeds(read_seeds(case.root(tmp_path)))
    log = json.loads(report.sarif(problems))
    run = log["runs"][0]
    _validate(json.dumps({**log, "runs": [{**run, "results": []}]}))
    Draft7Validator(RESULTS).validate(run["results"])
    for problem, result in zip(problems, run["results"], strict=True):
        place = result["locations"][0]["physicalLocation"]
        region = place.get("region", {"startLine": 0, "startColumn": 0})
        assert unquote(place["artifactLocation"]["uri"]) == problem.path
        assert (region["startLine"], region["startColumn"]) == (problem.line, problem.column)
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == problem.code == result["ruleId"]
        assert problem.message in result["message"]["text"]
