"""A home's documents: divided by the months drawn up, what is paid in others' places beside them; once, to the grosz, on no list."""

from typing import Any

import pytest

from kit.db import Database
from kit.testing.clients import Caller, Office
from tests.casework.log import events
from tests.casework.rights import Staff
from tests.services.social_assistance.care_homes.test_care_homes import (
    MONTHS,
    a_home,
    a_stay,
    code,
    ok,
    with_a_daughter,
)

pytestmark = pytest.mark.postgres

JUNE = "4289.00"
"""What is the gmina's of June: 6500.00 zł without the resident's 1680.00 zł and the daughter's 531.00 zł."""


@pytest.fixture
def checker(office: Office) -> Caller:
    return office.caller("ala", "social_worker")


async def a_document(people: Staff, home: str, amount: str, number: str = "FV 6/2025", **other: Any) -> str:
    """A registered document of June; its address."""
    body = {
        "third_party": home, "kind": "invoice", "number": number, "service_month": "2025-06", "issued_on": "2025-07-01",
        "due_on": "2025-07-15", "amount": amount, "purpose": "care_home", **other,
    }  # fmt: skip
    return f"/v1/invoices/{(await ok(people.clerk.post('/v1/invoices', body)))['id']}"


async def divided(people: Staff, address: str) -> list[tuple[str, str, str, str]]:
    """Divided by the stays: person, benefit, quantity, amount."""
    await ok(people.clerk.post(f"{address}/allocate-by-stays", if_match=1))
    found = (await ok(people.auditor.get(address)))["allocations"]
    return [(one["entitled"], one["benefit"], one["quantity"], one["amount"]) for one in found]


@pytest.mark.asyncio
async def test_the_gminas_part_and_what_it_pays_in_anothers_place_are_the_homes_documents(
    people: Staff, checker: Caller, database: Database
) -> None:
    stay, anna, home = await a_stay(people)
    daughter = await with_a_daughter(people, stay)
    invoice = await a_document(people, home, JUNE)
    early = await code(people.clerk.post(f"{invoice}/allocate-by-stays", if_match=1))
    await ok(people.clerk.post(MONTHS, {"month": "2025-06"}))
    own = await divided(people, invoice)
    await ok(checker.post(f"{invoice}/check", {}, if_match=2))
    unpaid = {"month": "2025-06", "payers": [{"person": daughter, "received": "500.00"}]}
    await ok(people.accountant.post(f"{stay}/substitute", unpaid, if_match=4))
    note = await a_document(people, home, "31.00", "NO 1/2025", kind="debit_note")
    instead = await divided(people, note)
    await ok(checker.post(f"{note}/check", {}, if_match=2))
    for one in (invoice, note):
        await ok(people.accountant.post(f"{one}/control", {}, if_match=3))
        await ok(people.head.post(f"{one}/accept", {}, if_match=4))
        await ok(people.accountant.post(f"{one}/pay", {"on": "2025-07-01", "document": "WB 7"}, if_match=5))
    listed = await people.accountant.post("/v1/payment-lists", {"month": "2025-07"})

    assert early == (409, "home_month_not_drawn")
    assert own == [(anna, "dps_odplatnosc_gminy", "30.000", JUNE)]
    assert instead == [(anna, "dps_oplata_zastepcza", "1.000", "31.00")]
    told = [one["data"] for one in await events(database, "pl.gops.invoice.paid.v1")]
    assert [(one["benefit"], [(line["rozdzial"], line["source"], line["amount"]) for line in one["lines"]]) for one in told] == [
        ("dps_odplatnosc_gminy", [("85202", "srodki_wlasne", 428_900)]),
        ("dps_oplata_zastepcza", [("85202", "srodki_wlasne", 3_100)]),
    ]  # fmt: skip
    assert listed.json()["code"] == "nothing_due"


@pytest.mark.parametrize(("amount", "refused"), [("4289.01", True), (JUNE, False), ("4288.99", True)])
@pytest.mark.asyncio
async def test_a_document_that_asks_for_a_grosz_more_or_less_is_neither_divided_nor_checked(
    people: Staff, checker: Caller, amount: str, refused: bool
) -> None:
    stay, anna, home = await a_stay(people)
    await with_a_daughter(people, stay)
    await ok(people.clerk.post(MONTHS, {"month": "2025-06"}))
    address = await a_document(people, home, amount)
    by_stays = await people.clerk.post(f"{address}/allocate-by-stays", if_match=1)
    version = 1 if refused else 2
    by_hand = {"items": [{"benefit": "dps_odplatnosc_gminy", "entitled": anna, "quantity": "30.000"}]}
    await ok(people.clerk.post(f"{address}/allocate", by_hand, if_match=version))
    checked = await checker.post(f"{address}/check", {}, if_match=version + 1)

    told = "więcej" if amount > JUNE else "mniej"
    for answer in (by_stays, checked):
        assert (answer.status_code == 409) is refused, answer.text
        if refused:
            assert answer.json()["code"] == "home_invoice_differs"
            assert (
                answer.json()["detail"]
                == f"Dokument opiewa o 0.01 zł {told}, niż wynika z rozliczonych miesięcy pobytów."
            )


@pytest.mark.asyncio
async def test_a_month_is_asked_for_once_and_what_it_comes_to_later_is_a_correction(
    people: Staff, checker: Caller
) -> None:
    stay, anna, home = await a_stay(people)
    await with_a_daughter(people, stay)
    await ok(people.clerk.post(MONTHS, {"month": "2025-06"}))
    first, twice = await a_document(people, home, JUNE), await a_document(people, home, JUNE, "FV 6a/2025")
    await divided(people, first)
    await divided(people, twice)
    await ok(checker.post(f"{first}/check", {}, if_match=2))
    again = await code(checker.post(f"{twice}/check", {}, if_match=2))
    more = {"person": anna, "kin": "resident", "basis": "own", "since": "2025-06", "income": "2500.00"}
    await ok(people.clerk.post(f"{stay}/payers", more, if_match=4))
    await ok(people.clerk.post(MONTHS, {"month": "2025-06"}))
    of_first = {"kind": "correction", "corrects": first.rpartition("/")[2]}
    correction = await a_document(people, home, "-70.00", "KOR 1/2025", **of_first)
    less = await divided(people, correction)

    assert again == (409, "home_invoice_differs")
    assert less == [(anna, "dps_odplatnosc_gminy", "0.000", "-70.00")]
    await ok(checker.post(f"{correction}/check", {}, if_match=2))


@pytest.mark.asyncio
async def test_a_resident_entered_twice_is_one_resident_of_a_document(people: Staff, checker: Caller) -> None:
    _, anna, home = await a_stay(people)
    await ok(people.clerk.post(MONTHS, {"month": "2025-06"}))
    address = await a_document(people, home, "4820.00")
    entry = {"first_name": "Anna", "last_name": "Druga", "birth_date": "1940-01-01"}
    again = (await ok(people.clerk.post("/v1/persons", entry)))["id"]
    said = {"other": anna, "reason": "Osobę wpisano dwa razy."}
    await ok(people.clerk.post(f"/v1/persons/{again}/merge", said, if_match=1))

    by_hand = {"items": [{"benefit": "dps_odplatnosc_gminy", "entitled": again, "quantity": "30.000"}]}
    await ok(people.clerk.post(f"{address}/allocate", by_hand, if_match=1))

    await ok(checker.post(f"{address}/check", {}, if_match=2))


@pytest.mark.asyncio
async def test_a_division_of_another_month_or_benefit_is_not_the_homes(people: Staff, checker: Caller) -> None:
    _, anna, home = await a_stay(people)
    await ok(people.clerk.post(MONTHS, {"month": "2025-06"}))
    address, version = await a_document(people, home, "4820.00"), 1
    for other in ({"month": "2025-05"}, {"benefit": "dps_oplata_zastepcza"}):
        item = {"benefit": "dps_odplatnosc_gminy", "entitled": anna, "quantity": "30.000", **other}
        await ok(people.clerk.post(f"{address}/allocate", {"items": [item]}, if_match=version))
        assert await code(checker.post(f"{address}/check", {}, if_match=version + 1)) == (409, "home_invoice_differs")
        version += 1


@pytest.mark.asyncio
async def test_only_a_homes_document_is_divided_by_stays_and_each_home_by_its_own(people: Staff) -> None:
    await a_stay(people)
    await ok(people.clerk.post(MONTHS, {"month": "2025-06"}))
    other_home = await a_home(people, "Dom nad Wartą")
    of_another = await a_document(people, other_home, "4820.00")
    for_meals = await a_document(people, other_home, "4820.00", "FV 7/2025", purpose="other")

    assert await code(people.clerk.post(f"{of_another}/allocate-by-stays", if_match=1)) == (409, "home_invoice_differs")
    assert await code(people.clerk.post(f"{for_meals}/allocate-by-stays", if_match=1)) == (409, "not_a_home_invoice")
