"""A benefit that a person was granted under both of her entries: the merge tells it, and lists pay once until somebody looks into it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kit.db import Database
from kit.testing.clients import Office
from tests.casework.payments.a_list import a_draft, an_approved, payments_of
from tests.casework.people import a_household, a_person
from tests.casework.persons.test_merging import merged, without_number
from tests.casework.rights import Staff, a_decision, ended_by_act, issued, recorded, staff

pytestmark = pytest.mark.postgres


@pytest.fixture
def people(office: Office, today: Callable[[date], None]) -> Staff:
    today(date(2019, 12, 31))
    return staff(office)


async def the_same_twice(people: Staff) -> tuple[str, str, str, str]:
    """Who stands, who gives way, and the rights of each to the same benefit in 2019: the first granted first."""
    stands, other = await a_person(people.clerk), await without_number(people)
    (first,), (second,) = [await issued(people, recorded(entry)) for entry in (stands, other)]
    return stands, other, first, second


async def notices(people: Staff, **query: Any) -> list[dict[str, Any]]:
    return list((await people.clerk.get("/v1/payment-notices", **query)).json()["items"])


async def tasks(people: Staff) -> list[dict[str, Any]]:
    found = (await people.clerk.get("/v1/tasks", kind="right_twice")).json()["items"]
    return list(found)


@pytest.mark.parametrize("first_stands", [True, False])
@pytest.mark.asyncio
async def test_a_list_after_the_merge_pays_the_earlier_right_and_a_task_asks_about_the_later(
    people: Staff, first_stands: bool
) -> None:
    stands, other, first, second = await the_same_twice(people)
    before = await payments_of(people, await a_draft(people, "2019-02"))

    answer = await merged(people, *((stands, other) if first_stands else (other, stands)))
    preview = (await people.accountant.post("/v1/payment-lists/preview", {"month": "2019-03"})).json()
    after = await payments_of(people, await a_draft(people, "2019-03"))

    assert answer.status_code == 200, answer.text
    assert sorted(one["award"] for one in before) == sorted([first, second])
    assert [one["award"] for one in after] == [first]
    assert [(one["reason"], one["award"]) for one in preview["left_out_named"] if one["month"] == "2019-03"] == [
        ("right_twice", second)
    ]
    (notice,) = await notices(people, person=other)
    assert (notice["kind"], notice["award"], notice["first_month"], notice["last_month"], notice["months"]) == (
        "right_twice", second, "2019-01", "2019-12", 12,
    )  # fmt: skip
    assert (notice["act_months"], notice["act_reached"]) == (None, None)
    (task,) = await tasks(people)
    assert (task["matter"], task["key"]) == (notice["id"], f"right_twice:{notice['id']}")


@pytest.mark.asyncio
async def test_a_list_that_was_drawn_up_with_both_before_the_merge_is_not_approved(people: Staff) -> None:
    stands, other, _, second = await the_same_twice(people)
    payment_list = await a_draft(people, "2019-03")
    (twice,) = [one["id"] for one in await payments_of(people, payment_list) if one["award"] == second]
    await merged(people, stands, other)

    approve = f"/v1/payment-lists/{payment_list}/approve"
    refused = await people.head.post(approve, {"on": "2019-03-20"}, if_match=1)
    body = {"payments": [twice]}
    excluded = await people.accountant.post(f"/v1/payment-lists/{payment_list}/exclude", body, if_match=1)
    approved = await people.head.post(approve, {"on": "2019-03-20"}, if_match=2)

    assert (refused.status_code, excluded.status_code, approved.status_code) == (409, 200, 200), refused.text
    assert twice in refused.text


@pytest.mark.asyncio
async def test_when_the_notice_is_closed_both_are_due_and_the_months_left_out_are_paid(people: Staff) -> None:
    stands, other, first, second = await the_same_twice(people)
    await merged(people, stands, other)
    await an_approved(people, "2019-03")
    (notice,) = await notices(people)

    closed = await people.clerk.post(
        f"/v1/payment-notices/{notice['id']}/close", {"reason": "Dwie odrębne potrzeby."}, if_match=notice["version"]
    )
    payments = await payments_of(people, await a_draft(people, "2019-04", arrears_from="2019-03"))

    assert closed.status_code == 200, closed.text
    assert sorted((one["award"], one["month"]) for one in payments) == sorted(
        [(first, "2019-04"), (second, "2019-03"), (second, "2019-04")]
    )
    assert await tasks(people) == []


@pytest.mark.asyncio
async def test_a_right_that_was_put_right_before_the_merge_is_not_told(people: Staff) -> None:
    stands, other, first, second = await the_same_twice(people)
    await ended_by_act(people, second, "2019-01")

    await merged(people, stands, other)

    assert await notices(people) == []
    assert [one["award"] for one in await payments_of(people, await a_draft(people))] == [first]


@pytest.mark.asyncio
async def test_only_the_months_in_common_wait(people: Staff) -> None:
    stands, other = await a_person(people.clerk), await without_number(people)
    said = recorded(stands)["recorded"]
    (first,) = await issued(people, recorded(stands, recorded={**said, "last_month": "2019-03"}))
    (second,) = await issued(people, recorded(other, recorded={**said, "first_month": "2019-03"}))
    await merged(people, stands, other)

    of_months = {
        month: [one["award"] for one in await payments_of(people, await a_draft(people, month))]
        for month in ("2019-02", "2019-03", "2019-04")
    }

    assert of_months == {"2019-02": [first], "2019-03": [first], "2019-04": [second]}
    (notice,) = await notices(people)
    assert (notice["first_month"], notice["last_month"], notice["months"]) == ("2019-03", "2019-03", 1)


def in_2019(person: str, first_month: str = "2019-01", last_month: str = "2019-12") -> dict[str, Any]:
    body = recorded(person)
    return body | {"recorded": {**body["recorded"], "first_month": first_month, "last_month": last_month}}


async def one_by_two_entries(people: Staff) -> tuple[str, str]:
    stands, other = await a_person(people.clerk), await without_number(people)
    assert (await merged(people, stands, other)).status_code == 200
    return stands, other


@pytest.mark.parametrize("first_stands", [True, False])
@pytest.mark.asyncio
async def test_a_right_granted_after_the_merge_under_the_other_entry_is_granted_and_waits(
    people: Staff, first_stands: bool
) -> None:
    entries = await one_by_two_entries(people)
    earlier, later = entries if first_stands else entries[::-1]
    (first,) = await issued(people, in_2019(earlier))
    assert await notices(people) == []

    (second,) = await issued(people, in_2019(later, "2019-03", "2019-08"))

    preview = (await people.accountant.post("/v1/payment-lists/preview", {"month": "2019-03"})).json()
    paid = await payments_of(people, await a_draft(people, "2019-03", arrears_from="2019-01"))
    assert [one["award"] for one in paid] == [first] * 3
    assert [(one["reason"], one["award"]) for one in preview["left_out_named"] if one["month"] == "2019-03"] == [
        ("right_twice", second)
    ]
    (notice,) = await notices(people)
    assert (notice["award"], notice["first_month"], notice["last_month"], notice["months"]) == (
        second, "2019-03", "2019-08", 6,
    )  # fmt: skip
    assert [one["matter"] for one in await tasks(people)] == [notice["id"]]


@pytest.mark.asyncio
async def test_a_month_that_stands_on_a_list_by_the_later_right_is_not_paid_by_the_earlier_one_too(
    people: Staff,
) -> None:
    stands, other, first, second = await the_same_twice(people)
    january = await a_draft(people, "2019-01")
    (by_first,) = [one["id"] for one in await payments_of(people, january) if one["award"] == first]
    left_off = await people.accountant.post(
        f"/v1/payment-lists/{january}/exclude", {"payments": [by_first]}, if_match=1
    )
    assert left_off.status_code == 200, left_off.text
    await merged(people, stands, other)

    paid = await payments_of(people, await a_draft(people, "2019-02", arrears_from="2019-01"))

    assert [(one["award"], one["month"]) for one in paid] == [(first, "2019-02")]
    assert sorted((one["award"], one["first_month"], one["last_month"]) for one in await notices(people)) == sorted(
        [(first, "2019-01", "2019-01"), (second, "2019-02", "2019-12")]
    )


@pytest.mark.asyncio
async def test_each_row_of_months_in_common_has_its_notice_and_what_lies_between_is_paid(people: Staff) -> None:
    stands, other = await one_by_two_entries(people)
    await issued(people, in_2019(stands, "2019-01", "2019-02"))
    await issued(people, in_2019(stands, "2019-06", "2019-07"))

    (second,) = await issued(people, in_2019(other))

    told = sorted((one["first_month"], one["last_month"], one["months"]) for one in await notices(people))
    between = await payments_of(people, await a_draft(people, "2019-04"))
    assert told == [("2019-01", "2019-02", 2), ("2019-06", "2019-07", 2)]
    assert [one["award"] for one in between] == [second]


@pytest.mark.asyncio
async def test_an_act_on_one_of_the_rights_shortens_the_notice_and_closes_it_when_nothing_is_left(
    people: Staff,
) -> None:
    stands, other = await one_by_two_entries(people)
    (first,) = await issued(people, in_2019(stands))
    (second,) = await issued(people, in_2019(other))
    (whole,) = await notices(people)

    await ended_by_act(people, first, "2019-05")
    (shorter,) = await notices(people)
    may = await payments_of(people, await a_draft(people, "2019-05"))
    await ended_by_act(people, second, "2019-01")
    (over,) = await notices(people)

    assert (whole["first_month"], whole["last_month"], whole["closed_on"]) == ("2019-01", "2019-12", None)
    assert (shorter["id"], shorter["last_month"], shorter["months"]) == (whole["id"], "2019-04", 4)
    assert [one["award"] for one in may] == [second]
    assert (over["id"], over["closed_on"], over["closed_by"]) == (whole["id"], "2019-12-31", None)
    assert await tasks(people) == []


@pytest.mark.asyncio
async def test_what_somebody_has_looked_into_stays_due_whatever_is_paid_first_and_a_third_right_waits(
    people: Staff,
) -> None:
    stands, other, first, _ = await the_same_twice(people)
    await merged(people, stands, other)
    (notice,) = await notices(people)
    body = {"reason": "Dwie odrębne potrzeby."}
    await people.clerk.post(f"/v1/payment-notices/{notice['id']}/close", body, if_match=notice["version"])
    march = await a_draft(people, "2019-03")
    (by_first,) = [one["id"] for one in await payments_of(people, march) if one["award"] == first]
    await people.accountant.post(f"/v1/payment-lists/{march}/exclude", {"payments": [by_first]}, if_match=1)

    (third,) = await issued(people, in_2019(other))

    paid = await payments_of(people, await a_draft(people, "2019-03"))
    assert [one["award"] for one in paid] == [first]
    assert [one["award"] for one in await notices(people, open=True)] == [third]


@pytest.mark.asyncio
async def test_rights_without_an_end_wait_without_an_end(people: Staff) -> None:
    stands, other = await one_by_two_entries(people)
    for entry in (stands, other):
        body = recorded(entry)
        del body["recorded"]["last_month"]
        await issued(people, body)

    (notice,) = await notices(people)

    assert (notice["first_month"], notice["last_month"], notice["months"]) == ("2019-01", None, 12)


@pytest.mark.asyncio
async def test_a_decision_under_the_other_entry_is_told_what_she_has_already(people: Staff) -> None:
    stands, other = await a_person(people.clerk), await without_number(people)
    (first,) = await issued(people, recorded(stands))
    await merged(people, stands, other)

    effect = await people.clerk.get(f"/v1/decisions/{await a_decision(people, recorded(other))}/effect")

    assert effect.status_code == 200, effect.text
    assert [one["award"] for one in effect.json()["granted_elsewhere"]] == [first]


@pytest.mark.asyncio
async def test_who_gave_way_to_an_entry_that_gives_way_is_found_under_the_one_that_stands(
    people: Staff, database: Database
) -> None:
    third, second, first = (
        await a_person(people.clerk),
        await without_number(people),
        await without_number(people, "Inna"),
    )
    (award,) = await issued(people, recorded(first))
    home = await a_household(people.clerk, first)
    await merged(people, second, first)

    answer = await merged(people, third, second)

    assert answer.status_code == 200, answer.text
    for entry in (first, second, third):
        person = (await people.auditor.get(f"/v1/persons/{entry}")).json()
        assert (person["id"], sorted(person["entries"])) == (third, sorted([first, second]))
        assert [one["id"] for one in (await people.auditor.get("/v1/awards", person=entry)).json()["items"]] == [award]
        assert [one["id"] for one in (await people.clerk.get("/v1/households", person=entry)).json()] == [home]
    async with database.tenant("101805") as connection:
        rows = await (await connection.execute("SELECT DISTINCT pseudonym FROM person")).fetchall()
    assert len(rows) == 1
