"""A right that was imported without its decision: the number that came later is noted once, by whom and when, and is never changed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import psycopg
import pytest

from kit.db import Database
from kit.feed.envelope import new_id
from kit.testing.clients import OTHER_GMINA, Office
from kit.testing.databases import ServiceDatabase
from tests.casework.decisions.test_imported_rights import AMOUNT, BENEFIT, EARLIER, act_on, an_imported_right
from tests.casework.people import a_person
from tests.casework.rights import Staff, an_award, staff

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]
NOTED = {"number": "GOPS.5211.14.2018", "issued_on": "2018-12-14", "document": "RPW/7/2019"}
INSERT = """
INSERT INTO award (gmina, id, benefit, unit, entitled, recipient, origin, state, since, until)
VALUES ('101805', %s, %s, 'gops', %s, %s, 'imported', 'active', '2019-01-01', '2019-12-01')
"""


@pytest.fixture
def people(office: Office, today: Turn) -> Staff:
    today(date(2019, 2, 4))
    return staff(office)


async def without_decision(people: Staff, database: Database) -> tuple[dict[str, Any], str]:
    """A right of 645.00 all over 2019 whose import said no decision; the body of an act on it and the award."""
    person, award = await a_person(people.clerk, serial=23), str(new_id())
    async with database.tenant("101805") as connection:
        await connection.execute(INSERT, (award, BENEFIT, person, person))
        await connection.execute(AMOUNT, (award,))
    return {"benefit": BENEFIT, "on": "2019-02-04", "entitled": person, "recipient": person}, award


async def note(people: Staff, award: str, version: int = 1, **other: Any) -> Any:
    return await people.clerk.post(f"/v1/awards/{award}/earlier-decision", {**NOTED, **other}, if_match=version)


async def shown(people: Staff, award: str) -> dict[str, Any]:
    found: dict[str, Any] = (await people.auditor.get(f"/v1/awards/{award}")).json()
    return found


@pytest.mark.asyncio
async def test_the_decision_is_noted_once_with_who_and_when_and_stays_as_it_is(
    people: Staff, database: Database
) -> None:
    _, award = await without_decision(people, database)
    before = await shown(people, award)

    noted = await note(people, award)
    again = await note(people, award, 2, number="GOPS.5211.15.2018")

    after = await shown(people, award)
    assert (before["earlier_decision"], "note_decision" in before["allowed"]) == (None, True)
    assert (noted.status_code, noted.json()["version"]) == (200, 2), noted.text
    assert again.json()["code"] == "earlier_decision_known"
    assert after["earlier_decision"] == {"number": "GOPS.5211.14.2018", "issued_on": "2018-12-14"}
    assert "note_decision" not in after["allowed"]
    (act,) = (await people.auditor.get(f"/v1/awards/{award}/acts")).json()
    assert (act["act"], act["by"], act["on"], act["document"]) == (
        "note_decision", people.clerk.subject, "2019-02-04", "RPW/7/2019",
    )  # fmt: skip
    async with database.tenant("101805") as connection:
        found = await connection.execute("SELECT count(*) FROM audit_entry WHERE action = 'noted_decision'")
        assert await found.fetchone() == (1,)


@pytest.mark.asyncio
async def test_an_act_on_the_right_names_the_decision_that_was_noted(people: Staff, database: Database) -> None:
    body, award = await without_decision(people, database)
    await note(people, award)

    other = await people.clerk.post(
        "/v1/decisions",
        act_on(body, award, "repeal", effective_from="2019-03", earlier={**EARLIER, "number": "GOPS.5211.99.2018"}),
    )
    same = await people.clerk.post("/v1/decisions", act_on(body, award, "repeal", effective_from="2019-03"))

    assert [one["code"] for one in other.json()["errors"]] == ["earlier_differs"]
    assert same.status_code == 201, same.text


@pytest.mark.asyncio
async def test_what_an_act_has_named_already_is_not_noted_otherwise(people: Staff, database: Database) -> None:
    body, award = await without_decision(people, database)
    made = await people.clerk.post("/v1/decisions", act_on(body, award, "repeal", effective_from="2019-03"))
    assert made.status_code == 201, made.text

    differs = await note(people, award, number="GOPS.5211.99.2018")
    agrees = await note(people, award)

    assert (differs.status_code, [one["code"] for one in differs.json()["errors"]]) == (422, ["earlier_differs"])
    assert agrees.status_code == 200, agrees.text


@pytest.mark.asyncio
async def test_nothing_is_noted_of_a_right_that_was_decided_here_or_whose_import_said_it(
    people: Staff, database: Database, today: Turn
) -> None:
    ours = await an_award(people, serial=7)
    _, known = await an_imported_right(people, database, today)
    _, award = await without_decision(people, database)

    answers = [
        await note(people, ours),
        await note(people, known),
        await note(people, award, issued_on="2019-02-05"),
        await people.accountant.post(f"/v1/awards/{award}/earlier-decision", NOTED, if_match=1),
        await people.clerk.post(f"/v1/awards/{new_id()}/earlier-decision", NOTED, if_match=1),
    ]

    assert [(one.status_code, one.json()["code"]) for one in answers] == [
        (409, "award_wrong_state"), (409, "earlier_decision_known"), (422, "validation_failed"), (403, "forbidden"),
        (404, "award_not_found"),
    ]  # fmt: skip


@pytest.mark.asyncio
async def test_another_gmina_notes_nothing(office: Office, people: Staff, database: Database) -> None:
    _, award = await without_decision(people, database)

    assert (await note(staff(office, OTHER_GMINA), award)).status_code == 404


@pytest.mark.asyncio
async def test_two_notes_of_one_right_do_not_stand_beside_each_other(
    people: Staff, database: Database, stored: ServiceDatabase
) -> None:
    _, award = await without_decision(people, database)
    await note(people, award)
    again = """
    INSERT INTO award_act (gmina, award, number, act, month, reason, by_whom, on_day)
    VALUES ('101805', %s, 2, 'note_decision', '2019-01-01', 'decision_known', 'ktos', '2019-02-04')
    """

    with psycopg.connect(stored.owner_dsn) as connection, pytest.raises(psycopg.errors.UniqueViolation):
        connection.execute("SELECT set_config('app.gmina', '101805', true)")
        connection.execute(again, (award,))
