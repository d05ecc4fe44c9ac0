"""The office's own clock of one application (k.p.a. art. 35-36), from its calls and from what was noted of it.

applications/reading.py shows the same day as `settle_by`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol, cast

from casework.tasks.tables import CaseClockRow, CasePauseRow
from casework.terms.office import Clock, Ground, NotCounted, clock


class Call(Protocol):
    """A call for completion, as far as it stops the clock."""

    @property
    def made_on(self) -> date: ...
    @property
    def last_day(self) -> date | None: ...
    @property
    def answered_on(self) -> date | None: ...
    @property
    def closed_on(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class OfficeClock:
    """The clock, and the last day: a later one of the sector's act or of a notice of delay counts instead; None while it stands."""

    clock: Clock
    last_day: date | None


def office_clock(
    received_on: date,
    kept: CaseClockRow | None,
    calls: Iterable[Call],
    pauses: Sequence[CasePauseRow],
    on: date,
    sector: date | None = None,
) -> OfficeClock:
    """The office's clock on the day. kept: None where nothing sets it apart. sector: until when the benefits' own act has the case settled,
    where that is later."""
    stretches = [_of_call(one) for one in calls]
    stretches += [NotCounted(one.first_day, one.last_day, cast(Ground, one.ground)) for one in pauses]
    kind: Literal["explanation", "complex"] = "complex" if kept and kept.kind == "complex" else "explanation"
    found = clock(kind, received_on, stretches, on)
    if found.last_day is None:
        return OfficeClock(found, None)
    later = (day for day in (kept.new_day if kept else None, sector) if day is not None)
    return OfficeClock(found, max([found.last_day, *later]))


def _of_call(call: Call) -> NotCounted:
    ends = [day for day in (call.answered_on, call.closed_on, call.last_day) if day is not None]
    last = max(call.made_on, min(ends)) if ends else None
    return NotCounted(call.made_on, last, "term_for_an_act")
