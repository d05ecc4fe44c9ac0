"""What may be done to a right without a decision: a technical hold with a reason, and the end of a right that was brought over."""

from datetime import date
from typing import Any

import psycopg
import pytest

from casework.facts.money import AWARD_REDUCED
from kit.db import Database
from kit.testing.clients import OTHER_GMINA, Office
from kit.testing.databases import ServiceDatabase
from tests.casework.decisions.an_act import a_right
from tests.casework.decisions.later import Turn, later
from tests.casework.decisions.test_imported_rights import act_on, an_imported_right
from tests.casework.log import events
from tests.casework.payments.a_list import a_draft, payments_of
from tests.casework.rights import Staff, a_decision, an_award, ended_by_act, staff

pytestmark = pytest.mark.postgres

HOLD = {"reason": "death_reported", "document": "OPS.5211.12.2019"}
RELEASE = {"reason": "cleared_up"}
END = {"last_month": "2019-03", "reason": "ended_before_import"}


@pytest.fixture
def people(office: Office, today: Turn) -> Staff:
    today(date(2019, 1, 15))
    return staff(office)


async def shown(people: Staff, award: str) -> dict[str, Any]:
    return dict((await people.auditor.get(f"/v1/awards/{award}")).json())


@pytest.mark.asyncio
async def test_a_technical_hold_says_why_who_and_when_and_is_let_go_by_hand(people: Staff) -> None:
    award = await an_award(people)
    address = f"/v1/awards/{award}"

    steps = [
        await people.clerk.post(f"{address}/suspend", HOLD, if_match=1),
        await people.clerk.post(f"{address}/suspend", HOLD, if_match=2),
        await people.clerk.post(f"{address}/resume", RELEASE, if_match=1),
        await people.head.post(f"{address}/resume", RELEASE, if_match=2),
    ]

    assert [(step.status_code, step.json().get("state") or step.json()["code"]) for step in steps] == [
        (200, "suspended"),
        (409, "transition_not_allowed"),
        (412, "version_mismatch"),
        (200, "active"),
    ]
    noted = (await people.auditor.get(f"{address}/acts")).json()
    assert [
        (one["number"], one["act"], one["by"], one["on"], one["reason"], one["document"], one["month"]) for one in noted
    ] == [
        (1, "suspend", "jan", "2019-01-15", "death_reported", "OPS.5211.12.2019", "2019-01"),
        (2, "resume", "ewa", "2019-01-15", "cleared_up", None, "2019-01"),
    ]


@pytest.mark.asyncio
async def test_nothing_is_held_without_a_reason(people: Staff) -> None:
    award = await an_award(people)

    answers = [
        await people.clerk.post(f"/v1/awards/{award}/suspend", if_match=1),
        await people.clerk.post(f"/v1/awards/{award}/suspend", {}, if_match=1),
        await people.clerk.post(f"/v1/awards/{award}/suspend", {"reason": "bo tak"}, if_match=1),
    ]

    assert [answer.status_code for answer in answers] == [422] * 3
    assert (await shown(people, award))["state"] == "active"


@pytest.mark.asyncio
async def test_what_was_done_by_hand_is_never_changed(people: Staff, stored: ServiceDatabase) -> None:
    award = await an_award(people)
    await people.clerk.post(f"/v1/awards/{award}/suspend", HOLD, if_match=1)

    with psycopg.connect(stored.owner_dsn) as connection, pytest.raises(psycopg.errors.RestrictViolation):
        connection.execute("SET app.gmina = '101805'")
        connection.execute("DELETE FROM award_act")


@pytest.mark.asyncio
async def test_a_right_that_a_decision_granted_ends_by_an_act_only(people: Staff, database: Database) -> None:
    award = await an_award(people)

    by_hand = await people.clerk.post(f"/v1/awards/{award}/terminate", END, if_match=1)

    assert (by_hand.status_code, by_hand.json()["code"]) == (409, "award_by_decision")
    assert [(one["pointer"], one["message"]) for one in by_hand.json()["errors"]] == [
        ("/award", "repeal"),
        ("/award", "expire"),
    ]
    assert (await shown(people, award))["last_month"] == "2019-12"
    await ended_by_act(people, award, "2019-04")
    assert (await shown(people, award))["amounts"] == [
        {"first_month": "2019-01", "last_month": "2019-03", "amount": "645.00"}
    ]
    (reduced,) = await events(database, AWARD_REDUCED)
    assert reduced["data"]["lines"][0]["amount"] == -9 * 64500


@pytest.mark.asyncio
async def test_a_right_that_was_brought_over_ends_by_hand_and_leaves_the_drafts(
    people: Staff, database: Database, today: Turn
) -> None:
    _, award = await an_imported_right(people, database, today)
    today(date(2019, 4, 15))
    draft = await a_draft(people, "2019-05")

    answer = await people.clerk.post(f"/v1/awards/{award}/terminate", END, if_match=1)

    assert (answer.json()["state"], answer.headers["ETag"]) == ("terminated", '"2"')
    assert (await shown(people, award))["last_month"] == "2019-03"
    assert await payments_of(people, draft) == []
    again = await people.clerk.post(f"/v1/awards/{award}/terminate", END | {"last_month": "2019-02"}, if_match=2)
    assert again.json()["code"] == "transition_not_allowed"
    (noted,) = (await people.auditor.get(f"/v1/awards/{award}/acts")).json()
    assert (noted["act"], noted["month"], noted["by"]) == ("terminate", "2019-03", "jan")


@pytest.mark.asyncio
async def test_a_right_that_was_brought_over_and_changed_by_an_act_here_ends_by_an_act(
    people: Staff, database: Database, today: Turn
) -> None:
    body, award = await an_imported_right(people, database, today)
    act = await a_decision(people, act_on(body, award, "repeal", effective_from="2019-10"))
    await people.head.post(f"/v1/decisions/{act}/approve", {}, if_match=1)
    await people.clerk.post(f"/v1/decisions/{act}/issue", {}, if_match=2)
    found = await shown(people, award)
    assert found["last_month"] == "2019-09"

    # It reads "terminated" since the act shortened it, and the act may be quashed still.
    answer = await people.clerk.post(f"/v1/awards/{award}/terminate", END, if_match=found["version"])

    assert answer.status_code == 409


@pytest.mark.asyncio
async def test_what_a_decision_holds_is_not_let_go_by_hand(people: Staff, today: Turn) -> None:
    body, decision, award = await a_right(people, today)
    act = await a_decision(people, later(body, decision, "suspend", "test_28", effective_from="2019-02"))
    await people.head.post(f"/v1/decisions/{act}/approve", {}, if_match=1)
    await people.clerk.post(f"/v1/decisions/{act}/issue", {}, if_match=2)

    answer = await people.clerk.post(f"/v1/awards/{award}/resume", RELEASE, if_match=2)

    assert (answer.json()["code"], [one["message"] for one in answer.json()["errors"]]) == (
        "award_by_decision",
        ["resume"],
    )
    assert (await shown(people, award))["allowed"] == ["later_act"]


@pytest.mark.asyncio
async def test_a_right_of_a_decision_that_was_taken_away_is_not_let_go_by_hand(
    people: Staff, database: Database
) -> None:
    award = await an_award(people)
    await people.clerk.post(f"/v1/awards/{award}/suspend", HOLD, if_match=1)
    async with database.tenant("101805") as connection:
        await connection.execute("UPDATE decision SET state = 'removed'")

    answer = await people.clerk.post(f"/v1/awards/{award}/resume", RELEASE, if_match=2)

    assert (answer.status_code, answer.json()["code"]) == (409, "award_by_decision")


@pytest.mark.asyncio
async def test_an_excluded_official_neither_holds_nor_lets_go(people: Staff) -> None:
    award = await an_award(people)
    entitled = (await shown(people, award))["entitled"]
    exclusion = {
        "official": "jan", "matter_kind": "person", "matter": entitled, "ground": "close_relative", "since": "2019-01-01",
    }  # fmt: skip
    entered = await people.head.post("/v1/exclusions", exclusion)
    assert entered.status_code == 201, entered.text

    answer = await people.clerk.post(f"/v1/awards/{award}/suspend", HOLD, if_match=1)

    assert (answer.status_code, answer.json()["code"]) == (403, "official_excluded")


@pytest.mark.asyncio
async def test_nobody_holds_a_right_of_another_unit_or_of_a_person_who_is_hidden(
    people: Staff, office: Office, today: Turn
) -> None:
    award = await an_award(people)
    stranger = office.caller("zofia", "caseworker", unit="inna")
    person = (await shown(people, award))["entitled"]

    of_another_unit = await stranger.post(f"/v1/awards/{award}/suspend", HOLD, if_match=1)
    restriction = {"matter_kind": "person", "matter": person, "reason": "domestic_violence"}
    entered = await people.head.post("/v1/restrictions", restriction)
    assert entered.status_code == 201, entered.text
    hidden = await people.clerk.post(f"/v1/awards/{award}/suspend", HOLD, if_match=1)

    assert [(one.status_code, one.json()["code"]) for one in (of_another_unit, hidden)] == [
        (404, "award_not_found"),
        (404, "award_not_found"),
    ]
    assert (await people.accountant.get(f"/v1/awards/{award}")).status_code == 200


@pytest.mark.asyncio
async def test_what_is_allowed_follows_from_the_state_and_from_where_the_right_came(
    people: Staff, database: Database, today: Turn
) -> None:
    decided = await an_award(people, serial=7)
    _, imported = await an_imported_right(people, database, today)

    seen = [(await shown(people, award))["allowed"] for award in (decided, imported)]
    await people.clerk.post(f"/v1/awards/{decided}/suspend", HOLD, if_match=1)

    assert seen == [["suspend", "later_act"], ["suspend", "terminate", "later_act"]]
    assert (await shown(people, decided))["allowed"] == ["resume", "later_act"]


@pytest.mark.asyncio
async def test_another_gmina_finds_no_award(office: Office, people: Staff) -> None:
    address = f"/v1/awards/{await an_award(people)}"
    others = staff(office, OTHER_GMINA)

    answers = [
        await others.auditor.get(address),
        await others.auditor.get(f"{address}/acts"),
        await others.clerk.post(f"{address}/suspend", HOLD, if_match=1),
        await others.clerk.post(f"{address}/resume", RELEASE, if_match=1),
        await others.clerk.post(f"{address}/terminate", END, if_match=1),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5
    assert (await others.auditor.get("/v1/awards")).json()["items"] == []


@pytest.mark.asyncio
async def test_an_accountant_reads_awards_and_does_not_hold_them(people: Staff) -> None:
    address = f"/v1/awards/{await an_award(people)}"

    assert (await people.accountant.get(address)).status_code == 200
    assert (await people.accountant.post(f"{address}/suspend", HOLD, if_match=1)).status_code == 403
