"""Payment lists over HTTP on a real database."""

import asyncio

import pytest

from kit.db import Database
from kit.testing.clients import OTHER_GMINA, Office
from tests.casework.payments.a_list import a_draft, payments_of
from tests.casework.rights import Staff, an_award, ended_by_act, staff

pytestmark = pytest.mark.postgres

MANY_AWARDS = """
WITH one AS (SELECT * FROM award LIMIT 1), more AS (
    INSERT INTO award (gmina, id, benefit, unit, entitled, recipient, origin, state, since, until)
    SELECT gmina, gen_random_uuid(), benefit, unit, entitled, recipient, 'imported', 'active', since, until
      FROM one, generate_series(1, %s) RETURNING gmina, id, since, until)
INSERT INTO award_amount (gmina, award, since, until, amount)
SELECT gmina, id, since, until, 10000 + row_number() OVER () FROM more
"""


@pytest.mark.asyncio
async def test_a_list_shows_totals_by_state_and_by_source_of_money(people: Staff) -> None:
    await an_award(people, "100.01", benefit="zasilek_mieszany")
    await an_award(people, "645.00", serial=2)

    shown = await people.auditor.get(f"/v1/payment-lists/{await a_draft(people)}")

    assert shown.headers["ETag"] == '"1"'
    body = shown.json()
    assert (body["number"], body["payments"], body["amount"]) == ("LW/2019-03/001", 2, "745.01")
    assert body["states"] == [{"state": "planned", "payments": 2, "amount": "745.01"}]
    assert [(line["rozdzial"], line["source"], line["amount"]) for line in body["lines"]] == [
        ("85214", "dotacja_wlasne_2030", "60.01"),
        ("85214", "srodki_wlasne", "40.00"),
        ("85502", "dotacja_zlecone_2010", "645.00"),
    ]


@pytest.mark.asyncio
async def test_only_what_is_due_in_the_month_and_asked_for_is_listed(people: Staff) -> None:
    running = await an_award(people)
    held = await an_award(people, serial=2)
    ended = await an_award(people, serial=3)
    other = await an_award(people, serial=4, benefit="zasilek_mieszany")
    await people.clerk.post(f"/v1/awards/{held}/suspend", {"reason": "facts_being_checked"}, if_match=1)
    await ended_by_act(people, ended, "2019-04")

    march = await payments_of(people, await a_draft(people, benefits=["zasilek_staly_testowy"]))
    rest = await payments_of(people, await a_draft(people))
    april = await payments_of(people, await a_draft(people, "2019-04"))

    assert {one["award"] for one in march} == {running, ended}
    assert {one["award"] for one in rest} == {other}
    assert {one["award"] for one in april} == {running, other}


@pytest.mark.asyncio
async def test_a_month_is_paid_once_also_by_generators_at_the_same_moment(people: Staff) -> None:
    for serial in range(1, 4):
        await an_award(people, serial=serial)

    answers = await asyncio.gather(
        *(people.accountant.post("/v1/payment-lists", {"month": "2019-03"}) for _ in range(5))
    )

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"nothing_due"}
    assert len((await people.accountant.get("/v1/payments", month="2019-03")).json()["items"]) == 3


@pytest.mark.asyncio
async def test_a_repeated_generation_gives_the_same_list(people: Staff) -> None:
    await an_award(people)
    first = await people.accountant.post("/v1/payment-lists", {"month": "2019-03"}, key="marzec")

    again = await people.accountant.post("/v1/payment-lists", {"month": "2019-03"}, key="marzec")

    assert (again.status_code, again.json()) == (201, first.json())


@pytest.mark.asyncio
async def test_what_is_taken_off_or_given_up_falls_due_again(people: Staff) -> None:
    for serial in (1, 2):
        await an_award(people, serial=serial)
    first = await a_draft(people)
    off = (await payments_of(people, first))[0]

    excluded = await people.accountant.post(f"/v1/payment-lists/{first}/exclude", {"payments": [off["id"]]}, if_match=1)
    second = await a_draft(people)
    withdrawn = await people.accountant.post(f"/v1/payment-lists/{first}/withdraw", if_match=2)
    third = await payments_of(people, await a_draft(people))

    assert (excluded.status_code, withdrawn.json()["state"]) == (200, "withdrawn")
    assert [one["award"] for one in await payments_of(people, second)] == [off["award"]]
    assert len(third) == 1


@pytest.mark.asyncio
async def test_a_payment_of_another_list_cannot_be_taken_off(people: Staff) -> None:
    await an_award(people)
    march, april = await a_draft(people), await a_draft(people, "2019-04")
    (stranger,) = await payments_of(people, april)

    answer = await people.accountant.post(
        f"/v1/payment-lists/{march}/exclude", {"payments": [stranger["id"]]}, if_match=1
    )

    assert (answer.status_code, answer.json()["code"]) == (422, "payment_not_on_list")
    assert answer.json()["errors"][0]["pointer"] == "/payments/0"
    assert len(await payments_of(people, april)) == 1


@pytest.mark.asyncio
async def test_an_award_whose_benefit_cannot_be_booked_stops_the_list(people: Staff, database: Database) -> None:
    await an_award(people)
    async with database.tenant("101805") as connection:
        await connection.execute("UPDATE award SET benefit = 'dawne_swiadczenie'")

    answer = await people.accountant.post("/v1/payment-lists", {"month": "2019-03"})

    assert (answer.status_code, answer.json()["code"]) == (409, "cannot_be_booked")
    assert (await people.accountant.get("/v1/payment-lists")).json()["items"] == []


@pytest.mark.asyncio
async def test_lists_are_shown_the_latest_month_first(people: Staff) -> None:
    await an_award(people)
    made = [await a_draft(people, month) for month in ("2019-03", "2019-05", "2019-04")]
    seen: list[str] = []
    cursor = None

    for _ in range(2):
        page = (await people.auditor.get("/v1/payment-lists", limit=2, cursor=cursor)).json()
        seen += [one["id"] for one in page["items"]]
        cursor = page["next_cursor"]

    assert seen == [made[1], made[2], made[0]]
    assert [one["id"] for one in (await people.auditor.get("/v1/payment-lists", month="2019-05")).json()["items"]] == [
        made[1]
    ]


@pytest.mark.asyncio
async def test_another_gmina_finds_no_list(office: Office, people: Staff) -> None:
    await an_award(people)
    others = staff(office, OTHER_GMINA)
    address = f"/v1/payment-lists/{await a_draft(people)}"
    nobody = "00000000-0000-7000-8000-000000000000"

    answers = [
        await others.auditor.get(address),
        await others.accountant.post(f"{address}/exclude", {"payments": [nobody]}, if_match=1),
        await others.accountant.post(f"{address}/withdraw", if_match=1),
        await others.head.post(f"{address}/approve", {}, if_match=1),
        await others.accountant.post(f"{address}/settle", {"booked_on": "2019-03-28"}, if_match=1),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5
    assert (await others.auditor.get("/v1/payment-lists")).json()["items"] == []
    assert (await others.accountant.post("/v1/payment-lists", {"month": "2019-03"})).json()["code"] == "nothing_due"
