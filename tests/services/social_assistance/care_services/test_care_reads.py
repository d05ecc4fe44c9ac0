"""Care services as they are read: previewed, listed, sorted, printed; hidden; in the file; what lacks a table of fees stays open."""

import psycopg
import pytest

from kit.db import Database
from kit.testing.clients import Office
from tests.casework.authority.test_sight import restricted
from tests.casework.log import audited
from tests.casework.rights import Staff
from tests.services.social_assistance.care_services.a_plan import (
    BY_HOUR,
    BY_MONTH,
    CARERS,
    LYING,
    MONTHS,
    PLANS,
    a_carer,
    a_plan,
    confirmed,
    fees,
    ok,
    refused,
    served,
)

pytestmark = pytest.mark.postgres


@pytest.mark.asyncio
async def test_plans_months_and_carers_are_filtered_sorted_turned_and_printed(
    people: Staff, database: Database
) -> None:
    carer = await a_carer(people)
    company = await a_carer(people, contract="company", since="2022-05-01", until="2022-05-31")
    first, anna = await a_plan(people)
    second, _ = await a_plan(people, serial=2, since="2022-06-15")
    await served(people, first, carer, 1)
    await confirmed(people)

    async def listed(address: str, name: str = "id", **query: object) -> list[str]:
        answer = await people.auditor.get(address, **query)
        assert answer.status_code == 200, answer.text
        return [one[name] for one in answer.json()["items"]]

    ids = [first[-36:], second[-36:]]
    page = await ok(people.auditor.get(PLANS, limit=1))
    assert await listed(PLANS) == ids
    assert await listed(PLANS, sort="-since") == ids[::-1]
    assert [page["items"][0]["id"], *await listed(PLANS, limit=1, cursor=page["next_cursor"])] == ids
    assert await listed(PLANS, on="2022-06-14") == await listed(PLANS, carer=carer) == ids[:1]
    assert await listed(PLANS, person=anna) == ids[:1]
    assert await listed(PLANS, state="ended") == await listed(PLANS, service="uslugi_sasiedzkie") == []
    assert await listed(MONTHS, "plan", month="2022-06", state="confirmed", person=anna) == ids[:1]
    assert await listed(MONTHS, "plan", month="2022-05") == await listed(MONTHS, "plan", plan=ids[1]) == []
    assert await listed(CARERS) == [carer, company]
    assert await listed(CARERS, sort="-since") == [company, carer]
    assert await listed(CARERS, on="2022-06-01") == await listed(CARERS, contract="mandate") == [carer]
    for address, lines in ((PLANS, 3), (MONTHS, 2), (CARERS, 3), (f"{MONTHS}/preview?month=2022-06", 2)):
        csv = await people.auditor.get(
            address.partition("?")[0], format="csv", month="2022-06" if "?" in address else None
        )
        assert len(csv.text.splitlines()) == lines, address
    assert (await people.auditor.get(PLANS, unknown="1")).status_code == 422
    tags = [(await people.auditor.get(address)).headers["ETag"] for address in (first, f"{CARERS}/{carer}")]
    assert tags == ['"2"', '"1"']
    assert ("ula", "exported", None) in await audited(database, BY_MONTH)


@pytest.mark.asyncio
async def test_the_preview_says_what_cannot_be_charged_and_the_rest_is_confirmed(people: Staff) -> None:
    carer = await a_carer(people)
    charged, _ = await a_plan(people)
    unknown, _ = await a_plan(people, LYING | {"care_level": "polsiedzaca"}, serial=2)
    for plan in (charged, unknown):
        await served(people, plan, carer, 1)
    before = {one["plan"]: one for one in (await people.auditor.get(f"{MONTHS}/preview", month="2022-06")).json()}
    state = await confirmed(people)
    after = {one["plan"]: one for one in (await people.auditor.get(f"{MONTHS}/preview", month="2022-06")).json()}

    assert [(before[one[-36:]]["lacking"], before[one[-36:]]["fee"]) for one in (charged, unknown)] == [
        (None, "75.00"), ("fee_table", "0.00"),
    ]  # fmt: skip
    assert state == "incomplete"
    assert [(after[one[-36:]]["state"], after[one[-36:]]["allowed"]) for one in (charged, unknown)] == [
        ("confirmed", ["reopen"]), ("open", ["confirm"]),
    ]  # fmt: skip
    assert len(await fees(people)) == 1


@pytest.mark.asyncio
async def test_services_of_a_hidden_person_are_not_there_and_another_gmina_has_none(
    people: Staff, office: Office
) -> None:
    plan, person = await a_plan(people)
    carer = await a_carer(people)
    await served(people, plan, carer, 1)
    await restricted(people, "person", person)
    ola = office.caller("ola", "caseworker", gmina=BY_MONTH)
    other = office.caller("ola", "caseworker", gmina=BY_HOUR)

    assert await refused(ola.get(plan)) == (404, "care_plan_not_found")
    assert await refused(ola.get(f"{plan}/months/2022-06")) == (404, "care_plan_not_found")
    assert (await ok(ola.get(PLANS)))["items"] == []
    assert (await ola.get(f"{MONTHS}/preview", month="2022-06")).json() == []
    assert await refused(other.get(plan)) == (404, "care_plan_not_found")
    assert await refused(other.get(f"{CARERS}/{carer}")) == (404, "carer_not_found")
    assert (await people.head.get(plan)).status_code == 200


@pytest.mark.asyncio
async def test_carers_names_are_encrypted_and_no_file_of_whom_they_serve_names_them(
    people: Staff, database: Database
) -> None:
    plan, person = await a_plan(people)
    carer = await a_carer(people)
    await served(people, plan, carer, 1, 2)
    await confirmed(people)
    async with database.tenant(BY_MONTH) as connection:
        (name,) = await (await connection.execute("SELECT name FROM carer")).fetchone() or (b"",)
    file = (await people.head.get(f"/v1/persons/{person}/file")).json()
    (says,) = [one["says"] for one in file["registers"] if one["register_code"] == "care_plan"]

    assert b"Maria" not in bytes(name)
    assert (await ok(people.auditor.get(f"{CARERS}/{carer}")))["name"] == "Maria Opiekunka"
    assert says["days"] == ["2022-06-01: 120", "2022-06-02: 120"]
    assert says["months"] == ["2022-06: 75.00"]
    assert "Opiekunka" not in str(file)


@pytest.mark.asyncio
async def test_what_was_written_of_days_and_months_is_never_changed(people: Staff, database: Database) -> None:
    plan, _ = await a_plan(people)
    await served(people, plan, await a_carer(people), 1)
    await confirmed(people)
    for table in ("care_day", "care_month", "care_term"):
        async with database.tenant(BY_MONTH) as connection:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                await connection.execute(f"UPDATE {table} SET noted_by = 'x'")
