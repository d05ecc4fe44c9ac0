"""Awards over HTTP on a real database."""

from collections.abc import Callable
from datetime import date

import pytest
from fastapi import FastAPI
from jsonschema import Draft202012Validator

from casework.awards.schemas import AwardOut
from casework.facts.money import AWARD_GRANTED
from kit.db import Database
from kit.testing.clients import Office
from tests.casework.log import events
from tests.casework.people import a_person
from tests.casework.rights import Staff, an_award, issued, recorded, staff

pytestmark = pytest.mark.postgres


@pytest.fixture
def people(office: Office, today: Callable[[date], None]) -> Staff:
    today(date(2019, 1, 15))
    return staff(office)


@pytest.mark.asyncio
async def test_an_award_is_shown_with_its_amounts_as_the_schema_says(people: Staff, service: FastAPI) -> None:
    award = await an_award(people)

    shown = await people.accountant.get(f"/v1/awards/{award}")

    assert shown.headers["ETag"] == '"1"'
    assert shown.headers["Content-Type"] == "application/json"
    assert shown.json() == AwardOut.model_validate(shown.json()).model_dump(mode="json")
    assert shown.json()["amounts"] == [{"first_month": "2019-01", "last_month": "2019-12", "amount": "645.00"}]
    Draft202012Validator(AwardOut.model_json_schema()).validate(shown.json())


@pytest.mark.asyncio
async def test_the_short_read_leaves_no_tenant_behind_on_the_connection(people: Staff, database: Database) -> None:
    award = await an_award(people)
    await people.accountant.get(f"/v1/awards/{award}")

    async with database.pool.connection() as connection:
        tenant = await (await connection.execute("SELECT current_setting('app.gmina', true)")).fetchone()
        seen = await (await connection.execute("SELECT count(*) FROM award")).fetchone()

    assert tenant in {(None,), ("",)}
    assert seen == (0,)


@pytest.mark.asyncio
async def test_what_is_due_in_a_month_is_listed_with_its_amount(people: Staff) -> None:
    whole_year = await an_award(people)
    person = await a_person(people.clerk, serial=2)
    body = recorded(person)
    body["recorded"] |= {"first_month": "2019-06", "last_month": None, "amount": "100.05"}
    (open_ended,) = await issued(people, body)

    async def due(month: str, **query: object) -> dict[str, str]:
        page = (await people.accountant.get("/v1/awards", month=month, **query)).json()
        return {one["id"]: one["amount"] for one in page["items"]}

    assert await due("2019-05") == {whole_year: "645.00"}
    assert await due("2019-06") == {whole_year: "645.00", open_ended: "100.05"}
    assert await due("2020-01") == {open_ended: "100.05"}
    assert await due("2018-12") == {}
    assert await due("2019-06", person=person) == {open_ended: "100.05"}
    assert await due("2019-06", benefit="zasilek_mieszany") == {}


@pytest.mark.asyncio
async def test_pages_show_every_award_once(people: Staff) -> None:
    made = {await an_award(people, serial=serial) for serial in range(1, 6)}
    seen: list[str] = []
    cursor = None

    for _ in range(3):
        page = (await people.auditor.get("/v1/awards", limit=2, cursor=cursor)).json()
        seen += [one["id"] for one in page["items"]]
        cursor = page["next_cursor"]

    assert (len(seen), set(seen), cursor) == (5, made, None)


@pytest.mark.asyncio
async def test_what_binds_a_later_year_stands_on_the_codes_of_the_day_it_was_decided(
    people: Staff, database: Database, today: Callable[[date], None]
) -> None:
    today(date(2019, 11, 15))
    body = recorded(await a_person(people.clerk), benefit="zasilek_przeniesiony", on="2019-11-15")
    body["recorded"] |= {"first_month": "2019-11", "last_month": "2020-10"}

    await issued(people, body)

    told = [one["data"] for one in await events(database, AWARD_GRANTED)]
    assert [(one["budget_year"], one["booked_on"], one["lines"][0]["rozdzial"]) for one in told] == [
        (2019, "2019-11-15", "85501"),
        (2020, "2019-11-15", "85501"),
    ]
