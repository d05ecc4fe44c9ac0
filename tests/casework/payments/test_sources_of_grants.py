"""What a decision says of the sources of a right becomes a statement of each stretch that it changed. Pure."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from casework.awards.algebra import Schedule, Stretch
from casework.awards.effects import Planned, Right, Standing
from casework.decisions.grants import Grant
from casework.payments.funding.of_grants import statements
from kit.periods import month

AWARD, PERSON, OTHER, TWICE = (UUID(int=number) for number in range(1, 5))
EACH_STANDS = {PERSON: PERSON, OTHER: OTHER, TWICE: PERSON}
SOURCES = ("dotacja", "wlasne")
MARCH, JUNE = month(2025, 3), month(2025, 6)
TO_JUNE = (Stretch(MARCH, JUNE, 41_800),)


def a_plan(before: Schedule = (), after: Schedule = TO_JUNE) -> Planned:
    right = Right("zasilek", PERSON, "w_rodzinie", None)
    return Planned(Standing(AWARD, 0, right, "active", before), after, (), "active")


def a_grant(own: int | None, first: int = MARCH, last: int | None = JUNE, **other: Any) -> dict[str, Any]:
    return {**Grant("zasilek", PERSON, first, last, 41_800, "w_rodzinie", None, own).to_json(), **other}


def stated(*grants: dict[str, Any], plan: Planned | None = None) -> list[dict[str, Any]]:
    return list(statements(plan or a_plan(), grants, SOURCES, "ewa", EACH_STANDS))


def test_each_part_has_its_source_for_the_months_of_the_grant() -> None:
    (found,) = stated(a_grant(11_800))

    assert found["parts"] == [{"source": "dotacja", "amount": 30_000}, {"source": "wlasne", "amount": 11_800}]
    assert (found["award"], found["since"], found["until"]) == (AWARD, date(2025, 3, 1), date(2025, 6, 1))
    assert found["stated_by"] == "ewa"


@pytest.mark.parametrize(
    ("own", "parts"),
    [(0, [{"source": "dotacja", "amount": 41_800}]), (41_800, [{"source": "wlasne", "amount": 41_800}])],
)
def test_a_source_that_pays_nothing_is_not_stated(own: int, parts: list[dict[str, Any]]) -> None:
    assert [one["parts"] for one in stated(a_grant(own))] == [parts]


def test_a_right_without_an_end_is_stated_without_one() -> None:
    plan = a_plan(after=(Stretch(MARCH, None, 41_800),))

    assert [one["until"] for one in stated(a_grant(11_800, last=None), plan=plan)] == [None]


@pytest.mark.parametrize(
    "other",
    [{"amount": 0}, {"benefit": "inny"}, {"entitled": str(OTHER)}, {"variant": None}],
    ids=str,
)
def test_a_grant_of_another_right_or_without_parts_states_nothing(other: dict[str, Any]) -> None:
    assert stated(a_grant(0, **other)) == []
    assert stated(a_grant(None)) == []


def test_months_that_the_act_left_as_they_were_are_not_stated_anew() -> None:
    after = (Stretch(MARCH, MARCH + 1, 41_800), Stretch(MARCH + 2, JUNE, 50_000))
    kept, moved = a_grant(11_800, last=MARCH + 1), a_grant(20_000, first=MARCH + 2, amount=50_000)

    assert [one["since"] for one in stated(kept, moved, plan=a_plan(TO_JUNE, after))] == [date(2025, 5, 1)]


def test_months_that_a_fallen_act_gives_back_are_not_stated_by_it() -> None:
    before = (Stretch(MARCH, JUNE, 50_000),)

    assert stated(a_grant(20_000, amount=50_000), plan=a_plan(before, TO_JUNE)) == []


def test_who_was_entered_twice_is_one_person() -> None:
    (found,) = stated(a_grant(11_800, entitled=str(TWICE)))

    assert found["award"] == AWARD
