"""What came in over a debt, or on one that was withdrawn, goes back to the person: on the account, in the log and in the statements."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from casework.facts.money import OVERPAYMENT_CORRECTED, OVERPAYMENT_GIVEN_BACK
from gops.postgres import Address
from kit.db import Database
from kit.testing.clients import GMINA, Office
from kit.testing.databases import service_database
from tests.casework.log import events
from tests.casework.overpayments.a_debt import decided, paid, repaid, shown, step, undue
from tests.casework.rights import Staff
from tests.casework.tasks.the_list import kinds
from tests.services.reporting.an_office import an_office
from tests.services.reporting.logs import Log

pytestmark = pytest.mark.postgres
Turn = Callable[[date], None]


async def given_back(people: Staff, debt: str, day: str, **more: str) -> None:
    await step(people.accountant, people, debt, "give-back", {"day": day, "document": "WB 1", **more})
    await step(people.head, people, debt, "give-back/confirm", {})


async def withdrawn(people: Staff, *repayments: tuple[str, str], ground: str = "niewaznosc") -> tuple[str, str]:
    """A debt of which something was repaid before its decision was quashed; it and its payment."""
    (payment,) = await paid(people)
    debt = await undue(people, payment, ground=ground)
    await decided(people, debt, on="2019-06-03", final_on="2019-06-20")
    for amount, day in repayments:
        await repaid(people, debt, amount, day)
    await step(people.head, people, debt, "withdraw", {"reason": "decision_repealed"})
    return debt, payment["id"]


def told(event: dict[str, Any]) -> tuple[str, str, int, int]:
    """Measure and year of a fact, its paragraf and its grosze."""
    data = event["data"]
    (line,) = data["lines"]
    return data["measure"], line["paragraf"] + line["p4"], data["budget_year"], line["amount"]


async def differences(people: Staff, month: str = "2019-03") -> list[Any]:
    return list((await people.auditor.get("/v1/reconciliation", month=month)).json()["cases"])


@pytest.mark.asyncio
async def test_what_came_in_over_the_debt_goes_back_and_the_budget_hears_of_neither(
    people: Staff, database: Database
) -> None:
    (payment,) = await paid(people)
    debt = await undue(people, payment, ground="niewaznosc")
    await decided(people, debt)
    await repaid(people, debt, "700.00", "2019-12-22")
    waiting = await kinds(people.accountant, kind="overpayment_surplus")
    too_much = await people.accountant.post(
        f"/v1/overpayments/{debt}/give-back", {"day": "2019-12-30", "document": "WB 1", "amount": "55.01"}, if_match=4
    )
    too_early = await people.accountant.post(
        f"/v1/overpayments/{debt}/give-back", {"day": "2019-12-21", "document": "WB 1"}, if_match=4
    )

    await given_back(people, debt, "2019-12-30")

    balance = (await shown(people, debt))["balance"]
    assert waiting == ["overpayment_surplus"]
    assert [one.json()["code"] for one in (too_much, too_early)] == ["no_surplus"] * 2
    assert (balance["surplus"], balance["given_back"], balance["total"]) == ("0.00", "55.00", "0.00")
    assert await kinds(people.accountant, kind="overpayment_surplus") == []
    assert await events(database, OVERPAYMENT_GIVEN_BACK) == []


@pytest.mark.asyncio
async def test_money_of_the_same_year_raises_the_expenditure_again_on_the_day_it_goes_back(
    people: Staff, database: Database
) -> None:
    debt, payment = await withdrawn(people, ("100.00", "2019-07-05"))
    before = (await shown(people, debt))["balance"]["surplus"]

    await given_back(people, debt, "2019-12-30", amount="60.00")
    await given_back(people, debt, "2019-12-31")

    first, second = await events(database, OVERPAYMENT_GIVEN_BACK)
    assert (before, (await shown(people, debt))["balance"]["surplus"]) == ("100.00", "0.00")
    assert [told(one) for one in (first, second)] == [
        ("expenditure", "3110", 2019, 6000), ("expenditure", "3110", 2019, 4000),
    ]  # fmt: skip
    assert (first["data"]["booked_on"], first["data"]["reverses"]["mode"]) == ("2019-12-30", "same_year_repayment")
    assert (await people.auditor.get(f"/v1/payments/{payment}")).json()["came_back"] == "0.00"
    assert await differences(people) == []


@pytest.mark.asyncio
async def test_money_that_lowered_an_earlier_year_is_spent_anew_and_what_was_revenue_lowers_the_revenue(
    people: Staff, database: Database, today: Turn
) -> None:
    today(date(2020, 3, 2))
    debt, _ = await withdrawn(people, ("100.00", "2019-07-05"), ("30.00", "2020-02-03"))

    await given_back(people, debt, "2020-03-02")

    spent, revenue = await events(database, OVERPAYMENT_GIVEN_BACK)
    assert told(spent) == ("expenditure", "3110", 2020, 10000)
    assert (spent["data"]["cover"], spent["data"]["sets_amount"], spent["data"].get("reverses")) == ("none", 0, None)
    assert told(revenue) == ("received", "2910", 2020, -3000)
    assert await differences(people) == []


@pytest.mark.asyncio
async def test_interest_goes_back_from_its_own_paragraf(people: Staff, database: Database) -> None:
    debt, _ = await withdrawn(people, ("3.00", "2019-07-05"), ground="falszywe_zeznania")

    await given_back(people, debt, "2019-12-30")

    (interest,) = await events(database, OVERPAYMENT_GIVEN_BACK)
    assert told(interest) == ("received", "0900", 2019, -300)


@pytest.mark.asyncio
async def test_giving_back_in_error_is_corrected_and_till_then_the_repayment_stays(
    people: Staff, database: Database
) -> None:
    debt, payment = await withdrawn(people, ("100.00", "2019-07-05"))
    await given_back(people, debt, "2019-12-30")
    movements = {one["kind"]: one["id"] for one in (await shown(people, debt))["movements"]}
    version = (await shown(people, debt))["version"]
    address = f"/v1/overpayments/{debt}/corrections"

    refused = await people.accountant.post(address, {"movement": movements["repayment"]}, if_match=version)
    await step(people.accountant, people, debt, "corrections", {"movement": movements["give_back"]})
    after = (await shown(people, debt))["balance"]["surplus"]
    came_back = (await people.auditor.get(f"/v1/payments/{payment}")).json()["came_back"]
    await step(people.accountant, people, debt, "corrections", {"movement": movements["repayment"]})

    assert (refused.status_code, refused.json()["code"]) == (409, "overpayment_given_back")
    assert (after, came_back) == ("100.00", "100.00")
    assert (await shown(people, debt))["balance"]["surplus"] == "0.00"
    stornos = [one for one in await events(database, OVERPAYMENT_CORRECTED) if one["data"]["measure"] == "expenditure"]
    assert sum(line["amount"] for one in stornos for line in one["data"]["lines"]) == 0
    assert await differences(people) == []


@pytest.mark.asyncio
async def test_what_was_repaid_of_a_withdrawn_debt_may_not_be_undue_twice(people: Staff) -> None:
    debt, payment = await withdrawn(people, ("100.00", "2019-07-05"))
    body = {"ground": "niewaznosc", "payments": [{"payment": payment, "amount": "545.01"}]}

    too_much = await people.clerk.post("/v1/overpayments", body)
    await given_back(people, debt, "2019-12-30")
    whole = await people.clerk.post("/v1/overpayments", {"ground": "niewaznosc", "payments": [{"payment": payment}]})

    assert too_much.json()["code"] == "undue_exceeds_paid"
    assert (await shown(people, whole.json()["id"]))["principal"] == "645.00"


@pytest.mark.asyncio
async def test_the_statements_of_both_years_are_as_the_money_went(
    people: Staff, database: Database, today: Turn, postgres: Address
) -> None:
    today(date(2020, 3, 2))
    debt, _ = await withdrawn(people, ("100.00", "2019-07-05"), ("30.00", "2020-02-03"))
    await given_back(people, debt, "2020-03-02")
    log = Log(GMINA)
    for one in await events(database):
        log.add(one["type"], one["data"], subject=UUID(one["subject"]))

    with service_database(postgres, "reporting") as made:
        async with an_office(made.dsn, log, gmina=GMINA) as office:
            await office.pull()
            found = {}
            for year in (2019, 2020):
                for side, measure in (("expenditure", "expenditure"), ("revenue", "received")):
                    shown_ = (await office.statement(year=year, side=side, measure=measure)).json()
                    found[year, measure] = shown_["total"]["executed"]

    assert found == {
        (2019, "expenditure"): "545.00", (2019, "received"): "0.00",
        (2020, "expenditure"): "100.00", (2020, "received"): "0.00",
    }  # fmt: skip


@pytest.mark.asyncio
async def test_a_surplus_goes_back_when_another_person_has_confirmed_it(people: Staff, office: Office) -> None:
    (payment,) = await paid(people)
    debt = await undue(people, payment, ground="niewaznosc")
    await decided(people, debt)
    await repaid(people, debt, "700.00", "2019-12-22")
    address, both = f"/v1/overpayments/{debt}/give-back", office.caller("ida", "accountant", "head")
    body = {"day": "2019-12-30", "document": "WB 1"}

    nothing = await people.head.post(f"{address}/confirm", {}, if_match=4)
    await step(people.accountant, people, debt, "give-back", body)
    waiting = await kinds(people.head, kind=["give_back_confirm", "overpayment_surplus"])
    before = (await shown(people, debt))["balance"]
    version = (await shown(people, debt))["version"]
    again = await people.accountant.post(address, body, if_match=version)
    alone = await both.post(f"{address}/confirm", {}, if_match=version)
    await step(people.head, people, debt, "give-back/confirm", {})

    assert [(one.status_code, one.json()["code"]) for one in (nothing, again, alone)] == [
        (409, "nothing_proposed"), (409, "proposal_open"), (409, "same_proposer"),
    ]  # fmt: skip
    assert (waiting, before["surplus"], before["given_back"]) == (["give_back_confirm"], "55.00", "0.00")
    after = await shown(people, debt)
    assert (after["balance"]["surplus"], after["balance"]["given_back"]) == ("0.00", "55.00")
    (done,) = after["give_backs"]
    assert [done[name] for name in ("amount", "document", "proposed_by", "outcome", "decided_by")] == [
        "55.00", "WB 1", "ida", "confirmed", "ewa",
    ]  # fmt: skip


@pytest.mark.asyncio
async def test_a_give_back_that_is_refused_books_nothing_and_the_surplus_waits_again(people: Staff) -> None:
    (payment,) = await paid(people)
    debt = await undue(people, payment, ground="niewaznosc")
    await decided(people, debt)
    await repaid(people, debt, "700.00", "2019-12-22")
    await step(people.accountant, people, debt, "give-back", {"day": "2019-12-30", "document": "WB 1"})

    await step(people.head, people, debt, "give-back/refuse", {"reason": "Wpłata jest innej osoby."})

    after = await shown(people, debt)
    assert (after["balance"]["surplus"], after["give_backs"][0]["outcome"]) == ("55.00", "refused")
    assert await kinds(people.accountant, kind="overpayment_surplus") == ["overpayment_surplus"]
