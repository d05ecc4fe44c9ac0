"""A preview says what a list would hold and what is left out and why; nothing of it is stored."""

import pytest

from kit.db import Database
from tests.casework.payments.a_list import a_draft, payments_of
from tests.casework.payments.test_ways import stated
from tests.casework.people import a_person
from tests.casework.rights import Staff, an_award, issued, recorded

pytestmark = pytest.mark.postgres

EVERYTHING = """
SELECT (SELECT count(*) FROM payment_list), (SELECT count(*) FROM payment), (SELECT count(*) FROM payment_list_act),
       (SELECT count(*) FROM event_log)
"""


async def stored(database: Database) -> tuple[int, ...]:
    async with database.tenant("101805") as connection:
        row = await (await connection.execute(EVERYTHING)).fetchone()
    assert row is not None
    return tuple(row)


@pytest.mark.asyncio
async def test_a_preview_tells_the_sums_and_why_the_rest_is_left_out(people: Staff, database: Database) -> None:
    listed, held, cash = [await an_award(people, serial=serial) for serial in (1, 2, 3)]
    await an_award(people, "100.01", serial=4, benefit="zasilek_mieszany")
    ended = await an_award(people, serial=5, benefit="zasilek_wygasly")
    for month in ("2019-01", "2019-02"):
        await a_draft(people, month)
    draft = await a_draft(people, benefits=["zasilek_wygasly"])
    await people.clerk.post(f"/v1/awards/{held}/suspend", {"reason": "facts_being_checked"}, if_match=1)
    await stated(people, award=cash, way="cash")
    before = await stored(database)

    answer = await people.clerk.post("/v1/payment-lists/preview", {"month": "2019-03", "ways": ["unstated"]})

    assert answer.status_code == 200, answer.text
    shown = answer.json()
    assert (shown["payments"], shown["amount"]) == (2, "745.01")
    assert [(one["benefit"], one["payments"], one["amount"]) for one in shown["benefits"]] == [
        ("zasilek_mieszany", 1, "100.01"),
        ("zasilek_staly_testowy", 1, "645.00"),
    ]
    assert [(line["source"], line["amount"]) for line in shown["lines"]] == [
        ("dotacja_wlasne_2030", "60.01"),
        ("srodki_wlasne", "40.00"),
        ("dotacja_zlecone_2010", "645.00"),
    ]
    assert {(one["reason"], one["award"], one["list"]) for one in shown["left_out_named"]} == {
        ("suspended", held, None),
        ("other_way", cash, None),
        ("on_a_list", ended, draft),
    }
    assert {(one["reason"], one["amount"]) for one in shown["left_out"]} == {
        ("suspended", "645.00"), ("other_way", "645.00"), ("on_a_list", "645.00"),
    }  # fmt: skip
    assert await stored(database) == before
    assert {one["award"] for one in await payments_of(people, await a_draft(people, ways=["unstated"]))} >= {listed}


async def a_long_award(people: Staff, serial: int, benefit: str) -> None:
    """A right of the year 2020."""
    person = await a_person(people.clerk, serial=serial)
    body = recorded(person, benefit=benefit)
    await issued(people, body | {"recorded": body["recorded"] | {"first_month": "2020-01", "last_month": "2020-12"}})


@pytest.mark.asyncio
async def test_what_has_no_budget_line_is_told_and_does_not_stop_the_rest(people: Staff) -> None:
    await a_long_award(people, 1, "zasilek_staly_testowy")
    await a_long_award(people, 2, "zasilek_wygasly")

    shown = (await people.accountant.post("/v1/payment-lists/preview", {"month": "2020-01"})).json()

    assert (shown["payments"], [(one["reason"], one["benefit"], one["months"]) for one in shown["left_out"]]) == (
        1, [("cannot_be_booked", "zasilek_wygasly", 1)],
    )  # fmt: skip


@pytest.mark.asyncio
async def test_nothing_due_is_an_empty_preview(people: Staff) -> None:
    shown = (await people.head.post("/v1/payment-lists/preview", {"month": "2019-03"})).json()

    assert (shown["payments"], shown["amount"], shown["left_out"]) == (0, "0.00", [])


@pytest.mark.asyncio
async def test_arrears_are_earlier_months_and_the_rest_of_a_raised_amount(people: Staff, database: Database) -> None:
    award = await an_award(people)
    first = await payments_of(people, await a_draft(people, "2019-02"))
    async with database.tenant("101805") as connection:
        await connection.execute("UPDATE award_amount SET amount = 70000 WHERE award = %s", (award,))

    found = await payments_of(people, await a_draft(people, "2019-03", arrears_from="2019-02"))

    assert [one["amount"] for one in first] == ["645.00"]
    assert [(one["month"], one["amount"]) for one in found] == [("2019-02", "55.00"), ("2019-03", "700.00")]


@pytest.mark.asyncio
async def test_arrears_from_a_later_month_are_refused(people: Staff) -> None:
    answer = await people.accountant.post("/v1/payment-lists", {"month": "2019-03", "arrears_from": "2019-04"})

    assert (answer.status_code, answer.json()["code"]) == (422, "validation_failed")
