"""Examples in OpenAPI: every body of JSON that is sent or answered has one, put together from the examples of its fields.

A field says by itself what it looks like (`examples=`); a form that needs a better example than the sum of its fields gives its own
and is left alone.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

Document = dict[str, Any]

_ABSENT = object()
_DEEPEST = 12
_METHODS = frozenset({"get", "put", "post", "delete", "patch"})
_FORMATS = {
    "uuid": "01970b3e-6f0a-7c51-8f2e-5d1f0a4b7c11",
    "date": "2026-03-28",
    "date-time": "2026-03-28T10:15:02.123456Z",
}
_SAMPLES = (
    "przykład", "przyklad", "1384.00", "0.5", "101805", "2026-03", "2026-03-28", "123", "1234", "12345", "0", "1", "A",
    "pl.gops.person.relinked.v1", "0" * 64,
)  # fmt: skip
"""Text that some pattern of ours may ask for; a field with a pattern that none of them fits has to bring its own example."""


class _Listed(str):
    """A word of a closed list: whatever its member is called, it is no word of the service."""

    __slots__ = ()


def add_examples(document: Document, known: Mapping[str, str] | None = None) -> Document:
    """The document with an example in every body of an operation that has none: JSON, and CSV where the same rows are JSON too.

    known: by name of a member, what it is in this service (the code of a benefit), in place of a word that would be refused there.
    """
    schemas = document.get("components", {}).get("schemas", {})
    for content in _contents(document):
        for media in (media for kind, media in content.items() if kind.endswith("json") and not _has_one(media)):
            made = _example(media.get("schema"), schemas, ())
            if made is not _ABSENT:
                media["example"] = _named(made, known or {})
        table = content.get("text/csv")
        if table is not None and not _has_one(table):
            rows = _rows(content.get("application/json", {}).get("example"))
            if rows is not None:
                table["example"] = rows
    return document


def _named(made: Any, known: Mapping[str, str]) -> Any:
    if isinstance(made, list):
        return [_named(one, known) for one in made]
    if not isinstance(made, dict):
        return made
    found = {name: _named(value, known) for name, value in made.items()}
    for name in found.keys() & known.keys():
        if isinstance(found[name], _Listed):
            continue
        if isinstance(found[name], str):
            found[name] = known[name]
        elif isinstance(found[name], list) and all(isinstance(one, str) for one in found[name]):
            found[name] = found[name] and [known[name]]
    return found


def _has_one(media: Document) -> bool:
    return "example" in media or "examples" in media


def _rows(example: Any) -> str | None:
    """The rows of an example of JSON as CSV, where they are nothing but one list of flat rows."""
    found = [value for value in example.values() if isinstance(value, list)] if isinstance(example, dict) else []
    if len(found) != 1 or not all(isinstance(row, dict) for row in found[0]):
        return None
    if any(isinstance(value, dict | list) for row in found[0] for value in row.values()):
        return None
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(found[0][0]))
    writer.writeheader()
    writer.writerows(found[0])
    return text.getvalue()


def _contents(document: Document) -> Iterator[Document]:
    for item in document.get("paths", {}).values():
        for method, operation in item.items():
            if method not in _METHODS:
                continue
            bodies = [operation.get("requestBody", {})]
            bodies += [answer for status, answer in operation.get("responses", {}).items() if status.startswith("2")]
            yield from (body["content"] for body in bodies if "content" in body)


def _example(schema: Any, schemas: Document, within: tuple[str, ...]) -> Any:
    if not isinstance(schema, dict) or len(within) > _DEEPEST:
        return _ABSENT
    for known in ("example", "const"):
        if known in schema:
            return schema[known]
    for several in ("examples", "enum"):
        if schema.get(several):
            shown = schema[several][0]
            return _Listed(shown) if "enum" in schema and isinstance(shown, str) else shown
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return _ABSENT if name in within else _example(schemas.get(name), schemas, (*within, name))
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            return _first(schema[choice], schemas, within)
    return _plain(schema, schemas, within)


def _first(choices: list[Any], schemas: Document, within: tuple[str, ...]) -> Any:
    # What can be null is shown with a value: it says more.
    for one in sorted(choices, key=lambda choice: choice.get("type") == "null"):
        made = _example(one, schemas, within)
        if made is not _ABSENT:
            return made
    return _ABSENT


def _plain(schema: Document, schemas: Document, within: tuple[str, ...]) -> Any:
    match schema.get("type"):
        case "object":
            return _object(schema, schemas, within)
        case "array":
            made = _example(schema.get("items", {}), schemas, within)
            return [] if made is _ABSENT else [made] * max(1, schema.get("minItems", 1))
        case "string":
            return _text(schema)
        case "integer" | "number":
            return min(max(1, schema.get("minimum", 1)), schema.get("maximum", 1))
        case "boolean":
            return False
        case "null":
            return None
        case _:
            # A member without a type takes anything.
            return _ABSENT if "type" in schema else None


def _object(schema: Document, schemas: Document, within: tuple[str, ...]) -> Any:
    required = schema.get("required", ())
    made: Document = {}
    for name, field in schema.get("properties", {}).items():
        if name not in required and not ({"example", "examples"} & set(field)):
            continue
        value = _example(field, schemas, within)
        if value is _ABSENT and name in required:
            return _ABSENT
        if value is not _ABSENT:
            made[name] = value
    return made


def _text(schema: Document) -> Any:
    if schema.get("format") in _FORMATS:
        return _FORMATS[schema["format"]]
    pattern, most = schema.get("pattern", ""), schema.get("maxLength", 1000)
    fitting = (one for one in _SAMPLES if re.search(pattern, one) and schema.get("minLength", 0) <= len(one) <= most)
    return next(fitting, _ABSENT)
