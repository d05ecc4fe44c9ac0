"""The registers of acts as data (registers.yaml): what is done in each, whom it counts, who may have asked, what an act measures.

Codes go out in events for ever: a register or an act may be added, and its title changed, but none is renamed or taken out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from kit.law import View
from kit.written import read_yaml

PERSONS, HOUSEHOLDS, CHILDREN = "osoba", "rodzina", "dziecko"
UNITS = (PERSONS, HOUSEHOLDS, CHILDREN)
Per = Literal["year", "week"]
_MEMBERS = {"title", "article", "acts", "counts", "requesters", "quantity", "cost", "products"}


class BadRegisters(ValueError):
    """registers.yaml is wrong; the message names the register."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How much of the register's quantity one person may have in a year or a week; parameter: of the law's files, by the day of the act."""

    parameter: str
    per: Per


@dataclass(frozen=True, slots=True)
class ActKind:
    """A kind of act of a register."""

    code: str
    title: str
    limit: Limit | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """A register of acts. counts: units in which it counts; quantity: what an act measures (None: nothing). products: code to title."""

    code: str
    title: str
    article: str
    acts: Mapping[str, ActKind]
    counts: tuple[str, ...]
    requesters: bool
    quantity: str | None
    cost: bool
    products: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Registers:
    """All registers, and whoever may ask for an act, by code."""

    by_code: Mapping[str, Register]
    requesters: Mapping[str, str]


def span(day: date, per: Per) -> tuple[date, date]:
    """The first and the last day of the year or the week (Monday to Sunday) that a limit is counted in."""
    if per == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def left(limit: Limit, used: Fraction, view: View) -> Fraction | None:
    """What of the limit is left; None where the law of the day sets none, or its edition was not read. Never less than nothing."""
    if not view.has(limit.parameter):
        return None
    return max(Fraction(0), view.count(limit.parameter) - used)


@cache
def registers() -> Registers:
    """The registers of registers.yaml. Raises BadRegisters."""
    content: Mapping[str, Any] = read_yaml((Path(__file__).parent / "registers.yaml").read_text(encoding="utf-8"))
    found = {code: read(code, body) for code, body in content["registers"].items()}
    return Registers(MappingProxyType(found), MappingProxyType(dict(content["requesters"])))


def read(code: str, body: Mapping[str, Any]) -> Register:
    """One register as written. Raises BadRegisters."""
    if unknown := set(body) - _MEMBERS:
        raise BadRegisters(f"{code}: unknown members {sorted(unknown)}")
    acts = {act: _act(code, act, said) for act, said in body["acts"].items()}
    counts = tuple(body["counts"])
    if len(set(counts)) != len(counts) or not set(counts) <= set(UNITS):
        raise BadRegisters(f"{code}: counts {counts}")
    quantity = body.get("quantity")
    if quantity is None and any(one.limit for one in acts.values()):
        raise BadRegisters(f"{code}: a limit of what is not measured")
    if quantity is None and body.get("products"):
        raise BadRegisters(f"{code}: products of what is not measured")
    if not acts:
        raise BadRegisters(f"{code}: nothing is done in it")
    return Register(
        code, body["title"], body["article"], MappingProxyType(acts), counts, body.get("requesters", False), quantity,
        body.get("cost", False), MappingProxyType(dict(body.get("products", {}))),
    )  # fmt: skip


def _act(register: str, code: str, said: str | Mapping[str, Any]) -> ActKind:
    if isinstance(said, str):
        return ActKind(code, said)
    limit = said["limit"]
    if set(said) != {"title", "limit"} or set(limit) != {"parameter", "per"} or limit["per"] not in ("year", "week"):
        raise BadRegisters(f"{register}: {code}")
    return ActKind(code, said["title"], Limit(limit["parameter"], limit["per"]))
