"""Several schools and certificates of one child: in order, each from its month; the same one told in two parts changes nothing."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kit.periods import first_day, last_day, month
from services.family_benefits.award import award
from services.family_benefits.catalogue import CATALOGUE
from services.family_benefits.rates import rates
from tests.services.family_benefits.test_allowance import LAW, a_family

FIRST = month(2024, 11)
ON = date(2024, 11, 4)


def a_case(income: str, born: str, **more: Any) -> Any:
    return a_family(income, born, on=ON.isoformat(), base_year=2023, **more)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"later_schools": [{"kind": "wyzsza", "since": day} for day in ("2025-10-01", "2025-10-01")]}, "schools_not_in_order"),
        (
            {"later_disabilities": [{"degree": "znaczny", "issued_on": day} for day in ("2025-02-02", "2025-02-01")]},
            "certificates_not_in_order",
        ),
        ({"later_schools": [{"kind": "wyzsza"}]}, "missing"),
        ({"later_disabilities": [{"degree": "znaczny"}]}, "missing"),
    ],
)  # fmt: skip
def test_later_ones_have_their_days_and_stand_in_order(more: dict[str, Any], code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        a_case("0.00", "2005-06-01", **more)

    assert [one["type"] for one in refused.value.errors()] == [code]


@given(st.integers(1, 11), st.integers(0, 60_000), st.sampled_from(["2004-02-10", "2005-06-01", "2010-03-01"]))
def test_one_school_told_in_two_parts_is_that_school(later: int, zloty: int, born: str) -> None:
    income, turn = f"{zloty}.00", FIRST + later
    kind = {"kind": "ponadpodstawowa"}
    whole = a_case(income, born, school=kind)
    parts = a_case(
        income, born,
        school={**kind, "until": last_day(turn - 1).isoformat()}, later_schools=[{**kind, "since": first_day(turn).isoformat()}],
    )  # fmt: skip

    expected, found = award(whole, LAW, ON), award(parts, LAW, ON)

    # Over the limit the total knows what a later school brings from its month only, as it knows whoever is born later.
    if all(outcome.kind == "full" for outcome in expected.months):
        assert found.months == expected.months
        assert set(found.stretches) == set(expected.stretches)
    assert found.refusals == expected.refusals


@given(st.integers(1, 11), st.sampled_from(["znaczny", "umiarkowany"]))
def test_a_student_has_the_allowance_in_the_months_of_a_certificate_only(later: int, degree: str) -> None:
    ends = FIRST + later
    first = {"degree": degree, "issued_on": "2020-01-01", "valid_to": first_day(ends - 1).isoformat()}
    again = {
        "degree": degree,
        "applied_on": first_day(ends + 1).isoformat(),
        "issued_on": last_day(ends + 1).isoformat(),
    }
    case = a_case("0.00", "2004-05-05", school={"kind": "wyzsza"}, disability=first, later_disabilities=[again])

    months = {outcome.at for outcome in award(case, LAW, ON).months}

    assert months == set(range(FIRST, FIRST + 12)) - {ends}
    assert {outcome.limit for outcome in award(case, LAW, ON).months} == {
        LAW.resolved(rates, FIRST).threshold_disability * 3
    }


def test_the_level_of_a_later_school_is_asked_for_where_it_stands() -> None:
    facts = {
        "application": {"received_on": "2024-11-04"},
        "family": {
            "applicant": "parents",
            "members": [
                {"id": "matka", "role": "parent", "born_on": "1985-01-01"},
                {
                    "id": "dziecko", "role": "child", "born_on": "2010-03-01", "school": {"kind": "podstawowa"},
                    "later_schools": [{"kind": "specjalna", "since": "2025-09-01"}],
                },
            ],
        },
        "income": {"base_year": 2023},
        "supplements": {"study_away": [{"child": "dziecko", "mode": "commuting"}]},
    }  # fmt: skip
    case = CATALOGUE.prepare(CATALOGUE.facts.model_validate(facts))

    assert case.turns[0][1][0].asked.level_at == "/family/members/1/later_schools/0/level"
