"""The adapter's own table (electronic.yaml): where members of a form stand, by which names, and what its words are in the acts' lists."""

import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kit.written import read_yaml

_TABLE = Path(__file__).with_name("electronic.yaml")
_REFUSED_VALUES = (None, False, "", "0", "N", "n", "NIE", "nie", "false", 0)
_WORDS = str.maketrans("łŁ", "lL")


def codes(kind: str, word: str) -> tuple[str, ...]:
    """The codes of the closed lists that a word of the form may stand for, the likeliest first."""
    name = code(word)
    return tuple(table()["codes"][kind].get(name, (name,)))


def of(what: str, node: Any) -> dict[str, Any]:
    """Members of a thing that the form lists, by our names for them."""
    return {name: first(node, tuple(f"/{one}" for one in names)) for name, names in members(what).items()}


def first(document: Mapping[str, Any], pointers: tuple[str, ...]) -> Any:
    """The first member that is there and says something."""
    for pointer in pointers:
        node = at(document, pointer)
        if isinstance(node, str | bool | int) and node not in _REFUSED_VALUES:
            return node
    return None


def at(document: Any, pointer: str) -> Any:
    """What stands at the pointer, None when nothing does."""
    node = document
    for part in pointer.split("/")[1:]:
        node = node.get(part) if isinstance(node, Mapping) else None
    return node


@cache
def table() -> dict[str, Any]:
    """The table as it is written."""
    read: dict[str, Any] = read_yaml(_TABLE.read_text("utf-8"))
    return read


@cache
def members(what: str) -> Mapping[str, tuple[str, ...]]:
    """Names or JSON pointers of every member of a thing, in the order in which they are tried."""
    return {str(name): tuple(map(str, pointers)) for name, pointers in table()[what].items()}


def text(value: object) -> str | None:
    """The value as text, if there is one."""
    return None if value is None else str(value)


def code(word: object) -> str:
    """A word of the form as a code: small letters without marks, everything else an underscore."""
    plain = unicodedata.normalize("NFKD", str(word or "").strip().lower().translate(_WORDS))
    kept = "".join(one for one in plain if not unicodedata.combining(one))
    return "".join(one if one.isascii() and one.isalnum() else "_" for one in kept).strip("_")[:80]
