"""The letter of a decision that was really assessed, over HTTP, in every service: granted and refused, with the trace's own sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from casework.benefits.catalogue import Catalogue
from casework.benefits.results import Assessment
from casework.letters.docx import MEDIA_TYPE as DOCX
from casework.letters.polish import as_written, named, sentence
from casework.routers import case_routers
from casework.today import _today
from gops.postgres import Address
from kit.app import create_app
from kit.db import Database
from kit.law import read_cases, sentences
from kit.money import amount_text
from kit.secrets import KeyRing
from kit.testing.clients import Office, running
from kit.testing.databases import service_database
from kit.testing.tokens import TokenIssuer
from services.alimony_fund.catalogue import CATALOGUE as ALIMONY_FUND
from services.family_benefits.catalogue import CATALOGUE as FAMILY_BENEFITS
from services.social_assistance.catalogue import CATALOGUE as SOCIAL_ASSISTANCE
from tests.casework.letters.a_letter import docx_text, lives, pdf_text, registered
from tests.casework.people import a_person
from tests.casework.rights import head_authorised, staff
from tests.services.worked_cases import SERVICES

pytestmark = pytest.mark.postgres

GMINA = "101805"


@dataclass(frozen=True, slots=True)
class Assessed:
    """A worked case of the law and what is assessed of it."""

    benefit: str
    on: str
    facts: dict[str, Any]
    answer: Assessment


def assessed(catalogue: Catalogue, outcome: str) -> Assessed:
    """The first worked case of the service with this outcome, of a benefit whose receiver has something to report."""
    return next(
        one
        for one in _assessed(catalogue)
        if one.answer.outcome == outcome and catalogue.duties.told([one.benefit], date.fromisoformat(one.on))
    )


def _assessed(catalogue: Catalogue) -> Iterator[Assessed]:
    for case in read_cases(SERVICES / catalogue.service / "law"):
        if case.get("gmina", GMINA) != GMINA:
            continue
        facts = catalogue.prepare(catalogue.facts.model_validate(case["facts"]))
        for benefit in case["expected"]:
            on = date.fromisoformat(str(case["on"]))
            yield Assessed(benefit, str(case["on"]), case["facts"], catalogue.assess(benefit, facts, on, GMINA))


@pytest.mark.asyncio
@pytest.mark.parametrize("outcome", ["granted", "refused"])
@pytest.mark.parametrize(
    "catalogue", [FAMILY_BENEFITS, SOCIAL_ASSISTANCE, ALIMONY_FUND], ids=lambda one: str(one.service)
)
async def test_the_letter_of_an_assessed_decision_tells_its_months_amounts_and_steps(
    postgres: Address, tmp_path: Any, catalogue: Catalogue, outcome: str
) -> None:
    case = assessed(catalogue, outcome)
    issuer = TokenIssuer()
    keys = KeyRing.generate(tmp_path / "keys.json")
    app = create_app("Pisma", catalogue.service, case_routers(catalogue, keys), authenticator=issuer.authenticator())

    async def day() -> date:
        return date.fromisoformat(case.on)

    app.dependency_overrides[_today] = day
    with service_database(postgres, catalogue.service) as stored:
        app.state.database = Database(stored.dsn, service=catalogue.service)
        await app.state.database.open()
        await head_authorised(app.state.database, GMINA)
        try:
            async with running(app, issuer) as office:
                pdf, edited = await _letter(office, case)
        finally:
            await app.state.database.close()

    benefit = catalogue.get(case.benefit)
    assert benefit.name in pdf
    assert benefit.act.removeprefix("ustawa ") in pdf
    assert "Samorządowego Kolegium Odwoławczego w Sieradzu" in pdf
    assert "z up. Wójta" in pdf
    for step in sentences(case.answer.trace):
        assert " ".join(sentence(named(as_written(step), _called(case))).split()) in edited
    for due in case.answer.months:
        assert len(due.persons) > 1 or " ".join(amount_text(due.amount).split()) in pdf
    for refusal in case.answer.refusals:
        assert refusal.ground.article in pdf
        assert outcome == "granted" or "Odmówić przyznania świadczenia" in pdf
    # Whoever is granted something is told what she has to report, in both forms; who is refused has nothing to report.
    duties = catalogue.duties.told([case.benefit], date.fromisoformat(case.on))
    assert duties
    for duty in duties:
        assert (" ".join(duty.split()) in edited) == (outcome == "granted")
        assert ("tej ustawy" in duty or duty[:40] in pdf) or outcome == "refused"


def _called(case: Assessed) -> dict[str, str]:
    """The names of those whom the months are for, by their references."""
    references = sorted({person for due in case.answer.months for person in due.persons})
    return {reference: f"Łucja {number} Źrebięcka" for number, reference in enumerate(references, 2)}


async def _letter(office: Office, case: Assessed) -> tuple[str, str]:
    people = staff(office, GMINA)
    await registered(people, [case.benefit])
    mother = await lives(people, await a_person(people.clerk, born=date(1980, 5, 17)))
    known = {
        reference: await a_person(people.clerk, "Źrebięcka", f"Łucja {number}", date(2002, 1, 1), serial=number)
        for number, reference in enumerate(_called(case), 2)
    }
    order = {
        "benefit": case.benefit, "on": case.on, "entitled": mother, "recipient": mother, "facts": case.facts,
        "persons": known,
    }  # fmt: skip
    prepared = await people.clerk.post("/v1/decisions", order)
    assert prepared.status_code == 201, prepared.text
    decision = prepared.json()["id"]
    for step, who, version in (("approve", people.head, 1), ("issue", people.clerk, 2)):
        moved = await who.post(f"/v1/decisions/{decision}/{step}", {}, if_match=version)
        assert moved.status_code == 200, moved.text
    made = await people.clerk.post(f"/v1/decisions/{decision}/letter", {})
    assert made.status_code == 201, made.text
    address = f"/v1/letters/{made.json()['id']}"
    pdf = await people.clerk.get(address)
    edited = await people.clerk.send("GET", address, headers={"Accept": DOCX})
    return pdf_text(pdf.content), docx_text(edited.content)
