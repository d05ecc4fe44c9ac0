"""What debtors say at interviews and in property statements: by the patterns, sealed, told to whoever sees the debtor."""

from typing import Any

import pytest
from pydantic import ValidationError

from kit.db import Database
from kit.testing.clients import GMINA, OTHER_GMINA, Office
from services.alimony_fund.debtors.interview_schemas import DebtorInterviewIn
from services.alimony_fund.debtors.interviews import lines
from tests.casework.rights import Staff, staff
from tests.services.alimony_fund.debtors.a_debtor import DEBTORS, a_debtor, a_proceeding, code, ok

pytestmark = pytest.mark.asyncio
INTERVIEWS = "/v1/debtor-interviews"
NOBODY = "00000000-0000-7000-8000-000000000000"
SAID: dict[str, Any] = {
    "marital": "divorced", "dependants": [{"name": "Ewa Nowak", "relation": "córka", "born_on": "2019-03-01"}],
    "income": [{"source": "prace dorywcze", "amount": "800.00"}], "work": "unemployed", "health": "astma",
    "reasons": "Brak zatrudnienia.",
}  # fmt: skip
OWNED: dict[str, Any] = {
    "warned": True, "land": [{"kind": "rola", "hectares": "2.5"}], "cars": [{"what": "Fiat Panda", "year": 2008, "value": "4000.00"}],
}  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"interview": SAID, "property": OWNED},
        {"interview": {key: value for key, value in SAID.items() if key != "reasons"}},
        {"property": OWNED | {"warned": False}},
        {"interview": SAID | {"nip": "123"}},
        {"interview": SAID | {"income": [{"source": "praca", "amount": "800"}]}},
    ],
)
async def test_one_of_the_two_is_said_whole(said: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        DebtorInterviewIn.model_validate({"proceeding": NOBODY, **said})


async def test_a_copy_of_the_data_names_no_other_person() -> None:
    told = lines(SAID | {"parents": "Jan i Maria", "business": {"firm": "Nowak"}, "qualifications": ["spawacz"]})

    assert "reasons: Brak zatrudnienia." in told
    assert "income.amount: 800.00" in told
    assert {"business.firm: Nowak", "qualifications: spawacz"} <= set(told)
    assert not [one for one in told if "Ewa" in one or "Maria" in one]


@pytest.mark.postgres
async def test_what_was_said_is_sealed_and_told_to_whoever_sees_the_debtor(
    people: Staff, office: Office, database: Database
) -> None:
    debtor = await a_debtor(people)
    proceeding = (await a_proceeding(people, debtor)).id
    noted = {"proceeding": proceeding, "given_on": "2026-05-04"}
    made = (await ok(people.clerk.post(INTERVIEWS, {**noted, "interview": SAID})))["id"]
    await ok(people.clerk.post(INTERVIEWS, {**noted, "property": OWNED}))
    shown = await ok(people.auditor.get(f"{INTERVIEWS}/{made}"))
    listed = (await ok(people.auditor.get(INTERVIEWS, debtor=debtor)))["items"]
    statements = (await ok(people.auditor.get(INTERVIEWS, kind="property")))["items"]
    other = staff(office, OTHER_GMINA).clerk
    async with database.tenant(GMINA) as connection:
        cursor = await connection.execute("SELECT body FROM debtor_interview")
        kept = [bytes(row[0]) for row in await cursor.fetchall()]

    assert (shown["interview"], shown["property"]) == (SAID, None)
    assert [one["kind"] for one in listed] == ["interview", "property"]
    assert len(statements) == 1
    assert "health" not in listed[0]
    assert len(kept) == 2
    assert not [one for one in kept if b"astma" in one or b"Fiat" in one]
    assert await code(other.get(f"{INTERVIEWS}/{made}")) == (404, "debtor_interview_not_found")
    assert (await ok(other.get(INTERVIEWS)))["items"] == []


@pytest.mark.postgres
async def test_it_is_said_in_a_proceeding_and_not_before_it(people: Staff) -> None:
    proceeding = (await a_proceeding(people, await a_debtor(people), received_on="2026-05-03")).id

    nowhere = await code(people.clerk.post(INTERVIEWS, {"proceeding": NOBODY, "interview": SAID}))
    early = await code(
        people.clerk.post(INTERVIEWS, {"proceeding": proceeding, "given_on": "2026-05-02", "interview": SAID})
    )
    by_auditor = await code(people.auditor.post(INTERVIEWS, {"proceeding": proceeding, "interview": SAID}))

    assert nowhere == (422, "validation_failed")
    assert early == (422, "day_out_of_order")
    assert by_auditor == (403, "forbidden")


@pytest.mark.postgres
async def test_the_persons_file_has_what_she_said(people: Staff) -> None:
    debtor = await a_debtor(people)
    proceeding = (await a_proceeding(people, debtor)).id
    await ok(people.clerk.post(INTERVIEWS, {"proceeding": proceeding, "interview": SAID}))
    person = (await ok(people.clerk.get(f"{DEBTORS}/{debtor}")))["person"]

    answer = await people.head.get(f"/v1/persons/{person}/file")

    assert answer.status_code == 200, answer.text
    assert "astma" in answer.text
    assert "Ewa Nowak" not in answer.text
