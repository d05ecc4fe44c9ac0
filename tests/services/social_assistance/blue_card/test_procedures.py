"""Procedures "Niebieskie Karty" over HTTP: opening, acts and terms, closing and monitoring, what the log is told, what lies at rest."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from casework.facts.registers import REGISTER_ACT_RECORDED
from kit.db import Database
from kit.testing.clients import Caller
from tests.casework.log import audited, events
from tests.services.social_assistance.acts.an_act import code, ok
from tests.services.social_assistance.blue_card.a_card import ADAM, ANNA, CARDS, GROUP, ON_ANNA, a_card, noted, then

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]


async def steps(who: Caller, card: str) -> dict[str, tuple[str | None, str | None, bool]]:
    return {one["step"]: (one["due"], one["done"], one["late"]) for one in (await ok(who.get(card)))["steps"]}


async def told(database: Database) -> list[tuple[str, int, int | None]]:
    """Of each fact: the act, whether it adds or takes back, families that it is the first on in the year."""
    found = [one["data"] for one in await events(database, REGISTER_ACT_RECORDED)]
    return [(one["act"], one["acts"], next((of["year"] for of in one["counts"]), None)) for one in found]


@pytest.mark.asyncio
async def test_a_procedure_goes_from_the_form_a_to_monitoring_with_the_terms_of_the_law(reader: Caller) -> None:
    card = await a_card(reader, "2026-03-02")
    assert await steps(reader, card) == {"form_a_to_team": ("2026-03-09", None, True)}

    version = await noted(reader, card, 1, przekazanie_do_zespolu="2026-03-09")
    version = (await then(reader, card, "group", version, on="2026-03-11", members=GROUP))["version"]
    version = await noted(reader, card, version, przekazanie_do_grupy="2026-03-13", posiedzenie_grupy="2026-03-17")
    running = await ok(reader.get(card))
    assert await steps(reader, card) == {
        "form_a_to_team": ("2026-03-09", "2026-03-09", False), "group_named": ("2026-03-12", "2026-03-11", False),
        "form_a_to_group": ("2026-03-12", "2026-03-13", True), "first_meeting": ("2026-03-20", "2026-03-17", False),
    }  # fmt: skip
    assert running["group"] == GROUP
    assert running["allowed"] == ["note_act", "name_group", "close", "cancel"]

    await then(reader, card, "close", version, on="2026-04-20", closed_as="ustanie_przemocy")
    closed = await ok(reader.get(card))
    assert (closed["state"], closed["closed_as"], closed["monitored_until"]) == (
        "closed",
        "ustanie_przemocy",
        "2027-01-20",
    )
    assert (await steps(reader, card))["protocol_to_team"] == ("2026-04-29", None, True)
    await noted(reader, card, version + 1, protokol="2026-04-28", monitorowanie="2026-05-04")
    assert (await steps(reader, card))["protocol_to_team"] == ("2026-04-29", "2026-04-28", False)


@pytest.mark.asyncio
async def test_whom_it_is_about_is_shown_to_readers_and_lies_sealed_in_the_database(
    reader: Caller, database: Database
) -> None:
    card = await a_card(reader)
    shown = await ok(reader.get(card))
    async with database.tenant(reader.gmina) as connection:
        rows = await (await connection.execute("SELECT to_jsonb(n)::text FROM blue_card_named n")).fetchall()
        pseudonyms = await (await connection.execute("SELECT count(*) FROM person")).fetchone()

    assert [(one["role"], one["name"], one["pesel"]) for one in sorted(shown["persons"], key=lambda one: one["name"])] == [
        ("stosujaca", "Adam Nowak", ADAM), ("doznajaca", "Anna Nowak", ANNA),
    ]  # fmt: skip
    assert len(rows) == 2
    assert all(said not in str(rows) for said in ("Nowak", ANNA, ADAM))
    assert pseudonyms == (0,)


@pytest.mark.asyncio
async def test_a_second_form_a_on_the_same_family_joins_the_procedure_that_runs(reader: Caller) -> None:
    card = await a_card(reader)
    body = {"unit": "gops", "on": "2026-04-01", "body": "oswiata", "persons": ON_ANNA[:1]}

    assert await code(reader.post(CARDS, body)) == (409, "blue_card_runs")
    await noted(reader, card, 1, formularz_a="2026-04-01")
    counts = await ok(reader.get(f"{CARDS}/counts", since="2026-01-01", until="2026-12-31"))
    assert counts["acts"] == [{"act": "formularz_a", "acts": 2}, {"act": "wszczecie", "acts": 1}]
    assert counts["families"] == 1


@pytest.mark.asyncio
async def test_procedures_that_share_somebody_are_on_one_family_whomever_else_each_names(reader: Caller) -> None:
    anna, adam = ({**one, "role": "doznajaca"} for one in ON_ANNA)
    first = await a_card(reader, "2026-03-02", [anna, adam])
    await then(reader, first, "close", 1, on="2026-03-10", closed_as="niezasadnosc")
    second = await a_card(reader, "2026-04-01", [adam])
    of_anna = {"unit": "gops", "on": "2026-04-02", "body": "oswiata", "persons": [anna]}

    assert await code(reader.post(CARDS, of_anna)) == (409, "blue_card_runs")
    await then(reader, second, "close", 1, on="2026-04-03", closed_as="niezasadnosc")
    await a_card(reader, "2026-04-04", [anna])
    assert await code(reader.post(f"{second}/reopen", {}, if_match=2)) == (409, "blue_card_runs")


@pytest.mark.asyncio
async def test_whoever_uses_violence_may_have_two_families_and_a_family_a_second_procedure(
    reader: Caller, database: Database
) -> None:
    first = await a_card(reader, "2026-03-02")
    await a_card(reader, "2026-03-03", [{"role": "doznajaca", "name": "Ewa Lis"}, ON_ANNA[1]])
    await then(reader, first, "close", 1, on="2026-03-10", closed_as="niezasadnosc")
    await a_card(reader, "2026-04-01")
    found = await ok(reader.post(f"{CARDS}/search", {"pesel": ANNA}))

    assert [one["opened_on"] for one in found["items"]] == ["2026-04-01", "2026-03-02"]
    assert await told(database) == [
        ("wszczecie", 1, 1), ("formularz_a", 1, 0), ("wszczecie", 1, 1), ("formularz_a", 1, 0), ("zakonczenie", 1, 0),
        ("wszczecie", 1, 0), ("formularz_a", 1, 0),
    ]  # fmt: skip
    assert (await ok(reader.get(f"{CARDS}/counts", since="2026-01-01", until="2026-12-31")))["families"] == 2


@pytest.mark.asyncio
async def test_the_log_learns_figures_alone_and_how_many_have_to_stand_behind_them(
    reader: Caller, database: Database
) -> None:
    card = await a_card(reader)
    found = await events(database)

    assert {one["type"] for one in found} == {REGISTER_ACT_RECORDED}
    assert {(one["data"]["register"], one["data"]["least"]) for one in found} == {("niebieska_karta", 3)}
    assert all(said not in str(found) for said in ("Nowak", ANNA, ADAM, card.rpartition("/")[2]))


@pytest.mark.asyncio
async def test_what_was_entered_in_error_is_taken_back_and_the_family_is_first_elsewhere(
    reader: Caller, database: Database
) -> None:
    first = await a_card(reader, "2026-03-02")
    await then(reader, first, "close", 1, on="2026-03-10", closed_as="niezasadnosc")
    await a_card(reader, "2026-04-01")
    assert await code(reader.post(f"{first}/reopen", {}, if_match=2)) == (409, "blue_card_runs")
    before = len(await events(database))
    second = (await ok(reader.get(CARDS, sort="-opened_on")))["items"][0]["id"]
    await then(reader, f"{CARDS}/{second}", "cancel", 1)
    await then(reader, first, "reopen", 2)
    await then(reader, first, "cancel", 3)
    sums: dict[str, int] = {}
    for act, acts, year in await told(database):
        sums[act] = sums.get(act, 0) + acts
        sums["families"] = sums.get("families", 0) + (year or 0)

    assert before == 5
    assert set(sums.values()) == {0}
    assert (await ok(reader.get(first)))["allowed"] == []
    assert (await ok(reader.get(f"{CARDS}/counts", since="2026-01-01", until="2026-12-31"))) == {
        "since": "2026-01-01", "until": "2026-12-31", "acts": [], "families": 0,
    }  # fmt: skip


@pytest.mark.asyncio
async def test_the_first_procedure_of_a_year_gives_its_place_to_the_next_when_it_was_none(
    reader: Caller, database: Database
) -> None:
    second = await a_card(reader, "2026-04-01")
    assert second
    other = [{"role": "doznajaca", "name": "Anna N.", "pesel": ANNA}]
    await then(reader, second, "close", 1, on="2026-04-02", closed_as="niezasadnosc")
    first = await a_card(reader, "2026-02-02", other)
    await then(reader, first, "cancel", 1)

    assert await told(database) == [
        ("wszczecie", 1, 1), ("formularz_a", 1, 0), ("zakonczenie", 1, 0),
        ("wszczecie", -1, -1), ("wszczecie", 1, 0), ("wszczecie", 1, 1), ("formularz_a", 1, 0),
        ("wszczecie", -1, -1), ("formularz_a", -1, 0), ("wszczecie", -1, 0), ("wszczecie", 1, 1),
    ]  # fmt: skip


@pytest.mark.asyncio
async def test_an_act_is_withdrawn_alone_unless_the_procedure_stands_on_it(reader: Caller) -> None:
    card = await a_card(reader)
    version = await noted(reader, card, 1, formularz_b="2026-03-02", przekazanie_do_zespolu="2026-03-04")
    acts: dict[str, Any] = {one["act"]: one["id"] for one in (await ok(reader.get(card)))["acts"]}

    body = {"act": "przekazanie_do_zespolu", "on": "2026-03-05"}
    assert await code(reader.post(f"{card}/acts", body, if_match=version)) == (409, "blue_card_act_noted")
    for act in ("wszczecie", "formularz_a"):
        refused = await code(reader.post(f"{card}/acts/{acts[act]}/withdraw", None, if_match=version))
        assert refused == (409, "blue_card_act_stays")
    await ok(reader.post(f"{card}/acts/{acts['przekazanie_do_zespolu']}/withdraw", None, if_match=version))
    await noted(reader, card, version + 1, przekazanie_do_zespolu="2026-03-05")
    assert (await steps(reader, card))["form_a_to_team"] == ("2026-03-09", "2026-03-05", False)


@pytest.mark.asyncio
async def test_days_stand_in_their_order_and_monitoring_waits_for_the_closing(reader: Caller) -> None:
    card = await a_card(reader)

    early = {"act": "formularz_b", "on": "2026-03-01"}
    assert await code(reader.post(f"{card}/acts", early, if_match=1)) == (422, "day_out_of_order")
    after = {"act": "monitorowanie", "on": "2026-03-03"}
    assert await code(reader.post(f"{card}/acts", after, if_match=1)) == (409, "blue_card_act_stays")
    alone = {"members": [*GROUP[:1], {"body": "oswiata", "name": "Ola Ptak"}]}
    assert (await code(reader.post(f"{card}/group", alone, if_match=1)))[0] == 422
    assert await code(reader.post(f"{card}/close", {"closed_as": "niezasadnosc", "on": "2026-05-05"}, if_match=1)) == (
        422, "day_out_of_order",
    )  # fmt: skip


@pytest.mark.asyncio
async def test_what_waits_is_listed_by_its_term_and_the_team_meets_every_two_months(
    reader: Caller, today: Turn
) -> None:
    early, late = await a_card(reader, "2026-03-02"), await a_card(reader, "2026-03-03", [
        {"role": "doznajaca", "name": "Ewa Lis"}
    ])  # fmt: skip
    await ok(reader.post(f"{CARDS}/team-meetings", {"unit": "gops", "on": "2026-04-30"}))
    found = await ok(reader.get(f"{CARDS}/waiting"))

    assert [(f"{CARDS}/{one['blue_card']}", one["due"]) for one in found["items"]] == [
        (early, "2026-03-09"), (late, "2026-03-10"),
    ]  # fmt: skip
    assert (found["team_met_on"], found["team_meets_by"]) == ("2026-04-30", "2026-06-30")


@pytest.mark.asyncio
async def test_lists_are_turned_filtered_and_every_reading_is_audited(reader: Caller, database: Database) -> None:
    first = await a_card(reader, "2026-03-02")
    second = await a_card(reader, "2026-04-01", [{"role": "doznajaca", "name": "Ewa Lis"}])
    await then(reader, first, "close", 1, on="2026-03-10", closed_as="niezasadnosc")

    async def listed(**query: Any) -> list[str]:
        return [f"{CARDS}/{one['id']}" for one in (await ok(reader.get(CARDS, **query)))["items"]]

    assert await listed() == [second, first]
    assert await listed(sort="opened_on") == [first, second]
    assert await listed(state="open") == [second]
    assert await listed(until="2026-03-31") == [first]
    page = await ok(reader.get(CARDS, limit=1))
    assert [one["opened_on"] for one in (await ok(reader.get(CARDS, limit=1, cursor=page["next_cursor"])))["items"]] == [
        "2026-03-02"
    ]  # fmt: skip
    assert (await reader.get(first)).headers["ETag"] == '"2"'
    assert (await audited(database))[-1] == ("zofia", "read", first.rpartition("/")[2])
