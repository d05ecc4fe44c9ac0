"""Names of query parameters that an operation does not take are refused: a filter that is not there must not answer everything.

What each reading operation takes is read from its declaration once, when the application is made. A write says what it does in its body.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import parse_qsl

from fastapi.dependencies.models import Dependant
from fastapi.routing import RouteContext
from pydantic import BaseModel
from starlette.types import Scope

from kit.problems import FieldError, ValidationFailed, pointer

EVERYWHERE = frozenset({"gmina"})
"""Taken by every operation, also by one that does not ask for it: whoever works for one gmina says so with each request."""

ANY_QUERY: dict[str, Any] = {"x-any-query": True}
"""openapi_extra of an operation whose address is handed out and fetched by programs that may add to it (calendars)."""


class UnknownParameter(ValidationFailed):
    """The query has a parameter that the operation does not take; nothing was answered as if it were not there."""

    code = "unknown_parameter"
    title = "Nieznany parametr zapytania"


class QueryNames:
    """What the reading operations among some routes take in their query."""

    def __init__(self, contexts: Iterable[RouteContext], words: frozenset[str]) -> None:
        """words: names that may be told in a refusal; what a client has named itself may be a person's name or number."""
        self._words = words
        self._found = [(one, names_of(one)) for one in contexts if "GET" in (one.methods or ())]
        self._fixed = {path: found for path in self._fixed_paths() if (found := self._led(path)) is not None}

    def check(self, scope: Scope) -> None:
        """Raises UnknownParameter."""
        if not scope["query_string"] or scope["method"] != "GET":
            return
        path = scope["path"]
        context, taken = self._fixed.get(path) or self._led(path) or (None, None)
        if context is None or taken is None:
            return
        asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        unknown = dict.fromkeys(name for name, _ in asked if name not in taken and name not in EVERYWHERE)
        if unknown:
            # For the log line and the metrics of this request.
            scope["route"], scope["path_params"] = context.original_route, context.path_regex.match(path).groupdict()
            raise self._refusal(unknown, taken)

    def _fixed_paths(self) -> list[str]:
        return [path for one, _ in self._found if (path := one.path) and "{" not in path]

    def _led(self, path: str) -> tuple[RouteContext, frozenset[str] | None] | None:
        return next((one for one in self._found if one[0].path_regex.match(path)), None)

    def _refusal(self, unknown: Iterable[str], taken: frozenset[str]) -> UnknownParameter:
        takes = f"Ta operacja przyjmuje: {', '.join(sorted(taken))}." if taken else "Ta operacja nie przyjmuje żadnych."
        places = dict.fromkeys(pointer("query", name) if name in self._words else "/query" for name in unknown)
        return UnknownParameter(
            f"Zapytanie zawiera parametr, którego ta operacja nie zna. {takes}",
            errors=[FieldError(place, UnknownParameter.code, takes) for place in places],
        )


def names_of(context: RouteContext) -> frozenset[str] | None:
    """Names that the query of a reading operation may have; None for what is no operation of the interface or takes any."""
    dependant = getattr(context, "dependant", None)
    if dependant is None or "GET" not in (context.methods or ()) or not context.include_in_schema:
        return None
    extra: dict[str, Any] = context.openapi_extra or {}
    if extra.keys() & ANY_QUERY.keys():
        return None
    declared = {one["name"] for one in extra.get("parameters", ()) if one["in"] == "query"}
    return frozenset({*declared, *_names(dependant)})


def _names(dependant: Dependant) -> Iterator[str]:
    for field in dependant.query_params:
        kind = field.field_info.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from (one.alias or name for name, one in kind.model_fields.items())
        else:
            yield field.alias
    for one in dependant.dependencies:
        yield from _names(one)
