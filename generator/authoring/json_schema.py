"""JSON Schemas, written from the models: for editors, to complete, explain and check a record while it is typed; and of the export.

Draft-07, because editors' YAML servers know no later one. A schema allows all that the loader allows and a little more
(a pattern can't know that June has 30 days, nor which ids exist); what `briefing check` says is what counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic.json_schema import models_json_schema

from ..model import Kind, Layout
from ..records import fields

FOLDER = "schemas"
EXPORT = f"{FOLDER}/export.schema.json"
"""The schema of what `briefing export json` gives."""
_DIALECT = "http://json-schema.org/draft-07/schema#"
_ORDER = ("title", "description", "type", "enum", "default", "examples")
_Schema = dict[str, Any]


def schemas(kinds: Iterable[Kind]) -> Mapping[str, str]:
    """Path -> JSON text, for each kind whose records have files of their own, and for the export of them all."""
    filed = [kind for kind in kinds if kind.seeds_path]
    return {**{path_of(kind): _text(_of_file(kind)) for kind in filed}, EXPORT: _text(_of_export(filed))}


def path_of(kind: Kind) -> str:
    """Where the kind's schema lies: `schemas/actors.schema.json`."""
    return f"{FOLDER}/{kind.name}.schema.json"


def files_of(kind: Kind) -> str:
    """The files that the schema is for, as a glob: `seeds/actors/*.yml`."""
    return f"{kind.seeds_path}*.yml" if kind.layout is Layout.FOLDER else kind.seeds_path


def _text(schema: _Schema) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _of_file(kind: Kind) -> _Schema:
    emitted = kind.record.model_json_schema(ref_template="#/definitions/{model}")
    parts: Mapping[str, _Schema] = emitted.pop("$defs", {})
    _with_drafts([emitted, *parts.values()], parts)
    record = {**_readable(emitted, parts), "title": kind.one}
    if kind.layout is Layout.LIST:
        record = {"type": "array", "items": _ordered(record)}
    definitions = {name: _readable(part, parts) for name, part in sorted(parts.items()) if "enum" not in part}
    head = {"$schema": _DIALECT, "$comment": f"For {files_of(kind)}. Written by `briefing schema`; not to be edited."}
    return {**head, **_ordered(record), **({"definitions": definitions} if definitions else {})}


def _of_export(kinds: list[Kind]) -> _Schema:
    """The schema of one document with all records, in which every field stands, with null where it is empty."""
    template = "#/definitions/{model}"
    references, emitted = models_json_schema([(kind.record, "serialization") for kind in kinds], ref_template=template)
    parts: Mapping[str, _Schema] = emitted["$defs"]
    _with_drafts(list(parts.values()), parts)
    lists = {kind.name: references[kind.record, "serialization"] for kind in kinds}
    properties = {
        kind.name: lists[kind.name] if kind.layout is Layout.ONE else {"type": "array", "items": lists[kind.name]}
        for kind in kinds
    }
    return {
        "$schema": _DIALECT,
        "$comment": "For `briefing export json`. Written by `briefing schema`; not to be edited.",
        "title": "briefing",
        "description": "A briefing: every record with every field; references are ids, dates are EDTF.",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "definitions": {
            name: _whole(_readable(part, parts)) for name, part in sorted(parts.items()) if "enum" not in part
        },
    }


def _with_drafts(schemas: list[_Schema], parts: Mapping[str, _Schema]) -> None:
    """Moves what a draft need not fill to where the schema of each record asks whether it is one."""
    demands = {id(schema): _demands(schema, parts) for schema in schemas if "draft" in schema.get("properties", {})}
    for schema in schemas:
        full = [key for key, field in schema.get("properties", {}).items() if field.pop("minItems", None)]
        if "required" in schema:
            schema["required"] = [key for key in schema["required"] if key not in full]
        if demands.get(id(schema)):
            schema["if"] = {"properties": {"draft": {"const": True}}, "required": ["draft"]}
            schema["else"] = demands[id(schema)]


def _demands(schema: _Schema, parts: Mapping[str, _Schema]) -> _Schema:
    """Which lists must hold something, in parts too; a record in it asks for itself."""
    asked: _Schema = {}
    for key, field in schema.get("properties", {}).items():
        reference = field.get("items", field).get("$ref", "").rpartition("/")[2]
        part = parts.get(reference, {})
        inside = {} if "draft" in part.get("properties", {}) else _demands(part, parts)
        of = {"items": inside} if "items" in field and inside else inside
        if "minItems" in field:
            of = {"minItems": field["minItems"], **of}
        if of:
            asked[key] = of
    full = [key for key in schema.get("required", ()) if "minItems" in schema["properties"][key]]
    return {**({"required": full} if full else {}), **({"properties": asked} if asked else {})}


def _whole(schema: _Schema) -> _Schema:
    """The schema of a mapping that leaves nothing out."""
    return {**schema, "required": list(schema["properties"])}


def _readable(schema: _Schema, parts: Mapping[str, _Schema]) -> _Schema:
    """A schema of pydantic's as draft-07, made plain: no made-up titles, closed lists of words where they are used."""
    schema = {key: value for key, value in schema.items() if key != "title"}
    if schema.get("default", "") in (None, [], ()):
        del schema["default"]
    if "anyOf" in schema:
        schema = {**_joined([_readable(one, parts) for one in schema.pop("anyOf")]), **schema}
    if "$ref" in schema:
        schema = _referred(schema, parts)
    if fields.REFERENCE in schema:
        schema["description"] = f"{schema.get('description', '')} ({schema.pop(fields.REFERENCE)})".strip()
    if "items" in schema:
        schema["items"] = _readable(schema["items"], parts)
    if "properties" in schema:
        schema["properties"] = {key: _readable(one, parts) for key, one in schema["properties"].items()}
    return _ordered(schema)


def _joined(choices: list[_Schema]) -> _Schema:
    """`X or null` as one schema; of more choices, what they say to a reader goes to the top."""
    flat = [one for choice in choices for one in choice.get("anyOf", [choice])]
    spoken: _Schema = {key: choice[key] for choice in choices for key in ("description", "examples") if key in choice}
    if len(flat) == 2 and flat[1] == {"type": "null"} and isinstance(flat[0].get("type"), str):
        only = flat[0]
        words = {"enum": [*only["enum"], None]} if "enum" in only else {}
        return {**only, "type": [only["type"], "null"], **words}
    return {"anyOf": [{k: v for k, v in one.items() if k not in spoken} for one in flat], **spoken}


def _referred(schema: _Schema, parts: Mapping[str, _Schema]) -> _Schema:
    """Words are written out; a part is referred to so that draft-07, which ignores what is beside a $ref, heeds both."""
    beside = {key: value for key, value in schema.items() if key != "$ref"}
    part = parts[schema["$ref"].rpartition("/")[2]]
    if "enum" in part:
        return {**_readable(part, parts), **beside}
    return {**beside, "allOf": [{"$ref": schema["$ref"]}]} if beside else schema


def _ordered(schema: _Schema) -> _Schema:
    return {key: schema[key] for key in (*_ORDER, *(key for key in schema if key not in _ORDER)) if key in schema}
