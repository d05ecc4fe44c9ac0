"""Facts of any valid shape: a strategy read off a form of facts itself, so that a new field is fuzzed without being named here."""

from datetime import date
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Le, MaxLen, MinLen
from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic.fields import FieldInfo

EDGES = [
    "1900-01-01", "2004-05-01", "2008-02-29", "2014-11-01", "2015-12-31", "2016-01-01", "2016-02-29", "2017-08-01", "2020-02-29",
    "2024-02-29", "2024-11-01", "2025-10-31", "2026-01-01", "2100-12-31",
]  # fmt: skip
MONEY = ["0.00", "0.00", "0.01", "674.00", "674.01", "1209.00", "8088.01", "24264.00", "10000000.00"]
REFS = ["a", "b", "c"]
STATES = ["DE", "GB", "UA"]
CURRENCIES = ["EUR", "UAH"]
LONGEST = 3


def facts_of(model: type[BaseModel]) -> st.SearchStrategy[dict[str, Any]]:
    """JSON of the model: required fields always, others sometimes; references from a few names, so that they meet."""
    required = {name: _field(info) for name, info in model.model_fields.items() if info.is_required()}
    optional = {name: _field(info) for name, info in model.model_fields.items() if not info.is_required()}
    return st.fixed_dictionaries(required, optional=optional)


def _field(info: FieldInfo) -> st.SearchStrategy[Any]:
    return _of(info.annotation, tuple(info.metadata))


def _of(kind: Any, metadata: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    if get_origin(kind) is Annotated:
        inner, *more = get_args(kind)
        return _of(
            inner,
            (*metadata, *(item for one in more for item in (one.metadata if isinstance(one, FieldInfo) else [one]))),
        )
    if get_origin(kind) in {Union, UnionType}:
        return st.one_of([st.none() if item is type(None) else _of(item, metadata) for item in get_args(kind)])
    if get_origin(kind) is Literal:
        return st.sampled_from(get_args(kind))
    if get_origin(kind) is tuple:
        least = next((item.min_length for item in metadata if isinstance(item, MinLen)), 0)
        most = next((item.max_length for item in metadata if isinstance(item, MaxLen)), LONGEST)
        return st.lists(_of(get_args(kind)[0], ()), min_size=least, max_size=min(most, LONGEST))
    return _plain(kind, metadata)


def _plain(kind: Any, metadata: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return facts_of(kind)
    if kind is bool:
        return st.booleans()
    if kind is date:
        return st.one_of(st.sampled_from(EDGES), st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(date.isoformat))
    if kind is int:
        least = next((item.ge for item in metadata if isinstance(item, Ge)), 0)
        most = next((item.le for item in metadata if isinstance(item, Le)), 1000)
        return st.integers(int(str(least)), int(str(most)))
    if kind is str:
        return _text(next((item.pattern for item in metadata if hasattr(item, "pattern")), None))
    raise TypeError(f"a member of the facts is of a kind that nothing is made up for: {kind}")


def _text(pattern: str | None) -> st.SearchStrategy[str]:
    if pattern is None:
        return st.sampled_from(["Zakład A", "Zakład B"])
    if pattern.startswith("^[a-z]"):
        return st.sampled_from(REFS)
    if pattern == "^[A-Z]{3}$":
        return st.sampled_from(CURRENCIES)
    if pattern.startswith("^[A-Z]"):
        return st.sampled_from(STATES)
    if "10000000" in pattern:
        return st.one_of(
            st.sampled_from(MONEY),
            st.sampled_from(MONEY),
            st.from_regex(pattern, fullmatch=True, alphabet="0123456789."),
        )
    return st.from_regex(pattern, fullmatch=True, alphabet="0123456789.-")
