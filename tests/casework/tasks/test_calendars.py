"""Calendars: a secret address that a program subscribes to, of which only a hash is kept; it tells signs of cases and nobody's name."""

from collections.abc import Callable
from datetime import date
from typing import Any

import httpx
import pytest
from icalendar import Calendar

from kit.db import Database
from kit.testing.clients import GMINA, OTHER_GMINA, Caller, Office
from tests.casework.appeals.a_case import done
from tests.casework.applications.a_letter import an_application
from tests.casework.people import a_person
from tests.casework.rights import Staff
from tests.casework.tasks import the_list
from tests.casework.tasks.the_list import only

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]


async def made(who: Caller, **body: Any) -> dict[str, Any]:
    return await done(who.post("/v1/calendars", body))


async def subscribed(who: Caller, address: str) -> httpx.Response:
    """What a calendar program gets: no token, only the address."""
    return await who.http.get(address)


async def events(who: Caller, address: str) -> list[tuple[date, str]]:
    answer = await subscribed(who, address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    found = Calendar.from_ical(answer.content)
    return [(one.decoded("dtstart"), str(one["summary"])) for one in found.walk("VEVENT")]


@pytest.mark.asyncio
async def test_a_calendar_shows_the_last_days_of_the_tasks_with_the_sign_of_the_case(people: Staff) -> None:
    await an_application(people)
    calendar = await made(people.clerk, tasks="centre")

    assert await events(people.clerk, calendar["address"]) == [(date(2019, 2, 8), "Załatwić sprawę: GOPS.5211.1.2019")]


@pytest.mark.asyncio
async def test_one_s_own_calendar_shows_what_one_has_and_the_text_of_one_s_own_tasks_stays_in_the_house(
    people: Staff,
) -> None:
    await an_application(people)
    calendar = await made(people.clerk)
    nobody_s = await events(people.clerk, calendar["address"])
    await the_list.done(people.clerk, await only(people.clerk, "application_settle"), "assign", assignee="jan")
    own = {"title": "Odwiedzić Annę Wiśniewską", "due_on": "2019-01-20", "assignee": "jan"}
    await done(people.clerk.post("/v1/tasks", own))

    answer = await subscribed(people.clerk, calendar["address"])

    assert nobody_s == []
    assert await events(people.clerk, calendar["address"]) == [
        (date(2019, 1, 20), "Zadanie własne"), (date(2019, 2, 8), "Załatwić sprawę: GOPS.5211.1.2019"),
    ]  # fmt: skip
    assert not [word for word in ("Wiśniewsk", "Ann", "jan") if word in answer.text]
    assert "no-store" in answer.headers["cache-control"] or "private" in answer.headers["cache-control"]


@pytest.mark.asyncio
async def test_what_is_restricted_is_in_no_calendar_not_even_the_head_s(people: Staff) -> None:
    anna = await a_person(people.clerk)
    await an_application(people, applicant=anna)
    calendars = [await made(who, tasks="centre") for who in (people.clerk, people.head)]
    restriction = {"matter_kind": "person", "matter": anna, "reason": "domestic_violence"}
    await done(people.clerk.post("/v1/restrictions", restriction))

    assert [await events(people.clerk, one["address"]) for one in calendars] == [[], []]


@pytest.mark.asyncio
async def test_a_calendar_ends_when_it_is_revoked_when_its_days_are_over_and_when_its_owner_has_left(
    people: Staff, today: Turn
) -> None:
    revoked, short, lasting = (
        await made(people.clerk),
        await made(people.clerk, until="2019-01-31"),
        await made(people.accountant),
    )

    answer = await people.head.post(f"/v1/calendars/{revoked['id']}/revoke", if_match=1)
    again = await people.clerk.post(f"/v1/calendars/{revoked['id']}/revoke", if_match=2)
    today(date(2019, 1, 31))
    on_its_last_day = (await subscribed(people.clerk, short["address"])).status_code
    today(date(2019, 2, 1))
    post = {"subject": "ida", "name": "Ida", "post": "księgowa", "since": "2018-01-02", "until": "2019-02-01"}
    await done(people.head.post("/v1/staff", post))
    on_her_last_day = (await subscribed(people.clerk, lasting["address"])).status_code
    today(date(2019, 2, 2))

    assert (answer.json()["state"], again.json()["code"]) == ("revoked", "transition_not_allowed")
    assert (on_its_last_day, on_her_last_day) == (200, 200)
    for one in (revoked, short, lasting):
        refused = await subscribed(people.clerk, one["address"])
        assert (refused.status_code, refused.json()["code"]) == (404, "calendar_not_found")


@pytest.mark.asyncio
async def test_only_a_hash_of_the_secret_is_kept_and_a_repeated_request_is_told_the_same_address(
    people: Staff, database: Database
) -> None:
    first = await people.clerk.post("/v1/calendars", {}, key="k-1")
    again = await people.clerk.post("/v1/calendars", {}, key="k-1")
    secret = first.json()["address"].rpartition("/")[2].partition(".ics")[0]

    async with database.tenant(GMINA) as connection:
        (row,) = await (
            await connection.execute(
                "SELECT c::text, k.answer::text FROM calendar c, idempotency_key k WHERE k.key = 'k-1'"
            )
        ).fetchall()

    assert again.json() == first.json()
    assert len(secret) == 43
    assert secret not in row[0] + row[1]
    (told,) = (await people.clerk.get("/v1/calendars")).json()["items"]
    assert secret not in str(told)


@pytest.mark.asyncio
async def test_a_secret_opens_its_own_gmina_only_and_nothing_else_opens_anything(people: Staff) -> None:
    calendar = await made(people.clerk)

    elsewhere = await subscribed(people.clerk, calendar["address"].replace(GMINA, OTHER_GMINA))
    guessed = await subscribed(people.clerk, f"/v1/calendars/read/{'a' * 43}.ics?teryt={GMINA}")
    malformed = await subscribed(people.clerk, f"/v1/calendars/read/a.ics?teryt={GMINA}")

    assert [elsewhere.status_code, guessed.status_code, malformed.status_code] == [404, 404, 400]


@pytest.mark.asyncio
async def test_whoever_made_a_calendar_sees_when_it_was_read_and_another_does_not_see_or_revoke_it(
    people: Staff, office: Office, today: Turn
) -> None:
    calendar = await made(people.clerk)
    today(date(2019, 1, 12))
    await subscribed(people.clerk, calendar["address"])
    ola = office.caller("ola", "caseworker")

    (shown,) = (await people.clerk.get("/v1/calendars")).json()["items"]
    assert (shown["read_on"], shown["until"], shown["state"]) == ("2019-01-12", "2020-01-11", "open")
    assert (await ola.get("/v1/calendars")).json()["items"] == []
    refused = await ola.post(f"/v1/calendars/{calendar['id']}/revoke", if_match=1)
    assert (refused.status_code, refused.json()["code"]) == (404, "calendar_not_found")
    too_long = await people.clerk.post("/v1/calendars", {"until": "2021-01-01"})
    assert too_long.json()["errors"][0]["pointer"] == "/until"
