"""The full file of a person (GDPR art. 15): everything held on her, as JSON and as a PDF for her; hidden matters are cut."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import pytest_asyncio

from casework.persons.file_paper import _PARTS
from casework.persons.file_schemas import PersonFile
from kit.money import amount_text, grosze
from kit.testing.clients import Office
from tests.casework.letters.a_letter import STAFF, named, pdf_text
from tests.casework.overpayments.a_debt import undue
from tests.casework.people import a_household
from tests.casework.records.a_file import PLAN, File, ok, settled
from tests.casework.rights import Staff, staff

pytestmark = pytest.mark.postgres
Turn = Callable[[date], None]
NRB = "61109010140000071219812874"


@pytest_asyncio.fixture
async def people(office: Office, today: Turn) -> Staff:
    staffed = staff(office)
    assert (await staffed.head.send("PUT", "/v1/file-plan", body=PLAN, if_match=0)).status_code == 200
    await named(staffed, STAFF[0])
    return staffed


async def with_everything(people: Staff, today: Turn) -> tuple[File, str]:
    """A paid case with an account, an attachment, a bailiff, an undue payment and an appeal; and the id of the debt."""
    file = await settled(people, today)
    await a_household(people.clerk, file.person)
    await ok(
        people.clerk.post(
            "/v1/payment-ways", {"person": file.person, "way": "account", "since": "2019-01-01", "account": NRB}
        )
    )
    claim = {
        "person": file.person, "kind": "alimony", "organ": "Komornik Sądowy w Wieruszowie", "organ_sign": "Km 123/19",
        "account": NRB, "received_on": "2019-04-01", "since": "2019-04-01",
    }  # fmt: skip
    await ok(people.accountant.post("/v1/bailiff-claims", claim))
    fact = {
        "kind": "certificate",
        "code": "orzeczenie",
        "person": file.person,
        "valid_from": "2018-02-05",
        "details": {"degree": "lekki"},
    }
    await ok(people.clerk.post("/v1/evidence", {"evidence": {"source": "declaration"}, "facts": [fact]}))
    payments = (await ok(people.accountant.get("/v1/payments", award=file.award)))["items"]
    debt = await undue(people, payments[0])
    (party,) = (await people.clerk.get(f"/v1/decisions/{file.decision}/parties")).json()
    lodged = {"party": party["id"], "way": "in_person", "received_on": "2019-04-30"}
    appeal = await ok(people.clerk.post(f"/v1/decisions/{file.decision}/appeals", lodged))
    await ok(people.clerk.post(f"/v1/appeals/{appeal['id']}/pass-on", {"sheets": 3}, if_match=1))
    return file, debt


@pytest.mark.asyncio
async def test_the_file_holds_everything_about_her(people: Staff, today: Turn) -> None:
    file, debt = await with_everything(people, today)

    held: dict[str, Any] = await ok(people.head.get(f"/v1/persons/{file.person}/file"))

    assert [one["sign"] for one in held["cases"]] == [file.sign]
    assert [one["id"] for one in held["applications"]] == [file.application]
    assert [one["id"] for one in held["decisions"]] == [file.decision]
    assert [one["id"] for one in held["awards"]] == [file.award]
    assert [one["amount"] for one in held["payments"]] == ["645.00"] * 3
    (owed,) = held["overpayments"]
    assert (owed["id"], [(one["kind"], one["amount"]) for one in owed["movements"]]) == (
        debt,
        [("establishment", "645.00")],
    )
    assert [(one["way"], one["account"]) for one in held["payment_ways"]] == [("account", f"PL{NRB}")]
    assert [(one["organ_sign"], one["amount"]) for one in held["bailiff_claims"]] == [("Km 123/19", None)]
    assert {one["kind"] for one in held["recipients"]} == {"appeal_body", "bailiff"}
    (party,) = held["parties"]
    assert ([one["kind"] for one in party["lodged"]], len(party["deliveries"])) == (["appeal"], 1)
    (fact,) = held["facts"]
    assert (fact["code"], fact["says"], fact["source"]) == ("orzeczenie", ["details degree: lekki"], "declaration")
    assert len(held["letters"]) == 1
    assert len(held["households"]) == 1
    assert ("ewa", "gathered_file") in {(one["who"], one["action"]) for one in held["accesses"]}


@pytest.mark.asyncio
async def test_the_file_is_printed_for_her_as_an_accessible_pdf(people: Staff, today: Turn) -> None:
    file, _ = await with_everything(people, today)

    paper = await people.head.get(f"/v1/persons/{file.person}/file", format="pdf")

    assert (paper.headers["content-type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    assert b"pdfuaid" in paper.content
    text = pdf_text(paper.content)
    held = (await people.head.get(f"/v1/persons/{file.person}/file")).json()
    money = [one["amount"] for debt in held["overpayments"] for one in debt["movements"]]
    assert money
    for amount in [*money, *(one["amount"] for one in held["payments"])]:
        assert " ".join(amount_text(grosze(amount)).split()) in text
    assert not re.search(r"[0-9]\.[0-9]{2} zł", text)
    assert file.person not in paper.headers["Content-Disposition"]


def test_every_part_of_the_file_is_printed() -> None:
    told_apart = {"person", "parties", "overpayments", "registers"}

    assert {member for member, _, _ in _PARTS} | told_apart == PersonFile.model_fields.keys()


@pytest.mark.asyncio
async def test_a_hidden_decision_is_cut_from_the_file_for_whoever_does_not_see_it(
    people: Staff, today: Turn, office: Office
) -> None:
    file, _ = await with_everything(people, today)
    await ok(
        people.clerk.post(
            "/v1/restrictions", {"matter_kind": "decision", "matter": file.decision, "reason": "domestic_violence"}
        )
    )
    address = f"/v1/persons/{file.person}/file"

    cut = await ok(office.caller("ola", "caseworker").get(address))
    whole = await ok(people.head.get(address))

    assert (cut["decisions"], cut["letters"], cut["parties"]) == ([], [], [])
    assert file.decision not in str({name: value for name, value in cut.items() if name not in ("awards", "payments")})
    assert [one["id"] for one in whole["decisions"]] == [file.decision]
