"""Single values of a fact: quantities, shares of an amount, pseudonyms, and all of them as text for COPY."""

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

import orjson

NULL = "\\N"
# Of one line: ten thousand milliards of złote. Nine thousand such lines still fit in a cell, and nobody has paid one.
LARGEST = 10**15
_NAMED = ("entitled", "recipient", "household", "old", "new")
_PSEUDONYM = re.compile(r"[A-Za-z0-9_-]{43}")
_QUANTITY = re.compile(r"-?[0-9]{1,12}\.[0-9]{3}")
_UNSAFE = re.compile(r"[\\\t\n\r]")
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


@lru_cache(maxsize=4096)
def thousandths(value: str) -> int:
    """A quantity in thousandths; raises ValueError for what is not written with three decimals."""
    if not _QUANTITY.fullmatch(value):
        raise ValueError("quantity")
    return int(value.replace(".", ""))


def spread(amount: int, weights: Sequence[int]) -> list[int]:
    """`amount` over lines in proportion to their money, in whole grosze, nothing lost or made; all on the first line of no money.

    Raises ValueError for what is not an amount.
    """
    if amount.__class__ is not int or not -LARGEST <= amount <= LARGEST:
        raise ValueError("amount")
    total = sum(weights)
    if total == 0:
        return [amount, *([0] * (len(weights) - 1))]
    parts: list[int] = []
    so_far = done = 0
    for weight in weights:
        so_far += weight
        reached = amount * so_far // total
        parts.append(reached - done)
        done = reached
    return parts


def own_parts(amount: int, parts: Sequence[int | None]) -> list[int] | None:
    """The lines' own parts of `amount`, where every line states one, else None. Raises ValueError when they do not add up."""
    stated = [part for part in parts if part is not None]
    if len(stated) < len(parts):
        return None
    if any(part.__class__ is not int for part in stated) or sum(stated) != amount:
        raise ValueError("parts of the sets")
    return stated


def is_pseudonym(name: object) -> bool:
    """Whether it has the form of one."""
    return isinstance(name, str) and _PSEUDONYM.fullmatch(name) is not None


def first_with(items: Sequence[bytes], names: Collection[object]) -> int:
    """The place of the first event that names one of these."""
    for item in items:
        event = orjson.loads(item)
        data = event.get("data")
        if isinstance(data, dict) and any(data.get(member) in names for member in _NAMED):
            return int(event["sequence"])
    return 0


def as_json(value: object) -> str:
    """A value as JSON, for COPY; nothing where it is empty."""
    return as_text(orjson.dumps(value).decode()) if value else NULL


def as_text(value: str | None) -> str:
    """A text for COPY."""
    if value is None:
        return NULL
    return value.translate(_ESCAPES) if _UNSAFE.search(value) else value
