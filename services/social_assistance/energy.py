"""Dodatek energetyczny: a monthly sum by the size of the household for whoever has the housing allowance and buys the electricity
himself (art. 3 pkt 13c, art. 5c-5g of the energy law).

Applications of 4.01.2022-31.12.2025 are left unexamined (art. 15 of the act on dodatek osłonowy); who had it before goes on. Whether it
came back in 2026 is unconfirmed, and no rates after April 2023 are known: the flag and the rates of the law say so.
"""

from datetime import date
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from casework.benefits.results import Assessment, Due, Ground, Refusal, UnfitFacts, granted, refused
from kit.law import Law, Record, Rule
from kit.periods import parse_month
from kit.schemas import Schema
from services.social_assistance.case import Case
from services.social_assistance.facts import MonthText

CODE, PART = "dodatek_energetyczny", "energy_supplement"
EXAMINED = f"{CODE}_wnioski_rozpoznawane"
ONE, TO_FOUR, FROM_FIVE = "jedna_osoba", "dwie_do_czterech_osob", "piec_i_wiecej_osob"
_RATES = {ONE: f"{CODE}_1_osoba", TO_FOUR: f"{CODE}_2_4_osoby", FROM_FIVE: f"{CODE}_5_i_wiecej_osob"}
_ACT = "ustawy – Prawo energetyczne"
_VULNERABLE = f"art. 3 pkt 13c, art. 5c ust. 1 {_ACT}"

GROUNDS = {
    ground.code: ground
    for ground in (
        Ground("energy_filed_before_act", f"art. 5c {_ACT}", "W dniu wniosku ustawa nie przewidywała dodatku energetycznego."),
        Ground(
            "energy_suspended",
            "art. 15 ustawy z dnia 17 grudnia 2021 r. o dodatku osłonowym",
            "Wniosek złożono w czasie, w którym wniosków o dodatek energetyczny nie rozpatruje się.",
            "left_unexamined",
        ),
        Ground("energy_no_housing_allowance", _VULNERABLE, "Osobie nie przyznano dodatku mieszkaniowego na czas po wniosku."),
        Ground("energy_no_contract", _VULNERABLE, "Osoba nie jest stroną umowy o dostarczanie energii elektrycznej."),
        Ground("energy_not_living_there", _VULNERABLE, "Osoba nie zamieszkuje w miejscu dostarczania energii elektrycznej."),
    )
}  # fmt: skip
"""Every ground by its code."""

_PAID = Rule(
    CODE,
    f"art. 5c ust. 2 {_ACT}",
    "Dodatek energetyczny za {month} (liczba osób: {persons}) wynosi {amount} zł.",
    ("month:month", "persons:number", "amount:zl"),
    result="amount",
    parameters=tuple(_RATES.values()),
)


class HousingAllowance(Schema):
    """The housing allowance that was granted: its months."""

    first_month: MonthText
    last_month: MonthText

    @model_validator(mode="after")
    def _in_order(self) -> "HousingAllowance":
        if self.first_month > self.last_month:
            raise PydanticCustomError("months_reversed", "Pierwszy miesiąc jest po ostatnim.")
        return self


class EnergySupplement(Schema):
    """The household that buys electricity, and its housing allowance (None: it has none)."""

    persons: Annotated[int, Field(ge=1, le=30, description="osoby gospodarstwa domowego")]
    housing_allowance: HousingAllowance | None = None
    electricity_contract: Annotated[
        bool, Field(description="strona umowy kompleksowej lub umowy sprzedaży energii")
    ] = True
    lives_there: Annotated[bool, Field(description="zamieszkuje w miejscu dostarczania energii")] = True


def energy_answer(case: Case, law: Law, on: date) -> Assessment:
    """A sum for each month of the housing allowance from that of the application. Raises NoParameter, UnfitFacts."""
    asked = case.own.get(PART)
    if not isinstance(asked, EnergySupplement):
        raise UnfitFacts("facts_missing", f"/{PART}", f"Do oceny tego świadczenia potrzebna jest część „{PART}”.")
    view = law.on(case.received_on)
    if not view.has(EXAMINED):
        return refused(CODE, [Refusal(GROUNDS["energy_filed_before_act"])])
    if not view.flag(EXAMINED):
        return refused(CODE, [Refusal(GROUNDS["energy_suspended"])])
    months = _months(case, asked)
    barred = _barred(asked, months)
    if barred:
        return refused(CODE, [Refusal(GROUNDS[code]) for code in barred])
    size = ONE if asked.persons == 1 else TO_FOUR if asked.persons < 5 else FROM_FIVE
    trace: list[Record] = []
    due = []
    for at in months:
        amount = law.month(at).amount(_RATES[size])
        trace.append((_PAID, at, asked.persons, amount))
        due.append(Due(CODE, at, at, amount, variant=size))
    return granted(CODE, due, trace=trace)


def _months(case: Case, asked: EnergySupplement) -> range:
    allowance = asked.housing_allowance
    if allowance is None:
        return range(0)
    return range(max(case.received, parse_month(allowance.first_month)), parse_month(allowance.last_month) + 1)


def _barred(asked: EnergySupplement, months: range) -> list[str]:
    found = []
    if not months:
        found.append("energy_no_housing_allowance")
    if not asked.electricity_contract:
        found.append("energy_no_contract")
    if not asked.lives_there:
        found.append("energy_not_living_there")
    return found
