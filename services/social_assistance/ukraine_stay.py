"""Board and lodging of citizens of Ukraine (art. 13 of the act of 12.03.2022): so much for each person and day, so many days from arrival.

The stays were paid from 24.02.2022 to 30.06.2024. No decision is made and the code of procedure does not apply (ust. 1a).
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from casework.benefits.results import Assessment, Due, Ground, Refusal, UnfitFacts, granted, refused
from kit.law import Law, Record, Rule
from kit.periods import add_months, month_of
from kit.schemas import Schema
from services.social_assistance.case import Case
from services.social_assistance.facts import Day, Ref

CODE, FACTS = "ukraina_zakwaterowanie_40", "ukraine_stay"
_RATE, _DAYS = "ukraina_zakwaterowanie_stawka", "ukraina_zakwaterowanie_dni_od_przybycia"
_FILED_WITHIN, _FILED_UNTIL = "ukraina_zakwaterowanie_wniosek_miesiace", "ukraina_zakwaterowanie_wniosek_do"
_LONGEST = 800
_ACT = "ustawy z 12.03.2022 o pomocy obywatelom Ukrainy"
GROUNDS = {
    ground.code: ground
    for ground in (
        Ground(
            "ukraine_stay_late",
            f"art. 13 ust. 1e-1f {_ACT}",
            "Wniosek złożono po terminie.",
            outcome="left_unexamined",
        ),
        Ground(
            "ukraine_stay_no_days",
            f"art. 13 ust. 1 {_ACT}",
            "W okresie wniosku nie ma dni, za które przysługuje świadczenie.",
        ),
        Ground(
            "ukraine_stay_paid_already",
            f"art. 13 ust. 4 pkt 10 {_ACT}",
            "Za osobę i okres wypłacono już świadczenie.",
        ),
        Ground(
            "ukraine_stay_remunerated",
            f"art. 13 ust. 4 pkt 11 {_ACT}",
            "Za okres wniosku otrzymano wynagrodzenie, w tym za wynajem.",
        ),
    )
}
STAYED = Rule(
    "ukraine_stay_days",
    f"art. 13 ust. 1 i 3 {_ACT}",
    "Osoba ({person}), {month}: {days} dni po {rate} zł daje {amount} zł.",
    ("person:text", "month:month", "days:number", "rate:zl", "amount:zl"),
    result="amount",
    parameters=(_RATE, _DAYS),
)


class Guest(Schema):
    """A person taken in, from the first to the last day of the stay; `longer` where the gmina lengthened the time of payment."""

    id: Ref
    arrived_on: Annotated[Day, Field(description="dzień przybycia na terytorium Rzeczypospolitej Polskiej")]
    since: Day
    until: Day
    longer: Annotated[bool, Field(description="przedłużony okres wypłaty")] = False
    paid_already: bool = False

    @model_validator(mode="after")
    def _in_order(self) -> "Guest":
        if not self.arrived_on <= self.since <= self.until or (self.until - self.since).days > _LONGEST:
            raise PydanticCustomError("stay_out_of_order", "Dni przybycia, początku i końca pobytu nie są po kolei.")
        return self


class UkraineStay(Schema):
    """All for whom one application asks."""

    persons: Annotated[tuple[Guest, ...], Field(min_length=1, max_length=100)]
    remunerated: Annotated[bool, Field(description="otrzymano wynagrodzenie, w tym za wynajem")] = False

    @model_validator(mode="after")
    def _each_once(self) -> "UkraineStay":
        ids = [one.id for one in self.persons]
        if len(ids) != len(set(ids)):
            raise PydanticCustomError("duplicate_person", "Oznaczenia osób powtarzają się.")
        return self


def stay_answer(case: Case, law: Law, on: date) -> Assessment:
    """What is paid for each person in each month of the stay. Raises NoParameter, UnfitFacts."""
    asked = case.own.get(FACTS)
    if not isinstance(asked, UkraineStay):
        raise UnfitFacts("facts_missing", f"/{FACTS}", f"Do oceny tego świadczenia potrzebna jest część „{FACTS}”.")
    if case.received_on > _last_day_of_filing(max(one.until for one in asked.persons), law):
        return refused(CODE, [Refusal(GROUNDS["ukraine_stay_late"])])
    if asked.remunerated:
        return refused(CODE, [Refusal(GROUNDS["ukraine_stay_remunerated"])])
    due: list[Due] = []
    why: list[Refusal] = []
    trace: list[Record] = []
    for guest in sorted(asked.persons, key=lambda one: one.id):
        found = [] if guest.paid_already else list(_due(guest, law, trace))
        if not found:
            code = "ukraine_stay_paid_already" if guest.paid_already else "ukraine_stay_no_days"
            why.append(Refusal(GROUNDS[code], guest.id))
        due += found
    if not due:
        return refused(CODE, why, trace=trace)
    return granted(CODE, due, refusals=why, figures=(("total", sum(one.amount for one in due)),), trace=trace)


def _due(guest: Guest, law: Law, trace: list[Record]) -> Iterator[Due]:
    """By months; within a month each rate on its own."""
    counted: dict[tuple[int, int], int] = defaultdict(int)
    for day, rate in _days(guest, law):
        counted[month_of(day), rate] += 1
    months: dict[int, int] = defaultdict(int)
    for (at, rate), days in sorted(counted.items()):
        trace.append((STAYED, guest.id, at, days, rate, days * rate))
        months[at] += days * rate
    for at, amount in months.items():
        yield Due(CODE, at, at, amount, (guest.id,))


def _days(guest: Guest, law: Law) -> Iterator[tuple[date, int]]:
    """The days that are paid with the rate of each; the day of arrival is the first of the days from it."""
    for number in range((guest.until - guest.since).days + 1):
        day = guest.since + timedelta(days=number)
        view = law.on(day)
        if view.has(_RATE) and (guest.longer or (day - guest.arrived_on).days < view.count(_DAYS)):
            yield day, view.amount(_RATE)


def _last_day_of_filing(last: date, law: Law) -> date:
    """Months from the last day of the stay; of a stay before that term there was one day for all. No law: nothing is late."""
    view = law.on(last)
    if view.has(_FILED_WITHIN):
        return add_months(last, view.count(_FILED_WITHIN))
    return date.fromisoformat(view.text(_FILED_UNTIL)) if view.has(_FILED_UNTIL) else date.max
