"""What a whole period is computed by at once is what its months are, one by one."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from casework.benefits.results import Due, joined
from kit.periods import month
from services.family_benefits import rules
from services.family_benefits.allowance import ALLOWANCE, FULL, REDUCED, assess_month, month_of
from services.family_benefits.award import ZLOTY_FOR_ZLOTY, Award, allowance_answer, award, supplement_answer
from services.family_benefits.family import of_age_of_study
from services.family_benefits.rates import rates
from services.family_benefits.stretches import ONE_TWELFTH, stretches
from services.family_benefits.supplements import BENEFIT_OF, ONCE
from tests.services.family_benefits.test_allowance import LAW, a_family

ON, FIRST, LAST = date(2025, 11, 5), month(2025, 11), month(2026, 10)
SUPPLEMENTS = ("dodatek_rozpoczecie_roku_szkolnego", "dodatek_nauka_dojazd", "dodatek_wielodzietnosc")
families = st.tuples(
    st.lists(
        st.one_of(st.dates(date(2001, 1, 1), date(2026, 6, 30)), st.dates(date(2004, 10, 1), date(2008, 12, 31))),
        min_size=1, max_size=5, unique=True,
    ),
    st.one_of(st.integers(0, 3_000_000), st.integers(30_000, 80_000)).map(lambda zloty: f"{zloty}.00"),
    st.sampled_from(["podstawowa", "ponadpodstawowa", "wyzsza"]),
    st.booleans(),
)  # fmt: skip


def _case(family: Any) -> Any:
    born, income, school, disabled = family
    more = {"disability": {"degree": "znaczny", "valid_to": "2026-03-31"}} if disabled else {}
    days = [day.isoformat() for day in born]
    return a_family(income, *days, on="2025-08-20", base_year=2024, school={"kind": school}, **more)


@given(families)
def test_every_month_of_a_period_is_that_month_assessed_alone(family: Any) -> None:
    case = _case(family)
    result = award(case, LAW, ON)
    since, before = FIRST, None
    lost = any(one[4] < LAST for one in result.stretches if one[0] is rules.LARGE_FAMILY)
    for outcome in result.months:
        at, now = outcome.at, LAW.resolved(rates, outcome.at)
        read = of_age_of_study(case, now)
        if (outcome.income, outcome.limit) != before or any(child.born == at for child in case.children):
            since, before = at, (outcome.income, outcome.limit)
        assert outcome == month_of(read, now, LAW, _set_in(since, read, now, result, at), None, since, LAST, at, [])
        if since == FIRST and all(child.born <= FIRST for child in case.children) and not lost:
            assert outcome == assess_month(read, LAW, at, FIRST, LAST)[0]


def _set_in(since: int, case: Any, now: Any, result: Award, at: int) -> list[Any]:
    """What counts in a right set in the month: by the children who are born, with the twelfths of the months before it, and the supplement
    of art. 12a until it is lost."""
    born = replace(case, children=tuple(child for child in case.children if child.born <= since))
    from_then = stretches(born, now, since, LAST, [])[0]
    large = [one for one in from_then if one[0] is rules.LARGE_FAMILY]
    twelfths = [one for one in result.stretches if one[0] in ONE_TWELFTH and one[3] < since]
    later = [one for one in stretches(born, now, FIRST, LAST, [])[0] if one[0] in ONE_TWELFTH and one[4] >= since]
    return [
        *(one for one in from_then if one[0] is rules.BAND),
        *(one for one in large if max(other[4] for other in large) >= at),
        *((*one[:4], min(one[4], since - 1), *one[5:]) for one in twelfths),
        *((*one[:3], max(one[3], since), *one[4:]) for one in later),
    ]


@given(families)
def test_runs_of_an_answer_are_its_months_joined(family: Any) -> None:
    case = _case(family)
    result = award(case, LAW, ON)
    assert allowance_answer(case, LAW, ON).months == joined(_allowance(result))
    for benefit in SUPPLEMENTS:
        assert supplement_answer(benefit, case, LAW, ON).months == joined(_supplement(benefit, result))


def _allowance(result: Award) -> list[Due]:
    due: list[Due] = []
    for outcome in result.months:
        at = outcome.at
        mine = [item for item in result.stretches if item[0] is rules.BAND and item[3] <= at <= item[4]]
        if outcome.kind == FULL:
            due += [Due(ALLOWANCE, at, at, item[2], (item[1],), item[5]) for item in mine]
        elif outcome.kind == REDUCED:
            children = tuple(item[1] for item in mine)
            due.append(Due(ALLOWANCE, at, at, outcome.payment, children, None, ZLOTY_FOR_ZLOTY))
    return due


def _supplement(benefit: str, result: Award) -> list[Due]:
    return [
        Due(benefit, outcome.at, outcome.at, item[2], (item[1],), item[5], None, "once" if item[0] in ONCE else "month")
        for outcome in result.months
        for item in result.stretches
        if BENEFIT_OF.get(item[0]) == benefit and outcome.kind == FULL and item[3] <= outcome.at <= item[4]
    ]
