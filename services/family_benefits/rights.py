"""What the facts of a family say of rights that may overlap: who draws them, which are paid within another, and the facts without some.

Used when the table of exclusions (law/*/zbiegi.yaml) is evaluated over the assessed rights of a family.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from casework.benefits.overlaps import FactsOfRights, GivenUp, Lost
from kit.law import Law
from kit.periods import Months, coalesce, day_after, first_day, last_day, month_of
from kit.schemas import Schema
from services.family_benefits import rules
from services.family_benefits.allowance import ALLOWANCE, REDUCED
from services.family_benefits.award import award
from services.family_benefits.carers.conditions import AFTER_DEATH, CARE_BENEFITS, last_death
from services.family_benefits.facts import LeaveRequest
from services.family_benefits.leave import LEAVE
from services.family_benefits.supplements import BENEFIT_OF, BIRTH, COMMUTING, RESIDENCE, SCHOOL_START

CONTRIBUTIONS = frozenset({"skladki_emerytalno_rentowe_opiekunow", "skladki_zdrowotne_opiekunow"})
OF_UKRAINE = "ukraina_"
"""What the codes of benefits of citizens of Ukraine begin with."""
CONTRIBUTIONS_OF_UKRAINE = frozenset({"ukraina_skladki_emerytalno_rentowe", "ukraina_skladki_zdrowotne"})
ASKED_FOR_CHILDREN = {
    "swiadczenie_wychowawcze": ("child_raising", "children"),
    "dobry_start": ("school_year_start", "pupils"),
    "jednorazowe_swiadczenie_za_zyciem": ("for_life", "children"),
    "jednorazowa_zapomoga_urodzenie": ("birth_grant", "children"),
    "ukraina_zapomoga_urodzenie": ("birth_grant", "children"),
}
"""The part of the facts, and its list, that says for which children a benefit is asked."""
OF_A_CARER = CARE_BENEFITS | {"ukraina_swiadczenie_pielegnacyjne", "ukraina_specjalny_zasilek_opiekunczy"}
"""Benefits whom the part `carer` names as drawn by him."""
_PARENTAL = frozenset({"swiadczenie_rodzicielskie", "ukraina_swiadczenie_rodzicielskie"})
OF_THE_FAMILY_PAYMENT = frozenset({ALLOWANCE, *BENEFIT_OF.values()})
"""The allowance and its supplements, which one payment may replace (art. 5 ust. 3)."""


def drawn_by(facts: Any, benefit: str, person: str | None) -> str | None:
    """The member of the family who draws it, when the facts name one."""
    members = _members(facts)
    found = None
    carer = getattr(facts, "carer", None)
    if benefit in OF_A_CARER and carer is not None:
        found = carer.id
    elif benefit == LEAVE:
        requests = facts.supplements.childcare_leave
        found = next((one.carer for one in requests if one.child == person), None)
    return found if found in members else None


def inside(case: Any, law: Law, on: date, benefit: str) -> Iterable[tuple[str, Months]]:
    """The supplement for childcare leave under złotówka za złotówkę: the family payment holds it."""
    if benefit != LEAVE:
        return
    result = award(case, law, on)
    for outcome, last in result.runs:
        if outcome.kind != REDUCED:
            continue
        for record in result.stretches:
            if record[0] is rules.LEAVE and record[3] <= last and record[4] >= outcome.at:
                yield record[1], Months(max(record[3], outcome.at), min(record[4], last))


def without(facts: Schema, benefit: str, given_up: GivenUp) -> Schema | None:
    """The facts from which the benefit is assessed when these rights are done without."""
    mine = benefit
    insurance = getattr(facts, "insurance", None)
    if insurance is not None and benefit in CONTRIBUTIONS | CONTRIBUTIONS_OF_UKRAINE:
        mine = insurance.benefit if benefit in CONTRIBUTIONS else f"{OF_UKRAINE}{insurance.benefit}"
    persons = {person for code, person in given_up if code == mine}
    if not persons:
        return facts
    if mine in ASKED_FOR_CHILDREN:
        return _without_children(facts, *ASKED_FOR_CHILDREN[mine], persons)
    return _without_cared_for(facts, persons) if mine in OF_A_CARER else None


def shared(facts: Any, benefit: str, person: str | None) -> bool:
    """Whether each parent has a part of it: świadczenie wychowawcze for a child under alternating custody."""
    asked = getattr(facts, "child_raising", None) if benefit == "swiadczenie_wychowawcze" else None
    return asked is not None and any(one.child == person and one.alternating_custody for one in asked.children)


def spared(facts: Any, law: Law, benefit: str, person: str | None) -> Mapping[str, frozenset[int]]:
    """The months in which a care benefit only outlives the last person cared for, and the month of her death for what begins after it
    (art. 63 ust. 12-13 of the act of 7.07.2023)."""
    carer = getattr(facts, "carer", None)
    died = None if carer is None else last_death(carer, law)
    if died is None:
        return {}
    of_death = month_of(died)
    if benefit in OF_A_CARER:
        return {"after_death": frozenset(range(of_death + 1, of_death + law.on(died).count(AFTER_DEATH) + 1))}
    begins = _begins(facts, benefit, person)
    return {} if begins is None or begins <= died else {"after_death": frozenset((of_death,))}


def beside(facts: Any, other: Any) -> Schema:
    """The facts with the carer of another decision's facts, where they name none: with the death of the person cared for."""
    found: Schema = facts
    if getattr(facts, "carer", None) is None and getattr(other, "carer", None) is not None:
        found = facts.model_copy(update={"carer": other.carer})
    return found


def _begins(facts: Any, benefit: str, person: str | None) -> date | None:
    """The first day of childcare leave, or of the time for świadczenie rodzicielskie."""
    if benefit == LEAVE:
        leaves: list[date] = [one.leave_from for one in facts.supplements.childcare_leave if one.child == person]
        return min(leaves, default=None)
    parental = getattr(facts, "parental", None)
    if parental is None or benefit not in _PARENTAL:
        return None
    days = (parental.born_on, parental.taken_on, parental.father_since)
    first: date = max(day for day in days if day is not None)
    return first if parental.bar_ended_on is None else max(first, day_after(parental.bar_ended_on))


def shortened(facts: Any, lost: Lost) -> Schema:
    """The requests of the family payment without the months lost: leaves cut, school away, starts of the school year and births left
    out, a child left to the other parent's allowance."""
    update: dict[str, Any] = {}
    supplements = facts.supplements
    leaves = tuple(part for one in supplements.childcare_leave for part in _left_of(one, lost.get((LEAVE, one.child))))
    schools = tuple(
        one
        for one in supplements.study_away
        if (RESIDENCE if one.mode == "residence" else COMMUTING, one.child) not in lost
    )
    births = tuple(one for one in supplements.birth if (BIRTH, one.child) not in lost)
    starts = tuple(one for one in supplements.school_start if (SCHOOL_START, one) not in lost)
    changed = {"childcare_leave": leaves, "study_away": schools, "birth": births, "school_start": starts}
    if any(getattr(supplements, name) != value for name, value in changed.items()):
        update["supplements"] = supplements.model_copy(update=changed)
    children = {person for code, person in lost if code == ALLOWANCE}
    family = getattr(facts, "family", None)
    if children and family is not None:
        # It stays a member of the family and is no entitled child here: the other parent has the allowance for it (art. 27 ust. 1-2).
        members = tuple(
            one.model_copy(update={"allowance_abroad": True}) if one.id in children else one for one in family.members
        )
        update["family"] = family.model_copy(update={"members": members})
    changed_facts: Schema = facts.model_copy(update=update) if update else facts
    return changed_facts


FACTS_OF_RIGHTS = FactsOfRights(drawn_by, inside, without, shortened, OF_THE_FAMILY_PAYMENT, shared, spared, beside)


def _members(facts: Schema) -> frozenset[str]:
    family = getattr(facts, "family", None)
    return frozenset() if family is None else frozenset(member.id for member in family.members)


def _without_cared_for(facts: Any, persons: set[str | None]) -> Schema | None:
    carer = facts.carer
    left = () if None in persons else tuple(one for one in carer.cared_for if one.id not in persons)
    if not left:
        return None
    changed: Schema = facts.model_copy(update={"carer": carer.model_copy(update={"cared_for": left})})
    return changed


def _without_children(facts: Any, part: str, children: str, persons: set[str | None]) -> Schema | None:
    asked = getattr(facts, part)
    left = tuple(one for one in getattr(asked, children) if one.child not in persons)
    if not left:
        return None
    changed: Schema = facts.model_copy(update={part: asked.model_copy(update={children: left})})
    return changed


def _left_of(leave: LeaveRequest, lost: frozenset[int] | None) -> tuple[LeaveRequest, ...]:
    """The runs of months of the leave that are not lost."""
    if not lost:
        return (leave,)
    months = [at for at in range(month_of(leave.leave_from), month_of(leave.leave_to) + 1) if at not in lost]
    runs = coalesce(Months(at, at) for at in months)
    return tuple(
        leave.model_copy(
            update={
                "leave_from": max(leave.leave_from, first_day(run.first)),
                "leave_to": min(leave.leave_to, last_day(run.last)),
            }
        )
        for run in runs
    )
