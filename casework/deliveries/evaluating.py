"""From the stored row of a delivery and its events to what the rules say of it on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import cast

from casework.deliveries.day import delivery
from casework.deliveries.recorded import Delivered, Event, Kind, Recipient, Sending, Waiting, Way
from casework.deliveries.tables import DeliveryEventRow, DeliveryRow

UNSTATED = "unstated"
"""The way of a delivery of which only the day was noted; it counts like a letter handed over in the office."""


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


def evaluated(row: DeliveryRow, events: Iterable[DeliveryEventRow], on: date) -> Evaluated:
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


def standing(events: Iterable[DeliveryEventRow]) -> tuple[Event, ...]:
    """The events that were not taken back or replaced."""
    noted = list(events)
    corrected = {one.corrects for one in noted}
    return tuple(
        Event(cast(Kind, one.kind), one.on_day)
        for one in noted
        if one.number not in corrected and one.kind is not None and one.on_day is not None
    )
