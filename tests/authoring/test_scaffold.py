"""The scaffold of a new record."""

from __future__ import annotations

import re

import pytest

from generator.authoring.scaffold import WIDTH, scaffold_record
from generator.kinds import KINDS
from generator.model.kind import Kind

FILED = [kind for kind in KINDS if kind.seeds_path]
NEW = "a-new-one"


@pytest.mark.parametrize("kind", FILED, ids=lambda kind: kind.name)
def test_a_scaffold_explains_every_field_in_short_lines(kind: Kind) -> None:
    text = scaffold_record(kind, NEW)
    assert [line for line in text.splitlines() if len(line) > WIDTH] == []
    assert [line for line in text.splitlines() if line != line.rstrip()] == []
    comments = " ".join(re.sub(r"^[ #]+", "", line) for line in text.splitlines())
    fields = {name: info for name, info in kind.record.model_fields.items() if name != "former_ids"}
    for info in fields.values():
        assert info.description == kind.record.model_fields["id"].description or info.description in comments
    keys = set(re.findall(r"^[ #-]*(\w+):", text, re.MULTILINE))
    assert {info.alias or name for name, info in fields.items()} <= keys
