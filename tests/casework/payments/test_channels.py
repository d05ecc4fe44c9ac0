"""Settlement by channel: bank, cash desk and post on their own days; what is not collected falls due again and is noticed."""

from datetime import date
from typing import Any

import pytest

from casework.benefits.catalogue import Catalogue
from casework.facts.money import PAYMENT_SETTLED
from casework.payments.notices.law import uncollected
from kit.db import Database
from services.alimony_fund.catalogue import CATALOGUE as ALIMONY_FUND
from services.family_benefits.catalogue import CATALOGUE as FAMILY_BENEFITS
from services.social_assistance.catalogue import CATALOGUE as SOCIAL_ASSISTANCE
from tests.casework.log import events
from tests.casework.payments.a_list import a_draft, an_approved, payments_of
from tests.casework.payments.test_ways import ACCOUNT, stated
from tests.casework.rights import Staff, an_award

pytestmark = pytest.mark.postgres


async def settle(people: Staff, payment_list: str, version: int, **body: Any) -> dict[str, Any]:
    answer = await people.accountant.post(f"/v1/payment-lists/{payment_list}/settle", body, if_match=version)
    return {"status": answer.status_code} | answer.json()


async def three_ways(people: Staff) -> dict[str, str]:
    """Rights paid to an account, in cash and by post, by award."""
    account, cash, post = [await an_award(people, serial=serial) for serial in (1, 2, 3)]
    await stated(people, award=account, way="account", account=ACCOUNT)
    await stated(people, award=cash, way="cash")
    await stated(people, award=post, way="postal")
    return {account: "account", cash: "cash", post: "postal"}


@pytest.mark.asyncio
async def test_each_channel_is_settled_on_its_own_day_and_the_list_with_the_last(
    people: Staff, database: Database
) -> None:
    ways = await three_ways(people)
    payment_list = await an_approved(people)
    (posted,) = [one for one in await payments_of(people, payment_list) if one["way"] == "postal"]

    answers = [
        await settle(people, payment_list, 2, booked_on="2019-03-27", ways=["account"]),
        await settle(people, payment_list, 3, booked_on="2019-03-28", payments=[posted["id"]]),
        await settle(people, payment_list, 4, booked_on="2019-03-28", payments=[posted["id"]]),
        await settle(people, payment_list, 4, booked_on="2019-03-29", ways=["cash"]),
        await settle(people, payment_list, 5, booked_on="2019-03-29"),
    ]

    assert [one.get("state") or one["code"] for one in answers] == [
        "approved", "approved", "payment_not_on_list", "settled", "transition_not_allowed",
    ]  # fmt: skip
    days = {ways[one["award"]]: one["booked_on"] for one in await payments_of(people, payment_list)}
    assert days == {"account": "2019-03-27", "postal": "2019-03-28", "cash": "2019-03-29"}
    settled = await events(database, PAYMENT_SETTLED)
    assert [one["data"]["booked_on"] for one in settled] == ["2019-03-27", "2019-03-28", "2019-03-29"]


async def uncollected_cash(people: Staff, month: str) -> str:
    """A month's list whose only payment nobody collected at the cash desk."""
    payment_list = await an_approved(people, month)
    (payment,) = await payments_of(people, payment_list)
    failed = [{"payment": payment["id"], "reason": "uncollected"}]
    told = await settle(people, payment_list, 2, booked_on=f"{month}-28", failed=failed)
    assert told["status"] == 200, told
    return payment_list


@pytest.mark.asyncio
async def test_two_uncollected_months_raise_one_notice_that_is_closed_with_a_reason(people: Staff) -> None:
    award = await an_award(people)
    await uncollected_cash(people, "2019-02")
    after_one = (await people.clerk.get("/v1/payment-notices")).json()["items"]
    await uncollected_cash(people, "2019-03")
    await uncollected_cash(people, "2019-04")

    (notice,) = (await people.clerk.get("/v1/payment-notices", open=True)).json()["items"]
    closed = await people.clerk.post(
        f"/v1/payment-notices/{notice['id']}/close", {"reason": "Osoba w szpitalu."}, if_match=notice["version"]
    )
    again = await people.clerk.post(
        f"/v1/payment-notices/{notice['id']}/close", {"reason": "Osoba w szpitalu."}, if_match=notice["version"] + 1
    )

    assert after_one == []
    assert (notice["award"], notice["first_month"], notice["last_month"], notice["months"]) == (
        award, "2019-02", "2019-04", 3,
    )  # fmt: skip
    assert (closed.json()["state"], again.json()["code"]) == ("closed", "payment_notice_closed")
    assert (await people.clerk.get("/v1/payment-notices", open=True)).json()["items"] == []


@pytest.mark.asyncio
async def test_only_months_in_a_row_count_and_those_of_a_closed_notice_do_not_count_again(people: Staff) -> None:
    await an_award(people)
    for month in ("2019-02", "2019-04"):
        await uncollected_cash(people, month)
    apart = (await people.clerk.get("/v1/payment-notices")).json()["items"]
    await uncollected_cash(people, "2019-05")
    (notice,) = (await people.clerk.get("/v1/payment-notices")).json()["items"]
    await people.clerk.post(
        f"/v1/payment-notices/{notice['id']}/close", {"reason": "Osoba w szpitalu."}, if_match=notice["version"]
    )
    await uncollected_cash(people, "2019-06")
    after_one = (await people.clerk.get("/v1/payment-notices", open=True)).json()["items"]
    await uncollected_cash(people, "2019-07")

    (again,) = (await people.clerk.get("/v1/payment-notices", open=True)).json()["items"]

    assert (apart, after_one) == ([], [])
    assert [(one["first_month"], one["last_month"], one["months"]) for one in (notice, again)] == [
        ("2019-04", "2019-05", 2), ("2019-06", "2019-07", 2),
    ]  # fmt: skip


@pytest.mark.asyncio
async def test_a_notice_of_a_benefit_whose_act_says_nothing_tells_no_number(people: Staff) -> None:
    await an_award(people)
    for month in ("2019-02", "2019-03"):
        await uncollected_cash(people, month)

    (notice,) = (await people.clerk.get("/v1/payment-notices")).json()["items"]

    assert (notice["benefit"], notice["act_months"], notice["act_reached"]) == ("zasilek_staly_testowy", None, None)


@pytest.mark.parametrize(
    ("catalogue", "benefit", "told"),
    [
        (FAMILY_BENEFITS, "zasilek_pielegnacyjny", (3, "art. 28 u.ś.r.")),
        (SOCIAL_ASSISTANCE, "zasilek_staly", (2, "art. 106a u.p.s.")),
        (
            ALIMONY_FUND,
            "swiadczenie_z_funduszu_alimentacyjnego",
            (3, "ustawa z 7.09.2007 o pomocy osobom uprawnionym do alimentów art. 21 ust. 1 pkt 3"),
        ),
        (FAMILY_BENEFITS, "swiadczenie_wychowawcze", None),
    ],
)
def test_each_act_says_after_how_many_months_in_a_row_it_has_payments_stopped(
    catalogue: Catalogue, benefit: str, told: tuple[int, str] | None
) -> None:
    found = uncollected(catalogue, benefit, "101805", date(2019, 3, 1))

    assert (found and (found.months, found.article)) == told


@pytest.mark.asyncio
async def test_a_month_collected_on_a_later_list_does_not_count(people: Staff) -> None:
    await an_award(people)
    await uncollected_cash(people, "2019-02")
    later = await an_approved(people, "2019-02")
    await settle(people, later, 2, booked_on="2019-03-05")

    await uncollected_cash(people, "2019-03")

    assert (await people.clerk.get("/v1/payment-notices")).json()["items"] == []


@pytest.mark.asyncio
async def test_what_the_post_brings_back_opens_the_payment_and_not_the_right(people: Staff) -> None:
    award = await an_award(people)
    await stated(people, award=award, way="postal")
    for month in ("2019-02", "2019-03"):
        payment_list = await an_approved(people, month)
        await settle(people, payment_list, 2, booked_on=f"{month}-28")
        (payment,) = await payments_of(people, payment_list)
        answer = await people.accountant.post(
            f"/v1/payments/{payment['id']}/return",
            {"document": "WB 57", "booked_on": "2019-04-02", "reason": "uncollected"},
            if_match=3,
        )
        assert answer.status_code == 200, answer.text
    await stated(people, award=award, way="account", account=ACCOUNT, since="2019-04-01")

    (notice,) = (await people.clerk.get("/v1/payment-notices")).json()["items"]
    again = await payments_of(people, await a_draft(people, "2019-03", arrears_from="2019-01", due_on="2019-04-10"))

    assert notice["months"] == 2
    assert [(one["month"], one["way"]) for one in again] == [
        ("2019-01", "account"), ("2019-02", "account"), ("2019-03", "account"),
    ]  # fmt: skip
    shown = (await people.auditor.get(f"/v1/awards/{award}")).json()
    assert (shown["state"], shown["version"]) == ("active", 1)
    returned = (await people.auditor.get(f"/v1/payments/{payment['id']}")).json()
    assert [one["reason"] for one in returned["reversals"]] == ["uncollected"]
