"""Jednorazowe świadczenie pieniężne 300 zł: once for each citizen of Ukraine with a legal stay by the act and an entry in PESEL.

Art. 31 was in force from 12.03.2022 to 30.06.2024; since then only an ordinance may bring it back (art. 31¹), and none is known.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from casework.benefits.results import Assessment, Due, Ground, Refusal, UnfitFacts, granted, refused
from casework.benefits.types import Benefit
from kit.law import Law, Record, Rule
from kit.schemas import Schema
from services.social_assistance.case import Case
from services.social_assistance.facts import Ref

CODE, PART = "ukraina_swiadczenie_300", "ukraine_once"
_AMOUNT = "ukraina_jednorazowe_300"
_ACT = "ustawy z 12.03.2022 o pomocy obywatelom Ukrainy"
GROUNDS = {
    ground.code: ground
    for ground in (
        Ground(
            "ukraine_once_filed_outside",
            f"art. 31 {_ACT}",
            "W dniu wniosku ustawa nie przewidywała jednorazowego świadczenia.",
        ),
        Ground(
            "ukraine_once_no_legal_stay",
            f"art. 2 ust. 1, art. 31 ust. 1 {_ACT}",
            "Pobyt osoby nie jest uznany za legalny na podstawie ustawy.",
        ),
        Ground("ukraine_once_not_in_pesel", f"art. 31 ust. 1 {_ACT}", "Osoby nie wpisano do rejestru PESEL."),
        Ground(
            "ukraine_once_paid_already",
            f"art. 31 ust. 1 {_ACT}",
            "Świadczenie jest jednorazowe, a osoba już je otrzymała.",
        ),
    )
}
_PAID = Rule(
    CODE,
    f"art. 31 ust. 1 {_ACT}",
    "Jednorazowe świadczenie dla osoby ({person}) wynosi {amount} zł.",
    ("person:text", "amount:zl"),
    result="amount",
    parameters=(_AMOUNT,),
)


class UkrainePerson(Schema):
    """A person for whom it was asked: by herself, her representative, temporary guardian or whoever has the child in care."""

    id: Ref
    legal_stay: Annotated[bool, Field(description="pobyt uznany za legalny na podstawie art. 2 ust. 1")] = True
    in_pesel: Annotated[bool, Field(description="wpisana do rejestru PESEL")] = True
    paid_already: bool = False


class UkraineOnce(Schema):
    """All for whom one application asks."""

    persons: Annotated[tuple[UkrainePerson, ...], Field(min_length=1, max_length=100)]

    @model_validator(mode="after")
    def _each_once(self) -> "UkraineOnce":
        ids = [one.id for one in self.persons]
        if len(ids) != len(set(ids)):
            raise PydanticCustomError("duplicate_person", "Oznaczenia osób powtarzają się.")
        return self


def assess(case: Case, law: Law, on: date) -> Assessment:
    """One payment for each person, in the month of the application. Raises UnfitFacts."""
    asked = case.own.get(PART)
    if not isinstance(asked, UkraineOnce):
        raise UnfitFacts("facts_missing", f"/{PART}", f"Do oceny tego świadczenia potrzebna jest część „{PART}”.")
    view = law.on(case.received_on)
    if not view.has(_AMOUNT):
        return refused(CODE, (Refusal(GROUNDS["ukraine_once_filed_outside"]),))
    amount = view.amount(_AMOUNT)
    due: list[Due] = []
    why: list[Refusal] = []
    trace: list[Record] = []
    for person in sorted(asked.persons, key=lambda one: one.id):
        barred = [Refusal(GROUNDS[code], person.id) for code in _barred(person)]
        why += barred
        if not barred:
            trace.append((_PAID, person.id, amount))
            due.append(Due(CODE, case.received, case.received, amount, (person.id,), per="once"))
    return granted(CODE, due, refusals=why, trace=trace) if due else refused(CODE, why)


def _barred(person: UkrainePerson) -> Iterator[str]:
    if not person.legal_stay:
        yield "ukraine_once_no_legal_stay"
    if not person.in_pesel:
        yield "ukraine_once_not_in_pesel"
    if person.paid_already:
        yield "ukraine_once_paid_already"


BENEFIT = Benefit(
    code=CODE,
    name="Jednorazowe świadczenie pieniężne 300 zł",
    act="ustawa z dnia 12 marca 2022 r. o pomocy obywatelom Ukrainy w związku z konfliktem zbrojnym na terytorium tego państwa",
    article="art. 31",
    unit="person",
    counted="entitled",
    kind="computed",
    quantity="swiadczenie",
    parts=(PART,),
    own_parts={PART: UkraineOnce},
    assess=assess,
    note="Przyznanie nie wymaga decyzji, odmowa jej wymaga (art. 31 ust. 6).",
)
