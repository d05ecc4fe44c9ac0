"""Zasiłek okresowy above the floor: the floor from the grant, the rest of the gmina's own money, as it was granted or stated, over HTTP."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casework.booking import CannotBeBooked
from casework.facts.money import PAYMENT_APPROVED, PAYMENT_REPAID, PAYMENT_SETTLED
from casework.payments.funding.service import lines_of
from gops.postgres import Address
from services.social_assistance.catalogue import CATALOGUE as SOCIAL_ASSISTANCE
from tests.casework.appeals.a_case import a_result, done
from tests.casework.decisions.later import carried, later
from tests.casework.log import events
from tests.casework.payments.a_list import a_draft, a_settled, payments_of
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, issued
from tests.services.an_office import an_office

OKRESOWY = SOCIAL_ASSISTANCE.get("zasilek_okresowy")
GRANT, OWN = "dotacja_wlasne_2030", "srodki_wlasne"
TODAY, ON = date(2025, 3, 3), date(2025, 3, 28)
PARTS = [{"source": GRANT, "amount": 30_000}, {"source": OWN, "amount": 11_800}]


def booked(amount: int, before: int = 0) -> list[tuple[str, int]]:
    return [(one["source"], one["amount"]) for one in lines_of(OKRESOWY, amount, ON, PARTS, before)]


def test_the_floor_is_filled_before_what_the_gmina_adds() -> None:
    assert booked(41_800) == [(GRANT, 30_000), (OWN, 11_800)]
    assert booked(20_000) == [(GRANT, 20_000)]
    assert booked(21_800, before=20_000) == [(GRANT, 10_000), (OWN, 11_800)]


def test_what_exceeds_the_parts_is_the_gminas() -> None:
    assert booked(50_000) == [(GRANT, 30_000), (OWN, 20_000)]
    assert booked(5_000, before=41_800) == [(OWN, 5_000)]


def test_a_source_without_a_line_that_day_books_nothing() -> None:
    with pytest.raises(CannotBeBooked):
        lines_of(OKRESOWY, 100, ON, [{"source": "fundusz_covid_2180", "amount": 100}])


FACTS = {
    "application": {"received_on": "2025-03-03"},
    "household": {"kind": "single", "members": [{"id": "wnioskodawca", "born_on": "1984-05-17"}]},
    "income": {"items": [{"member": "wnioskodawca", "amount": "410.00"}]},
    "circumstances": {"reasons": ["bezrobocie"]},
    "periodic": {"last_month": "2025-06", "amount": "418.00"},
}
"""600.00 zł lacks to the criterion: the floor is 300.00 zł, and 118.00 zł is what the gmina grants above it."""


async def a_right(people: Staff) -> str:
    person = await a_person(people.clerk)
    body = {
        "benefit": "zasilek_okresowy",
        "on": TODAY.isoformat(),
        "entitled": person,
        "recipient": person,
        "facts": FACTS,
    }
    (award,) = await issued(people, body)
    return award


def funding(award: str, grant: str = "300.00", own: str = "118.00", **other: Any) -> dict[str, Any]:
    parts = [{"source": GRANT, "amount": grant}, {"source": OWN, "amount": own}]
    return {"award": award, "first_month": "2025-03", "parts": parts, **other}


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_what_is_granted_above_the_floor_is_paid_and_comes_back_on_two_lines_by_itself(
    postgres: Address, tmp_path: Path
) -> None:
    async with an_office(postgres, tmp_path, SOCIAL_ASSISTANCE, TODAY) as house:
        people = house.people
        award = await a_right(people)
        house.turn(date(2025, 4, 30))
        preview = (await people.accountant.post("/v1/payment-lists/preview", {"month": "2025-03"})).json()
        paid = await a_settled(people, "2025-03")
        (payment,) = await payments_of(people, paid)
        shown = (await people.auditor.get(f"/v1/payments/{payment['id']}")).json()
        whole = (await people.auditor.get(f"/v1/payment-lists/{paid}")).json()
        back = await people.accountant.post(
            f"/v1/payments/{payment['id']}/repay",
            {"amount": "41.80", "document": "WB 9", "booked_on": "2025-04-15"},
            if_match=payment["version"],
        )
        told = [await events(house.database, one) for one in (PAYMENT_APPROVED, PAYMENT_SETTLED, PAYMENT_REPAID)]
        known = (await people.auditor.get("/v1/payment-fundings", award=award)).json()["items"]

    assert [(one["source"], one["amount"]) for one in shown["lines"]] == [(GRANT, "300.00"), (OWN, "118.00")]
    assert {(one["source"], one["amount"]) for one in whole["lines"]} == {(GRANT, "300.00"), (OWN, "118.00")}
    assert {(one["source"], one["amount"]) for one in preview["lines"]} == {(GRANT, "300.00"), (OWN, "118.00")}
    assert back.status_code == 200, back.text
    lines = [[(one["source"], one["amount"]) for one in fact["data"]["lines"]] for (fact,) in told]
    assert lines == [
        [(GRANT, 30_000), (OWN, 11_800)], [(GRANT, 30_000), (OWN, 11_800)], [(GRANT, -3_000), (OWN, -1_180)],
    ]  # fmt: skip
    assert [(one["first_month"], one["last_month"], one["document"], one["stated_by"]) for one in known] == [
        ("2025-03", "2025-06", None, people.clerk.subject)
    ]


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_the_latest_statement_of_a_month_counts_and_without_one_what_was_granted(
    postgres: Address, tmp_path: Path
) -> None:
    async with an_office(postgres, tmp_path, SOCIAL_ASSISTANCE, TODAY) as house:
        people = house.people
        award = await a_right(people)
        for body in (
            funding(award, "310.00", "108.00", last_month="2025-04"),
            funding(award, "250.00", "168.00", first_month="2025-04", last_month="2025-04"),
        ):
            assert (await people.head.post("/v1/payment-fundings", body)).status_code == 201
        house.turn(date(2025, 6, 2))
        found = []
        for month in ("2025-03", "2025-04", "2025-05"):
            (payment,) = await payments_of(people, await a_draft(people, month))
            shown = (await people.auditor.get(f"/v1/payments/{payment['id']}")).json()
            found.append([one["amount"] for one in shown["lines"]])

    assert found == [["310.00", "108.00"], ["250.00", "168.00"], ["300.00", "118.00"]]


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_what_cannot_be_divided_so_or_stands_on_a_list_is_refused(postgres: Address, tmp_path: Path) -> None:
    async with an_office(postgres, tmp_path, SOCIAL_ASSISTANCE, TODAY) as house:
        people = house.people
        award = await a_right(people)

        async def code(body: dict[str, Any]) -> str:
            return str((await people.clerk.post("/v1/payment-fundings", body)).json()["code"])

        other_sum = await code(funding(award, own="119.00"))
        no_source = await code({**funding(award), "parts": [{"source": "fundusz_covid_2180", "amount": "418.00"}]})
        nobodys = await code(funding("018f0000-0000-7000-8000-000000000000"))
        auditor = await people.auditor.post("/v1/payment-fundings", funding(award))
        draft = await a_draft(people, "2025-03")
        listed = await code(funding(award))
        later = await people.clerk.post("/v1/payment-fundings", funding(award, first_month="2025-04"))
        await people.accountant.post(f"/v1/payment-lists/{draft}/withdraw", {}, if_match=1)
        again = await people.clerk.post("/v1/payment-fundings", funding(award))

    assert [other_sum, no_source, nobodys, listed] == [
        "funding_impossible", "funding_impossible", "award_not_found", "month_on_list",
    ]  # fmt: skip
    assert [auditor.status_code, later.status_code, again.status_code] == [403, 201, 201]


async def changed_from_may(people: Staff, decision: str) -> str:
    """Income of 610.00 zł from May: 400.00 zł lacks to the criterion, the floor is 200.00 zł, and no more than what lacks is granted."""
    matter = (await people.auditor.get(f"/v1/decisions/{decision}")).json()
    first = {"benefit": "zasilek_okresowy", "on": "2025-04-14"} | {
        one: matter[one] for one in ("entitled", "recipient")
    }
    more = {"items": [{"member": "wnioskodawca", "amount": "610.00"}]}
    body = later(first, decision, "change", "ups_106_5_situation", effective_from="2025-05")
    act = await a_decision(people, {**body, "facts": {**FACTS, "income": more}})
    await carried(people, act)
    assert (await people.clerk.post(f"/v1/decisions/{act}/deliver", {"on": "2025-04-14"}, if_match=3)).is_success
    return act


async def lines_in(people: Staff, month: str) -> list[tuple[str, str]]:
    """The lines of the month's only payment."""
    (payment,) = await payments_of(people, await a_draft(people, month))
    shown = (await people.auditor.get(f"/v1/payments/{payment['id']}")).json()
    return [(one["source"], one["amount"]) for one in shown["lines"]]


@pytest.mark.parametrize("quashed", [False, True], ids=["stands", "quashed"])
@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_change_states_the_parts_of_its_months_and_one_that_fell_gives_the_earlier_ones_back(
    postgres: Address, tmp_path: Path, quashed: bool
) -> None:
    async with an_office(postgres, tmp_path, SOCIAL_ASSISTANCE, TODAY) as house:
        people = house.people
        award = await a_right(people)
        decision = (await people.auditor.get(f"/v1/awards/{award}")).json()["decision"]
        house.turn(date(2025, 4, 14))
        await done(people.clerk.post("/v1/decisions/finalise"))
        act = await changed_from_may(people, decision)
        if quashed:
            (party,) = (await people.clerk.get(f"/v1/decisions/{act}/parties")).json()
            filed = {"party": party["id"], "way": "in_person", "received_on": "2025-04-14"}
            appeal = (await done(people.clerk.post(f"/v1/decisions/{act}/appeals", filed)))["id"]
            await done(people.clerk.post(f"/v1/appeals/{appeal}/pass-on", {"sheets": 3}, if_match=1))
            house.turn(date(2025, 5, 5))
            result = a_result("quashed_and_discontinued", decided_on="2025-04-28", delivered_on="2025-05-02")
            await done(people.clerk.post(f"/v1/appeals/{appeal}/result", result, if_match=2))
        house.turn(date(2025, 6, 2))
        found = [await lines_in(people, month) for month in ("2025-04", "2025-05", "2025-06")]

    granted, after = [(GRANT, "300.00"), (OWN, "118.00")], [(GRANT, "200.00"), (OWN, "200.00")]
    assert found == [granted, *([granted] if quashed else [after]) * 2]
