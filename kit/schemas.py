"""Base classes of what comes in and what goes out as JSON, and integers that a register can hold."""

from types import NoneType, UnionType
from typing import Annotated, Any, ClassVar, Generic, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError, SchemaValidator

INT32_MAX = 2**31 - 1
INT64_MAX = 2**63 - 1

Int32 = Annotated[int, Field(ge=-INT32_MAX - 1, le=INT32_MAX)]
"""An integer of a PostgreSQL integer column."""

Int64 = Annotated[int, Field(ge=-INT64_MAX - 1, le=INT64_MAX)]
"""An integer of a PostgreSQL bigint column; a larger one is refused here instead of failing there."""

_NESTED = (dict, list, tuple)
_DEEPEST = 64
"""Levels of lists and objects in anything that a client sends."""

Count = Annotated[int, Field(ge=0, le=INT32_MAX)]
"""A number of persons, families or things."""


class Schema(BaseModel):
    """Something a client sends: unknown members are refused, text holds no NUL, an error never shows the
    value.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, allow_inf_nan=False)

    _looks_after_itself: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def __pydantic_on_complete__(cls) -> None:
        # Members that are schemas, or lists of one, check their own text; looking through them here too would read a
        # form of facts as often as it is deep.
        cls._looks_after_itself = frozenset(
            name for name, info in cls.model_fields.items() if _holds_schemas_only(info.annotation)
        )

    @field_validator("*", mode="before")
    @classmethod
    def _storable(cls, value: Any, info: ValidationInfo) -> Any:
        # PostgreSQL's text cannot hold a NUL, and half a surrogate pair is no text: both would be a 500 on
        # insert.
        if value is None:
            return None
        if value.__class__ is str:
            if "\x00" in value or not (value.isascii() or _is_text(value)):
                raise PydanticCustomError("invalid_text", "Tekst zawiera niedozwolone znaki.")
        elif isinstance(value, _NESTED) and info.field_name not in cls._looks_after_itself:
            fault = _fault(value)
            if fault is not None:
                raise fault
        return value


SchemaT = TypeVar("SchemaT", bound=Schema)


class Stored(Generic[SchemaT]):
    """Reads a schema back from JSON that this program wrote: by all its rules, but texts that were looked through when they came in are
    not looked through once more, which is most of what reading takes.
    """

    def __init__(self, model: type[SchemaT]) -> None:
        # Without the validators that the inner models have built of themselves: those look through every text.
        self._validator = SchemaValidator(_without_looking(model.__pydantic_core_schema__), _use_prebuilt=False)

    def read(self, text: str) -> SchemaT:
        """Raises pydantic's ValidationError when the text is nothing of this schema, as text of an older schema may be."""
        found: SchemaT = self._validator.validate_json(text)
        return found


class Out(BaseModel):
    """Something a service answers. Its fields have no defaults, so that generated clients need not check for
    them.
    """

    model_config = ConfigDict(frozen=True, from_attributes=True)


def _without_looking(core: Any) -> Any:
    """The core schema without `_storable`, level by level as it is nested."""
    if isinstance(core, dict):
        if core.get("type") == "function-before" and _looks(core["function"]["function"]):
            return _without_looking(core["schema"])
        return {name: value if name == "cls" else _without_looking(value) for name, value in core.items()}
    return [_without_looking(one) for one in core] if isinstance(core, list) else core


def _looks(function: Any) -> bool:
    return getattr(function, "__func__", None) is Schema._storable.__func__  # type: ignore[attr-defined]


def _holds_schemas_only(annotation: Any) -> bool:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _holds_schemas_only(inner[0])
    if origin in (list, tuple, Union, UnionType):
        return all(one in (NoneType, Ellipsis) or _holds_schemas_only(one) for one in inner)
    return isinstance(annotation, type) and issubclass(annotation, Schema)


def _fault(value: Any) -> PydanticCustomError | None:
    """What is wrong with any text inside; level by level, because what is nested deep would end the program's own stack."""
    level = [value]
    for _ in range(_DEEPEST):
        below: list[Any] = []
        for one in level:
            if isinstance(one, str):
                if "\x00" in one or not (one.isascii() or _is_text(one)):
                    return PydanticCustomError("invalid_text", "Tekst zawiera niedozwolone znaki.")
            elif isinstance(one, dict):
                below += one.keys()
                below += one.values()
            elif isinstance(one, list | tuple):
                below += one
        if not below:
            return None
        level = below
    return PydanticCustomError("too_deep", "Dane są zagnieżdżone zbyt głęboko.")


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
