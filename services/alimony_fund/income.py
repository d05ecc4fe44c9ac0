"""Family and income per person in a month (art. 2 pkt 12, art. 9 ust. 3-4b, 6 and 12 u.p.o.u.a.).

A lost source is left out from the first full month after the loss; a gained one works from the second month after the gain, because
the amount added is that of the month following it. Work with the same employer again within the term is neither: it counts as the year
had it until it is lost for good (ust. 4b). Sums stay exact; the amount of the benefit is rounded once.
"""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from casework.benefits.results import UnfitFacts
from casework.terms.days_off import working_day
from kit.law import Record, Rule, View
from kit.money import half_up, zloty
from kit.periods import MONTHS_OF_YEAR, completed_years, first_day, last_day, month
from services.alimony_fund.case import Case, Member, Source

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
SAME_EMPLOYER = Rule(
    "same_employer",
    "art. 9 ust. 4b u.p.o.u.a.",
    "Przepisów o utracie i uzyskaniu dochodu nie stosuje się ({member}): ten sam pracodawca.",
    ("member:text",),
    depth=2,
)
FARM = Rule(
    "farm",
    "art. 9 ust. 7-10 u.p.o.u.a.",
    "Gospodarstwo rolne ({member}), {hectares} ha przeliczeniowych po {figure} zł rocznie, czynsz {rent} zł: {amount} zł miesięcznie.",
    ("member:text", "hectares:text", "figure:zl", "rent:zl", "amount:zl"),
    result="amount",
    parameters=("fa_farm_income_per_hectare",),
    depth=2,
)
FOREIGN = Rule(
    "foreign_income",
    "art. 2 pkt 4 u.p.o.u.a. i rozporządzenie z art. 15 ust. 9",
    "Dochód w walucie obcej ({member}): {amount} {currency} po kursie średnim NBP {rate} z dnia {day} to {zloty} zł.",
    ("member:text", "amount:text", "currency:text", "rate:text", "day:text", "zloty:zl"),
    result="zloty",
    parameters=("fa_foreign_income_rate_day",),
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

_ONE_DAY = timedelta(days=1)
_CHILDREN = frozenset({"child", "entitled"})


def members_only(case: Case) -> None:
    """Every income is that of a person of the case. Raises UnfitFacts."""
    known = {member.id for member in case.members}
    for source in case.sources:
        if source.member not in known:
            where = f"/income/items/{source.index}/member"
            raise UnfitFacts("unknown_member", where, "Dochód ma osoba, której nie ma w składzie rodziny.")


def rates_of_their_day(case: Case, base_year: int, view: View) -> None:
    """Every rate of a currency is that of the day which the law names. Raises UnfitFacts, NoParameter."""
    for source in case.sources:
        if source.exchange is None:
            continue
        if (told := view.text("fa_foreign_income_rate_day")) != "last_working_day":
            raise ValueError(told)
        counts = month(base_year, MONTHS_OF_YEAR)
        if source.gained is not None and source.gained > counts:
            counts = source.gained + 1
        day = last_day(counts)
        while not working_day(day):
            day -= _ONE_DAY
        if source.exchange.rate_on != day:
            where = f"/income/items/{source.index}/exchange/rate_on"
            raise UnfitFacts("rate_of_another_day", where, f"Liczy się kurs średni NBP z dnia {day.isoformat()}.")


def income_per_person(
    case: Case, person: str, view: View, at: int, trace: list[Record], hectare: int | None = None
) -> Fraction:
    """Exact income per person in the month `at`, in grosze; under a legal guardian the entitled person's own.

    hectare: grosze that one of a farm's brought in the base year; None where nobody has a farm. Raises NoParameter.
    """
    alone = case.legal_guardian or any(one.id == person and one.under_guardian for one in case.members)
    family = {person} if alone else family_of(case, person, view, at)
    sources = [one for one in case.sources if one.member in family]
    total = sum((_monthly(one, sources, view, at, trace, hectare) for one in sources), Fraction(0))
    # What the family pays to others is not taken off the own income of a child under a guardian (art. 9 ust. 12).
    paid = Fraction(0) if alone else Fraction(case.alimony_paid, view.count("fa_months_of_year"))
    if paid:
        trace.append((PAID, _shown(paid)))
    total = max(total - paid, Fraction(0))
    size = max(len(family), 1)
    each = total / size
    trace.append((PER_PERSON, _shown(total), size, _shown(each)))
    return each


def family_of(case: Case, person: str, view: View, at: int) -> set[str]:
    """Members of the person's family on the first day of the month: never the parent obliged to her, no child past the age, married, under
    a guardian or in full care; whoever is past the age stays while she draws the fund's benefit or a care benefit is due for her."""
    limit = view.count("fa_family_child_age")
    drawing = {claim.person for claim in case.claims if claim.disabled(first_day(at))}
    return {
        member.id
        for member in case.members
        if _belongs(member, person, at)
        and (member.id == person or member.id in drawing or not _past(member, limit, at))
    }


def _belongs(member: Member, person: str, at: int) -> bool:
    first = first_day(at)
    if member.role == "debtor" or person in member.obliged_to or member.born > last_day(at):
        return False
    # Whoever comes back inside the month is of her own family in it: without a day of right nothing is due whatever the family is.
    if member.id != person and any(stay.on(first) for stay in member.care):
        return False
    married = member.married_on is not None and member.married_on <= first
    return not (member.role in _CHILDREN and member.id != person and (married or member.under_guardian))


def _past(member: Member, limit: int, at: int) -> bool:
    old = completed_years(member.born, max(first_day(at), member.born)) >= limit
    return member.role in _CHILDREN and old and not member.kept_past_age


def _monthly(
    source: Source, sources: list[Source], view: View, at: int, trace: list[Record], hectare: int | None
) -> Fraction:
    months = view.count("fa_months_of_year")
    if source.from_the_fund:
        return Fraction(0)
    if source.hectares is not None:
        figure = hectare or 0
        amount = max(source.hectares * figure - source.rent, Fraction(0)) / months
        trace.append((FARM, source.member, _decimal(source.hectares), figure, source.rent, _shown(amount)))
        return amount
    bound = source.same_employer and view.has("fa_same_employer_months")
    lost = _for_good(source, sources) if bound else source.lost
    if bound:
        trace.append((SAME_EMPLOYER, source.member))
    if lost is not None and at > lost:
        trace.append((LOST, source.member))
        return Fraction(0)
    if source.gained is not None:
        if bound or not source.still_received or at < source.gained + view.count("fa_gained_income_from_month"):
            return Fraction(0)
        following = _in_zloty(source, source.following, trace)
        trace.append((GAINED, source.member, _shown(following)))
        return following
    if source.months is not None and source.still_received and not bound:
        amount = _in_zloty(source, source.yearly, trace) / source.months
        trace.append((GAINED, source.member, _shown(amount)))
        return amount
    amount = _in_zloty(source, source.yearly, trace) / months
    trace.append((COUNTED, source.member, _shown(amount)))
    return amount


def _in_zloty(source: Source, amount: int, trace: list[Record]) -> Fraction:
    exact = source.in_zloty(amount)
    if (by := source.exchange) is not None:
        trace.append(
            (FOREIGN, source.member, zloty(amount), by.currency, by.rate, by.rate_on.isoformat(), _shown(exact))
        )
    return exact


def _for_good(source: Source, sources: list[Source]) -> int | None:
    """The month in which work with the same employer was lost for good: that of the last of its stretches, None while it goes on."""
    again = [one for one in sources if one.same_employer and one.member == source.member and _begun(one)]
    if any(one.lost is None for one in again):
        return None
    return max((one.lost for one in again if one.lost is not None), default=None)


def _begun(source: Source) -> bool:
    return source.gained is not None or source.months is not None


def _decimal(number: Fraction) -> str:
    return f"{Decimal(number.numerator) / number.denominator:.4f}".rstrip("0").rstrip(".").replace(".", ",")


def _shown(amount: Fraction) -> int:
    return half_up(amount.numerator, amount.denominator)
