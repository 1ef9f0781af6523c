"""What an OpenAPI description says of an answer, held against the answer: a reader of the tests' own."""

import datetime
from typing import Any

TYPES: dict[str, Any] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
    "array": list,
    "object": dict,
}
FORMATS = {"date": datetime.date.fromisoformat, "date-time": datetime.datetime.fromisoformat}
KNOWN = {"type", "format", "items", "properties", "required", "anyOf", "enum", "$ref", "title", "description"}


def mismatch(description: dict[str, Any], schema: dict[str, Any], value: Any, at: str = "answer") -> str:
    """What in ``value`` is not as ``schema`` says; empty where all is. What it does not name is wrong."""
    assert schema.keys() <= KNOWN, f"the reader does not know {schema.keys() - KNOWN}"
    if "$ref" in schema:
        return mismatch(description, _named(description, schema["$ref"]), value, at)
    if "anyOf" in schema:
        found = [mismatch(description, one, value, at) for one in schema["anyOf"]]
        return "" if "" in found else "; ".join(found)
    kind = TYPES[schema["type"]]
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        return f"{at} is no {schema['type']}: {value!r}"
    if value not in schema.get("enum", [value]):
        return f"{at} is none of {schema['enum']}: {value!r}"
    if "format" in schema:
        FORMATS[schema["format"]](value)
    parts = (
        [(f"{at}[{place}]", schema["items"], one) for place, one in enumerate(value)] if kind is list else []
    )
    if kind is dict:
        fields = schema["properties"]
        if value.keys() - fields.keys() or set(schema.get("required", ())) - value.keys():
            return f"{at} has {sorted(value)}, not {sorted(fields)}"
        parts = [(f"{at}.{name}", fields[name], one) for name, one in value.items()]
    return next(filter(None, (mismatch(description, one, part, where) for where, one, part in parts)), "")


def answer_as_described(description: dict[str, Any], path: str, status: int) -> dict[str, Any]:
    """The schema of one answer to a GET."""
    schema: dict[str, Any] = description["paths"][path]["get"]["responses"][f"{status}"]["content"][
        "application/json"
    ]["schema"]
    return schema


def _named(description: dict[str, Any], reference: str) -> dict[str, Any]:
    found: Any = description
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    return dict(found)
