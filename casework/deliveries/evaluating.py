"""From the stored row of a delivery and its events to what the rules say of it on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol, cast

from casework.deliveries.day import delivery
from casework.deliveries.recorded import Delivered, Event, Kind, Recipient, Sending, Waiting, Way

UNSTATED = "unstated"
"""The way of a delivery of which only the day was noted; it counts like a letter handed over in the office."""


class Sent(Protocol):
    """A stored sending of a letter to one addressee, as far as its delivery depends on it."""

    @property
    def way(self) -> str: ...
    @property
    def addressed_to(self) -> str: ...
    @property
    def sent_on(self) -> date: ...
    @property
    def attorney_since(self) -> date | None: ...
    @property
    def public_entity(self) -> bool: ...
    @property
    def new_address_told_on(self) -> date | None: ...
    @property
    def case_started_on(self) -> date: ...


class Noted(Protocol):
    """A stored event of a sending; corrects: the number of one that was noted in error."""

    @property
    def number(self) -> int: ...
    @property
    def kind(self) -> str | None: ...
    @property
    def on_day(self) -> date | None: ...
    @property
    def corrects(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What stands in the row of a delivery besides what was recorded."""

    state: str
    delivered_on: date | None
    waits_until: date | None
    fiction: bool
    article: str
    reason: str
    kpa_version: str


def evaluated(row: Sent, events: Iterable[Noted], on: date) -> Evaluated:
    """Where the delivery stands as known on the day. Raises EventBeforeSending, NoParameter."""
    way = "office" if row.way == UNSTATED else row.way
    sending = Sending(
        cast(Way, way),
        row.sent_on,
        standing(events),
        cast(Recipient, row.addressed_to),
        row.attorney_since,
        row.public_entity,
        row.new_address_told_on,
    )
    found = delivery(sending, on=on, case_started_on=row.case_started_on)
    version = found.version.value
    if isinstance(found, Delivered):
        return Evaluated("delivered", found.on, None, found.fiction, found.article, found.reason, version)
    if isinstance(found, Waiting):
        return Evaluated("waiting", None, found.until, False, found.article, found.reason, version)
    return Evaluated("ineffective", None, None, False, found.article, found.reason, version)


def standing(events: Iterable[Noted]) -> tuple[Event, ...]:
    """The events that were not taken back or replaced."""
    noted = list(events)
    corrected = {one.corrects for one in noted}
    return tuple(
        Event(cast(Kind, one.kind), one.on_day)
        for one in noted
        if one.number not in corrected and one.kind is not None and one.on_day is not None
    )
