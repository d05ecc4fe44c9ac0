"""One OpenAPI document of the whole system, merged from those of the services.

Paths get the service's prefix, operation ids and tags its code. A component that is the same everywhere
(Problem, a money amount) stays one; one that differs gets the service's name in front, so that a generated client has both.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Document = dict[str, Any]
_Key = tuple[str, str]  # kind of component and name: ("schemas", "Problem")
_METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace"})
_REF = "#/components/"


def merge(own: Document, services: Mapping[str, Document], prefixes: Mapping[str, str]) -> Document:
    """The document of the gateway itself with those of the services added.

    own: the gateway's, whose info and paths stay. services: by code. prefixes: by code, e.g.
    /family-benefits.
    """
    clashing = _clashing([own, *services.values()])
    merged: Document = {**own, "paths": dict(own.get("paths", {})), "components": {}, "tags": []}
    _add_components(merged, own, lambda key: key[1])
    for code, document in services.items():
        rename = _renamer(code, clashing)
        _add_components(merged, document, rename)
        for path, item in document.get("paths", {}).items():
            if path.startswith("/v1/"):
                merged["paths"][prefixes[code] + path] = _path_item(_renamed(item, rename), code)
    merged["tags"] = [{"name": name} for name in sorted(_tags(merged))]
    return merged


def _clashing(documents: list[Document]) -> set[_Key]:
    """Components that several documents define differently, and those that refer to such ones."""
    seen: dict[_Key, object] = {}
    clashing: set[_Key] = set()
    for document in documents:
        for key, value in _components(document):
            if seen.setdefault(key, value) != value:
                clashing.add(key)
    grown = True
    while grown:
        found = {
            key
            for document in documents
            for key, value in _components(document)
            if key not in clashing and not clashing.isdisjoint(_references(value))
        }
        clashing |= found
        grown = bool(found)
    return clashing


def _renamer(code: str, clashing: set[_Key]) -> Callable[[_Key], str]:
    title = "".join(part.capitalize() for part in code.split("_"))
    return lambda key: f"{title}{key[1]}" if key in clashing else key[1]


def _add_components(merged: Document, document: Document, rename: Callable[[_Key], str]) -> None:
    for key, value in _components(document):
        merged["components"].setdefault(key[0], {})[rename(key)] = _renamed(value, rename)


def _components(document: Document) -> Iterator[tuple[_Key, Any]]:
    for kind, entries in document.get("components", {}).items():
        for name, value in entries.items():
            yield (kind, name), value


def _references(value: Any) -> Iterator[_Key]:
    if isinstance(value, str):
        key = _key(value)
        if key is not None:
            yield key
    elif isinstance(value, dict):
        for item in value.values():
            yield from _references(item)
    elif isinstance(value, list):
        for item in value:
            yield from _references(item)


def _renamed(value: Any, rename: Callable[[_Key], str]) -> Any:
    # Every string that is a reference counts, also in a discriminator's mapping.
    if isinstance(value, str):
        key = _key(value)
        return value if key is None else f"{_REF}{key[0]}/{rename(key)}"
    if isinstance(value, dict):
        return {name: _renamed(item, rename) for name, item in value.items()}
    if isinstance(value, list):
        return [_renamed(item, rename) for item in value]
    return value


def _key(text: str) -> _Key | None:
    if not text.startswith(_REF):
        return None
    kind, _, name = text.removeprefix(_REF).partition("/")
    return (kind, name) if name else None


def _path_item(item: Document, code: str) -> Document:
    for method, operation in item.items():
        if method not in _METHODS:
            continue
        if "operationId" in operation:
            operation["operationId"] = f"{code}_{operation['operationId']}"
        operation["tags"] = [f"{code} / {tag}" for tag in operation.get("tags", ["other"])]
        for answer in operation.get("responses", {}).values():
            for link in answer.get("links", {}).values():
                if "operationId" in link:
                    link["operationId"] = f"{code}_{link['operationId']}"
    return item


def _tags(document: Document) -> set[str]:
    return {
        tag
        for item in document["paths"].values()
        for method, operation in item.items()
        if method in _METHODS
        for tag in operation.get("tags", ())
    }
