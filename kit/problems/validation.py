"""Pydantic's complaints as field errors: stable codes, Polish sentences, pointers, and never the value
received.
"""

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from pydantic import AliasChoices, AliasPath, BaseModel
from pydantic_core import core_schema

from kit.problems.model import FieldError

_FALLBACK = "Nieprawidłowa wartość."

# Pydantic's type of error -> our code and sentence; {…} are limits of the schema, never input.
_TEXTS: dict[str, tuple[str, str]] = {
    "missing": ("required", "Pole jest wymagane."),
    "extra_forbidden": ("unknown_field", "Obiekt zawiera nieznane pole."),
    "none_required": ("must_be_null", "Wartość musi być pusta (null)."),
    "string_type": ("must_be_text", "Wartość musi być tekstem."),
    "string_sub_type": ("must_be_text", "Wartość musi być tekstem."),
    "string_unicode": ("invalid_text", "Tekst zawiera niedozwolone znaki."),
    "string_too_short": ("too_short", "Wymagana długość to co najmniej {min_length}."),
    "string_too_long": ("too_long", "Dopuszczalna długość to najwyżej {max_length}."),
    "string_pattern_mismatch": ("wrong_pattern", "Tekst nie ma wymaganej postaci."),
    "enum": ("not_in_list", "Dozwolone wartości: {expected}."),
    "literal_error": ("not_in_list", "Dozwolone wartości: {expected}."),
    "greater_than": ("too_small", "Wartość musi być większa niż {gt}."),
    "greater_than_equal": ("too_small", "Wartość musi wynosić co najmniej {ge}."),
    "less_than": ("too_large", "Wartość musi być mniejsza niż {lt}."),
    "less_than_equal": ("too_large", "Wartość może wynosić najwyżej {le}."),
    "multiple_of": ("not_a_multiple", "Wartość musi być wielokrotnością {multiple_of}."),
    "finite_number": ("must_be_number", "Wartość musi być liczbą skończoną."),
    "int_type": ("must_be_integer", "Wartość musi być liczbą całkowitą."),
    "int_parsing": ("must_be_integer", "Wartość musi być liczbą całkowitą."),
    "int_parsing_size": ("too_large", "Liczba jest za duża."),
    "int_from_float": ("must_be_integer", "Wartość musi być liczbą całkowitą."),
    "float_type": ("must_be_number", "Wartość musi być liczbą."),
    "float_parsing": ("must_be_number", "Wartość musi być liczbą."),
    "decimal_type": ("must_be_decimal", "Wartość musi być liczbą dziesiętną."),
    "decimal_parsing": ("must_be_decimal", "Wartość musi być liczbą dziesiętną."),
    "decimal_max_digits": ("too_large", "Liczba może mieć najwyżej {max_digits} cyfr."),
    "decimal_max_places": ("too_precise", "Najwyżej {decimal_places} miejsca po przecinku."),
    "bool_type": ("must_be_boolean", "Wartość musi być true albo false."),
    "bool_parsing": ("must_be_boolean", "Wartość musi być true albo false."),
    "date_type": ("must_be_date", "Wymagana data w postaci RRRR-MM-DD."),
    "date_parsing": ("must_be_date", "Wymagana data w postaci RRRR-MM-DD."),
    "date_from_datetime_parsing": ("must_be_date", "Wymagana data w postaci RRRR-MM-DD."),
    "date_from_datetime_inexact": ("must_be_date", "Wymagana data bez godziny."),
    "date_past": ("must_be_past", "Data musi być przeszła."),
    "date_future": ("must_be_future", "Data musi być przyszła."),
    "datetime_type": ("must_be_time", "Wymagana data z godziną (ISO 8601)."),
    "datetime_parsing": ("must_be_time", "Wymagana data z godziną (ISO 8601)."),
    "datetime_from_date_parsing": ("must_be_time", "Wymagana data z godziną (ISO 8601)."),
    "timezone_aware": ("must_have_zone", "Wymagana strefa czasowa."),
    "time_parsing": ("must_be_time_of_day", "Wymagana godzina w postaci GG:MM."),
    "uuid_type": ("must_be_uuid", "Wymagany identyfikator UUID."),
    "uuid_parsing": ("must_be_uuid", "Wymagany identyfikator UUID."),
    "list_type": ("must_be_list", "Wartość musi być listą."),
    "tuple_type": ("must_be_list", "Wartość musi być listą."),
    "set_type": ("must_be_list", "Wartość musi być listą."),
    "frozen_set_type": ("must_be_list", "Wartość musi być listą."),
    "too_short": ("too_few", "Wymagane elementy: co najmniej {min_length}."),
    "too_long": ("too_many", "Dopuszczalne elementy: najwyżej {max_length}."),
    "dict_type": ("must_be_object", "Wartość musi być obiektem."),
    "model_type": ("must_be_object", "Wartość musi być obiektem."),
    "model_attributes_type": ("must_be_object", "Wartość musi być obiektem."),
    "dataclass_type": ("must_be_object", "Wartość musi być obiektem."),
    "union_tag_invalid": ("not_in_list", "Nieznany rodzaj; dozwolone: {expected_tags}."),
    "union_tag_not_found": ("required", "Brak pola, które określa rodzaj."),
    "bytes_type": ("must_be_text", "Wartość musi być tekstem."),
    "url_parsing": ("must_be_url", "Wymagany adres URL."),
    "url_scheme": ("must_be_url", "Wymagany adres URL."),
    "json_invalid": ("malformed_json", "Nieprawidłowy JSON."),
    "value_error": ("invalid_value", _FALLBACK),
    "assertion_error": ("invalid_value", _FALLBACK),
}
_SAFE = frozenset(
    {"min_length", "max_length", "expected", "expected_tags", "gt", "ge", "lt", "le", "multiple_of"}
    | {"max_digits", "decimal_places"}
)
_BUILT_IN = frozenset(get_args(core_schema.ErrorType))
_MOST = 100
_names: set[str] = set()


def field_errors(errors: Sequence[Mapping[str, Any]], body: object = None) -> tuple[FieldError, ...]:
    """Pydantic's errors without input, ctx and url, at most a hundred of them, each once.

    A pointer holds names of the schema only. What the client has named itself (an unknown member, a key of a mapping) may be
    a person's name or number, so the pointer ends at the object that holds it.

    errors: as of ValidationError.errors(); loc may begin with body, query, path, header or cookie (FastAPI)
    or not (a model validated by itself). body: what was validated, to tell fields from the names of union
    members.
    """
    told = [error for error in errors if not _only_follows(error, errors)]
    return tuple(dict.fromkeys(_field_error(error, body) for error in told[:_MOST]))


def pointer(*parts: str | int) -> str:
    """A JSON pointer (RFC 6901) to a field: pointer("persons", 0, "pesel") is /persons/0/pesel."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in parts)


def _field_error(error: Mapping[str, Any], body: object) -> FieldError:
    kind, ctx = str(error["type"]), error.get("ctx") or {}
    if kind in _TEXTS:
        code, template = _TEXTS[kind]
        if "expected" in ctx:
            ctx = {**ctx, "expected": str(ctx["expected"]).replace(" or ", " lub ")}
        message = template.format_map(_Limits(ctx))
    elif kind in _BUILT_IN:
        code, message = "invalid_value", _FALLBACK
    else:
        # A PydanticCustomError of ours: its template is a Polish sentence; with a context it could hold the
        # input.
        code, message = kind, _FALLBACK if ctx else str(error["msg"])
    return FieldError(_locate(error["loc"], kind, body), code, _storable(message))


def _only_follows(error: Mapping[str, Any], errors: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a list is too short only because Pydantic leaves out its elements that are wrong, which are told themselves."""
    if error["type"] != "too_short":
        return False
    place = tuple(error["loc"])
    return any(len(one["loc"]) > len(place) and tuple(one["loc"][: len(place)]) == place for one in errors)


def _locate(loc: Sequence[str | int], kind: str, body: object) -> str:
    if kind == "extra_forbidden":
        loc = loc[:-1]
    place, path = (loc[0], loc[1:]) if loc else ("", ())
    if place in ("query", "path", "header", "cookie"):
        return pointer(*loc)
    if place != "body":
        path = loc
    if kind == "json_invalid":
        return ""
    return _storable(pointer(*_fields(path, kind, body)))


def _fields(path: Sequence[str | int], kind: str, body: object) -> list[str | int]:
    """The path without the names Pydantic puts in for members of a union, which are no fields of the
    document.
    """
    found: list[str | int] = []
    node = body
    for place, step in enumerate(path):
        last = place == len(path) - 1
        in_list = isinstance(node, list) and isinstance(step, int) and step < len(node)
        if in_list or (isinstance(node, Mapping) and step in node):
            node = node[step]  # type: ignore[index]
        elif body is not None and not (last and kind == "missing"):
            continue
        if isinstance(step, str) and not _is_of_a_schema(step):
            break
        found.append(step)
    return found


def _is_of_a_schema(name: str) -> bool:
    if name not in _names:
        # Rare: only a key of a mapping gets here, or a schema that was made since.
        _collect(BaseModel)
    return name in _names


def _collect(model: type[BaseModel]) -> None:
    for kind in model.__subclasses__():
        for name, field in kind.model_fields.items():
            _names.update((name, *_aliases(field.validation_alias), *_aliases(field.alias)))
        _collect(kind)


def _aliases(alias: str | AliasPath | AliasChoices | None) -> list[str]:
    if isinstance(alias, AliasChoices):
        return [name for choice in alias.choices for name in _aliases(choice)]
    if isinstance(alias, AliasPath):
        return [step for step in alias.path if isinstance(step, str)]
    return [] if alias is None else [alias]


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


class _Limits(dict[str, Any]):
    """Only limits of the schema may enter a sentence."""

    def __getitem__(self, key: str) -> Any:
        return super().__getitem__(key) if key in _SAFE and key in self else "…"
