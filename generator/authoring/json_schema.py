"""Generates JSON Schemas from the models, for editors and for the export.

With them a text editor completes, explains and checks a record while it is typed. They are Draft-07, because the YAML
servers of text editors know no later draft. A schema allows all that the loader allows and a little more (a pattern can't
know that June has 30 days, or which ids exist); `briefing check` decides.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic.json_schema import models_json_schema

from ..model import Kind, Layout
from ..records import fields, short_evidence

FOLDER = "schemas"
EXPORT = f"{FOLDER}/export.schema.json"
"""The path of the schema for `briefing export json`."""
_DIALECT = "http://json-schema.org/draft-07/schema#"
_ORDER = ("title", "description", "type", "enum", "default", "examples")
_EVIDENCE = fields.Evidence.__name__
_Schema = dict[str, Any]


def build_schemas(kinds: Iterable[Kind]) -> Mapping[str, str]:
    """Returns path -> JSON text, for each kind with files and for the export."""
    filed = [kind for kind in kinds if kind.seeds_path]
    return {
        **{schema_path(kind): _to_text(_file_schema(kind)) for kind in filed},
        EXPORT: _to_text(_export_schema(filed)),
    }


def schema_path(kind: Kind) -> str:
    """Returns the path of the kind's schema: `schemas/actors.schema.json`."""
    return f"{FOLDER}/{kind.name}.schema.json"


def seed_glob(kind: Kind) -> str:
    """Returns the glob of the kind's files: `seeds/actors/*.yml`."""
    return f"{kind.seeds_path}*.yml" if kind.layout is Layout.FOLDER else kind.seeds_path


def _to_text(schema: _Schema) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _file_schema(kind: Kind) -> _Schema:
    emitted = kind.record.model_json_schema(ref_template="#/definitions/{model}")
    parts: Mapping[str, _Schema] = emitted.pop("$defs", {})
    _exempt_drafts([emitted, *parts.values()], parts)
    record = {**_simplify(emitted, parts), "title": kind.singular}
    if kind.layout is Layout.LIST:
        record = {"type": "array", "items": _order_keys(record)}
    definitions = {name: _simplify(part, parts) for name, part in sorted(parts.items()) if "enum" not in part}
    if _EVIDENCE in definitions:
        definitions[_EVIDENCE] = _with_short_form(definitions[_EVIDENCE])
    head = {"$schema": _DIALECT, "$comment": f"For {seed_glob(kind)}. Written by `briefing schema`; not to be edited."}
    return {**head, **_order_keys(record), **({"definitions": definitions} if definitions else {})}


def _with_short_form(evidence: _Schema) -> _Schema:
    """Returns a schema that allows the short form too, which exports never have."""
    quotation = evidence["properties"]["exact"]
    text = {"description": short_evidence.DESCRIPTION, "type": "string", "pattern": short_evidence.PATTERN}
    with_quotation = {
        "description": f"{short_evidence.DESCRIPTION} Behind it is the quotation.",
        "type": "object",
        "properties": {},
        "patternProperties": {short_evidence.PATTERN: quotation},
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
    }
    is_quotation = {"minProperties": 1, "propertyNames": {"pattern": short_evidence.PATTERN}}
    mapping = {"if": is_quotation, "then": with_quotation, "else": evidence}
    return {"if": {"type": "string"}, "then": text, "else": mapping}  # unlike with anyOf, errors have their place


def _export_schema(kinds: list[Kind]) -> _Schema:
    """Returns the schema of one document with all records and all their fields."""
    template = "#/definitions/{model}"
    references, emitted = models_json_schema([(kind.record, "serialization") for kind in kinds], ref_template=template)
    parts: Mapping[str, _Schema] = emitted["$defs"]
    _exempt_drafts(list(parts.values()), parts)
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
            name: _require_all(_simplify(part, parts)) for name, part in sorted(parts.items()) if "enum" not in part
        },
    }


def _exempt_drafts(schemas: list[_Schema], parts: Mapping[str, _Schema]) -> None:
    """Requires the lists that must not be empty only of records that are no drafts."""
    required = {
        id(schema): _required_lists(schema, parts) for schema in schemas if "draft" in schema.get("properties", {})
    }
    for schema in schemas:
        full = [key for key, field in schema.get("properties", {}).items() if field.pop("minItems", None)]
        if "required" in schema:
            schema["required"] = [key for key in schema["required"] if key not in full]
        if required.get(id(schema)):
            schema["if"] = {"properties": {"draft": {"const": True}}, "required": ["draft"]}
            schema["else"] = required[id(schema)]


def _required_lists(schema: _Schema, parts: Mapping[str, _Schema]) -> _Schema:
    """Returns a schema that requires the lists which must not be empty.

    It reaches into parts, but not into nested records, which have a draft field of their own.
    """
    lists: _Schema = {}
    for key, field in schema.get("properties", {}).items():
        reference = field.get("items", field).get("$ref", "").rpartition("/")[2]
        part = parts.get(reference, {})
        inside = {} if "draft" in part.get("properties", {}) else _required_lists(part, parts)
        of = {"items": inside} if "items" in field and inside else inside
        if "minItems" in field:
            of = {"minItems": field["minItems"], **of}
        if of:
            lists[key] = of
    full = [key for key in schema.get("required", ()) if "minItems" in schema["properties"][key]]
    return {**({"required": full} if full else {}), **({"properties": lists} if lists else {})}


def _require_all(schema: _Schema) -> _Schema:
    """Returns the schema with every property required."""
    return {**schema, "required": list(schema["properties"])}


def _simplify(schema: _Schema, parts: Mapping[str, _Schema]) -> _Schema:
    """Simplifies a schema of pydantic's and brings it to Draft-07.

    Generated titles go; closed lists of words are written where they are used.
    """
    schema = {key: value for key, value in schema.items() if key != "title"}
    if schema.get("default", "") in (None, [], ()):
        del schema["default"]
    if "anyOf" in schema:
        schema = {**_merge_choices([_simplify(one, parts) for one in schema.pop("anyOf")]), **schema}
    if "$ref" in schema:
        schema = _resolve_reference(schema, parts)
    if fields.REFERENCE_KEY in schema:
        schema["description"] = f"{schema.get('description', '')} ({schema.pop(fields.REFERENCE_KEY)})".strip()
    if "items" in schema:
        schema["items"] = _simplify(schema["items"], parts)
    if "properties" in schema:
        schema["properties"] = {key: _simplify(one, parts) for key, one in schema["properties"].items()}
    return _order_keys(schema)


def _merge_choices(choices: list[_Schema]) -> _Schema:
    """Merges `X or null` into one schema; moves the choices' descriptions to the top."""
    flat = [one for choice in choices for one in choice.get("anyOf", [choice])]
    shared: _Schema = {key: choice[key] for choice in choices for key in ("description", "examples") if key in choice}
    if len(flat) == 2 and flat[1] == {"type": "null"} and isinstance(flat[0].get("type"), str):
        only = flat[0]
        words = {"enum": [*only["enum"], None]} if "enum" in only else {}
        return {**only, "type": [only["type"], "null"], **words}
    return {"anyOf": [{k: v for k, v in one.items() if k not in shared} for one in flat], **shared}


def _resolve_reference(schema: _Schema, parts: Mapping[str, _Schema]) -> _Schema:
    """Writes out a list of words; wraps the reference to a part in `allOf`.

    Draft-07 ignores what is beside a `$ref`.
    """
    beside = {key: value for key, value in schema.items() if key != "$ref"}
    part = parts[schema["$ref"].rpartition("/")[2]]
    if "enum" in part:
        return {**_simplify(part, parts), **beside}
    return {**beside, "allOf": [{"$ref": schema["$ref"]}]} if beside else schema


def _order_keys(schema: _Schema) -> _Schema:
    return {key: schema[key] for key in (*_ORDER, *(key for key in schema if key not in _ORDER)) if key in schema}
