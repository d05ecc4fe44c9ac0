"""What the log is told of an act of a register (docs/events.md, Acts of registers): the act, or that it is taken back. Pure.

Persons and families go out as figures alone. A fact is never changed: one that stands no more is taken back by its place in the log, with
every figure turned round, and the act is told anew when it stands still.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from casework.facts.registers import REGISTER_ACT_RECORDED
from kit.feed.envelope import Event, event
from services.social_assistance.acts.counting import PERIODS, Counted

THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Told:
    """An act as the log is told of it. quantity: its unit and how much, in thousandths. least: as in the fact."""

    id: UUID
    register: str
    act: str
    on: date
    unit: str
    requester: str | None
    quantity: tuple[str, int] | None
    counts: tuple[Counted, ...]
    least: int | None = None


def fact(told: Told, *, takes_back: int | None = None) -> dict[str, Any]:
    """`data` of the event. takes_back: the place in the log of the fact that stands no more."""
    sign = 1 if takes_back is None else -1
    counts = [
        {"unit": one.unit, "all": sign * one.all, **{period: sign * getattr(one, period) for period in PERIODS}}
        for one in told.counts
    ]
    data: dict[str, Any] = {
        "register": told.register,
        "act": told.act,
        "on": told.on,
        "unit": told.unit,
        "acts": sign,
        "requester": told.requester,
        "counts": counts,
        "quantities": [] if told.quantity is None else [_measured(*told.quantity, sign)],
    }
    if told.least is not None:
        data["least"] = told.least
    return data if takes_back is None else data | {"takes_back": takes_back}


def told_event(service: str, gmina: str, told: Told, *, takes_back: int | None = None) -> Event:
    """The event of the act."""
    data = fact(told, takes_back=takes_back)
    return event(service=service, gmina=gmina, type=REGISTER_ACT_RECORDED, subject=told.id, data=data)


def stored(counts: Sequence[Counted]) -> list[dict[str, Any]]:
    """Counts as the act keeps what it told."""
    return [asdict(one) for one in counts]


def kept(counts: Sequence[Mapping[str, Any]]) -> tuple[Counted, ...]:
    """Counts of what the act keeps."""
    return tuple(Counted(**one) for one in counts)


def _measured(unit: str, thousandths: int, sign: int) -> dict[str, str]:
    # Of whole numbers, so that a quantity never passes through a float.
    minus = "-" if sign < 0 and thousandths else ""
    return {"unit": unit, "value": f"{minus}{thousandths // THOUSAND}.{thousandths % THOUSAND:03d}"}
