"""The nursing allowance of a person month by month (art. 16, art. 24 ust. 2a and 4): which ground gives it, from when, how much."""

from dataclasses import dataclass
from datetime import date

from casework.benefits.results import Assessment, Due, Refusal, granted, refused
from casework.terms.days_off import rolled
from kit.law import Law, Record, View
from kit.periods import MONTHS_OF_YEAR, add_months, birthday, month_of
from kit.values import value
from services.family_benefits import facts as f
from services.family_benefits import rules
from services.family_benefits.case import Case
from services.family_benefits.grounds import GROUNDS
from services.family_benefits.months import NEVER_ENDS

NURSING = "zasilek_pielegnacyjny"
CHILD, ADULT, MODERATE, SENIOR = "niepelnosprawne_dziecko", "znaczny_stopien", "umiarkowany_stopien", "ukonczone_75_lat"
GROUND_OF = {
    CHILD: "niepełnosprawne dziecko",
    ADULT: "osoba ze znacznym stopniem niepełnosprawności",
    MODERATE: "osoba z umiarkowanym stopniem niepełnosprawności powstałej w młodości",
    SENIOR: "osoba, która ukończyła 75 lat",
}
"""What gives the right, by variant, as people read it."""


@dataclass(slots=True)
class _Run:
    """Months with one ground and one rate."""

    first: int
    last: int
    variant: str
    amount: int


@value(frozen=True, slots=True)
class _Read:
    """A person with the months that the rule asks for: of birth, and the last of the certificate with its degree."""

    person: f.Person
    born: int
    degree: str | None
    ends: int


@dataclass(frozen=True, slots=True)
class _Terms:
    """What the law of a month says: ages in months; `rate` is missing before the first known one."""

    child_to: int
    senior_from: int
    rate: int | None


def nursing_answer(case: Case, law: Law, on: date) -> Assessment:
    """The months from the application (or the certificate's application) to the certificate's end or the child's age (art. 24 ust. 4).

    A right without an end is shown for twelve months and marked so. Raises NoParameter for a day without law.
    """
    person = case.person
    if person is None:
        return refused(NURSING, (Refusal(GROUNDS["no_entitling_disability"]),))
    barred = _barred(person)
    if barred is not None:
        return refused(NURSING, (Refusal(GROUNDS[barred], person.id),))
    trace: list[Record] = []
    first = _first(case, person, law, trace)
    horizon = max(month_of(on), first) + MONTHS_OF_YEAR - 1
    ends = _known_end(person, law.on(on))
    if ends is not None:
        horizon = max(horizon, ends)
    runs: list[_Run] = []
    read = _read(person)
    at = first
    while at <= horizon:
        terms = law.resolved(_terms, at)
        ahead = min(law.next_turn(_terms, at), horizon + 1)
        for turn in _turns(read, terms):
            if at < turn < ahead:
                ahead = turn
        variant = _variant(read, terms, law, at)
        if variant is not None:
            amount = terms.rate if terms.rate is not None else law.month(at).amount("zasilek_pielegnacyjny")
            if runs and (runs[-1].variant, runs[-1].amount) == (variant, amount):
                runs[-1].last = ahead - 1
            else:
                runs.append(_Run(at, ahead - 1, variant, amount))
        elif runs:
            break
        at = ahead
    if not runs:
        return refused(NURSING, (Refusal(GROUNDS[_missing(person, law.on(on))], person.id),), trace=trace)
    beyond = horizon + 1
    goes_on = runs[-1].last == horizon and _variant(read, law.resolved(_terms, beyond), law, beyond) is not None
    due = [
        Due(NURSING, run.first, run.last, run.amount, (person.id,), run.variant, open_ended=goes_on and run is runs[-1])
        for run in runs
    ]
    trace.extend((rules.NURSING, GROUND_OF[d.variant or ""], d.amount, d.first, d.last) for d in due)
    return granted(NURSING, due, trace=trace)


def _terms(view: View) -> _Terms:
    return _Terms(
        child_to=view.count("zasilek_pielegnacyjny_wiek_dziecka") * MONTHS_OF_YEAR,
        senior_from=view.count("zasilek_pielegnacyjny_wiek_senior") * MONTHS_OF_YEAR,
        rate=view.amount("zasilek_pielegnacyjny") if view.has("zasilek_pielegnacyjny") else None,
    )


def _read(person: f.Person) -> _Read:
    certificate = person.disability
    ends = NEVER_ENDS if certificate is None or certificate.valid_to is None else month_of(certificate.valid_to)
    return _Read(person, month_of(person.born_on), certificate.degree if certificate is not None else None, ends)


def _turns(read: _Read, terms: _Terms) -> tuple[int, ...]:
    """Months in which the person's ground may be another than in the month before, as long as the law stays."""
    born = read.born
    return born, born + terms.child_to, born + terms.child_to + 1, born + terms.senior_from, read.ends + 1


def _barred(person: f.Person) -> str | None:
    if person.dodatek_pielegnacyjny:
        return "dodatek_pielegnacyjny"
    if person.in_institution:
        return "in_institution"
    if person.care_benefit_abroad:
        return "care_benefit_abroad"
    return None


def _first(case: Case, person: f.Person, law: Law, trace: list[Record]) -> int:
    certificate = person.disability
    if certificate is None or certificate.issued_on is None or certificate.applied_on is None:
        return case.received
    months = law.on(certificate.issued_on).count("orzeczenie_termin_wniosku_miesiace")
    # k.p.a. art. 57 § 3-4: a term of months ends on the day with the same number, past Saturdays and days off.
    if certificate.issued_on <= case.received_on <= rolled(add_months(certificate.issued_on, months)):
        first = min(month_of(certificate.applied_on), case.received)
        trace.append((rules.FROM_CERTIFICATE, months, certificate.issued_on, first))
        return first
    return case.received


def _variant(read: _Read, terms: _Terms, law: Law, at: int) -> str | None:
    born = read.born
    degree = read.degree if at <= read.ends else None
    child_to = born + terms.child_to
    if degree == "orzeczenie_o_niepelnosprawnosci" and born <= at <= child_to:
        return CHILD
    if degree == "znaczny" and at >= child_to:
        return ADULT
    if degree == "umiarkowany" and at >= child_to and _young_onset(read.person, law.month(at)):
        return MODERATE
    if at >= born + terms.senior_from:
        return SENIOR
    return None


def _known_end(person: f.Person, view: View) -> int | None:
    """The month in which the right ends by what is known today: the certificate's, or that of the age for which it speaks."""
    certificate = person.disability
    if certificate is None:
        return None
    ends = [] if certificate.valid_to is None else [month_of(certificate.valid_to)]
    if certificate.degree == "orzeczenie_o_niepelnosprawnosci":
        years = view.count("zasilek_pielegnacyjny_wiek_dziecka")
        ends.append(month_of(person.born_on) + years * MONTHS_OF_YEAR)
    return min(ends, default=None)


def _young_onset(person: f.Person, view: View) -> bool:
    certificate = person.disability
    if certificate is None or certificate.onset_on is None:
        return False
    return certificate.onset_on < birthday(person.born_on, view.count("zasilek_pielegnacyjny_wiek_powstania"))


def _missing(person: f.Person, view: View) -> str:
    certificate = person.disability
    if certificate is not None and certificate.degree == "umiarkowany" and not _young_onset(person, view):
        return "onset_after_21"
    return "no_entitling_disability"
