"""A list can be paid from the API: accounts, third parties and addresses of its payees, and what of it goes to bailiffs."""

import csv
import io

import pytest

from kit.db import Database
from tests.casework.letters.a_letter import lives
from tests.casework.log import audited
from tests.casework.payments.a_list import a_draft, payments_of
from tests.casework.payments.test_deductions import deducted, seizure, with_attachable
from tests.casework.payments.test_ways import ACCOUNT, OTHER_ACCOUNT, recipient_of, stated
from tests.casework.rights import Staff, an_award

pytestmark = pytest.mark.postgres


@pytest.mark.asyncio
async def test_each_payee_stands_with_what_her_way_needs_and_nothing_more(people: Staff) -> None:
    account, third, post, cash = [await an_award(people, serial=serial) for serial in (1, 2, 3, 4)]
    await stated(people, award=account, way="account", account=ACCOUNT)
    await stated(people, award=third, way="third_party", payee="=DPS w Łubnicach", account=OTHER_ACCOUNT)
    await stated(people, award=post, way="postal")
    await stated(people, award=cash, way="cash")
    await lives(people, await recipient_of(people, post), lines=["ul. Polna 1", "98-432 Łubnice"])
    await lives(people, await recipient_of(people, post), since="2019-04-01", lines=["ul. Nowa 2", "98-432 Łubnice"])
    await lives(people, await recipient_of(people, cash))
    payment_list = await a_draft(people)

    page = (await people.accountant.get(f"/v1/payment-lists/{payment_list}/payees")).json()["items"]
    printed = await people.accountant.get(f"/v1/payment-lists/{payment_list}/payees/export")

    shown = {one["way"]: (one["account"], one["payee"], one["address"]) for one in page}
    assert shown == {
        "account": ("PL" + ACCOUNT, None, None),
        "third_party": ("PL" + OTHER_ACCOUNT, "=DPS w Łubnicach", None),
        "postal": (None, None, ["ul. Polna 1", "98-432 Łubnice"]),
        "cash": (None, None, None),
    }
    lines = {one["way"]: one for one in csv.DictReader(io.StringIO(printed.text))}
    assert lines["account"]["account"] == "PL" + ACCOUNT
    assert lines["third_party"]["payee"] == "'=DPS w Łubnicach"
    assert lines["postal"]["address"] == "ul. Polna 1, 98-432 Łubnice"


@pytest.mark.asyncio
async def test_an_account_stated_after_the_list_was_drawn_up_is_for_the_next_list(people: Staff) -> None:
    award = await an_award(people)
    await stated(people, award=award, way="account", account=ACCOUNT)
    payment_list = await a_draft(people)
    await stated(people, award=award, way="account", account=OTHER_ACCOUNT)

    (line,) = (await people.accountant.get(f"/v1/payment-lists/{payment_list}/payees")).json()["items"]

    assert line["account"] == "PL" + ACCOUNT


@pytest.mark.asyncio
async def test_what_goes_to_a_bailiff_stands_with_organ_sign_and_account(people: Staff, database: Database) -> None:
    award = await an_award(people, "100.00", benefit="zasilek_mieszany")
    claim = await seizure(people, award, organ_sign="Km 7/19")
    payment_list = await a_draft(people, "2019-03", arrears_from="2019-02")
    await deducted(database, payment_list, with_attachable("zasilek_mieszany"))
    address = f"/v1/payment-lists/{payment_list}/deductions"

    first = (await people.accountant.get(address, limit=1)).json()
    second = (await people.accountant.get(address, limit=1, cursor=first["next_cursor"])).json()
    backwards = (await people.accountant.get(address, sort="-claim")).json()["items"]
    printed = await people.accountant.get(address, format="csv")

    lines = [*first["items"], *second["items"]]
    assert second["next_cursor"] is None
    assert [one["payment"] for one in lines] == [one["payment"] for one in reversed(backwards)]
    assert {one["payment"] for one in lines} == {one["id"] for one in await payments_of(people, payment_list)}
    for line in lines:
        assert (line["kind"], line["claim"], line["organ"], line["organ_sign"], line["account"]) == (
            "bailiff", claim, "Komornik Sądowy w Wieruszowie", "Km 7/19", "PL" + ACCOUNT,
        )  # fmt: skip
        assert (line["amount"], line["of_claim"], line["last_name"]) == ("50.00", "100.00", "Wiśniewska")
    assert [one["amount"] for one in csv.DictReader(io.StringIO(printed.text))] == ["50.00", "50.00"]
    assert (await people.accountant.get(address, kind="overpayment")).json()["items"] == []
    noted = [action for who, action, subject in await audited(database) if who == "ida" and subject == payment_list]
    assert {"read_deductions", "exported_deductions"} <= set(noted)


@pytest.mark.asyncio
async def test_what_was_voided_stays_on_the_page_and_out_of_what_the_claim_gets(
    people: Staff, database: Database
) -> None:
    award = await an_award(people, "100.00", benefit="zasilek_mieszany")
    await seizure(people, award)
    payment_list = await a_draft(people, "2019-03", arrears_from="2019-02")
    await deducted(database, payment_list, with_attachable("zasilek_mieszany"))
    failed = {"payment": (await payments_of(people, payment_list))[0]["id"], "reason": "uncollected"}
    approved = await people.head.post(f"/v1/payment-lists/{payment_list}/approve", {}, if_match=1)
    settled = await people.accountant.post(
        f"/v1/payment-lists/{payment_list}/settle", {"booked_on": "2019-12-31", "failed": [failed]}, if_match=2
    )
    assert (approved.status_code, settled.status_code) == (200, 200), settled.text

    lines = (await people.accountant.get(f"/v1/payment-lists/{payment_list}/deductions")).json()["items"]

    assert sorted((one["state"], one["of_claim"]) for one in lines) == [("settled", "50.00"), ("voided", "50.00")]


@pytest.mark.asyncio
async def test_deductions_of_a_list_that_is_not_there_are_not_found(people: Staff) -> None:
    answer = await people.accountant.get("/v1/payment-lists/00000000-0000-7000-8000-000000000000/deductions")

    assert (answer.status_code, answer.json()["code"]) == (404, "payment_list_not_found")
