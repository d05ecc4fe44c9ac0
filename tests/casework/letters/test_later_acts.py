"""Letters of later acts over HTTP: what each says follows from the act, the older decision and the registers, and from nothing else."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import pytest_asyncio

from kit.testing.clients import Office
from tests.casework.decisions.later import a_final_decision, carried, later
from tests.casework.letters.a_letter import lives, pdf_text, registered
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, recorded, staff

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]


@pytest_asyncio.fixture
async def people(office: Office, today: Turn) -> Staff:
    staffed = staff(office)
    await registered(staffed)
    return staffed


async def letter_of(people: Staff, decision: str) -> str:
    made = await people.clerk.post(f"/v1/decisions/{decision}/letter", {})
    assert made.status_code == 201, made.text
    return pdf_text((await people.clerk.get(f"/v1/letters/{made.json()['id']}")).content)


async def a_right(people: Staff, today: Turn) -> tuple[dict[str, Any], str]:
    """The first body and the final decision, whose letter was made."""
    body = recorded(await lives(people, await a_person(people.clerk)))
    decision, _ = await a_final_decision(people, today, body)
    await letter_of(people, decision)
    return body, decision


async def an_act(people: Staff, body: dict[str, Any]) -> str:
    """Prepares and issues it, and returns the text of its letter."""
    act = await a_decision(people, body)
    await carried(people, act)
    return await letter_of(people, act)


@pytest.mark.asyncio
async def test_a_change_tells_the_older_decision_and_each_month_before_and_after(people: Staff, today: Turn) -> None:
    body, decision = await a_right(people, today)
    wanted = {**body["recorded"], "amount": "700.00", "first_month": "2019-03"}

    told = await an_act(
        people, {**later(body, decision, "change", "test_32", effective_from="2019-03"), "recorded": wanted}
    )

    for element in (
        "DECYZJA NR 2/2019",
        "Znak sprawy: OPS.5111.1.2019",
        "Zmienić decyzję nr 1/2019 z dnia 10 stycznia 2019 r. (znak sprawy: OPS.5111.1.2019)",
        "od marca 2019 r. do grudnia 2019 r. 645,00 zł 700,00 zł",
        "W pozostałym zakresie decyzja pozostaje bez zmian.",
        "Decyzją nr 1/2019 z dnia 10 stycznia 2019 r. (znak sprawy: OPS.5111.1.2019) przyznano świadczenie",
        "Zmieniły się okoliczności",
        "Podstawą rozstrzygnięcia jest art. 32 ust. 1 ustawy testowej: zmieniła się sytuacja.",
        "w terminie 14 dni",
    ):
        assert element in told, element


@pytest.mark.asyncio
async def test_a_suspension_by_day_says_the_day_and_the_months_it_holds(people: Staff, today: Turn) -> None:
    body, decision = await a_right(people, today)

    told = await an_act(people, later(body, decision, "suspend", "test_28", effective_from="2019-03-05"))

    assert "Wstrzymać od dnia 5 marca 2019 r. wypłatę świadczenia" in told
    assert "od kwietnia 2019 r. do grudnia 2019 r. 645,00 zł" in told
    assert "brak wyjaśnień" in told


@pytest.mark.asyncio
async def test_instalments_stand_in_the_decision_and_it_is_incomplete_without_them(people: Staff, today: Turn) -> None:
    body, decision = await a_right(people, today)
    undue = await a_decision(people, later(body, decision, "undue_payment", "test_30", amount="645.00"))
    await carried(people, undue)
    instalments = [
        {"due_on": "2019-03-10", "amount": "300.00"},
        {"due_on": "2019-04-10", "amount": "345.00"},
    ]
    asked = later(body, undue, "instalments", "test_30", amount="645.00")

    short = await people.clerk.post("/v1/decisions", {**asked, "act": {**asked["act"], "instalments": instalments[:1]}})
    told = await an_act(people, {**asked, "act": {**asked["act"], "instalments": instalments}})
    bare = await a_decision(people, asked)
    refused = await people.clerk.post(f"/v1/decisions/{bare}/letter", {})

    assert (short.status_code, short.json()["errors"][0]["code"]) == (422, "sum_differs")
    assert "1 10 marca 2019 r. 300,00 zł 2 10 kwietnia 2019 r. 345,00 zł" in told
    assert "rachunek bankowy nr 61 1090 1014 0000 0712 1981 2874" in told
    assert "w kwocie 645,00 zł" in told
    assert (refused.status_code, refused.json()["code"]) == (409, "letter_incomplete")


@pytest.mark.asyncio
async def test_an_order_of_correction_says_its_words_and_tells_of_the_complaint_in_seven_days(
    people: Staff, today: Turn
) -> None:
    body, decision = await a_right(people, today)

    told = await an_act(
        people, later(body, decision, "correction", "kpa_113_1", words="zamiast „645,00” wpisać „654,00”")
    )

    for element in (
        "POSTANOWIENIE NR 2/2019",
        "art. 123 i art. 124 ustawy z dnia 14 czerwca 1960 r.",
        "Wójt Gminy Łubnice POSTANAWIA",
        "Sprostować decyzję nr 1/2019 z dnia 10 stycznia 2019 r.",
        "zamiast „645,00” wpisać „654,00”",
        "zażalenie do Samorządowego Kolegium Odwoławczego w Sieradzu",
        "w terminie 7 dni",
    ):
        assert element in told, element
    assert "odwołanie do" not in told


@pytest.mark.asyncio
async def test_an_order_is_final_after_the_seven_days_of_its_complaint(people: Staff, today: Turn) -> None:
    body, decision = await a_right(people, today)
    act = await a_decision(people, later(body, decision, "correction", "kpa_113_1", words="zamiast 1 wpisać 2"))
    await carried(people, act)
    today(date(2019, 2, 13))

    delivered = await people.clerk.post(f"/v1/decisions/{act}/deliver", {"on": "2019-02-05"}, if_match=3)

    assert delivered.json()["state"] == "final"
    shown = (await people.auditor.get(f"/v1/decisions/{act}")).json()
    assert (shown["final_on"], shown["finality"]["article"]) == ("2019-02-13", "art. 141 § 2, art. 144 k.p.a.")


@pytest.mark.asyncio
async def test_a_decision_is_not_final_when_a_complaint_would_be_over(people: Staff, today: Turn) -> None:
    body = recorded(await lives(people, await a_person(people.clerk)), justified=True)
    decision = await a_decision(people, body)
    await carried(people, decision)
    today(date(2019, 1, 25))

    delivered = await people.clerk.post(f"/v1/decisions/{decision}/deliver", {"on": "2019-01-11"}, if_match=3)

    assert delivered.json()["state"] == "delivered"
