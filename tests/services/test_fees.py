"""A fee for a stay or for services is decided like anything else, over HTTP: prepared, approved by another person, issued, in a letter."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gops.postgres import Address
from services.family_benefits.catalogue import CATALOGUE as FAMILY_BENEFITS
from services.social_assistance.catalogue import CATALOGUE as SOCIAL_ASSISTANCE
from tests.casework.decisions.later import carried
from tests.casework.letters.a_letter import a_letter_of, anna, registered, text_of
from tests.casework.rights import Staff, a_decision
from tests.services.an_office import an_office

pytestmark = pytest.mark.postgres

DPS = "dps_odplatnosc_gminy"


def fee(person: str, amount: str = "1890.00", ground: str = "ups_59_1", **act: Any) -> dict[str, Any]:
    said = {"kind": "fee", "amount": amount, "effective_from": "2025-03", "ground": ground, **act}
    reason = "Dochód mieszkańca wynosi 2700.00 zł; opłata to 70 % dochodu."
    matter = {"benefit": DPS, "on": "2025-02-03", "entitled": person, "recipient": person, "justified": True}
    return {**matter, "act": {"reason": reason, **said}}


async def read(people: Staff, decision: str) -> dict[str, Any]:
    found: dict[str, Any] = (await people.auditor.get(f"/v1/decisions/{decision}")).json()
    return found


@pytest.mark.asyncio
async def test_a_fee_is_decided_told_in_its_letter_and_followed_by_the_next_one(
    postgres: Address, tmp_path: Path
) -> None:
    async with an_office(postgres, tmp_path, SOCIAL_ASSISTANCE, date(2025, 2, 3)) as house:
        people = house.people
        await registered(people, [DPS])
        person = await anna(people)
        first = await a_decision(people, fee(person))
        same = await people.clerk.post(f"/v1/decisions/{first}/approve", {}, if_match=1)
        await carried(people, first)
        told = await text_of(people, await a_letter_of(people, first))
        issued = await read(people, first)
        second = await people.clerk.post(
            "/v1/decisions", fee(person, "1960.00", effective_from="2025-06", refers_to=first)
        )
        house.turn(date(2025, 2, 20))
        await people.clerk.post(f"/v1/decisions/{first}/deliver", {"on": "2025-02-04"}, if_match=3)
        final = await read(people, first)

    assert same.status_code == 403
    assert (issued["kind"], issued["outcome"], issued["awards"]) == ("fee", "obliged", [])
    assert issued["act"]["amount"] == "1890.00"
    for element in (
        "Ustalić od marca 2025 r. opłatę za świadczenie",
        "w kwocie 1 890,00 zł miesięcznie",
        "art. 59 ust. 1 i art. 61 ust. 2 pkt 1 ustawy z dnia 12 marca 2004 r. o pomocy społecznej",
        "o każdej zmianie w ich sytuacji osobistej, dochodowej i majątkowej",
        "Ten sam obowiązek mają małżonek, zstępni i wstępni mieszkańca",
        "odwołanie do Samorządowego Kolegium Odwoławczego w Sieradzu",
    ):
        assert element in told.replace("\u00a0", " "), element
    assert second.status_code == 201, second.text
    assert final["state"] == "final"
    assert {"fee", "fee_exemption", "refuse_fee_exemption"} <= set(final["allowed_acts"])


@pytest.mark.asyncio
async def test_a_fee_says_how_much_and_from_when_rests_on_a_ground_of_its_service_and_makes_no_payment(
    postgres: Address, tmp_path: Path
) -> None:
    async with an_office(postgres, tmp_path, SOCIAL_ASSISTANCE, date(2025, 2, 3)) as house:
        people = house.people
        person = await anna(people)
        refused = [
            await people.clerk.post("/v1/decisions", fee(person, amount=None)),
            await people.clerk.post("/v1/decisions", fee(person, effective_from=None)),
            await people.clerk.post("/v1/decisions", {**fee(person), "benefit": "zasilek_celowy"}),
            await people.clerk.post("/v1/decisions", fee(person, ground="ups_50_6")),
        ]
        decision = await a_decision(people, fee(person))
        await carried(people, decision)
        nothing = await people.accountant.post("/v1/payment-lists", {"month": "2025-03"})
        asked = await people.clerk.post(
            "/v1/applications", {"form": "paper", "received_on": "2025-02-03", "applicant": person, "benefits": [DPS]}
        )
        linked = await people.clerk.post(
            f"/v1/applications/{asked.json()['id']}/decisions", {"decision": decision}, if_match=1
        )

    assert [one.status_code for one in refused] == [422] * 4
    assert [one["pointer"] for one in refused[0].json()["errors"]] == ["/act/amount"]
    assert nothing.json()["code"] == "nothing_due"
    assert (asked.status_code, linked.json()["code"]) == (201, "decision_of_another")


@pytest.mark.asyncio
async def test_a_service_without_fees_decides_on_none(postgres: Address, tmp_path: Path) -> None:
    async with an_office(postgres, tmp_path, FAMILY_BENEFITS, date(2025, 2, 3)) as house:
        person = await anna(house.people)
        refused = await house.people.clerk.post("/v1/decisions", {**fee(person), "benefit": "zasilek_rodzinny"})

    assert (refused.status_code, refused.json()["code"]) == (422, "ground_not_allowed")
