"""Undue payments by acts that say little of them, over HTTP: housing returns twice, a school grant and benefits of citizens of Ukraine."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from casework.facts.money import OVERPAYMENT_ASSESSED, OVERPAYMENT_RECEIVED, PAYMENT_REFUNDED
from gops.postgres import Address
from services.family_benefits.catalogue import CATALOGUE as FAMILY_BENEFITS
from services.social_assistance.catalogue import CATALOGUE as SOCIAL_ASSISTANCE
from tests.casework.decisions.later import carried
from tests.casework.log import events
from tests.casework.payments.a_list import a_settled, payments_of
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, issued
from tests.services.an_office import AnOffice, an_office

pytestmark = pytest.mark.postgres


HOUSING = {
    "application": {"received_on": "2025-02-03"},
    "housing": {
        "title": "najemca", "persons": 1, "income_monthly": "1000.00", "area": "35.00", "rooms_and_kitchen": "22.00", "rent": "350.00",
    },
}  # fmt: skip
"""A rent of 350.00 less 15 % of 1000.00: 200.00 from March 2025."""
SCHOOL = {
    "application": {"received_on": "2025-02-03"},
    "household": {"kind": "single", "members": [{"id": "uczen", "born_on": "2006-01-01"}]},
    "income": {"items": [{"member": "uczen", "amount": "100.00"}]},
    "school_stipend": {
        "ex_officio": True, "pupils": [{"id": "uczen", "amount_monthly": "200.00", "first_month": "2025-03", "months": 1}],
    },
}  # fmt: skip
"""200.00 in March 2025."""


async def paid_for_facts(
    house: AnOffice, benefit: str, facts: dict[str, Any], ref: str | None = None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The payment for March 2025 of what the facts give, settled on the 28th, and the right that it was paid by.

    ref: what the facts call the person whose right it is, where they name anybody.
    """
    people = house.people
    person = await a_person(people.clerk)
    body = {
        "benefit": benefit,
        "on": "2025-02-03",
        "entitled": person,
        "recipient": person,
        "justified": False,
        "persons": {} if ref is None else {ref: person},
        "facts": facts,
    }
    (award,) = await issued(people, body)
    house.turn(date(2025, 4, 30))
    (payment,) = await payments_of(people, await a_settled(people, "2025-03"))
    return payment, (await people.auditor.get(f"/v1/awards/{award}")).json()


async def paid_by_facts(house: AnOffice) -> tuple[dict[str, Any], dict[str, Any]]:
    """The allowance of a child from Ukraine for March 2025, computed from the family's facts, and the right that it was paid by."""
    people = house.people
    mother = await a_person(people.clerk, first_name="Oksana", born=date(1990, 1, 1))
    child = await a_person(people.clerk, first_name="Marko", born=date(2015, 9, 1))
    house.turn(date(2025, 3, 3))
    facts = {
        "application": {"received_on": "2025-03-03"},
        "ukraine": {"registered_on": "2022-04-10"},
        "family": {
            "applicant": "parents",
            "members": [
                {"id": "matka", "role": "parent", "born_on": "1990-01-01"},
                {"id": "dziecko", "role": "child", "born_on": "2015-09-01"},
            ],
        },
        "income": {"base_year": 2023, "items": []},
    }
    (award,) = await issued(
        people,
        {
            "benefit": "ukraina_zasilek_rodzinny", "on": "2025-03-03", "entitled": child, "recipient": mother,
            "persons": {"matka": mother, "dziecko": child}, "justified": False, "facts": facts,
        },
    )  # fmt: skip
    house.turn(date(2025, 4, 30))
    (payment,) = await payments_of(people, await a_settled(people, "2025-03"))
    return payment, (await people.auditor.get(f"/v1/awards/{award}")).json()


async def registered(people: Staff, payment: dict[str, Any], ground: str, **other: Any) -> dict[str, Any]:
    body = {"ground": ground, "payments": [{"payment": payment["id"]}], **other}
    made = await people.clerk.post("/v1/overpayments", body)
    assert made.status_code == 201, made.text
    found: dict[str, Any] = (await people.auditor.get(f"/v1/overpayments/{made.json()['id']}")).json()
    return found


async def decided(people: Staff, debt: dict[str, Any], award: dict[str, Any], ground: str, on: str) -> dict[str, Any]:
    """A decision of the day on the whole of it, noted on the account."""
    matter = {name: award[name] for name in ("benefit", "entitled", "recipient")}
    said = {"kind": "undue_payment", "refers_to": award["decision"], "ground": ground, "amount": debt["established"]}
    decision = await a_decision(people, {**matter, "on": on, "act": {**said, "reason": "Pobrano nienależnie."}})
    await carried(people, decision)
    noted = await people.clerk.post(
        f"/v1/overpayments/{debt['id']}/decide", {"decision": decision}, if_match=debt["version"]
    )
    assert noted.status_code == 200, noted.text
    answer: dict[str, Any] = noted.json()
    return answer


@pytest.mark.asyncio
async def test_a_housing_allowance_on_untrue_data_is_owed_twice_and_only_what_was_paid_comes_back_to_the_payment(
    postgres: Address, tmp_path: Path
) -> None:
    async with an_office(postgres, tmp_path, SOCIAL_ASSISTANCE, date(2025, 2, 3)) as house:
        people = house.people
        payment, award = await paid_for_facts(house, "dodatek_mieszkaniowy", HOUSING)
        debt = await registered(people, payment, "untrue_data")
        rules = (await people.auditor.get("/v1/overpayments/rules", on="2025-04-30")).json()["items"]
        noted = await decided(people, debt, award, "dodatki_mieszkaniowe_7_9", "2025-04-30")
        repaid = await people.accountant.post(
            f"/v1/overpayments/{debt['id']}/repayments",
            {"amount": "400.00", "day": "2025-04-30"},
            if_match=noted["version"],
        )
        after = (await people.auditor.get(f"/v1/payments/{payment['id']}")).json()
        assessed = await events(house.database, OVERPAYMENT_ASSESSED)
        received = await events(house.database, OVERPAYMENT_RECEIVED)

    assert [(one["payment"], one["amount"], one["decision_by"]) for one in debt["items"]] == [
        (payment["id"], "200.00", None), (None, "200.00", None),
    ]  # fmt: skip
    assert (debt["established"], debt["interest"], debt["prescribed_after"]) == ("400.00", "0.00", None)
    (housing,) = [one for one in rules if one["code"] == "mieszkaniowe"]
    assert ([one["times"] for one in housing["grounds"]], housing["deduction_article"]) == ([2], None)
    assert (repaid.status_code, repaid.json()["state"]) == (200, "settled"), repaid.text
    assert after["came_back"] == "200.00"
    assert [sum(line["amount"] for line in one["data"]["lines"]) for one in assessed] == [20_000, 20_000]
    assert [(line["paragraf"], line["p4"], line["amount"]) for one in received for line in one["data"]["lines"]] == [
        ("094", "0", 20_000)
    ]


@pytest.mark.asyncio
async def test_a_school_grant_is_returned_in_its_two_parts_and_its_decision_has_no_last_day(
    postgres: Address, tmp_path: Path
) -> None:
    async with an_office(postgres, tmp_path, SOCIAL_ASSISTANCE, date(2025, 2, 3)) as house:
        people = house.people
        payment, award = await paid_for_facts(house, "stypendium_szkolne", SCHOOL, "uczen")
        debt = await registered(people, payment, "reasons_ceased")
        house.turn(date(2026, 2, 10))
        await decided(people, debt, award, "oswiata_90o_6", "2026-02-10")
        clocks = (await people.auditor.get(f"/v1/overpayments/{debt['id']}/clocks")).json()["clocks"]
        assessed = await events(house.database, OVERPAYMENT_ASSESSED)

    assert [(one["amount"], one["decision_by"]) for one in debt["items"]] == [("200.00", None)]
    assert [one["code"] for one in clocks if one["code"] in ("decide", "limitation")] == []
    lines = [(line["paragraf"] + line["p4"], line["amount"]) for one in assessed for line in one["data"]["lines"]]
    assert sorted(lines) == [("0940", 4_000), ("2910", 16_000)]


@pytest.mark.asyncio
async def test_what_a_citizen_of_ukraine_drew_unduly_is_returned_with_interest_by_the_act_on_family_benefits(
    postgres: Address, tmp_path: Path
) -> None:
    async with an_office(postgres, tmp_path, FAMILY_BENEFITS, date(2025, 2, 3)) as house:
        people = house.people
        payment, award = await paid_by_facts(house)
        silent = await people.clerk.post(
            "/v1/overpayments", {"ground": "circumstances_changed", "payments": [{"payment": payment["id"]}]}
        )
        debt = await registered(people, payment, "circumstances_changed", instructed=True)
        house.turn(date(2026, 2, 10))
        noted = await decided(people, debt, award, "usr_30", "2026-02-10")
        owed = (await people.auditor.get(f"/v1/overpayments/{debt['id']}")).json()
        await people.accountant.post(
            f"/v1/overpayments/{debt['id']}/repayments",
            {"amount": owed["total"], "day": "2026-02-10"},
            if_match=noted["version"],
        )
        (refunded,) = await events(house.database, PAYMENT_REFUNDED)

    assert silent.json()["code"] == "no_instruction_given"
    assert debt["items"][0]["interest_from"] == "2025-04-01"
    assert debt["items"][0]["decision_by"] == "2035-03-28"
    assert owed["interest"] != "0.00"
    assert [(line["paragraf"] + line["p4"], line["source"]) for line in refunded["data"]["lines"]] == [
        ("0940", "fundusz_pomocy_ukraina")
    ]
