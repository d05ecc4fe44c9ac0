"""From which day to which day a carer has a right for a person, and by which rules: those to 2023, kept ones, or those from 2024.

Sources: art. 17, art. 24 ust. 2-4 u.ś.r., art. 63 of the act of 7.07.2023 on świadczenie wspierające (Dz.U. 2023 poz. 1429), art. 6 ust. 2b
SUS (Dz.U. 2025 poz. 350).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from casework.benefits.results import UnfitFacts
from casework.terms.days_off import rolled
from kit.law import Law, Record, Rule
from kit.periods import add_months, birthday, day_after, first_day, last_day, month_of
from services.family_benefits import rules as told_already
from services.family_benefits.carers import rules
from services.family_benefits.carers.conditions import (
    AFTER_DEATH,
    begun_after_death,
    begun_inside,
    choice_needed_from,
    drawn_after_death,
    free_from,
    new_free_from,
    new_ground,
    old_ground,
)
from services.family_benefits.carers.days import Stretch
from services.family_benefits.carers.facts import CaredFor, Carer
from services.family_benefits.case import Case

NEW_RULES = "swiadczenie_pielegnacyjne_nowe_zasady"
AGE = "swiadczenie_pielegnacyjne_wiek_dziecka"
KEPT_TERM = "prawo_zachowane_termin_miesiace"

_DRAWN = {
    "swiadczenie_pielegnacyjne": "świadczenie pielęgnacyjne",
    "specjalny_zasilek_opiekunczy": "specjalny zasiłek opiekuńczy",
    "zasilek_dla_opiekuna": "zasiłek dla opiekuna",
    "swiadczenie_rodzicielskie": "świadczenie rodzicielskie",
    "dodatek_urlop_wychowawczy": "dodatek z tytułu opieki nad dzieckiem w okresie urlopu wychowawczego",
}

Found = Stretch | str
"""The days of the right, or the ground of refusal."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: the benefit, whose case, the law; `steps` takes the trace of a person found entitled."""

    benefit: str
    case: Case
    carer: Carer
    law: Law
    steps: list[Record]

    @property
    def new_since(self) -> date:
        """The first day of the new rules."""
        return self.law.parameters[NEW_RULES].values[-1].valid_from


def carer_of(case: Case) -> Carer:
    """The part of the facts about the carer. Raises UnfitFacts."""
    carer = case.own.get("carer")
    if not isinstance(carer, Carer):
        raise UnfitFacts("facts_missing", "/carer", "Do oceny tego świadczenia potrzebna jest część „carer”.")
    return carer


def in_order(carer: Carer) -> tuple[CaredFor, ...]:
    """The persons cared for, the eldest first, however they were entered."""
    return tuple(sorted(carer.cared_for, key=lambda person: (person.born_on, person.id)))


def old_stretch(asked: Asked, person: CaredFor) -> Found:
    """The right by the rules to 2023: arisen by then, or kept since (art. 63 ust. 1-3). Raises NoParameter."""
    start = _start(asked, person)
    ground = old_ground(asked.benefit, asked.carer, person, asked.law, start)
    if ground is not None:
        return ground
    kept = start >= asked.new_since
    if kept:
        if asked.carer.kept_right is None or asked.carer.kept_right.waived:
            return "no_kept_right"
        if not _renewed_in_time(asked, person):
            return "kept_right_lost"
    steps: list[Record] = [(rules.OLD_RULES, asked.carer.id, person.id, _certificate(person), start)]
    _tell_free(asked.carer, person, start, steps)
    if kept:
        steps.append((rules.KEPT, person.id, asked.new_since - timedelta(days=1)))
        _tell_new_certificate(asked, person, steps)
    onset = person.disability.onset_on if person.disability else None
    if onset is not None and onset >= birthday(person.born_on, asked.law.on(start).count(AGE)):
        steps.append((rules.LATE_ONSET, person.id, onset))
    steps += [
        (rules.BESIDE_AFTER_DEATH, asked.carer.id, one.drawn_from, _DRAWN[one.benefit])
        for one in drawn_after_death(asked.carer, asked.law)
    ]
    steps += [(rules.BEGUN_AFTER_DEATH, asked.carer.id, day) for day in begun_after_death(asked.carer, asked.law)]
    if asked.carer.own_rights and asked.carer.own_pension_suspended:
        steps.append((rules.SUSPENDED, asked.carer.id))
    return _closed(asked, person, start, None, steps)


def new_stretch(asked: Asked, person: CaredFor) -> Found:
    """The right by the rules from 2024, for a child until the day before the 18th birthday (the last day is our reading)."""
    start = max(_begin(asked, person), asked.new_since)
    free = new_free_from(asked.carer, person)
    if free is not None:
        start = max(start, free)
    age = asked.law.on(start).count(AGE)
    grown = birthday(person.born_on, age)
    ground = new_ground(asked.benefit, asked.carer, person, asked.law, start)
    if ground is None and start >= grown:
        ground = "cared_for_is_adult"
    if ground is not None:
        return ground
    steps: list[Record] = [(rules.NEW_RULES, asked.carer.id, person.id, age, _certificate(person), start)]
    _tell_free(asked.carer, person, start, steps)
    return _closed(asked, person, start, grown - timedelta(days=1), steps)


def _closed(asked: Asked, person: CaredFor, start: date, grown: date | None, steps: list[Record]) -> Found:
    """The stretch to the earliest of its ends; the ground when that lies before its start."""
    ends: list[tuple[date, str, Callable[[date], Record]]] = []
    certificate = person.disability
    if certificate is not None and (valid := certificate.valid_to) is not None:
        last = last_day(month_of(valid))
        ends.append((last, "certificate_expired", lambda end: (rules.ENDS_CERTIFICATE, person.id, valid, end)))
    if grown is not None:
        age = asked.law.on(start).count(AGE)
        ends.append((grown, "cared_for_is_adult", lambda end: (rules.ENDS_GROWN, person.id, age, end)))
    if (begins := person.swiadczenie_wspierajace_from) is not None and grown is None:
        before = begins - timedelta(days=1)
        ends.append((before, "swiadczenie_wspierajace", lambda end: (rules.ENDS_SUPPORT, person.id, end)))
    if grown is None:
        ends += _begun(asked, person)
    chosen = choice_needed_from(asked.carer, asked.law, start) if grown is None else None
    if chosen is not None:
        before_choice = chosen - timedelta(days=1)
        ends.append(
            (
                before_choice,
                "one_benefit_by_choice",
                lambda end: (rules.ENDS_CHOICE, asked.carer.id, person.id, chosen, end),
            )
        )
    earned_to = None
    if (died := person.died_on) is not None:
        if died < start:
            return "care_ended"
        view = asked.law.on(died)
        if view.has(AFTER_DEATH):
            # no pension contributions for the days after the death: art. 6 ust. 2b pkt 2-3 SUS, of a kept right art. 63 ust. 14
            earned_to = died
            after = last_day(month_of(died) + view.count(AFTER_DEATH))
            ends.append((after, "care_ended", lambda end: (rules.AFTER_DEATH, person.id, died, end)))
        else:
            ends.append((died, "care_ended", lambda end: (rules.ENDS_DEATH, person.id, end)))
    if not ends:
        asked.steps.extend(steps)
        return Stretch(person.id, start, None, None, grown is not None)
    end, ground, tell = min(ends, key=lambda one: one[:2])
    if end < start:
        return ground
    asked.steps.extend((*steps, tell(end)))
    return Stretch(person.id, start, end, earned_to, grown is not None)


def _begun(asked: Asked, person: CaredFor) -> list[tuple[date, str, Callable[[date], Record]]]:
    """The ends that work and own pensions make, on the day before they began; by the rules from 2024 neither matters."""
    spared = begun_after_death(asked.carer, asked.law)
    told = {"work_not_given_up": rules.ENDS_WORK, "own_pension": rules.ENDS_OWN_RIGHT}
    found: list[tuple[date, str, Callable[[date], Record]]] = []
    for day, ground in begun_inside(asked.carer, asked.law):
        if day not in spared:
            found.append((day - timedelta(days=1), ground, _to(told[ground], asked.carer.id, person.id, day)))
    return found


def _to(rule: Rule, *values: Any) -> Callable[[date], Record]:
    return lambda end: (rule, *values, end)


def _start(asked: Asked, person: CaredFor) -> date:
    """The first day by the old rules: not before the work was given up, the other benefit ended, and the old certificate's month."""
    free = free_from(asked.carer, person, asked.law, asked.case.received_on)
    start = max(_begin(asked, person), free) if free is not None else _begin(asked, person)
    kept = asked.carer.kept_right
    if kept is not None and kept.previous_certificate_to is not None:
        start = max(start, day_after(last_day(month_of(kept.previous_certificate_to))))
    return start


def _begin(asked: Asked, person: CaredFor) -> date:
    """The month of the application, or that of the application for the certificate (art. 24 ust. 2-2a); not before the birth."""
    case, certificate = asked.case, person.disability
    first = first_day(case.received)
    if certificate is not None and certificate.issued_on is not None and certificate.applied_on is not None:
        months = asked.law.on(certificate.issued_on).count("orzeczenie_termin_wniosku_miesiace")
        if certificate.issued_on <= case.received_on <= rolled(add_months(certificate.issued_on, months)):
            first = min(first_day(month_of(certificate.applied_on)), first)
            step = (told_already.FROM_CERTIFICATE, months, certificate.issued_on, month_of(first))
            if step not in asked.steps:
                asked.steps.append(step)
    return max(first, person.born_on)


def _tell_free(carer: Carer, person: CaredFor, start: date, steps: list[Record]) -> None:
    """What ended just before the right began."""
    steps += [
        (rules.RESIGNED, carer.id, start, _DRAWN[drawn.benefit]) for drawn in carer.draws if drawn.resigned_on == start
    ]
    before = start - timedelta(days=1)
    if carer.own_right_ended_on == before:
        steps.append((rules.OWN_RIGHT_ENDED, carer.id, before, start))
    if person.bar_ended_on == before:
        steps.append((rules.BAR_ENDED, person.id, before, start))


def _renewed_in_time(asked: Asked, person: CaredFor) -> bool:
    kept, certificate = asked.carer.kept_right, person.disability
    if kept is None or kept.previous_certificate_to is None:
        return True
    if certificate is None or certificate.applied_on is None or certificate.issued_on is None:
        return False
    months = asked.law.on(asked.case.received_on).count(KEPT_TERM)
    asked_for = certificate.applied_on <= rolled(add_months(day_after(kept.previous_certificate_to), months))
    return asked_for and asked.case.received_on <= rolled(add_months(certificate.issued_on, months))


def _tell_new_certificate(asked: Asked, person: CaredFor, steps: list[Record]) -> None:
    kept = asked.carer.kept_right
    if kept is not None and kept.previous_certificate_to is not None:
        months = asked.law.on(asked.case.received_on).count(KEPT_TERM)
        steps.append((rules.NEW_CERTIFICATE, person.id, kept.previous_certificate_to, months))


def _certificate(person: CaredFor) -> str:
    degree = person.disability.degree if person.disability is not None else None
    if degree == "znaczny":
        return "orzeczenie o znacznym stopniu niepełnosprawności"
    return "orzeczenie o niepełnosprawności ze wskazaniami z pkt 7 i 8"
