"""Registers of acts over HTTP: what counts whom once, late and withdrawn acts in the log, limits, what waits, what is hidden."""

from collections.abc import Callable
from datetime import date

import pytest

from casework.facts.registers import REGISTER_ACT_RECORDED
from kit.db import Database
from kit.testing.clients import OTHER_GMINA, Office
from tests.casework.authority.test_sight import restricted
from tests.casework.log import audited, events
from tests.casework.people import a_household, a_person
from tests.casework.rights import Staff, staff
from tests.casework.tasks.the_list import kinds, only
from tests.services.social_assistance.acts.an_act import (
    ACTS,
    COURT,
    FOOD,
    RESPITE,
    TALK,
    an_act,
    code,
    counted,
    ok,
)

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]


@pytest.mark.asyncio
async def test_a_person_whom_two_acts_name_is_one_person_of_the_period(people: Staff) -> None:
    anna, beata = await a_person(people.clerk), await a_person(people.clerk, "Nowak", "Beata", serial=2)
    family = await a_household(people.clerk, anna)
    first = await an_act(people.clerk, "2026-01-10", anna, households=[family])
    await an_act(people.clerk, "2026-02-10", anna, beata)

    assert (await people.auditor.get(first)).headers["ETag"] == '"1"'
    assert await counted(people.auditor, "2026-01", "2026-01") == {"osoba": (1, 1), "rodzina": (1, 1)}
    assert await counted(people.auditor, "2026-02", "2026-02") == {"osoba": (2, 2)}
    assert await counted(people.auditor, "2026-01", "2026-03") == {"osoba": (3, 2), "rodzina": (1, 1)}
    assert await counted(people.auditor, "2026-01", "2026-02") == {"osoba": (3, 2), "rodzina": (1, 1)}
    assert await counted(people.auditor, "2026-02", "2026-03") == {"osoba": (2, None)}
    assert await code(people.auditor.get(f"{ACTS}/counts", since="2026-02", until="2026-01")) == (
        422,
        "validation_failed",
    )


@pytest.mark.asyncio
async def test_the_log_is_told_figures_alone_and_a_late_act_tells_the_later_one_anew(
    people: Staff, database: Database
) -> None:
    anna = await a_person(people.clerk)
    february = await an_act(people.clerk, "2026-02-10", anna)
    (first,) = await events(database, REGISTER_ACT_RECORDED)
    await an_act(people.clerk, "2026-01-10", anna)
    told = await events(database, REGISTER_ACT_RECORDED)

    assert anna not in str(told)
    assert f"{ACTS}/{first['subject']}" == february
    assert [(one["data"]["on"], one["data"]["acts"], one["data"]["counts"][0]["year"]) for one in told] == [
        ("2026-02-10", 1, 1), ("2026-02-10", -1, -1), ("2026-02-10", 1, 0), ("2026-01-10", 1, 1),
    ]  # fmt: skip
    assert told[1]["data"]["takes_back"] == first["sequence"]
    assert sum(one["data"]["acts"] for one in told) == 2


@pytest.mark.asyncio
async def test_what_is_withdrawn_counts_no_more_and_the_next_act_becomes_the_first(
    people: Staff, database: Database
) -> None:
    anna = await a_person(people.clerk)
    first = await an_act(people.clerk, "2026-01-10", anna)
    await an_act(people.clerk, "2026-02-10", anna)
    await ok(people.clerk.post(f"{first}/withdraw", {"reason": "entered_in_error"}, if_match=1))
    told = await events(database, REGISTER_ACT_RECORDED)
    shown = await ok(people.auditor.get(first))

    assert await counted(people.auditor, "2026-01", "2026-01") == {}
    assert await counted(people.auditor, "2026-01", "2026-12") == {"osoba": (1, 1)}
    assert [(one["data"]["on"], one["data"]["acts"], one["data"]["counts"][0]["year"]) for one in told] == [
        ("2026-01-10", 1, 1), ("2026-02-10", 1, 0), ("2026-01-10", -1, -1), ("2026-02-10", -1, 0), ("2026-02-10", 1, 1),
    ]  # fmt: skip
    assert [one["data"]["takes_back"] for one in told[2:4]] == [told[0]["sequence"], told[1]["sequence"]]
    assert (shown["state"], shown["withdrawn_as"], shown["allowed"]) == ("withdrawn", "entered_in_error", [])
    assert await code(people.clerk.post(f"{first}/withdraw", {"reason": "entered_in_error"}, if_match=2)) == (
        409, "transition_not_allowed",
    )  # fmt: skip


@pytest.mark.asyncio
async def test_acts_of_another_register_or_year_move_nothing(people: Staff, database: Database) -> None:
    anna = await a_person(people.clerk)
    await an_act(people.clerk, "2026-02-10", anna)
    await an_act(people.clerk, "2025-12-31", anna)
    await an_act(people.clerk, "2026-01-10", anna, **FOOD, quantity="12.5", cost="100.00")
    told = await events(database, REGISTER_ACT_RECORDED)

    assert [one["data"]["acts"] for one in told] == [1, 1, 1]
    assert [one["data"]["counts"][0]["year"] for one in told] == [1, 1, 1]
    assert told[2]["data"]["quantities"] == [{"unit": "kg", "value": "12.500"}]


@pytest.mark.asyncio
async def test_what_a_court_asked_for_waits_in_the_worklist_until_it_is_done_and_then_counts(
    people: Staff, office: Office, database: Database, today: Turn
) -> None:
    anna = await a_person(people.clerk)
    waiting = await an_act(people.clerk, None, anna, **COURT, asked_on="2026-04-20", due_on="2026-05-08")
    task = await only(people.clerk, "social_act_waiting")
    listed = await ok(people.auditor.get(ACTS, due_to="2026-05-08"))
    before = await events(database, REGISTER_ACT_RECORDED)
    today(date(2026, 5, 9))
    overdue = await ok(people.auditor.get(waiting))
    early = await code(people.clerk.post(f"{waiting}/finish", {"on": "2026-04-19"}, if_match=1))
    later = await code(people.clerk.post(f"{waiting}/finish", {"on": "2026-05-10"}, if_match=1))
    worker = office.caller("ala", "social_worker")
    await ok(worker.post(f"{waiting}/finish", {}, if_match=1))
    (told,) = await events(database, REGISTER_ACT_RECORDED)

    assert (task["due_on"], task["matter"]) == ("2026-05-08", waiting.rpartition("/")[2])
    assert [one["state"] for one in listed["items"]] == ["open"]
    assert before == []
    assert (overdue["overdue"], overdue["allowed"]) == (True, ["finish", "withdraw"])
    assert early == later == (422, "day_out_of_order")
    assert (told["data"]["on"], told["data"]["requester"]) == ("2026-05-09", "sad")
    assert "social_act_waiting" not in await kinds(people.clerk)


@pytest.mark.asyncio
async def test_the_limit_of_a_year_is_met_to_the_hour_and_not_passed(people: Staff) -> None:
    anna, beata = await a_person(people.clerk), await a_person(people.clerk, "Nowak", "Beata", serial=2)
    first = await an_act(people.clerk, "2026-01-10", anna, **RESPITE, quantity="230")
    await an_act(people.clerk, "2025-12-31", anna, **RESPITE, quantity="100")
    more = {**RESPITE, "done_on": "2026-02-10", "persons": [anna]}

    assert await code(people.clerk.post(ACTS, {**more, "quantity": "10.001"})) == (409, "limit_exceeded")
    await ok(people.clerk.post(ACTS, {**more, "quantity": "10"}))
    assert await code(people.clerk.post(ACTS, {**more, "quantity": "0.001"})) == (409, "limit_exceeded")
    await an_act(people.clerk, "2026-02-10", beata, **RESPITE, quantity="240")
    await ok(people.clerk.post(f"{first}/withdraw", {"reason": "entered_in_error"}, if_match=1))
    await ok(people.clerk.post(ACTS, {**more, "quantity": "230"}))


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"register_code": "zly"}, "/register_code"),
        ({"act": "zly"}, "/act"),
        ({"requester": "sad"}, "/requester"),
        ({"children": ["00000000-0000-7000-8000-000000000000"]}, "/children"),
        ({"persons": ["00000000-0000-7000-8000-000000000000"]}, "/persons/0"),
        ({"households": ["00000000-0000-7000-8000-000000000000"]}, "/households/0"),
        ({"application": "00000000-0000-7000-8000-000000000000"}, "/application"),
        ({"decision": "00000000-0000-7000-8000-000000000000"}, "/decision"),
        ({"cost": "1.00"}, "/cost"),
        ({"quantity": "1"}, "/quantity"),
    ],
)
async def test_what_the_register_does_not_have_is_refused_by_its_place(
    people: Staff, wrong: dict[str, object], pointer: str
) -> None:
    answer = await people.clerk.post(ACTS, {**TALK, "done_on": "2026-05-04", **wrong})

    assert answer.status_code == 422
    assert [one["pointer"] for one in answer.json()["errors"]] == [pointer]


@pytest.mark.asyncio
async def test_acts_are_sorted_filtered_paged_and_saved(people: Staff, database: Database) -> None:
    anna, beata = await a_person(people.clerk), await a_person(people.clerk, "Nowak", "Beata", serial=2)
    days = ["2026-01-10", "2026-03-10", "2026-02-10"]
    made = [await an_act(people.clerk, day, anna) for day in days]
    await an_act(people.clerk, "2026-02-11", beata)

    first = await ok(people.auditor.get(ACTS, sort="done_on", limit=2))
    rest = await ok(people.auditor.get(ACTS, sort="done_on", limit=2, cursor=first["next_cursor"]))
    of_anna = await ok(people.auditor.get(ACTS, person=anna, since="2026-02-01", until="2026-02-28"))
    saved = await people.auditor.get(ACTS, format="csv", person=anna)

    assert [one["done_on"] for one in first["items"] + rest["items"]] == [
        "2026-01-10", "2026-02-10", "2026-02-11", "2026-03-10",
    ]  # fmt: skip
    assert [f"{ACTS}/{one['id']}" for one in of_anna["items"]] == [made[2]]
    assert len(saved.text.strip().splitlines()) == 4
    assert ("ula", "exported", anna) in await audited(database)


@pytest.mark.asyncio
async def test_an_act_that_names_a_restricted_person_is_not_there_for_others_but_counts(
    people: Staff, office: Office
) -> None:
    anna, beata = await a_person(people.clerk), await a_person(people.clerk, "Nowak", "Beata", serial=2)
    address = await an_act(people.clerk, "2026-01-10", anna, beata)
    await an_act(people.clerk, None, anna, **COURT, asked_on="2026-04-20")
    ola = office.caller("ola", "caseworker")
    await restricted(people, "person", anna, readers=["jan"])

    assert await code(ola.get(address)) == (404, "social_act_not_found")
    assert await code(ola.post(f"{address}/withdraw", {"reason": "entered_in_error"}, if_match=1)) == (
        404, "social_act_not_found",
    )  # fmt: skip
    assert (await ok(ola.get(ACTS)))["items"] == []
    assert "social_act_waiting" not in await kinds(ola)
    assert await counted(ola, "2026-01", "2026-01") == {"osoba": (2, 2)}
    answer = await ola.post(ACTS, {**TALK, "done_on": "2026-05-04", "persons": [anna]})
    assert [one["code"] for one in answer.json()["errors"]] == ["person_unknown"]


@pytest.mark.asyncio
async def test_whoever_is_excluded_from_one_of_many_families_enters_no_act_on_them(people: Staff) -> None:
    homes = [
        await a_household(people.clerk, await a_person(people.clerk, "Nowak", "Beata", serial=serial))
        for serial in (1, 2, 3)
    ]
    out = {
        "matter_kind": "household", "matter": homes[1], "official": people.clerk.subject, "ground": "close_relative",
        "since": "2026-04-01",
    }  # fmt: skip
    await ok(people.head.post("/v1/exclusions", out))
    body = {**TALK, "done_on": "2026-05-04"}

    assert await code(people.clerk.post(ACTS, body | {"households": homes})) == (403, "official_excluded")
    assert (await people.clerk.post(ACTS, body | {"households": homes[::2]})).status_code == 201


@pytest.mark.asyncio
async def test_another_gmina_sees_and_counts_its_own_acts(people: Staff, office: Office) -> None:
    anna = await a_person(people.clerk)
    address = await an_act(people.clerk, "2026-01-10", anna)
    other = staff(office, OTHER_GMINA)

    assert await code(other.clerk.get(address)) == (404, "social_act_not_found")
    assert (await ok(other.clerk.get(ACTS)))["items"] == []
    assert await counted(other.auditor, "2026-01", "2026-12") == {}


@pytest.mark.asyncio
async def test_an_act_is_in_the_file_of_whom_it_names(people: Staff) -> None:
    anna, beata = await a_person(people.clerk), await a_person(people.clerk, "Nowak", "Beata", serial=2)
    await an_act(people.clerk, "2026-01-10", anna)

    assert "Praca socjalna" in (await people.head.get(f"/v1/persons/{anna}/file")).text
    assert "rozmowa, wizyta" not in (await people.head.get(f"/v1/persons/{beata}/file")).text


@pytest.mark.asyncio
async def test_the_registers_are_told_with_their_limits(people: Staff) -> None:
    found = await ok(people.auditor.get(f"{ACTS}/registers"))
    work = next(one for one in found["registers"] if one["code"] == "prace_spolecznie_uzyteczne")

    assert work["acts"] == [
        {
            "code": "praca", "title": "praca w tygodniu", "limit_parameter": "prace_spolecznie_uzyteczne_godziny_maks",
            "limit_per": "week",
        }
    ]  # fmt: skip
    assert found["requesters"]["sad"] == "sąd"
