"""The JSON Schemas: drift, the words they give an editor, and the real `check-jsonschema` against right and wrong data."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.authoring.json_schema import build_schemas, schema_path, seed_glob
from generator.kinds import KINDS
from generator.loading.checks import find_problems
from generator.loading.loader import Loaded, load
from generator.model.kind import Kind
from generator.records import dates
from support.commands import briefing
from support.project import EXAMPLES, ROOT
from support.schemas import schema_check

CASES = ROOT / "tests" / "cases" / "schema"
FILED = [kind for kind in KINDS if kind.seeds_path]


@cache
def schemas() -> dict[str, str]:
    return build_schemas(KINDS)


def check_jsonschema(*arguments: str | Path) -> dict[str, Any]:
    """The output of the command, as data."""
    done = schema_check("-o", "JSON", *arguments)
    assert done.exit_code in (0, 1), done.output
    said: dict[str, Any] = json.loads(done.stdout)
    assert not said.get("parse_errors"), said
    return said


def seeds_of(kind: Kind) -> list[Path]:
    roots = [ROOT, *sorted(folder.parent for folder in EXAMPLES.glob("*/seeds"))]
    return [file for root in roots for file in sorted(root.glob(seed_glob(kind)))]


def loaded_from(kind: Kind, file: Path) -> tuple[str, Loaded]:
    """One file, loaded alone as the record that it says it is; and the path it is given."""
    text = file.read_bytes()
    named = re.search(rb"^id: (.+)$", text, re.MULTILINE)
    path = kind.file_of(named[1].decode() if named else "none")
    return path, load({path: text}, KINDS)


def test_the_committed_schemas_are_those_of_the_models() -> None:
    committed = {f"schemas/{file.name}": file.read_text(encoding="utf-8") for file in (ROOT / "schemas").iterdir()}
    assert committed == schemas(), "run: briefing schema"


def test_the_command_writes_them(tmp_path: Path) -> None:
    done = briefing(tmp_path, "schema")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [f"{path}: written" for path in schemas()]
    assert {path: (tmp_path / path).read_text(encoding="utf-8") for path in schemas()} == build_schemas(KINDS)
    assert briefing(tmp_path, "schema").stdout.splitlines() == [f"{path}: unchanged" for path in schemas()]


def test_the_editor_settings_name_each_schema_and_its_files() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    assert settings == {
        "yaml.yamlVersion": "1.2",
        "yaml.schemas": {schema_path(kind): seed_glob(kind) for kind in FILED},
    }
    ignored = subprocess.run(["git", "check-ignore", ".vscode/settings.json"], cwd=ROOT, capture_output=True)
    assert ignored.returncode in (1, 128), ".gitignore hides the editor settings"


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Every mapping in a schema."""
    if isinstance(schema, dict):
        yield schema
    for inner in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from parts(inner)


@pytest.mark.parametrize("kind", FILED, ids=lambda kind: kind.name)
def test_each_schema_explains_every_field_and_closes_every_mapping(kind: Kind) -> None:
    schema = json.loads(schemas()[schema_path(kind)])
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    mappings = [part for part in parts(schema) if part.get("type") == "object"]
    assert mappings
    for mapping in mappings:
        assert mapping["additionalProperties"] is False
        assert [name for name, field in mapping["properties"].items() if not field.get("description")] == []
    later = {"$defs", "prefixItems", "unevaluatedProperties", "dependentSchemas"}
    assert [part for part in parts(schema) if later & set(part)] == []
    assert [part for part in parts(schema) if "$ref" in part and len(part) > 1] == []


def test_the_schemas_hold_against_their_own_standard() -> None:
    said = check_jsonschema("--check-metaschema", *(ROOT / path for path in schemas()))
    assert said["status"] == "ok", said


@pytest.mark.parametrize("kind", FILED, ids=lambda kind: kind.name)
def test_check_jsonschema_accepts_all_seeds_and_right_cases(kind: Kind) -> None:
    files = seeds_of(kind) + sorted((CASES / "right").glob(f"{kind.name}.*.yml"))
    said = check_jsonschema("--schemafile", ROOT / schema_path(kind), *files)
    assert said["status"] == "ok", said


@pytest.mark.parametrize(
    "kind", [kind for kind in FILED if any((CASES / "wrong").glob(f"{kind.name}.*"))], ids=lambda k: k.name
)
def test_check_jsonschema_rejects_each_wrong_case_where_it_is_wrong(kind: Kind) -> None:
    files = sorted((CASES / "wrong").glob(f"{kind.name}.*.yml"))
    said = check_jsonschema("--schemafile", ROOT / schema_path(kind), *files)
    found = sorted((Path(error["filename"]).name, error["path"]) for error in said["errors"])
    assert found == [(file.name, file.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")) for file in files]


@pytest.mark.parametrize("file", sorted(CASES.glob("*/*.yml")), ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_the_check_says_the_same(file: Path) -> None:
    kind = next(kind for kind in KINDS if kind.name == file.name.partition(".")[0])
    path, loaded = loaded_from(kind, file)
    problems = find_problems(loaded) if file.parent.name == "wrong" else loaded.problems
    found = [str(problem) for problem in problems if problem.path == path]
    assert bool(found) == (file.parent.name == "wrong"), found


_digits = st.text("0123456789", min_size=2, max_size=4)
_singles = st.tuples(
    _digits, st.sampled_from(["", "X", "XX"]), st.lists(_digits, max_size=2), st.sampled_from(["", *"?~%"])
).map(lambda one: one[0] + one[1] + "".join(f"-{part}" for part in one[2]) + one[3])
_ends = st.one_of(_singles, st.just(".."))


@given(
    st.one_of(_singles, st.builds("{}/{}".format, _ends, _ends), st.builds("[{}..{}]".format, _ends, _ends), st.text())
)
def test_every_date_that_is_read_holds_in_the_schema(text: str) -> None:
    try:
        dates.parse(text)
    except dates.DateError:
        return
    assert re.search(dates.PATTERN, text)
