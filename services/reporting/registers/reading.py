"""Acts of registers of a page of a log: what was done, or is taken back, with figures of whom it counts. No I/O."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.reporting.ledger.values import LARGEST

PERIODS = ("month", "quarter", "half_year", "year")
MOST_LEAST = 1000
_FIGURES = ("all", *PERIODS)
_CODE = re.compile(r"[a-z][a-z0-9_]{0,79}")
_QUANTITY = re.compile(r"(-?)([0-9]{1,12})\.([0-9]{3})")


@dataclass(frozen=True, slots=True)
class RegisterFact:
    """As the ledger keeps it. counts, quantities: rows of their own; quantities in thousandths. least: 0 where every figure is told."""

    sequence: int
    register: str
    act: str
    on_day: str
    unit: str
    requester: str
    acts: int
    takes_back: int | None
    counts: tuple[Mapping[str, Any], ...]
    quantities: tuple[tuple[str, int], ...]
    least: int


def register_fact(event: Mapping[str, Any]) -> RegisterFact:
    """Raises KeyError, TypeError, ValueError when the event breaks its schema."""
    data = event["data"]
    acts, back = data["acts"], data.get("takes_back")
    if type(acts) is not int or not -1 <= acts <= 1:
        raise ValueError("acts")
    if back is not None and (type(back) is not int or not 0 < back < event["sequence"]):
        raise ValueError("takes_back")
    least = data.get("least")
    if least is not None and (type(least) is not int or not 2 <= least <= MOST_LEAST):
        raise ValueError("least")
    requester = data.get("requester")
    return RegisterFact(
        event["sequence"],
        _code(data["register"]),
        _code(data["act"]),
        date.fromisoformat(data["on"]).isoformat(),
        _code(data["unit"]),
        "" if requester is None else _code(requester),
        acts,
        back,
        tuple(_count(one) for one in data.get("counts", ())),
        tuple((_code(one["unit"]), _thousandths(one["value"])) for one in data.get("quantities", ())),
        least or 0,
    )


def _count(one: Mapping[str, Any]) -> dict[str, Any]:
    figures = {name: one[name] for name in _FIGURES}
    if any(type(figure) is not int or abs(figure) > LARGEST for figure in figures.values()):
        raise ValueError("a count")
    return {"unit": _code(one["unit"]), **figures}


def _thousandths(value: str) -> int:
    found = _QUANTITY.fullmatch(value)
    if found is None:
        raise ValueError("a quantity")
    sign, whole, part = found.groups()
    return (-1 if sign else 1) * (int(whole) * 1000 + int(part))


def _code(value: object) -> str:
    if not isinstance(value, str) or _CODE.fullmatch(value) is None:
        raise ValueError("a code")
    return value
