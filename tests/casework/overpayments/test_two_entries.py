"""Whoever was entered twice owes once: a debt under one entry is met from what is paid under the other, whichever id is asked for."""

from typing import Any

import pytest

from kit.db import Database
from tests.casework.overpayments.a_debt import decided, paid, shown, undue
from tests.casework.overpayments.test_set_off import deductions
from tests.casework.payments.a_list import a_settled, payments_of
from tests.casework.payments.test_ways import ACCOUNT, recipient_of, stated
from tests.casework.persons.test_merging import merged, without_number
from tests.casework.rights import Staff, ended_by_act, issued, recorded

pytestmark = pytest.mark.postgres

_LATER = {
    "amount": "645.00",
    "first_month": "2019-10",
    "last_month": "2019-12",
    "reason": "Bez zmian.",
    "article": "art. 37",
}


async def owing_under_one_and_paid_under_the_other(people: Staff) -> tuple[str, str, str, str]:
    """Who stands, who gave way, the debt of the first one's old right, and the right that the second one has now."""
    (payment,) = await paid(people)
    stands = await recipient_of(people, payment["award"])
    debt = await undue(people, payment, ground="niewaznosc")
    await decided(people, debt, on="2019-06-01", final_on="2019-06-20")
    await ended_by_act(people, payment["award"], "2019-09")
    other = await without_number(people)
    (award,) = await issued(people, recorded(other, recorded=_LATER))
    return stands, other, debt, award


@pytest.mark.parametrize("debtor_stands", [True, False])
@pytest.mark.asyncio
async def test_a_debt_under_one_entry_is_deducted_from_what_is_paid_under_the_other(
    people: Staff, database: Database, debtor_stands: bool
) -> None:
    debtor, paid_now, debt, award = await owing_under_one_and_paid_under_the_other(people)
    await merged(people, *((debtor, paid_now) if debtor_stands else (paid_now, debtor)))

    (payment,) = await payments_of(people, await a_settled(people, "2019-10"))

    assert (payment["award"], payment["deducted"]) == (award, "322.50")
    assert await deductions(database) == [(debt, 32250)]
    assert (await shown(people, debt))["balance"]["repaid_principal"] == "322.50"


@pytest.mark.asyncio
async def test_two_persons_who_were_not_merged_are_two(people: Staff, database: Database) -> None:
    await owing_under_one_and_paid_under_the_other(people)

    (payment,) = await payments_of(people, await a_settled(people, "2019-10"))

    assert payment["deducted"] == "0.00"
    assert await deductions(database) == []


@pytest.mark.asyncio
async def test_lists_and_cards_of_money_are_the_same_whichever_entry_is_asked_for(people: Staff) -> None:
    stands, other, debt, award = await owing_under_one_and_paid_under_the_other(people)
    await stated(people, person=stands, way="account", account=ACCOUNT)
    claim = {
        "person": other, "kind": "other", "organ": "Komornik Sądowy w Wieruszowie", "organ_sign": "Km 1/19", "account": ACCOUNT,
        "received_on": "2019-02-01", "since": "2019-02-01",
    }  # fmt: skip
    await people.accountant.post("/v1/bailiff-claims", claim)
    await merged(people, stands, other)
    (payment,) = await payments_of(people, await a_settled(people, "2019-10"))

    async def of(entry: str) -> dict[str, Any]:
        asked = {
            "payments": ("/v1/payments", {"person": entry}), "debts": ("/v1/overpayments", {"person": entry}),
            "claims": ("/v1/bailiff-claims", {"person": entry}), "ways": ("/v1/payment-ways", {"person": entry}),
            "awards": ("/v1/awards", {"person": entry}), "decisions": ("/v1/decisions", {"person": entry}),
            "paid": (f"/v1/payments/cards/{entry}", {}), "owed": (f"/v1/overpayments/cards/{entry}", {}),
            "notices": ("/v1/payment-notices", {"person": entry}), "letters": ("/v1/letters", {"person": entry}),
        }  # fmt: skip
        answers = {name: await people.auditor.get(path, **query) for name, (path, query) in asked.items()}
        assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(asked, 200)
        return {name: {**answer.json(), "person": None} for name, answer in answers.items()}

    by_new, by_old = await of(stands), await of(other)

    assert by_new == by_old
    assert payment["way"] == "account"
    assert award in {one["award"] for one in by_new["payments"]["items"]}
    counts = {name: len(by_new[name]["items"]) for name in ("payments", "debts", "claims", "ways", "awards")}
    assert counts == {"payments": 2, "debts": 1, "claims": 1, "ways": 1, "awards": 2}
    assert [one["id"] for one in by_old["owed"]["overpayments"]] == [debt]
    assert by_old["owed"]["principal"] == "322.50"


@pytest.mark.asyncio
async def test_what_was_paid_under_both_entries_is_one_debt_and_a_decision_on_either_establishes_it(
    people: Staff,
) -> None:
    (first,) = await paid(people)
    other = await without_number(people)
    (award,) = await issued(people, recorded(other, recorded=_LATER))
    stands = await recipient_of(people, first["award"])
    await ended_by_act(people, first["award"], "2019-10")
    await merged(people, stands, other)
    (second,) = await payments_of(people, await a_settled(people, "2019-10"))

    debt = await undue(people, first, second, ground="niewaznosc")
    await decided(people, debt, on="2019-11-20", final_on="2019-12-20")

    found = await shown(people, debt)
    assert (found["person"], found["state"], found["established"]) == (stands, "final", "1290.00")
    assert second["award"] == award
