"""What happens to a running right of the fund: held payments that go on (art. 21), what was drawn beside alimony (art. 23, 29)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.casework.decisions.later import carried, later
from tests.casework.payments.a_list import a_settled, payments_of
from tests.casework.people import a_person
from tests.casework.recalculations.test_background import granted
from tests.casework.rights import Staff, a_decision

pytestmark = pytest.mark.postgres
Turn = Callable[[date], None]

BENEFIT = "swiadczenie_z_funduszu_alimentacyjnego"


async def a_right(
    people: Staff, today: Turn, alimony: str = "500.00", *, justified: bool = False
) -> tuple[dict[str, Any], str]:
    """A child's right from October 2025 to September 2026; the body of its decision and the decision, without reasons final at once."""
    today(date(2025, 10, 10))
    mother = await a_person(people.clerk, serial=1, born=date(1985, 1, 1))
    child = await a_person(people.clerk, first_name="Zosia", serial=2, born=date(2015, 5, 5))
    facts = {
        "application": {"received_on": "2025-10-02"},
        "household": {
            "members": [
                {"id": "matka", "role": "parent", "born_on": "1985-01-01"},
                {"id": "dziecko", "role": "entitled", "born_on": "2015-05-05"},
            ]
        },
        "income": {"items": [{"member": "matka", "yearly_net": "12000.00"}]},
        "claims": [{"person": "dziecko", "titles": [{"amount": alimony}], "enforcement_ineffective": True}],
    }
    body: dict[str, Any] = {
        "benefit": BENEFIT, "on": "2025-10-10", "entitled": child, "recipient": mother, "justified": justified,
        "persons": {"matka": mother, "dziecko": child}, "facts": facts,
    }  # fmt: skip
    (award,) = await granted(people, body)
    shown = (await people.auditor.get(f"/v1/awards/{award}")).json()
    return body, str(shown["decision"])


async def resumed(people: Staff, today: Turn, ground: str, mode: str | None) -> list[tuple[str, str]]:
    """Payments held from February on and taken up on 5 May: what the lists of May then pay, by month."""
    body, decision = await a_right(people, today)
    today(date(2026, 2, 2))
    await carried(people, await a_decision(people, later(body, decision, "suspend", ground, effective_from="2026-02")))
    today(date(2026, 5, 5))
    act = later(body, decision, "resume", ground, effective_from="2026-05", mode=mode)
    await carried(people, await a_decision(people, act))
    drawn = await people.accountant.post("/v1/payment-lists", {"month": "2026-05", "arrears_from": "2026-02"})
    assert drawn.status_code == 201, drawn.text
    found = (await people.accountant.get("/v1/payments", list=drawn.json()["id"])).json()["items"]
    return sorted((one["month"], one["amount"]) for one in found)


@pytest.mark.asyncio
async def test_what_was_not_collected_is_paid_for_the_whole_time_when_the_person_comes(
    people: Staff, today: Turn
) -> None:
    """fa-period-08."""
    paid = await resumed(people, today, "fa_21_uncollected", "whole")

    assert paid == [(f"2026-0{month}", "500.00") for month in (2, 3, 4, 5)]


@pytest.mark.asyncio
async def test_after_explanations_payments_go_on_from_their_month(people: Staff, today: Turn) -> None:
    paid = await resumed(people, today, "fa_21", None)

    assert paid == [("2026-05", "500.00")]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("ground", "mode"), [("fa_21_uncollected", None), ("fa_21", "whole"), ("fa_21_enforcement", "whole")]
)
async def test_held_months_are_not_paid_otherwise_than_the_ground_says(
    people: Staff, today: Turn, ground: str, mode: str | None
) -> None:
    body, decision = await a_right(people, today)
    today(date(2026, 2, 2))
    await carried(people, await a_decision(people, later(body, decision, "suspend", ground, effective_from="2026-02")))
    today(date(2026, 5, 5))

    answer = await people.clerk.post(
        "/v1/decisions", later(body, decision, "resume", ground, effective_from="2026-05", mode=mode)
    )

    assert answer.status_code == 422, answer.text
    assert [one["code"] for one in answer.json()["errors"]] == ["held_months_by_law"]


async def a_payment(people: Staff, today: Turn) -> dict[str, Any]:
    await a_right(people, today, "1000.00")
    today(date(2026, 3, 1))
    (payment,) = await payments_of(people, await a_settled(people, "2026-02"))
    return payment


@pytest.mark.asyncio
@pytest.mark.parametrize(("ground", "interest"), [("alimony_received", True), ("award_lowered", False)])
async def test_alimony_received_beside_the_fund_is_undue_to_its_amount_and_a_lowered_award_by_the_difference(
    people: Staff, today: Turn, ground: str, interest: bool
) -> None:
    """overpayment-01: 1000.00 zł of February 2026, 600.00 zł from the debtor's hand; art. 29 ust. 2 without interest."""
    payment = await a_payment(people, today)
    body: dict[str, Any] = {"ground": ground, "payments": [{"payment": payment["id"]}]}

    silent = await people.clerk.post("/v1/overpayments", body)
    body["payments"][0]["amount"] = "600.00"
    answer = await people.clerk.post("/v1/overpayments", body)

    assert (silent.status_code, silent.json()["code"]) == (422, "amount_to_state")
    assert answer.status_code == 201, answer.text
    address = f"/v1/overpayments/{answer.json()['id']}"
    on_last, a_day_later = [
        (await people.auditor.get(address, on=day)).json()["balance"] for day in ("2026-02-28", "2026-03-01")
    ]
    assert on_last["principal"] == a_day_later["principal"] == "600.00"
    # From the first day of the month after the payout (art. 23 ust. 7): 600.00 x 1 x 9.5 % / 365 = 0.16.
    assert (on_last["interest"], a_day_later["interest"]) == ("0.00", "0.16" if interest else "0.00")


@pytest.mark.asyncio
async def test_the_list_of_kinds_tells_which_held_months_a_ground_pays(people: Staff) -> None:
    kinds = {one["code"]: one for one in (await people.clerk.get("/v1/decisions/kinds")).json()["items"]}

    assert {one["code"]: one["pays_held"] for one in kinds["resume"]["grounds"]} == {
        "fa_21": False, "fa_21_enforcement": False, "fa_21_uncollected": True,
    }  # fmt: skip


PASSED_ON = {"last_month": "2026-02", "reason": "passed_on", "document": "OPS.5213.7.2025"}


@pytest.mark.asyncio
async def test_a_decision_goes_on_in_the_gmina_to_which_the_person_moved(people: Staff, today: Turn) -> None:
    """repayment-allocation-07: no new decision; what was paid here stays, nothing is paid here for later months."""
    payment = await a_payment(people, today)
    address = f"/v1/awards/{payment['award']}"

    without_letter = await people.clerk.post(f"{address}/terminate", {**PASSED_ON, "document": None}, if_match=1)
    too_early = await people.clerk.post(f"{address}/terminate", {**PASSED_ON, "last_month": "2026-01"}, if_match=1)
    moved = await people.clerk.post(f"{address}/terminate", PASSED_ON, if_match=1)

    assert without_letter.json()["errors"][0]["pointer"] == "/document"
    assert (too_early.status_code, too_early.json()["code"]) == (409, "award_wrong_state")
    assert (moved.status_code, moved.json()["state"]) == (200, "terminated"), moved.text
    shown = (await people.auditor.get(address)).json()
    assert [(one["first_month"], one["last_month"]) for one in shown["amounts"]] == [("2025-10", "2026-02")]
    today(date(2026, 3, 20))
    later_list = await people.accountant.post("/v1/payment-lists", {"month": "2026-03"})
    assert later_list.status_code == 409, later_list.text
    checked = (await people.auditor.get("/v1/reconciliation", month="2026-03")).json()
    assert checked["agrees"] is True


@pytest.mark.asyncio
async def test_before_july_2021_no_decision_followed_a_person(people: Staff, today: Turn) -> None:
    payment = await a_payment(people, today)
    today(date(2021, 7, 12))

    answer = await people.clerk.post(f"/v1/awards/{payment['award']}/terminate", PASSED_ON, if_match=1)

    assert (answer.status_code, answer.json()["code"]) == (409, "award_by_decision"), answer.text
