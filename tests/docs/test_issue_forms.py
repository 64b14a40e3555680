"""The forms of the git host: their fields and words are the model's. The owners of files are named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import pytest
import yaml

from generator.kinds import KINDS
from generator.kinds.sources.record import Source
from generator.model.kind import Layout
from generator.records.field_roles import FieldDescription, describe_fields
from generator.records.fields import Evidence, unwrap_annotation
from generator.records.scales import Word
from support.project import ROOT

FORMS = ROOT / ".github" / "ISSUE_TEMPLATE"
OWN = {"new-source": {"adds"}, "wrong-fact": {"kind", "id", "now", "right"}}
"""Questions of a form that are no field of the model."""
LEFT_OUT = {
    "new-source": {"id", "former_ids", "draft", "short_title", "derived_from", "retracted", "paragraphs"},
    "wrong-fact": {"prefix", "suffix", "accepted"},
}
"""Fields that an editor fills in later."""
MODELS = {"new-source": Source, "wrong-fact": Evidence}
every_form = pytest.mark.parametrize("name", MODELS)


def asked(name: str) -> Mapping[str, dict[str, Any]]:
    """The questions of a form by their ids."""
    form = yaml.load((FORMS / f"{name}.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    return {one["id"]: one for one in form["body"] if "id" in one}


def known(name: str) -> Mapping[str, FieldDescription]:
    return {field.key: field for field in describe_fields(MODELS[name])}


def test_there_are_no_other_forms() -> None:
    assert sorted(file.stem for file in FORMS.iterdir()) == sorted([*MODELS, "config"])


@every_form
def test_a_form_asks_for_the_models_fields_in_their_order(name: str) -> None:
    of_model = [key for key in asked(name) if key not in OWN[name]]
    assert of_model == [key for key in known(name) if key not in LEFT_OUT[name]]
    assert OWN[name] <= set(asked(name))


@every_form
def test_a_question_is_explained_in_the_models_words(name: str) -> None:
    for key, field in known(name).items():
        if key in asked(name):
            assert asked(name)[key]["attributes"]["description"] == field.description
            assert asked(name)[key].get("validations", {}).get("required", False) == field.is_required, key


@every_form
def test_closed_lists_are_the_models(name: str) -> None:
    for key, info in MODELS[name].model_fields.items():
        of = unwrap_annotation(info.annotation)[0]
        if key not in asked(name) or not (isinstance(of, type) and issubclass(of, StrEnum)):
            continue
        attributes = asked(name)[key]["attributes"]
        assert attributes["options"] == [said(word) for word in of]
        if not info.is_required():
            assert attributes["options"][attributes["default"]] == said(info.default)


def said(word: StrEnum) -> str:
    """A word as a form offers it: "B (usually reliable)" where the word alone says little."""
    return f"{word.value} ({word.words})" if isinstance(word, Word) and len(word.value) == 1 else word.value


def test_every_kind_of_record_can_be_wrong() -> None:
    told = asked("wrong-fact")["kind"]["attributes"]["options"]
    assert told == [kind.singular for kind in KINDS if kind.layout is not Layout.NONE]


# Owners


def owners() -> Mapping[str, list[str]]:
    lines = (ROOT / ".github" / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    return {path: names for path, *names in rows}


def test_what_others_rest_on_has_owners() -> None:
    """The lock; all that runs when the site is tested and published; the owners themselves."""
    run = ["/.ci/", "/generator/", "/Makefile", "/mkdocs.yml", "/pyproject.toml", "/requirements/", "/tests/"]
    must = ["/seeds/evidence.lock.json", "/.gitattributes", "/.github/", "/.gitlab-ci.yml", *run]
    assert [path for path in must if not owners().get(path)] == []


def test_every_path_that_has_owners_exists() -> None:
    assert [path for path in owners() if not (ROOT / path.lstrip("/")).exists()] == []
    assert all(re.fullmatch(r"@[\w-]+(/[\w-]+)?", name) for names in owners().values() for name in names)
