"""Payment lists over HTTP on a real database."""

import asyncio
import logging
from collections.abc import Callable
from datetime import date
from typing import Any

import psycopg
import pytest

from casework.facts.money import PAYMENT_APPROVED, PAYMENT_SETTLED, PAYMENT_VOIDED
from kit.db import Database
from kit.feed.verify import Place, verify
from kit.testing.clients import OTHER_GMINA, Office
from tests.casework.log import events
from tests.casework.payments.a_list import a_draft, a_settled, an_approved, payments_of
from tests.casework.people import a_household, a_person
from tests.casework.rights import Staff, an_award, issued, recorded, staff

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
async def test_the_way_from_a_person_to_a_settled_payment(people: Staff, database: Database) -> None:
    award = await an_award(people, "645.00")

    payment_list = await a_settled(people)

    (payment,) = await payments_of(people, payment_list)
    assert {name: payment[name] for name in ("award", "month", "amount", "came_back", "state", "booked_on")} == {
        "award": award, "month": "2019-03", "amount": "645.00", "came_back": "0.00", "state": "settled",
        "booked_on": "2019-03-28",
    }  # fmt: skip
    approved, settled = (one["data"] for one in await events(database, PAYMENT_APPROVED, PAYMENT_SETTLED))
    assert (approved["measure"], approved["booked_on"], approved["due_on"], approved["budget_year"]) == (
        "liability", "2019-03-20", "2019-03-31", 2019,
    )  # fmt: skip
    assert (settled["measure"], settled["booked_on"], settled["budget_year"], settled["due_period"]) == (
        "expenditure", "2019-03-28", 2019, "2019-03",
    )  # fmt: skip
    assert settled["document"]["id"] == payment_list
    assert settled["quantities"] == [{"unit": "swiadczenie", "value": "1.000"}]
    assert [(line["rozdzial"], line["amount"]) for line in settled["lines"]] == [("85502", 64500)]
    assert settled["counted"] == "recipient"
    assert settled["recipient"] == approved["recipient"]


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
    await people.clerk.post(f"/v1/awards/{held}/suspend", if_match=1)
    await people.clerk.post(f"/v1/awards/{ended}/terminate", {"last_month": "2019-03"}, if_match=1)

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
async def test_who_generated_may_not_approve(people: Staff, office: Office) -> None:
    await an_award(people)
    payment_list = await a_draft(people)
    address = f"/v1/payment-lists/{payment_list}/approve"

    same = await people.accountant.post(address, {}, if_match=1)
    another = await office.caller("zofia", "accountant").post(address, {}, if_match=1)

    assert (same.status_code, same.json()["code"]) == (409, "same_approver")
    assert another.json()["state"] == "approved"


@pytest.mark.asyncio
async def test_steps_out_of_order_or_of_other_roles_are_refused(people: Staff) -> None:
    await an_award(people)
    address = f"/v1/payment-lists/{await a_draft(people)}"

    answers = [
        await people.accountant.post(f"{address}/settle", {"booked_on": "2019-03-28"}, if_match=1),
        await people.clerk.post("/v1/payment-lists", {"month": "2019-04"}),
        await people.head.post(f"{address}/approve", {"on": "2020-01-01"}, if_match=1),
        await people.head.post(f"{address}/approve", {}, if_match=5),
        await people.head.post(f"{address}/approve", {"on": "2019-03-20"}, if_match=1),
        await people.accountant.post(f"{address}/settle", {"booked_on": "2019-03-19"}, if_match=2),
        await people.accountant.post(f"{address}/settle", {"booked_on": "2020-01-01"}, if_match=2),
        await people.accountant.post(f"{address}/withdraw", if_match=2),
    ]

    assert [(answer.status_code, answer.json().get("code")) for answer in answers] == [
        (409, "payment_list_wrong_state"),
        (403, "forbidden"),
        (422, "day_impossible"),
        (412, "version_mismatch"),
        (200, None),
        (422, "day_impossible"),
        (422, "day_impossible"),
        (409, "payment_list_wrong_state"),
    ]


@pytest.mark.asyncio
async def test_an_empty_list_is_not_approved(people: Staff) -> None:
    await an_award(people)
    payment_list = await a_draft(people)
    (only,) = await payments_of(people, payment_list)
    await people.accountant.post(f"/v1/payment-lists/{payment_list}/exclude", {"payments": [only["id"]]}, if_match=1)

    answer = await people.head.post(f"/v1/payment-lists/{payment_list}/approve", {}, if_match=2)

    assert answer.json()["code"] == "payment_list_empty"


@pytest.mark.asyncio
async def test_what_did_not_go_out_is_no_liability_any_more_and_falls_due_again(
    people: Staff, database: Database
) -> None:
    for serial in (1, 2):
        await an_award(people, serial=serial)
    payment_list = await an_approved(people)
    failed, paid = await payments_of(people, payment_list)

    answer = await people.accountant.post(
        f"/v1/payment-lists/{payment_list}/settle",
        {"booked_on": "2019-03-28", "failed": [{"payment": failed["id"], "reason": "account_closed"}]},
        if_match=2,
    )

    assert answer.status_code == 200
    states = {one["id"]: one["state"] for one in await payments_of(people, payment_list)}
    assert states == {failed["id"]: "voided", paid["id"]: "settled"}
    approved = {one["subject"]: one for one in await events(database, PAYMENT_APPROVED)}
    (voided,) = await events(database, PAYMENT_VOIDED)
    assert voided["subject"] == failed["id"]
    assert voided["data"]["reverses"] == {
        "service": "family_benefits",
        "sequence": approved[failed["id"]]["sequence"],
        "mode": "storno",
    }
    for name in ("measure", "booked_on", "budget_year"):
        assert voided["data"][name] == approved[failed["id"]]["data"][name]
    assert [line["amount"] for line in voided["data"]["lines"]] == [-64500]
    assert [one["award"] for one in await payments_of(people, await a_draft(people))] == [failed["award"]]


@pytest.mark.asyncio
async def test_a_settlement_with_a_strange_payment_changes_nothing(people: Staff, database: Database) -> None:
    await an_award(people)
    payment_list = await an_approved(people)
    stranger = {"payment": "00000000-0000-7000-8000-000000000000", "reason": "account_closed"}

    answer = await people.accountant.post(
        f"/v1/payment-lists/{payment_list}/settle", {"booked_on": "2019-03-28", "failed": [stranger]}, if_match=2
    )

    assert answer.json()["code"] == "payment_not_on_list"
    assert [one["state"] for one in await payments_of(people, payment_list)] == ["approved"]
    assert await events(database, PAYMENT_SETTLED) == []


@pytest.mark.asyncio
async def test_a_repeated_settlement_books_once(people: Staff, database: Database) -> None:
    await an_award(people)
    address = f"/v1/payment-lists/{await an_approved(people)}/settle"
    first = await people.accountant.post(address, {"booked_on": "2019-03-28"}, if_match=2, key="bank")

    again = await people.accountant.post(address, {"booked_on": "2019-03-28"}, if_match=2, key="bank")

    assert again.json() == first.json()
    assert len(await events(database, PAYMENT_SETTLED)) == 1


@pytest.mark.asyncio
async def test_an_award_whose_benefit_cannot_be_booked_stops_the_list(people: Staff, database: Database) -> None:
    await an_award(people)
    async with database.tenant("101805") as connection:
        await connection.execute("UPDATE award SET benefit = 'dawne_swiadczenie'")

    answer = await people.accountant.post("/v1/payment-lists", {"month": "2019-03"})

    assert (answer.status_code, answer.json()["code"]) == (409, "cannot_be_booked")
    assert (await people.accountant.get("/v1/payment-lists")).json()["items"] == []


@pytest.mark.asyncio
async def test_a_long_list_takes_no_more_statements_than_a_short_one(
    people: Staff, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    executed: list[str] = []

    def counted(original: Callable[..., Any]) -> Callable[..., Any]:
        async def execute(self: Any, query: Any, *args: Any, **kwargs: Any) -> Any:
            executed.append(str(query))
            return await original(self, query, *args, **kwargs)

        return execute

    for kind in (psycopg.AsyncCursor, psycopg.AsyncServerCursor):
        monkeypatch.setattr(kind, "execute", counted(kind.execute))

    async def statements_of_a_month(month: str) -> list[int]:
        found = []
        payment_list = ""
        for step, who, body in (
            ("", people.accountant, {"month": month}),
            ("/approve", people.head, {"on": f"{month}-20"}),
            ("/settle", people.accountant, {"booked_on": f"{month}-28"}),
        ):
            executed.clear()
            version = {"": None, "/approve": 1, "/settle": 2}[step]
            answer = await who.post(f"/v1/payment-lists{payment_list}{step}", body, if_match=version)
            assert answer.status_code in {200, 201}, answer.text
            payment_list = payment_list or f"/{answer.json()['id']}"
            found.append(len(executed))
        return found

    await an_award(people)
    await statements_of_a_month("2019-01")
    short = await statements_of_a_month("2019-02")
    async with database.tenant("101805") as connection:
        await connection.execute(MANY_AWARDS, (400,))
    await statements_of_a_month("2019-03")

    long = await statements_of_a_month("2019-04")

    # Events beyond a few dozen travel through a stage: a handful of statements more, not one a payment.
    assert all(after - before <= 3 for before, after in zip(short, long, strict=True))
    assert len((await people.accountant.get("/v1/payments", month="2019-04", limit=500)).json()["items"]) == 401


@pytest.mark.asyncio
async def test_the_whole_log_holds_together(people: Staff, database: Database) -> None:
    mother = await a_person(people.clerk)
    body = recorded(mother, household=await a_household(people.clerk, mother))
    await issued(people, body)
    await a_settled(people)

    async with database.tenant("101805") as connection:
        rows = await (await connection.execute("SELECT item FROM event_log ORDER BY sequence")).fetchall()
    page = verify(b"[" + b",\n".join(row[0].encode() for row in rows) + b"]", Place())

    assert page.place.sequence == len(rows) == 5


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


@pytest.mark.asyncio
async def test_no_name_or_number_of_a_person_stands_in_events_lists_or_logs(
    people: Staff, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        mother = await a_person(people.clerk)
        number = (await people.clerk.get(f"/v1/persons/{mother}")).json()["pesel"]
        await issued(people, recorded(mother))
        payment_list = await a_settled(people)

    told = str(await events(database)) + str(await payments_of(people, payment_list))
    assert not [word for word in (number, "Wiśniewska", "Anna", mother) if word in told]
    logged = caplog.text + "".join(str(record.__dict__) for record in caplog.records)
    assert not [word for word in (number, "Wiśniewska") if word in logged]


@pytest.mark.asyncio
async def test_a_december_right_paid_in_january_is_money_of_the_new_year(
    people: Staff, database: Database, today: Callable[[date], None]
) -> None:
    await an_award(people)
    payment_list = await an_approved(people, "2019-12")
    today(date(2020, 1, 3))

    await people.accountant.post(f"/v1/payment-lists/{payment_list}/settle", {"booked_on": "2020-01-02"}, if_match=2)

    (settled,) = await events(database, PAYMENT_SETTLED)
    assert (settled["data"]["budget_year"], settled["data"]["due_period"]) == (2020, "2019-12")
