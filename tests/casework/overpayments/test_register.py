"""The register of undue payments: what may be entered, how it is found, who may see it."""

from collections.abc import Callable
from datetime import date

import pytest

from kit.db import Database
from kit.testing.clients import OTHER_GMINA, Office
from tests.casework.log import audited
from tests.casework.overpayments.a_debt import carried_over, paid, repaid, shown, step, undue
from tests.casework.rights import Staff, staff

pytestmark = pytest.mark.postgres


@pytest.mark.asyncio
async def test_an_undue_payment_is_owed_with_interest_from_the_month_after_the_payout(people: Staff) -> None:
    (payment,) = await paid(people)

    debt = await undue(people, payment)

    found = await shown(people, debt, on="2019-03-31")
    assert (found["state"], found["principal"], found["interest"]) == ("registered", "645.00", "0.00")
    assert [(one["payment"], one["paid_on"], one["interest_from"]) for one in found["items"]] == [
        (payment["id"], "2019-03-28", "2019-04-01")
    ]
    assert (await shown(people, debt, on="2019-04-30"))["interest"] == "3.71"
    assert (await shown(people, debt, on="2019-03-27"))["total"] == "0.00"


@pytest.mark.asyncio
async def test_the_months_of_an_award_are_undue_as_they_were_paid(people: Staff) -> None:
    payments = await paid(people, "2019-03", "2019-04", "2019-05")
    months = {"award": payments[0]["award"], "first_month": "2019-04", "last_month": "2019-12"}

    answer = await people.clerk.post("/v1/overpayments", {"ground": "niewaznosc", "months": [months]})

    found = await shown(people, answer.json()["id"])
    assert [one["month"] for one in found["items"]] == ["2019-04", "2019-05"]
    assert (found["principal"], found["interest"]) == ("1290.00", "0.00")


@pytest.mark.asyncio
async def test_never_more_is_undue_than_was_paid_and_is_not_undue_already(people: Staff) -> None:
    (payment,) = await paid(people)
    await undue(people, payment, payments=[{"payment": payment["id"], "amount": "400.00"}])

    def body(amount: str) -> dict[str, object]:
        return {"ground": "niewaznosc", "payments": [{"payment": payment["id"], "amount": amount}]}

    refused = await people.clerk.post("/v1/overpayments", body("245.01"))
    taken = await people.clerk.post("/v1/overpayments", body("245.00"))

    assert (refused.status_code, refused.json()["code"], taken.status_code) == (409, "undue_exceeds_paid", 201)


@pytest.mark.asyncio
async def test_what_was_repaid_is_not_counted_twice(people: Staff) -> None:
    (payment,) = await paid(people)
    debt = await undue(people, payment, payments=[{"payment": payment["id"], "amount": "400.00"}])
    await repaid(people, debt, "400.00", "2019-03-29")

    answer = await people.clerk.post(
        "/v1/overpayments", {"ground": "niewaznosc", "payments": [{"payment": payment["id"], "amount": "245.00"}]}
    )

    assert answer.status_code == 201


@pytest.mark.asyncio
async def test_a_ground_that_needs_instruction_does_not_hold_without_it(people: Staff) -> None:
    (payment,) = await paid(people)
    body = {"ground": "zmiana_okolicznosci", "payments": [{"payment": payment["id"]}]}

    answers = [
        await people.clerk.post("/v1/overpayments", body),
        await people.clerk.post("/v1/overpayments", body | {"instructed": False}),
        await people.clerk.post("/v1/overpayments", body | {"ground": "inna"}),
        await people.clerk.post("/v1/overpayments", body | {"instructed": True}),
    ]

    assert [answer.json().get("code") for answer in answers] == [
        "no_instruction_given", "no_instruction_given", "unknown_overpayment_ground", None,
    ]  # fmt: skip


@pytest.mark.asyncio
async def test_an_act_that_says_nothing_of_undue_payments_has_none(people: Staff) -> None:
    (payment,) = await paid(people, benefit="dodatek_szkolny")

    answer = await people.clerk.post(
        "/v1/overpayments", {"ground": "niewaznosc", "payments": [{"payment": payment["id"]}]}
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "no_overpayment_rules")


@pytest.mark.asyncio
async def test_no_decision_comes_after_the_years_of_the_act(people: Staff, today: Callable[[date], None]) -> None:
    debt = await carried_over(people, "2018-03-28")
    today(date(2029, 1, 2))
    address, sign = f"/v1/overpayments/{debt}/decide", {"sign": "GOPS.5111.1.2028"}

    late = await people.clerk.post(address, {"on": "2028-03-29", **sign}, if_match=1)
    in_time = await people.clerk.post(address, {"on": "2028-03-28", **sign}, if_match=1)

    assert (late.status_code, late.json()["code"]) == (409, "overpayment_decision_too_late")
    assert in_time.json()["state"] == "decided"


@pytest.mark.asyncio
async def test_a_step_out_of_order_is_refused_with_what_is_allowed(people: Staff) -> None:
    (payment,) = await paid(people)
    debt = await undue(people, payment)

    answer = await people.clerk.post(f"/v1/overpayments/{debt}/finalise", {"final_on": "2019-12-30"}, if_match=1)

    assert (answer.status_code, answer.json()["code"]) == (409, "transition_not_allowed")
    assert "decide" in [one["message"] for one in answer.json()["errors"]]


@pytest.mark.asyncio
async def test_a_withdrawn_one_is_owed_by_nobody_and_frees_the_payment(people: Staff) -> None:
    (payment,) = await paid(people)
    debt = await undue(people, payment)

    await step(people.head, people, debt, "withdraw", {"reason": "registered_in_error"})

    assert (await shown(people, debt))["total"] == "0.00"
    assert await undue(people, payment)


@pytest.mark.asyncio
async def test_payments_of_another_system_are_carried_over(people: Staff, today: Callable[[date], None]) -> None:
    (payment,) = await paid(people)
    person = (await shown(people, await undue(people, payment)))["person"]
    body = {
        "ground": "niewaznosc", "person": person, "benefit": "zasilek_staly_testowy",
        "carried_over": [{"month": "2018-11", "paid_on": "2018-11-28", "amount": "100.00"}],
    }  # fmt: skip

    taken = await people.clerk.post("/v1/overpayments", body)
    this_year = body | {"carried_over": [{"month": "2019-11", "paid_on": "2019-11-28", "amount": "100.00"}]}
    refused = await people.clerk.post("/v1/overpayments", this_year)

    assert (taken.status_code, refused.status_code) == (201, 422)
    assert (await shown(people, taken.json()["id"]))["principal"] == "100.00"


@pytest.mark.asyncio
async def test_lists_card_and_csv_show_the_balance_of_a_day(people: Staff) -> None:
    one, other = await paid(people, "2019-03", "2019-04")
    debts = [await undue(people, one), await undue(people, other)]
    await repaid(people, debts[0], "645.00", "2019-03-30", channel="tax_office")

    page = (await people.auditor.get("/v1/overpayments", on="2019-04-28", sort="registered_on")).json()
    settled = (await people.auditor.get("/v1/overpayments", state="settled")).json()
    card = (await people.auditor.get(f"/v1/overpayments/cards/{page['items'][0]['person']}", on="2019-04-28")).json()
    table = (await people.auditor.get("/v1/overpayments/export", on="2019-04-28")).text
    collected = (await people.auditor.get("/v1/overpayments/movements", channel="tax_office")).json()
    money = (await people.auditor.get("/v1/overpayments/movements/export", kind="repayment")).text

    assert sorted(one["total"] for one in page["items"]) == ["0.00", "645.00"]
    assert [one["id"] for one in settled["items"]] == [debts[0]]
    assert (card["total"], len(card["overpayments"])) == ("645.00", 2)
    assert len(table.splitlines()) == 3
    assert [(one["amount"], one["day"]) for one in collected["items"]] == [("645.00", "2019-03-30")]
    assert len(money.splitlines()) == 2


@pytest.mark.asyncio
async def test_pages_follow_each_other(people: Staff) -> None:
    for payment in await paid(people, "2019-03", "2019-04", "2019-05"):
        await undue(people, payment)
    seen: list[str] = []
    cursor = None
    for _ in range(3):
        page = (await people.auditor.get("/v1/overpayments", limit=1, cursor=cursor)).json()
        seen += [one["id"] for one in page["items"]]
        cursor = page["next_cursor"]

    assert len(set(seen)) == 3
    assert cursor is None


@pytest.mark.asyncio
async def test_reading_is_audited(people: Staff, database: Database) -> None:
    (payment,) = await paid(people)
    debt = await undue(people, payment)
    person = (await shown(people, debt))["person"]

    await people.auditor.get(f"/v1/overpayments/cards/{person}")

    noted = await audited(database)
    assert ("ula", "read", debt) in noted
    assert ("ula", "read_overpayments", person) in noted


@pytest.mark.asyncio
async def test_another_gmina_sees_nothing(people: Staff, office: Office) -> None:
    (payment,) = await paid(people)
    debt = await undue(people, payment)
    others = staff(office, OTHER_GMINA)

    answers = [
        await others.auditor.get(f"/v1/overpayments/{debt}"),
        await others.auditor.get(f"/v1/overpayments/{debt}/enforcement-title"),
        await others.clerk.post(f"/v1/overpayments/{debt}/decide", {"on": "2019-12-30"}, if_match=1),
        await others.clerk.post("/v1/overpayments", {"ground": "niewaznosc", "payments": [{"payment": payment["id"]}]}),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert (await others.auditor.get("/v1/overpayments")).json()["items"] == []


@pytest.mark.asyncio
async def test_who_may_do_what(people: Staff) -> None:
    (payment,) = await paid(people)
    debt = await undue(people, payment)
    body = {"ground": "niewaznosc", "payments": [{"payment": payment["id"]}]}

    answers = [
        await people.accountant.post("/v1/overpayments", body),
        await people.clerk.post(
            f"/v1/overpayments/{debt}/repayments", {"amount": "1.00", "day": "2019-04-01"}, if_match=1
        ),
        await people.auditor.post(f"/v1/overpayments/{debt}/decide", {"on": "2019-12-30"}, if_match=1),
    ]

    assert [answer.status_code for answer in answers] == [403] * 3


@pytest.mark.asyncio
async def test_the_rules_of_the_act_can_be_read(people: Staff) -> None:
    (found,) = (await people.clerk.get("/v1/overpayments/rules")).json()["items"]

    assert [(one["code"], one["needs_instruction"], one["bears_interest"]) for one in found["grounds"]] == [
        ("zmiana_okolicznosci", True, True), ("falszywe_zeznania", False, True), ("niewaznosc", False, False),
    ]  # fmt: skip
    assert found["largest_share"] == "0.5"
