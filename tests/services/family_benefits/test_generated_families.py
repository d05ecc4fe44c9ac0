"""What holds for the award of any family: more income never gives more, and a later application or request reaches no earlier month."""

from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.periods import first_day, month, month_of
from services.family_benefits.award import Award, allowance_answer, award, supplement_answer
from services.family_benefits.catalogue import CATALOGUE
from services.family_benefits.supplements import BENEFIT_OF

LAW = CATALOGUE.law()
OFTEN = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
YEARS = st.sampled_from([2015, 2016, 2017, 2023])
AGES = st.sampled_from([2, 8, 12])
"""Of children whom no band and no age of the act reaches within the period: an average is then what is due in every month."""
MONTHS = st.integers(0, 11)
LIMIT = 67_400


@st.composite
def families(draw: st.DrawFn, *, changes: bool) -> tuple[int, dict[str, Any]]:
    """The year in which the period begins and the facts without the income that varies; with `changes` inside the period, else with the
    supplements that count by twelfths."""
    year = draw(YEARS)
    start = month(year, 11)
    lone = draw(st.booleans())
    members: list[dict[str, Any]] = [{"id": "matka", "role": "parent", "born_on": "1985-01-01"}]
    if not lone:
        members.append({"id": "ojciec", "role": "parent", "born_on": "1985-01-01"})
    for number, age in enumerate(draw(st.lists(AGES, min_size=1, max_size=4)), 1):
        child: dict[str, Any] = {"id": f"dziecko_{number}", "role": "child", "born_on": f"{year - age}-06-0{number}"}
        if lone:
            child["alimony"] = draw(st.sampled_from(["father_unknown", "awarded"]))
        if age > 5:
            child["school"] = {"kind": draw(st.sampled_from(["podstawowa", "ponadpodstawowa"]))}
        if draw(st.integers(0, 3)) == 0:
            child["disability"] = {"degree": draw(st.sampled_from(["orzeczenie_o_niepelnosprawnosci", "umiarkowany"]))}
        if changes and draw(st.integers(0, 2)) == 0:
            turn = first_day(start + draw(MONTHS)).isoformat()
            if draw(st.booleans()):
                child["born_on"] = turn
                child.pop("school", None)
            else:
                child["left_on"] = turn
        members.append(child)
    ids = [one["id"] for one in members if one["role"] == "child"]
    asked: dict[str, Any] = {"large_family": draw(st.booleans())}
    disabled = [one["id"] for one in members if "disability" in one]
    asked["rehabilitation"] = disabled[:1]
    if lone:
        asked["lone_parent"] = ids
    if draw(st.booleans()):
        leave = {"carer": "matka", "child": ids[-1], "leave_from": first_day(start - draw(MONTHS)).isoformat()}
        asked["childcare_leave"] = [{**leave, "leave_to": f"{year + 2}-01-31", "employment_months_before": 24}]
    if changes:
        asked["requested_on"] = first_day(start + draw(MONTHS)).isoformat()
    else:
        asked["school_start"] = ids
        asked["study_away"] = [{"child": ids[0], "mode": draw(st.sampled_from(["commuting", "residence"]))}]
    items: list[dict[str, Any]] = []
    if changes and draw(st.booleans()):
        works: dict[str, Any] = {"member": "matka", "title": "employment", "amount": "4800.00"}
        day = first_day(start + draw(MONTHS)).isoformat()
        if draw(st.booleans()):
            items.append({**works, "lost_on": day})
        else:
            items.append({**works, "amount": "0.00", "gained_on": day, "following_month_amount": "300.00"})
    received = start + (draw(MONTHS) if changes else 0)
    application = {
        "received_on": first_day(received).isoformat(),
        "right_in_previous_period": draw(st.booleans()),
    }
    family = {"applicant": "lone_parent" if lone else "parents", "members": members}
    income = {"base_year": year - 1, "items": items}
    return year, {"application": application, "family": family, "income": income, "supplements": asked}


incomes = st.tuples(
    st.integers(-40_000, 60_000), st.one_of(st.integers(1, 12), st.integers(1, 200_000)), st.integers(2, 6)
)
"""Grosze a month over the limit of so many persons, and by how many grosze a year another income is higher."""


def _case(facts: dict[str, Any], yearly: int) -> Any:
    item = {"member": "matka", "amount": f"{yearly // 100}.{yearly % 100:02d}"}
    income = {**facts["income"], "items": [item, *facts["income"]["items"]]}
    return CATALOGUE.prepare(CATALOGUE.facts.model_validate({**facts, "income": income}))


def _paid(case: Any, on: date) -> dict[int, int]:
    """Everything due by month."""
    paid: dict[int, int] = {}
    for answer in (
        allowance_answer(case, LAW, on),
        *(supplement_answer(benefit, case, LAW, on) for benefit in BENEFIT_OF.values()),
    ):
        for due in answer.months:
            for at in range(due.first, due.last + 1):
                paid[at] = paid.get(at, 0) + due.amount
    return paid


@OFTEN
@given(families(changes=True), incomes)
def test_more_income_gives_no_more_in_any_month_whatever_changes(
    family: tuple[int, dict[str, Any]], income: tuple[int, int, int]
) -> None:
    year, facts = family
    over, more, persons = income
    yearly = max(0, (LIMIT * persons + over) * 12)
    on = date(year, 11, 15)
    less, higher = _paid(_case(facts, yearly), on), _paid(_case(facts, yearly + more), on)

    assert {at: amount for at, amount in higher.items() if amount > less.get(at, 0)} == {}


@OFTEN
@given(families(changes=False), incomes)
def test_more_income_gives_no_more_in_an_award_with_all_supplements(
    family: tuple[int, dict[str, Any]], income: tuple[int, int, int]
) -> None:
    year, facts = family
    over, more, persons = income
    yearly = max(0, (LIMIT * persons + over) * 12)
    on = date(year, 11, 15)

    assert sum(_paid(_case(facts, yearly + more), on).values()) <= sum(_paid(_case(facts, yearly), on).values())


@OFTEN
@given(families(changes=True), st.integers(0, 60_000))
def test_what_comes_later_changes_no_month_before_it(family: tuple[int, dict[str, Any]], over: int) -> None:
    year, facts = family
    on = date(year, 11, 15)
    adults = sum(one["role"] == "parent" for one in facts["family"]["members"])
    yearly = (LIMIT * (adults + 1) + over) * 12
    until = month(year + 1, 3)
    foreseen = [
        one
        for one in facts["family"]["members"]
        if one["role"] == "parent" or month_of(date.fromisoformat(one["born_on"])) < until
    ]
    if month_of(date.fromisoformat(facts["supplements"]["requested_on"])) < until:
        asked = facts["supplements"]
        ids = {one["id"] for one in foreseen}
        asked = {**asked, "childcare_leave": [one for one in asked.get("childcare_leave", ()) if one["child"] in ids]}
        asked |= {
            name: [one for one in asked.get(name, ()) if one in ids] for name in ("rehabilitation", "lone_parent")
        }
    else:
        asked = {}
    known = {**facts, "family": {**facts["family"], "members": foreseen}, "supplements": asked}

    all_told, told_before = award(_case(facts, yearly), LAW, on), award(_case(known, yearly), LAW, on)

    assert _until(all_told, until) == _until(told_before, until)


def _until(result: Award, until: int) -> list[Any]:
    return [outcome for outcome in result.months if outcome.at < until]
