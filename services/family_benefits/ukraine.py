"""Family benefits of citizens of Ukraine (art. 26 of the act of 12.03.2022): by the rules of u.ś.r., paid from Fundusz Pomocy.

Art. 26 ust. 1 pkt 1 gives all family benefits of art. 2 u.ś.r.: each has a code of its own here, as have the contributions for carers,
and is refused under the ordinary one, which is paid from the state's grant. Paid from the fund: as for the allowance (the paragraphs are
unconfirmed). Zasiłek dla opiekuna is no benefit of that act: contributions for it stay under their ordinary code. Art. 24 ust. 2a u.ś.r.
opens no earlier month: the right begins with that of the application (art. 26 ust. 3).

The right begins not before the month of the entry in the register, needs a legal stay by art. 2 of the act, ends with a departure that
takes the status away (art. 11 ust. 2) and with temporary protection. Members of the family who are not in Poland do not count, neither
their income.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from pydantic import Field

from casework.benefits.results import Assessment, Due, Ground, Refusal, UnfitFacts, granted, refused
from kit.law import Law, Record, Rule
from kit.money import round_up
from kit.periods import days_in, first_day, last_day, month_of
from kit.schemas import Schema
from services.family_benefits import facts as f
from services.family_benefits.award import allowance_answer, supplement_answer
from services.family_benefits.benefits.jednorazowa_zapomoga_urodzenie import assess as birth_grant_answer
from services.family_benefits.carers.conditions import CARE_BENEFITS, GUARDIAN
from services.family_benefits.carers.contributions import HEALTH, PENSION, health_answer, insurance_of, pension_answer
from services.family_benefits.carers.grounds import CONTRIBUTION_GROUNDS
from services.family_benefits.carers.monthly import Within
from services.family_benefits.carers.nursing_benefit import nursing_benefit_answer
from services.family_benefits.carers.right import carer_of
from services.family_benefits.carers.special_allowance import special_allowance_answer
from services.family_benefits.case import Case
from services.family_benefits.childhood.parental import parental_answer
from services.family_benefits.nursing import NURSING, nursing_answer
from services.family_benefits.rights import OF_THE_FAMILY_PAYMENT
from services.family_benefits.supplements import BENEFIT_OF, BIRTH
from services.family_benefits.ukraine_guardian import NOT_FOR_GUARDIANS, TOLD, Guardian, alone, from_the_birth, name_of

PART = "ukraine"
ALLOWANCE, BIRTH_SUPPLEMENT, PARENTAL = (
    "ukraina_zasilek_rodzinny", "ukraina_dodatek_urodzenie", "ukraina_swiadczenie_rodzicielskie",
)  # fmt: skip
BIRTH_GRANT, NURSING_ALLOWANCE, NURSING_BENEFIT = (
    "ukraina_zapomoga_urodzenie", "ukraina_zasilek_pielegnacyjny", "ukraina_swiadczenie_pielegnacyjne",
)  # fmt: skip
SPECIAL_ALLOWANCE, PENSION_CONTRIBUTIONS, HEALTH_CONTRIBUTIONS = (
    "ukraina_specjalny_zasilek_opiekunczy", "ukraina_skladki_emerytalno_rentowe", "ukraina_skladki_zdrowotne",
)  # fmt: skip
SUPPLEMENTS = tuple(sorted(set(BENEFIT_OF.values()) - {BIRTH}))
"""Paid with the allowance under its code, each under its own variant; the birth supplement has a code of its own."""
ORDINARY = OF_THE_FAMILY_PAYMENT | {
    "swiadczenie_rodzicielskie", "jednorazowa_zapomoga_urodzenie", NURSING, *(CARE_BENEFITS - {GUARDIAN}),
    PENSION, HEALTH,
}  # fmt: skip
"""Benefits that the act replaces by its own."""

_ACT = "ustawy z 12.03.2022 o pomocy obywatelom Ukrainy"
_OPEN, _PROTECTED = "ukraina_swiadczenia_rodzinne_wnioski", "ukraina_ochrona_czasowa_do"
GROUNDS = {
    ground.code: ground
    for ground in (
        Ground(
            "ukraine_filed_outside_the_act",
            f"art. 26 {_ACT}; ustawa z 23.01.2026",
            "Wniosek złożono przed wejściem ustawy w życie albo po dniu, do którego przyjmowano wnioski.",
        ),
        Ground(
            "ukraine_no_legal_stay",
            f"art. 2 ust. 1, art. 26 ust. 1 {_ACT}",
            "Pobyt nie jest uznany za legalny na podstawie ustawy.",
        ),
        Ground(
            "ukraine_no_pesel",
            f"art. 4, art. 26 {_ACT}",
            "Wnioskodawca albo dziecko nie ma numeru PESEL ze statusem UKR.",
        ),
        Ground("ukraine_not_in_poland", f"art. 26 ust. 1 {_ACT}", "Wnioskodawca nie mieszka z dzieckiem w Polsce."),
        Ground(
            "ukraine_left",
            f"art. 11 ust. 2 {_ACT}",
            "Wyjazd z Polski na czas dłuższy niż dopuszczalny pozbawił osobę uprawnienia.",
        ),
        Ground("ukraine_no_months", f"art. 26 {_ACT}", "W żadnym miesiącu ochrony prawo nie przysługuje."),
    )
}
BY_THE_ACT = Ground(
    "ukraine_by_the_act", f"art. 26 {_ACT}",
    "Obywatelowi Ukrainy prawo ustala się na podstawie ustawy o pomocy, a wypłaca z Funduszu Pomocy.",
)  # fmt: skip
_STATUS = Rule(
    "ukraine_status",
    f"art. 26 ust. 1 {_ACT}",
    "Pobyt w Polsce jest legalny na podstawie ustawy, wpis do rejestru {registered}; prawo od {first}, nie wcześniej niż od miesiąca "
    "wpisu.",
    ("registered:day", "first:month"),
    result="first",
    parameters=(_OPEN,),
    depth=0,
)
_ABSENT = Rule(
    "ukraine_members_abroad",
    f"art. 26 {_ACT}",
    "Członków rodziny, którzy według oświadczenia nie przebywają w Polsce ({members}), i ich dochodu się nie uwzględnia.",
    ("members:number",),
)
_ENDS = Rule(
    "ukraine_right_ends",
    f"art. 11 ust. 2 {_ACT}; ustawa z 23.01.2026",
    "Prawo kończy się {day}.",
    ("day:day",),
    result="day",
    parameters=(_PROTECTED,),
)


class UkraineStatus(Schema):
    """A citizen of Ukraine: entry in the register, status, and a departure that ends it; members who are not in Poland are not entered
    in the family."""

    registered_on: Annotated[
        f.Day, Field(description="dzień wpisu do rejestru (nadania PESEL UKR), późniejszy z rodzica i dziecka")
    ]
    legal_stay: Annotated[bool, Field(description="pobyt uznany za legalny na podstawie art. 2 ust. 1")] = True
    pesel_ukr: bool = True
    lives_in_poland: bool = True
    left_on: Annotated[
        f.Day | None, Field(description="dzień wyjazdu, który pozbawił statusu (na dłużej niż miesiąc albo 30 dni)")
    ] = None
    members_abroad: Annotated[int, Field(ge=0, le=20)] = 0
    guardian: Annotated[
        Guardian | None,
        Field(description="o świadczenia na dziecko ubiega się opiekun tymczasowy (art. 25) albo opiekun z art. 25¹"),
    ] = None


def allowance(case: Case, law: Law, on: date) -> Assessment:
    """The family allowance with its monthly supplements. Raises NoParameter, UnfitFacts."""

    def answers(own: Case) -> Iterable[tuple[str | None, Assessment]]:
        yield None, allowance_answer(own, law, on)
        for code in SUPPLEMENTS:
            yield code, supplement_answer(code, own, law, on)

    return _answer(ALLOWANCE, case, law, answers)


def birth_supplement(case: Case, law: Law, on: date) -> Assessment:
    """The supplement for the birth of a child. Raises NoParameter, UnfitFacts."""
    return _answer(BIRTH_SUPPLEMENT, case, law, lambda own: ((None, supplement_answer(BIRTH, own, law, on)),))


def parental(case: Case, law: Law, on: date) -> Assessment:
    """Świadczenie rodzicielskie; a month in which the right ends is paid by days; no guardian has it. Raises NoParameter, UnfitFacts."""
    status = _status(case)
    if status.guardian is not None and _barred(status, case, law) is None:
        return refused(PARENTAL, (Refusal(NOT_FOR_GUARDIANS),))
    return _answer(PARENTAL, case, law, lambda own: ((None, parental_answer(own, law, on)),), by_days=True)


def birth_grant(case: Case, law: Law, on: date) -> Assessment:
    """The one-off grant for a birth. Raises NoParameter, UnfitFacts."""
    if _status(case).guardian == "temporary":
        case = from_the_birth(case, "birth_grant")
    return _answer(BIRTH_GRANT, case, law, lambda own: ((None, birth_grant_answer(own, law, on)),))


def nursing_allowance(case: Case, law: Law, on: date) -> Assessment:
    """The nursing allowance of a person. Raises NoParameter, UnfitFacts."""
    return _answer(NURSING_ALLOWANCE, case, law, lambda own: ((None, nursing_answer(own, law, on)),))


def nursing_benefit(case: Case, law: Law, on: date) -> Assessment:
    """The nursing benefit of a carer; a month in which the right ends is paid by days. Raises NoParameter, UnfitFacts."""
    return _answer(
        NURSING_BENEFIT, case, law, lambda own: ((None, nursing_benefit_answer(own, law, on)),), by_days=True
    )


def special_allowance(case: Case, law: Law, on: date) -> Assessment:
    """The special care allowance; a month in which the right ends is paid by days. Raises NoParameter, UnfitFacts."""
    return _answer(
        SPECIAL_ALLOWANCE, case, law, lambda own: ((None, special_allowance_answer(own, law, on)),), by_days=True
    )


def pension_contributions(case: Case, law: Law, on: date) -> Assessment:
    """Pension and disability contributions for a carer. Raises NoParameter, UnfitFacts."""
    return _contributions(PENSION_CONTRIBUTIONS, case, law, on, pension_answer)


def health_contributions(case: Case, law: Law, on: date) -> Assessment:
    """Health contributions for a carer. Raises NoParameter, UnfitFacts."""
    return _contributions(HEALTH_CONTRIBUTIONS, case, law, on, health_answer)


def _contributions(
    benefit: str, case: Case, law: Law, on: date, paid: Callable[[Case, Law, date, Within | None], Assessment]
) -> Assessment:
    """It is the base that ends with the status: its last month is cut before a share of it is taken."""
    if insurance_of(case).benefit == GUARDIAN:
        return refused(benefit, (Refusal(CONTRIBUTION_GROUNDS["no_care_benefit"], carer_of(case).id),))

    def answers(own: Case) -> Iterable[tuple[str | None, Assessment]]:
        status = _status(own)
        only = Within(_first(status, own), _until(status, own, law))
        # A right that would begin behind its end has no months: told as of every benefit, and not as a care benefit that is not due.
        yield None, paid(own, law, on, only if only.first <= month_of(only.until) else None)

    return _answer(benefit, case, law, answers)


def _status(case: Case) -> UkraineStatus:
    status = case.own.get(PART)
    if not isinstance(status, UkraineStatus):
        raise UnfitFacts("facts_missing", f"/{PART}", f"Do oceny tego świadczenia potrzebna jest część „{PART}”.")
    return status


def _first(status: UkraineStatus, case: Case) -> int:
    return max(case.received, month_of(status.registered_on))


def _until(status: UkraineStatus, case: Case, law: Law) -> date:
    protected = date.fromisoformat(law.on(case.received_on).text(_PROTECTED))
    return protected if status.left_on is None else min(protected, status.left_on)


def _answer(
    benefit: str,
    case: Case,
    law: Law,
    answers: Callable[[Case], Iterable[tuple[str | None, Assessment]]],
    *,
    by_days: bool = False,
) -> Assessment:
    status = _status(case)
    ground = _barred(status, case, law)
    if ground is not None:
        return refused(benefit, (Refusal(GROUNDS[ground]),))
    first = _first(status, case)
    trace: list[Record] = [(_STATUS, status.registered_on, first)]
    if status.guardian is not None:
        alone(case)
        trace.append((TOLD, name_of(status.guardian)))
    if status.members_abroad:
        trace.append((_ABSENT, status.members_abroad))
    until = _until(status, case, law)
    due: list[Due] = []
    main: Assessment | None = None
    for variant, found in answers(replace(case, received=first, computed={})):
        main = found if main is None else main
        trace.extend(step for step in found.trace if step not in trace)
        due.extend(_within(found.months, benefit, variant, first, until, law, by_days=by_days))
    if main is not None and main.eligible and not main.months:
        # Under złotówka za złotówkę the family payment holds it.
        return granted(benefit, (), figures=main.figures, trace=trace)
    if main is None or not due:
        refusals = main.refusals if main is not None and not main.eligible else (Refusal(GROUNDS["ukraine_no_months"]),)
        return refused(benefit, refusals, figures=main.figures if main else (), trace=trace)
    if any(one.last >= month_of(until) for one in due):
        trace.append((_ENDS, until))
    return granted(benefit, due, refusals=main.refusals, figures=main.figures, trace=trace)


def _within(
    dues: Iterable[Due], benefit: str, variant: str | None, first: int, until: date, law: Law, *, by_days: bool
) -> Iterable[Due]:
    ends = month_of(until)
    for one in dues:
        start, last = max(one.first, first), min(one.last, ends)
        if start > last:
            continue
        cut = by_days and last == ends and one.last >= ends and until < last_day(ends)
        named = replace(one, benefit=benefit, variant=variant or one.variant, first=start, last=last)
        if not cut:
            yield replace(named, open_ended=one.open_ended and last == one.last)
            continue
        if start < last:
            yield replace(named, last=last - 1, open_ended=False)
        step = law.month(ends).amount("zaokraglenie_niepelny_miesiac")
        days = (until - first_day(ends)).days + 1
        amount = min(one.amount, round_up(one.amount * days, days_in(ends), step))
        yield replace(named, first=ends, last=ends, amount=amount, open_ended=False)


def _barred(status: UkraineStatus, case: Case, law: Law) -> str | None:
    view = law.on(case.received_on)
    if not (view.has(_OPEN) and view.flag(_OPEN)):
        return "ukraine_filed_outside_the_act"
    if not status.legal_stay:
        return "ukraine_no_legal_stay"
    if not status.pesel_ukr:
        return "ukraine_no_pesel"
    if not status.lives_in_poland:
        return "ukraine_not_in_poland"
    if status.left_on is not None and status.left_on < case.received_on:
        return "ukraine_left"
    return None


def by_the_act(benefit: str, case: Case) -> Assessment | None:
    """An ordinary family benefit asked for with the status of this act: it is due under the act's own code, or not at all."""
    told: Any = case.own.get(PART)
    if told is None or benefit not in ORDINARY:
        return None
    if benefit in (PENSION, HEALTH) and getattr(case.own.get("insurance"), "benefit", None) == GUARDIAN:
        return None
    return refused(benefit, (Refusal(BY_THE_ACT),))
