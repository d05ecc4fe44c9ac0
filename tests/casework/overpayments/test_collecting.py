"""Instalments, deferral, deductions, reminders and titles of undue payments."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from casework.overpayments import acts
from casework.overpayments.deductions import deducted
from casework.overpayments.offers import debts_of, record
from kit.db import Database
from tests.casework.a_catalogue import a_catalogue
from tests.casework.overpayments.a_debt import a_decision_on, decided, paid, relieved, repaid, shown, step, undue
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres
GMINA = "101805"


async def a_final(people: Staff) -> str:
    (payment,) = await paid(people)
    debt = await undue(people, payment)
    await decided(people, debt)
    return debt


@pytest.mark.asyncio
async def test_relief_breaks_the_limitation(people: Staff) -> None:
    debt = await a_final(people)
    before = (await shown(people, debt))["prescribed_after"]

    await relieved(people, debt, "2019-12-31", kind="deferral", deferred_to="2020-06-30")

    found = await shown(people, debt)
    assert (before, found["prescribed_after"]) == ("2022-12-20", "2022-12-31")
    assert [(one["due_on"], one["amount"]) for one in found["relief"][0]["instalments"]] == [("2020-06-30", "699.64")]


@pytest.mark.asyncio
async def test_a_missed_instalment_makes_the_whole_due(people: Staff, today: Callable[[date], None]) -> None:
    debt = await a_final(people)
    plan = [{"due_on": "2020-01-31", "amount": "100.00"}, {"due_on": "2020-02-28", "amount": "100.00"}]
    await relieved(people, debt, "2019-12-31", kind="instalments", amount="200.00", instalments=plan)
    today(date(2020, 3, 1))
    await repaid(people, debt, "100.00", "2020-01-31")

    (in_time,) = (await shown(people, debt, on="2020-02-28"))["relief"]
    (missed,) = (await shown(people, debt, on="2020-02-29"))["relief"]

    assert (in_time["whole_due_from"], in_time["in_force"]) == (None, True)
    assert (missed["whole_due_from"], missed["in_force"]) == ("2020-02-29", False)


@pytest.mark.asyncio
async def test_a_plan_is_not_of_more_than_is_owed(people: Staff) -> None:
    debt = await a_final(people)
    plan = [{"due_on": "2020-01-31", "amount": "700.00"}]

    decision = await a_decision_on(people, debt, "2019-12-31", kind="instalments", amount="700.00", instalments=plan)

    answer = await people.clerk.post(
        f"/v1/overpayments/{debt}/relief", {"kind": "instalments", "decision": decision}, if_match=3
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "exceeds_debt")


@pytest.mark.asyncio
async def test_a_final_debt_is_deducted_from_current_benefits_within_the_limit(
    people: Staff, database: Database
) -> None:
    debt = await a_final(people)
    found = await shown(people, debt)
    person, catalogue, on = UUID(found["person"]), a_catalogue(), date(2019, 12, 31)
    async with database.write(GMINA) as db:
        offered = (await debts_of(db, catalogue, [person], on))[person]
        taken = deducted(64500, [one.debt for one in offered if "zasilek_staly_testowy" in one.benefits])
        for one in taken:
            await record(
                db, catalogue, overpayment=one.overpayment, payment=UUID(found["items"][0]["payment"]), amount=one.amount,
                day=on, by="ida", today=on,
            )  # fmt: skip
        await db.commit()

    after = await shown(people, debt)
    assert [(str(one.overpayment), one.amount) for one in taken] == [(debt, 32250)]
    assert [(one["channel"], one["amount"]) for one in after["movements"] if one["kind"] == "repayment"] == [
        ("deduction", "322.50")
    ]


@pytest.mark.asyncio
async def test_several_deductions_of_a_day_are_divided_once_and_taken_back_together(
    people: Staff, database: Database
) -> None:
    debt = await a_final(people)
    found = await shown(people, debt)
    catalogue, on, payment = a_catalogue(), date(2019, 12, 31), UUID(found["items"][0]["payment"])

    async with database.write(GMINA) as db:
        desk = acts.Desk(db, catalogue, UUID(debt), None, "ida", on)
        await acts.deduct(desk, [(1000, payment), (32250, payment), (2000, payment)], on)
        await db.commit()
    after = await shown(people, debt)
    async with database.write(GMINA) as db:
        desk = acts.Desk(db, catalogue, UUID(debt), None, "ida", on)
        await acts.correct(desk, *(UUID(one["id"]) for one in after["movements"] if one["kind"] == "repayment"))
        await db.commit()
    undone = await shown(people, debt)

    repaid = [one["amount"] for one in after["movements"] if one["kind"] == "repayment"]
    assert sorted(repaid) == ["10.00", "20.00", "322.50"]
    owed = [(one["balance"]["total"]) for one in (found, after, undone)]
    assert (Decimal(owed[0]) - Decimal(owed[1]), owed[2]) == (Decimal("352.50"), owed[0])


@pytest.mark.asyncio
async def test_nothing_is_deducted_before_the_decision_is_final_or_while_instalments_hold(
    people: Staff, database: Database
) -> None:
    one, other = await paid(people, "2019-03", "2019-04")
    await undue(people, one)
    deferred = await undue(people, other)
    await decided(people, deferred)
    await relieved(people, deferred, "2019-12-31", kind="deferral", deferred_to="2020-06-30")
    person = UUID((await shown(people, deferred))["person"])

    async with database.read(GMINA) as db:
        now = await debts_of(db, a_catalogue(), [person], date(2019, 12, 31))
        later = await debts_of(db, a_catalogue(), [person], date(2020, 7, 1))

    assert (now, [str(one.debt.overpayment) for one in later[person]]) == ({}, [deferred])


@pytest.mark.asyncio
async def test_a_title_follows_a_delivered_reminder_whose_term_is_over(
    people: Staff, today: Callable[[date], None]
) -> None:
    debt = await a_final(people)
    today(date(2020, 1, 31))
    address = f"/v1/overpayments/{debt}/enforcement"

    early = await people.clerk.post(address, {"act": "title_issued", "day": "2020-01-20"}, if_match=3)
    await step(
        people.clerk, people, debt, "enforcement",
        {"act": "reminder_issued", "day": "2020-01-02", "number": "U/1/2020", "cost": "16.00"},
    )  # fmt: skip
    await step(people.clerk, people, debt, "enforcement", {"act": "reminder_delivered", "day": "2020-01-10"})
    soon = await people.clerk.post(address, {"act": "title_issued", "day": "2020-01-17"}, if_match=5)
    await step(
        people.clerk, people, debt, "enforcement", {"act": "title_issued", "day": "2020-01-18", "number": "TW/1"}
    )
    await step(people.clerk, people, debt, "enforcement", {"act": "measure_notified", "day": "2020-01-30"})

    assert [answer.json()["code"] for answer in (early, soon)] == ["reminder_missing"] * 2
    data = (await people.auditor.get(f"/v1/overpayments/{debt}/enforcement-title", on="2020-01-18")).json()
    assert (data["reminder_number"], data["reminder_delivered_on"], data["reminder_cost"], data["ready_from"]) == (
        "U/1/2020", "2020-01-10", "16.00", "2020-01-18",
    )  # fmt: skip
    assert (data["interest_on_from"], data["yearly_rate"]) == ("2020-01-19", "0.07")
    assert (await shown(people, debt))["prescribed_after"] == "2023-01-30"


@pytest.mark.asyncio
async def test_no_further_reminder_is_issued_while_a_title_stands(people: Staff, today: Callable[[date], None]) -> None:
    debt = await a_final(people)
    today(date(2020, 3, 31))
    address = f"/v1/overpayments/{debt}/enforcement"
    again = {"act": "reminder_issued", "day": "2020-02-03", "number": "U/2/2020"}
    for act, day in (
        ("reminder_issued", "2020-01-02"), ("reminder_issued", "2020-01-03"), ("reminder_delivered", "2020-01-10"),
        ("title_issued", "2020-01-18"),
    ):  # fmt: skip
        await step(people.clerk, people, debt, "enforcement", {"act": act, "day": day, "number": "U/1/2020"})

    version = (await shown(people, debt))["version"]
    refused = await people.clerk.post(address, again, if_match=version)
    await step(people.clerk, people, debt, "enforcement", {"act": "ended", "day": "2020-02-28"})
    after = await people.clerk.post(address, again | {"day": "2020-03-02"}, if_match=version + 1)

    assert (refused.status_code, refused.json()["code"]) == (409, "title_stands")
    assert after.status_code == 200, after.text


@pytest.mark.asyncio
async def test_a_claim_is_written_off_as_prescribed_only_when_it_is(
    people: Staff, today: Callable[[date], None]
) -> None:
    debt = await a_final(people)
    today(date(2022, 12, 31))
    address = f"/v1/overpayments/{debt}/write-offs"

    early = await people.head.post(address, {"day": "2022-12-20", "reason": "prescribed"}, if_match=3)
    over = await people.head.post(address, {"day": "2022-12-21", "reason": "prescribed"}, if_match=3)

    assert (early.status_code, over.json()["state"]) == (422, "settled")


@pytest.mark.asyncio
async def test_a_prescribed_claim_is_neither_deducted_nor_enforced(
    people: Staff, database: Database, today: Callable[[date], None]
) -> None:
    debt = await a_final(people)
    person = UUID((await shown(people, debt))["person"])
    today(date(2022, 12, 31))
    address, reminder = f"/v1/overpayments/{debt}/enforcement", {"act": "reminder_issued", "number": "U/1/2022"}

    async with database.read(GMINA) as db:
        last_day = await debts_of(db, a_catalogue(), [person], date(2022, 12, 20))
        day_after = await debts_of(db, a_catalogue(), [person], date(2022, 12, 21))
    over = await people.clerk.post(address, reminder | {"day": "2022-12-21"}, if_match=3)
    in_time = await people.clerk.post(address, reminder | {"day": "2022-12-20"}, if_match=3)

    assert ([str(one.debt.overpayment) for one in last_day[person]], day_after) == ([debt], {})
    assert (over.status_code, over.json()["code"], in_time.status_code) == (409, "claim_prescribed", 200)
