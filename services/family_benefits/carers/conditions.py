"""What the acts ask of a carer and of the person cared for, and what excludes a care benefit: the first ground met, or none.

Old rules: art. 17 u.ś.r. as on 31.12.2023, art. 16a, and the act of 2014 that follows art. 17; new rules: art. 17 from 2024, which look
at the child only.
"""

from datetime import date
from typing import Protocol

from kit.law import Law, View
from kit.periods import day_after
from services.family_benefits.carers.facts import CaredFor, Carer, Drawn, OwnRight

NURSING_BENEFIT = "swiadczenie_pielegnacyjne"
SPECIAL = "specjalny_zasilek_opiekunczy"
GUARDIAN = "zasilek_dla_opiekuna"
CARE_BENEFITS = frozenset({NURSING_BENEFIT, SPECIAL, GUARDIAN})

AFTER_DEATH = "swiadczenie_opiekuncze_zachowanie_po_smierci"
PARTIAL_RENT: OwnRight = "partial_incapacity_rent"
PARTIAL_RENT_BARS = "renta_czesciowa_wyklucza_swiadczenie_opiekuncze"
_ONE_OF = "jedno_swiadczenie_do_wyboru"
_ONE_OF_FOR_OTHERS = "jedno_swiadczenie_do_wyboru_rozne_osoby"

_BY_ALIMONY_DUTY = frozenset({"spouse", "first_degree_kin", "further_kin"})
_OLD_RELATIONS = {
    NURSING_BENEFIT: _BY_ALIMONY_DUTY | {"parent", "actual_guardian", "related_foster_family"},
    GUARDIAN: _BY_ALIMONY_DUTY | {"parent", "actual_guardian", "related_foster_family"},
    SPECIAL: _BY_ALIMONY_DUTY | {"parent", "related_foster_family"},
}
_FOSTER = frozenset({"foster_family", "related_foster_family", "family_home", "director"})
_NEW_RELATIONS = _BY_ALIMONY_DUTY | _FOSTER | {"parent", "actual_guardian"}


class Answer(Protocol):
    """A ground's code, or None when nothing excludes the benefit."""

    def __call__(self, benefit: str, carer: Carer, person: CaredFor, law: Law, on: date) -> str | None: ...


def old_ground(benefit: str, carer: Carer, person: CaredFor, law: Law, on: date) -> str | None:
    """By the rules to 2023, for a right that is to begin on the day."""
    return (
        _of_certificate(person)
        or _of_relation(benefit, carer, person)
        or _of_carer(benefit, carer, law, on)
        or _of_person(benefit, person)
    )


def new_ground(benefit: str, carer: Carer, person: CaredFor, law: Law, on: date) -> str | None:
    """By the rules from 2024: neither work nor own pension matter; the child's age is looked at with the days of the right."""
    if person.relation not in _NEW_RELATIONS:
        return "no_alimony_duty"
    if any(one.benefit in CARE_BENEFITS and one.resigned_on is None for one in carer.draws):
        return "carer_has_care_benefit"
    return _new_bar(person) or _of_certificate(person)


def new_free_from(carer: Carer, person: CaredFor) -> date | None:
    """The first day on which by the rules from 2024 no bar stands in the way any more; None: no such day matters."""
    days = [one.resigned_on for one in carer.draws if one.resigned_on is not None and one.benefit in CARE_BENEFITS]
    if person.bar_ended_on is not None:
        days.append(day_after(person.bar_ended_on))
    return max(days, default=None)


def free_from(carer: Carer, person: CaredFor, law: Law, received_on: date) -> date | None:
    """The first day on which by the rules to 2023 nothing stands in the way any more; None: no such day matters."""
    days = [carer.care_from] if carer.care_from is not None else []
    days += [one.resigned_on for one in carer.draws if one.resigned_on is not None]
    days += [day_after(day) for day in (carer.own_right_ended_on, person.bar_ended_on) if day is not None]
    if PARTIAL_RENT in carer.own_rights and not _partial_rent_bars(law, received_on):
        days.append(law.parameters[PARTIAL_RENT_BARS].on(received_on).valid_from)
    return max(days, default=None)


def choice_needed_from(carer: Carer, law: Law, start: date) -> date | None:
    """The first day after the start from which the law asks for a choice between the right and what the carer draws beside it."""
    standing = [one for one in standing_beside(carer, law) if one.benefit not in CARE_BENEFITS]
    names = {_ONE_OF if one.same_person else _ONE_OF_FOR_OTHERS for one in standing}
    turns = [value for name in names for value in law.parameters[name].values if value.value is True]
    return min((value.valid_from for value in turns if value.valid_from > start), default=None)


def _of_certificate(person: CaredFor) -> str | None:
    certificate = person.disability
    if certificate is None:
        return "no_care_certificate"
    with_indications = certificate.degree == "orzeczenie_o_niepelnosprawnosci" and person.both_indications
    return None if certificate.degree == "znaczny" or with_indications else "no_care_certificate"


def _of_relation(benefit: str, carer: Carer, person: CaredFor) -> str | None:
    if person.relation not in _OLD_RELATIONS[benefit]:
        return "no_alimony_duty"
    if carer.severely_disabled and (benefit == SPECIAL or person.relation in _BY_ALIMONY_DUTY):
        return "carer_severely_disabled"
    if benefit != SPECIAL and person.relation in {"further_kin", "spouse"} and person.nearer_able:
        return "nearer_kin_able"
    return None


def last_death(carer: Carer, law: Law) -> date | None:
    """The day on which the last person cared for died, when the right outlives her (art. 63 ust. 12 of the act of 7.07.2023); else None."""
    days = [person.died_on for person in carer.cared_for]
    died = max((day for day in days if day is not None), default=None)
    return died if died is not None and None not in days and law.on(died).has(AFTER_DEATH) else None


def drawn_after_death(carer: Carer, law: Law) -> tuple[Drawn, ...]:
    """What the carer draws only since the death, and what takes nothing from a right that outlives it (art. 63 ust. 13 pkt 1-2)."""
    died = last_death(carer, law)
    if died is None:
        return ()
    return tuple(
        one
        for one in carer.draws
        if one.benefit not in CARE_BENEFITS and one.drawn_from is not None and one.drawn_from > died
    )


def begun_inside(carer: Carer, law: Law) -> list[tuple[date, str]]:
    """Work and own pensions that began while the right ran: the first day of each, and the ground for which nothing is due from then on."""
    found: list[tuple[date, str]] = []
    if carer.works_from is not None:
        found.append((carer.works_from, "work_not_given_up"))
    since = carer.own_right_from
    if since is not None and not carer.own_pension_suspended:
        view = law.on(since)
        if any(_bars(right, view) for right in carer.own_rights):
            found.append((since, "own_pension"))
    return found


def begun_after_death(carer: Carer, law: Law) -> list[date]:
    """Those of them that began only after the death, and take nothing from a right that outlives it (art. 63 ust. 13 pkt 3)."""
    died = last_death(carer, law)
    return [] if died is None else [day for day, _ in begun_inside(carer, law) if day > died]


def standing_beside(carer: Carer, law: Law) -> list[Drawn]:
    """What the carer draws and does not resign from, and what stands in the way of a right by the rules to 2023."""
    spared = drawn_after_death(carer, law)
    return [one for one in carer.draws if one.resigned_on is None and one not in spared]


def _of_carer(benefit: str, carer: Carer, law: Law, on: date) -> str | None:
    view = law.on(on)
    if (carer.work == "works" and carer.works_from is None) or (
        carer.work == "not_taken_up" and not _not_taking_up_suffices(benefit, view)
    ):
        return "work_not_given_up"
    if carer.farm == "runs":
        return "farm_not_stopped"
    apart = carer.own_pension_suspended or carer.own_right_ended_on is not None or carer.own_right_from is not None
    if not apart and any(_bars(right, view) for right in carer.own_rights):
        return "own_pension"
    standing = standing_beside(carer, law)
    if any(one.benefit in CARE_BENEFITS for one in standing):
        return "carer_has_care_benefit"
    if any(_one_of(view, one.same_person) for one in standing):
        return "one_benefit_by_choice"
    return None


def _new_bar(person: CaredFor) -> str | None:
    if person.bar_ended_on is not None:
        return None
    if person.in_foster_care and person.relation not in _FOSTER:
        return "cared_for_in_foster_care"
    if any(one in CARE_BENEFITS for one in person.already_set):
        return "care_benefit_already_set"
    if person.in_institution:
        return "cared_for_in_institution"
    return "care_benefit_abroad" if person.care_benefit_abroad else None


def _of_person(benefit: str, person: CaredFor) -> str | None:
    married = person.married or person.relation == "spouse"
    if benefit != SPECIAL and married and not person.spouse_severely_disabled:
        return "cared_for_married"
    if person.bar_ended_on is not None:
        return None
    if person.in_foster_care and person.relation != "related_foster_family":
        return "cared_for_in_foster_care"
    if person.full_board_over_5_days:
        return "full_board_over_5_days"
    if person.early_retirement_for_care:
        return "early_retirement_for_care"
    if person.already_set:
        return "care_benefit_already_set"
    return "care_benefit_abroad" if person.care_benefit_abroad else None


def _bars(right: OwnRight, view: View) -> bool:
    return right != PARTIAL_RENT or (view.has(PARTIAL_RENT_BARS) and view.flag(PARTIAL_RENT_BARS))


def _partial_rent_bars(law: Law, on: date) -> bool:
    return _bars(PARTIAL_RENT, law.on(on))


def _one_of(view: View, same_person: bool) -> bool:
    name = _ONE_OF if same_person else _ONE_OF_FOR_OTHERS
    return view.has(name) and view.flag(name)


def _not_taking_up_suffices(benefit: str, view: View) -> bool:
    name = "specjalny_zasilek_opiekunczy_niepodejmowanie_pracy"
    return benefit != SPECIAL or (view.has(name) and view.flag(name))
