"""Family and income per person in a month (art. 2 pkt 12, art. 9 ust. 3-4b, 6 and 12 u.p.o.u.a.).

A lost source is left out from the first full month after the loss; a gained one works from the second month after the gain, because
the amount added is that of the month following it. Sums stay exact; the amount of the benefit is rounded once.
"""

from fractions import Fraction

from kit.law import Record, Rule, View
from kit.money import half_up
from kit.periods import completed_years, first_day, last_day
from services.alimony_fund.case import Case, Source

COUNTED = Rule(
    "income_counted",
    "art. 2 pkt 4-5a u.p.o.u.a.",
    "Dochód ({member}): {amount} zł miesięcznie.",
    ("member:text", "amount:zl"),
    result="amount",
    depth=2,
)
LOST = Rule(
    "income_lost", "art. 9 ust. 3 u.p.o.u.a.", "Utracony dochód ({member}) pomija się.", ("member:text",), depth=2
)
GAINED = Rule(
    "income_gained",
    "art. 9 ust. 4-4a u.p.o.u.a.",
    "Uzyskany dochód ({member}): {amount} zł miesięcznie.",
    ("member:text", "amount:zl"),
    result="amount",
    depth=2,
)
PAID = Rule(
    "alimony_paid",
    "art. 2 pkt 4 u.p.o.u.a.",
    "Odlicza się alimenty na rzecz innych osób: {amount} zł miesięcznie.",
    ("amount:zl",),
    depth=2,
)
PER_PERSON = Rule(
    "income_per_person",
    "art. 2 pkt 3, art. 9 ust. 2 u.p.o.u.a.",
    "Dochód {total} zł (liczba osób: {persons}) daje {each} zł na osobę.",
    ("total:zl", "persons:number", "each:zl"),
    result="each",
)

_NEVER_FAMILY = frozenset({"debtor"})


def income_per_person(case: Case, person: str, view: View, at: int, trace: list[Record]) -> Fraction:
    """Exact income per person in the month `at`, in grosze; under a legal guardian the entitled person's own. Raises NoParameter."""
    family = {person} if case.legal_guardian else family_of(case, view, at)
    total = sum((_monthly(source, view, at, trace) for source in case.sources if source.member in family), Fraction(0))
    paid = Fraction(case.alimony_paid, view.count("fa_months_of_year"))
    if paid:
        trace.append((PAID, _shown(paid)))
    total = max(total - paid, Fraction(0))
    size = max(len(family), 1)
    each = total / size
    trace.append((PER_PERSON, _shown(total), size, _shown(each)))
    return each


def family_of(case: Case, view: View, at: int) -> set[str]:
    """Members of the family on the first day of the month: never the obliged parent, no child past the age or in full care."""
    limit = view.count("fa_family_child_age")
    found = set()
    for member in case.members:
        if member.role in _NEVER_FAMILY or member.in_care or member.born_on > last_day(at):
            continue
        old = completed_years(member.born_on, max(first_day(at), member.born_on)) >= limit
        if member.role == "child" and old and not member.severely_disabled_with_care_benefit:
            continue
        found.add(member.id)
    return found


def _monthly(source: Source, view: View, at: int, trace: list[Record]) -> Fraction:
    if source.from_the_fund:
        return Fraction(0)
    bound = source.same_employer and view.has("fa_same_employer_months")
    if source.gained is not None:
        if bound or not source.still_received or at < source.gained + view.count("fa_gained_income_from_month"):
            return Fraction(0)
        trace.append((GAINED, source.member, source.following))
        return Fraction(source.following)
    if source.lost is not None and not bound and at > source.lost:
        trace.append((LOST, source.member))
        return Fraction(0)
    if source.months is not None and source.still_received:
        amount = Fraction(source.yearly, source.months)
        trace.append((GAINED, source.member, _shown(amount)))
        return amount
    amount = Fraction(source.yearly, view.count("fa_months_of_year"))
    trace.append((COUNTED, source.member, _shown(amount)))
    return amount


def _shown(amount: Fraction) -> int:
    return half_up(amount.numerator, amount.denominator)
