"""The demo's year of pomoc społeczna: allowances, meals, care services and fees for homes, fitted to the report's totals."""

from collections.abc import Sequence
from random import Random

from gops.demo.bank_days import months
from gops.demo.courses import Course, by_variant, fit, split
from gops.demo.expected import Expected
from gops.demo.meals import meals
from gops.demo.model import FundedPart, Person, ServiceYear
from gops.demo.rates import contribution, rate
from gops.demo.recording import FIRST, LAST, Records
from gops.demo.village import Family, Village
from kit.periods import days_in, parse_month

_ALL = months(FIRST, LAST)
# Nominal zasiłek stały in grosze: the criterion less what the person has; the first five without another title to insurance.
_STANDING = (64500, 64500, 61236, 48910, 41775, 38250, 22150, 20890)
_HOMES = (261400, 243780, 226190)
_CARE_HOURS = (26, 24, 22, 20, 18, 16)
_CARE_RATE = 2000
_WARDS = 2
_BOTH_KINDS = 3
_FAMILIES_HELPED = 15
_FOSTER_COST = {"2019-01": 100000, "2019-06": 105200}
_FOSTER_SHARE = {"2019-01": 30, "2019-06": 50}
_GRANT = "dotacja_wlasne_2030"
_BENEFIT_PARAGRAF = "3110"


def social_assistance(rng: Random, village: Village, expected: Expected) -> ServiceYear:
    """Persons, awards and payments of social_assistance; every total and count is the report's."""
    records = Records("PS.8121", rng)
    poor = [family for family in village.families if family.allowance and not family.newborn]
    rng.shuffle(poor)
    standing, contributions = _standing(rng, village, expected)
    records.add("zasilek_staly", standing)
    records.add("skladka_zdrowotna_zasilek_staly", contributions, decided=False)
    temporary = _temporary(rng, village, poor, expected)
    records.add("zasilek_okresowy", temporary, parts=lambda amount: (FundedPart(_GRANT, _BENEFIT_PARAGRAF, amount),))
    special, ordinary = _one_off(rng, village, poor, [course.entitled for course in standing], expected)
    records.add("specjalny_zasilek_celowy", special)
    records.add("zasilek_celowy", ordinary)
    food = meals(rng, village, poor, expected)
    for benefit, courses in food.courses.items():
        records.add(benefit, courses, parts=food.parts)
    records.add("dps_odplatnosc_gminy", _homes(rng, village, expected))
    records.add("uslugi_opiekuncze", _care_services(rng, village, expected))
    records.add("wynagrodzenie_opiekuna_prawnego", _guardian(village))
    records.add("rodzina_zastepcza_udzial_gminy", _foster(rng, village, expected), decided=False)
    return records.finish()


def _standing(rng: Random, village: Village, expected: Expected) -> tuple[list[Course], list[Course]]:
    """Zasiłki stałe, and 9% of them as health contribution for those without another title; both meet their totals."""
    line, paid = expected.line("zasilek_staly"), expected.line("skladka_zdrowotna_zasilek_staly")
    persons = village.disabled_adults[: line.persons]
    courses = [
        Course(person, person, village.home(person), dict.fromkeys(_ALL, nominal), variant="samotnie_gospodarujaca")
        for person, nominal in zip(persons, _STANDING, strict=True)
    ]
    insured = courses[: paid.persons]
    contributions = [
        Course(
            course.entitled,
            course.recipient,
            course.household,
            {month: contribution("zdrowotna", course.due[month]) for month in _ALL},
        )
        for course in insured
    ]
    fit([[course] for course in contributions], paid.amount, rng)
    for course, insurance in zip(insured, contributions, strict=True):
        course.due = {month: course.due[month] for month in insurance.due}
        # What the contribution for part of a month was taken from: the smallest amount that gives it.
        course.odd = {month: _base(amount) for month, amount in insurance.odd.items()}
    rest = line.amount - sum(course.paid(month) for course in insured for month in course.due)
    fit([[course] for course in courses[len(insured) :]], rest, rng)
    return courses, contributions


def _base(amount: int) -> int:
    base = amount * 11
    while contribution("zdrowotna", base) < amount:
        base += 1
    while contribution("zdrowotna", base - 1) >= amount:
        base -= 1
    return base


def _temporary(rng: Random, village: Village, poor: Sequence[Family], expected: Expected) -> list[Course]:
    """Zasiłki okresowe of the unemployed for some months: half of what is missing to the criterion."""
    line = expected.line("zasilek_okresowy")
    courses = []
    for place in range(line.persons or 0):
        first = rng.randrange(len(_ALL) - 5)
        due = dict.fromkeys(_ALL[first : first + 5], rng.randrange(22000, 35050, 50))
        if place % 2:
            person = village.singles[place]
            courses.append(Course(person, person, village.home(person), due, variant="samotnie_gospodarujaca"))
        else:
            household = poor[place].household
            courses.append(Course(household.reference, household.reference, household, due, variant="w_rodzinie"))
    fit([[course] for course in courses], line.amount, rng, at_end=3)
    return courses


def _one_off(
    rng: Random, village: Village, poor: Sequence[Family], standing: Sequence[Person], expected: Expected
) -> tuple[list[Course], list[Course]]:
    """Zasiłki celowe: special ones above the criterion, ordinary ones below it; a few persons had both."""
    line = expected.line("zasilek_celowy")
    helped = [
        Course(family.household.reference, family.household.reference, family.household, {})
        for family in poor[:_FAMILIES_HELPED]
    ]
    helped += [Course(person, person, village.home(person), {}) for person in [*standing[:4], *village.singles]]
    helped = helped[: line.persons]
    special = helped[: line.parts[0].persons]
    ordinary = helped[len(special) :]
    ordinary += [Course(one.entitled, one.recipient, one.household, {}) for one in special[-_BOTH_KINDS:]]
    amounts = [50 * 100 * piece for piece in split(rng, line.amount // 5000, len(special) + len(ordinary), 4, 40)]
    for course, amount in zip(special + ordinary, amounts, strict=True):
        course.due[rng.choice(_ALL)] = amount
    return special, ordinary


def _homes(rng: Random, village: Village, expected: Expected) -> list[Course]:
    """The gmina's part of the fee for three residents of homes of other gminas."""
    courses = [
        Course(person, person, None, dict.fromkeys(_ALL, fee))
        for person, fee in zip(village.residents, _HOMES, strict=True)
    ]
    fit([[course] for course in courses], expected.line("dps_odplatnosc_gminy").amount, rng, at_end=1)
    for course in courses:
        course.quantity = {month: 1000 * days_in(parse_month(month)) for month in course.due}
    return courses


def _care_services(rng: Random, village: Village, expected: Expected) -> list[Course]:
    """Hours of care at home; the gross cost, the clients' fees are revenue of their own."""
    line = expected.line("uslugi_opiekuncze")
    courses = []
    for person, hours in zip(village.elderly[: line.persons], _CARE_HOURS, strict=True):
        courses.append(Course(person, person, None, dict.fromkeys(_ALL, hours * _CARE_RATE)))
    fit([[course] for course in courses], line.amount, rng)
    for course in courses:
        course.quantity = {month: 1000 * course.paid(month) // _CARE_RATE for month in course.due}
    return courses


def _guardian(village: Village) -> list[Course]:
    """The court guardian's pay for each ward; the service cost of 1.5% is booked by the finance system."""
    monthly = dict.fromkeys(_ALL, rate("opiekun_prawny_za_podopiecznego"))
    wards = village.disabled_adults[-_WARDS:]
    return [Course(ward, village.guardian, None, dict(monthly)) for ward in wards]


def _foster(rng: Random, village: Village, expected: Expected) -> list[Course]:
    """The gmina's share in a foster family's cost, paid to the powiat: 30% to May, 50% from June (art. 191 ust. 9)."""
    due, amount = {}, 0
    for month in _ALL:
        if month in _FOSTER_COST:
            amount = _FOSTER_COST[month] * _FOSTER_SHARE[month] // 100
        due[month] = amount
    child = village.foster_child
    course = Course(child, child, None, due)
    course.odd[LAST] = due[LAST] - (sum(due.values()) - expected.line("rodzina_zastepcza_udzial_gminy").amount)
    return by_variant([course], lambda _, month: "rok_2" if month < "2019-06" else "rok_3_i_nastepne")
