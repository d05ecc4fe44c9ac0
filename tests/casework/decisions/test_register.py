"""The register of decisions: a number with the issue, in order and without holes, and a list to be sorted, filtered and saved."""

import asyncio
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kit.db import Database
from kit.testing.clients import GMINA
from tests.casework.letters.a_letter import a_letter_of, anna, registered, text_of
from tests.casework.people import a_person
from tests.casework.rights import Staff, a_decision, recorded

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]
REGISTER = "/v1/decisions/register"
REFUSAL = {
    "outcome": "refused", "ground": "income_exceeds", "reason": "Dochód przekracza kryterium.", "article": "art. 8 ust. 1",
}  # fmt: skip


async def approved(people: Staff, person: str, **other: Any) -> str:
    decision = await a_decision(people, recorded(person, **other))
    answer = await people.head.post(f"/v1/decisions/{decision}/approve", {}, if_match=1)
    assert answer.status_code == 200, answer.text
    return decision


async def gone_out(people: Staff, person: str, on: str | None = None, **other: Any) -> str:
    decision = await approved(people, person, **other)
    answer = await people.clerk.post(f"/v1/decisions/{decision}/issue", {} if on is None else {"on": on}, if_match=2)
    assert answer.status_code == 200, answer.text
    return decision


async def entries(people: Staff, **query: object) -> list[tuple[str, str]]:
    answer = await people.auditor.get(REGISTER, **query)
    assert answer.status_code == 200, answer.text
    return [(one["number"], one["id"]) for one in answer.json()["items"]]


@pytest.mark.asyncio
async def test_a_decision_has_its_number_from_its_issue_on_and_its_letter_carries_it(people: Staff) -> None:
    await registered(people)
    person = await anna(people)
    draft = await approved(people, person)
    before = (await people.auditor.get(f"/v1/decisions/{draft}")).json()["number"]

    await people.clerk.post(f"/v1/decisions/{draft}/issue", {}, if_match=2)
    other = await gone_out(people, await a_person(people.clerk, serial=2))

    shown = (await people.auditor.get(f"/v1/decisions/{draft}")).json()["number"]
    assert (before, shown) == (None, "1/2019")
    assert await entries(people) == [("2/2019", other), ("1/2019", draft)]
    assert "DECYZJA NR 1/2019" in await text_of(people, await a_letter_of(people, draft))
    assert await entries(people, sort="number") == [("1/2019", draft), ("2/2019", other)]


@pytest.mark.asyncio
async def test_a_draft_and_one_that_is_refused_at_its_issue_take_no_number(people: Staff) -> None:
    person = await a_person(people.clerk)
    draft = await approved(people, person)

    refused = await people.clerk.post(f"/v1/decisions/{draft}/issue", {"on": "2019-01-09"}, if_match=2)
    none = await entries(people)
    await people.clerk.post(f"/v1/decisions/{draft}/issue", {}, if_match=2)

    assert (refused.status_code, none) == (422, [])
    assert await entries(people) == [("1/2019", draft)]


@pytest.mark.asyncio
async def test_every_year_begins_with_one_and_a_decision_belongs_to_the_year_of_its_issue(
    people: Staff, today: Turn
) -> None:
    first = await gone_out(people, await a_person(people.clerk))
    today(date(2020, 1, 2))
    late = await approved(people, await a_person(people.clerk, serial=2))
    new = await gone_out(people, await a_person(people.clerk, serial=3))
    await people.clerk.post(f"/v1/decisions/{late}/issue", {}, if_match=2)

    assert await entries(people) == [("2/2020", late), ("1/2020", new), ("1/2019", first)]
    assert await entries(people, year=2019) == [("1/2019", first)]
    assert await entries(people, since="2020-01-02", sort="issued_on") == [("1/2020", new), ("2/2020", late)]
    assert await entries(people, until="2020-01-01") == [("1/2019", first)]


@pytest.mark.asyncio
async def test_those_who_issue_at_the_same_time_leave_no_hole(people: Staff, database: Database) -> None:
    waiting = [await approved(people, await a_person(people.clerk, serial=n)) for n in range(1, 5)]

    answers = await asyncio.gather(
        *(people.clerk.post(f"/v1/decisions/{one}/issue", {}, if_match=2) for one in waiting)
    )

    assert [one.status_code for one in answers] == [200] * 4
    found = await entries(people, sort="number")
    assert [number for number, _ in found] == ["1/2019", "2/2019", "3/2019", "4/2019"]
    assert {decision for _, decision in found} == set(waiting)
    async with database.tenant(GMINA) as connection:
        last = await (
            await connection.execute("SELECT last_number FROM number_series WHERE series = 'decyzje'")
        ).fetchall()
    assert last == [(4,)]


@pytest.mark.asyncio
async def test_the_register_is_filtered_turned_page_by_page_and_saved(people: Staff) -> None:
    anna_, jan = await a_person(people.clerk), await a_person(people.clerk, serial=2)
    granted = await gone_out(people, anna_)
    refused = await gone_out(people, jan, recorded=REFUSAL, justified=True)
    elsewhere = await gone_out(people, await a_person(people.clerk, serial=3), unit="sekcja_2")

    assert await entries(people, outcome="refused", kind="refuse") == [("2/2019", refused)]
    assert await entries(people, unit="sekcja_2") == [("3/2019", elsewhere)]
    assert await entries(people, person=anna_, benefit="zasilek_staly_testowy", state="issued") == [("1/2019", granted)]
    first = (await people.auditor.get(REGISTER, limit=2, sort="number")).json()
    rest = (await people.auditor.get(REGISTER, limit=2, sort="number", cursor=first["next_cursor"])).json()
    assert [one["number"] for one in first["items"] + rest["items"]] == ["1/2019", "2/2019", "3/2019"]
    by_day = (await people.auditor.get(REGISTER, limit=2, sort="-issued_on")).json()
    last = (await people.auditor.get(REGISTER, limit=2, sort="-issued_on", cursor=by_day["next_cursor"])).json()
    assert [one["number"] for one in by_day["items"] + last["items"]] == ["3/2019", "2/2019", "1/2019"]
    saved = await people.auditor.get(REGISTER, format="csv", sort="number")
    header, row, *_ = saved.text.strip().split("\r\n")
    assert header == "number,issued_on,id,benefit,kind,outcome,state,unit,sign,entitled,recipient"
    assert row.startswith(f"1/2019,2019-01-10,{granted},zasilek_staly_testowy,grant,granted,issued,gops,")
    assert (await people.auditor.get(REGISTER, number="1/2019")).status_code == 422
