"""A certificate opens rights from the day it was asked for, and closes with its last month what depends on it."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from casework.benefits.results import Assessment
from kit.periods import add_months, month_of
from services.family_benefits.catalogue import CATALOGUE

DAYS = st.dates(date(2019, 11, 10), date(2026, 6, 30))
USUAL, WITH_CERTIFICATE = 24, 72


def assessed(benefit: str, on: date, **facts: Any) -> Assessment:
    body = {"application": {"received_on": on.isoformat()}, **facts}
    return CATALOGUE.assess(benefit, CATALOGUE.prepare(CATALOGUE.facts.model_validate(body)), on)


def severe(applied: date, issued: date) -> dict[str, str]:
    return {"degree": "znaczny", "applied_on": applied.isoformat(), "issued_on": issued.isoformat()}


@given(issued=DAYS)
def test_who_comes_on_the_monday_after_a_weekend_is_as_much_in_time_as_who_came_on_the_friday(issued: date) -> None:
    ends = add_months(issued, 3)
    monday = ends + timedelta(days=(7 - ends.weekday()) % 7 if ends.weekday() >= 5 else 0)
    certificate = severe(add_months(issued, -2), issued)
    person = {"born_on": "1970-02-02", "disability": certificate}
    carer = {"cared_for": [{"id": "dziecko", "born_on": "2012-01-01", "relation": "parent", "disability": certificate}]}
    of_the_person = assessed("zasilek_pielegnacyjny", monday, person=person)
    of_the_carer = assessed("swiadczenie_pielegnacyjne", monday, carer=carer)
    for answer in (of_the_person, of_the_carer):
        assert answer.months[0].first == month_of(add_months(issued, -2))


@given(used=st.integers(0, 72), valid_to=st.one_of(st.none(), st.dates(date(2023, 10, 1), date(2024, 12, 31))))
def test_without_a_certificate_the_leave_never_lasts_longer_than_24_months(used: int, valid_to: date | None) -> None:
    child = {"id": "dziecko", "role": "child", "born_on": "2020-04-01", "disability": {"degree": "znaczny"}}
    if valid_to is not None:
        child["disability"]["valid_to"] = valid_to.isoformat()  # type: ignore[index]
    leave = {
        "carer": "matka", "child": "dziecko", "leave_from": "2023-11-01", "leave_to": "2024-10-31", "employment_months_before": 24,
        "months_used": used,
    }  # fmt: skip
    answer = assessed(
        "dodatek_opieka_urlop_wychowawczy",
        date(2023, 11, 6),
        family={
            "applicant": "parents",
            "members": [{"id": "matka", "role": "parent", "born_on": "1985-01-01"}, child],
        },
        income={"base_year": 2022, "items": []},
        supplements={"childcare_leave": [leave]},
    )
    paid = [at for one in answer.months for at in range(one.first, one.last + 1)]
    without = [at for at in paid if valid_to is not None and at > month_of(valid_to)]
    assert used + len(paid) <= WITH_CERTIFICATE or not paid
    assert used + len(paid) <= USUAL or not without
    assert {one.variant for one in answer.months if one.first in without} <= {"jedno_dziecko"}
    months = range(month_of(date(2023, 11, 1)), month_of(date(2024, 10, 31)) + 1)
    certain = [at for at in months if valid_to is None or at <= month_of(valid_to)]
    assert len([at for at in paid if at in certain]) == min(len(certain), WITH_CERTIFICATE - used)
