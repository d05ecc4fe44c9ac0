"""The demo's year of the fundusz alimentacyjny: children of lone parents whose alimony cannot be enforced, fitted to the report's total."""

from random import Random

from gops.demo.bank_days import months
from gops.demo.courses import Course, by_variant, fit
from gops.demo.expected import Expected
from gops.demo.model import Person, ServiceYear
from gops.demo.rates import rate
from gops.demo.recording import FIRST, LAST, Records
from gops.demo.village import Village
from kit.periods import completed_years, last_day, parse_month

_ADJUDGED = (35000, 40000, 45000, 50000, 60000, 70000)


def alimony_fund(rng: Random, village: Village, expected: Expected) -> ServiceYear:
    """Persons, awards and payments of alimony_fund."""
    records = Records("FA.5222", rng)
    line = expected.line("swiadczenie_z_funduszu_alimentacyjnego")
    most = rate("fundusz_alimentacyjny_maksimum")
    groups = []
    for family in village.families:
        if family.alone == "alimony":
            adjudged = min(rng.choice(_ADJUDGED), most)
            groups.append(
                [
                    Course(
                        child,
                        family.household.reference,
                        family.household,
                        dict.fromkeys(months(FIRST, LAST), adjudged),
                    )
                    for child in family.children
                ]
            )
    fit(groups, line.amount, rng, at_end=3)
    courses = [course for group in groups for course in group]
    records.add(line.benefit, by_variant(courses, lambda course, month: _age_group(course.entitled, month)))
    return records.finish()


def _age_group(child: Person, month: str) -> str:
    """The catalogue's age group on the last day of the month."""
    return "wiek_0_17" if completed_years(child.born, last_day(parse_month(month))) < 18 else "wiek_18_24"
