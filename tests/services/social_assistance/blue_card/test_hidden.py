"""Nobody knows of procedures "Niebieskie Karty" by her post: what the rest of the house tells of them, which is nothing."""

from collections.abc import Callable
from datetime import date

import pytest

from kit.db import Database
from kit.testing.clients import OTHER_GMINA, Caller, Office
from tests.casework.people import a_household, a_person
from tests.casework.rights import Staff
from tests.services.social_assistance.acts.an_act import code, ok
from tests.services.social_assistance.blue_card.a_card import ADAM, ANNA, CARDS, GROUP, ON_ANNA, a_card, noted, then

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]
NOBODY = (404, "blue_card_not_found")
READERS = "/v1/blue-card-readers"


@pytest.mark.asyncio
async def test_the_head_the_clerk_and_the_auditor_find_nothing_at_any_address(people: Staff, reader: Caller) -> None:
    card = await a_card(reader)
    act = (await ok(reader.get(card)))["acts"][0]["id"]
    opening = {"unit": "gops", "body": "policja", "persons": ON_ANNA}
    steps = {
        "acts": {"act": "formularz_b"}, f"acts/{act}/withdraw": None, "group": {"members": GROUP},
        "close": {"closed_as": "niezasadnosc"}, "reopen": None, "cancel": None,
    }  # fmt: skip

    for who in (people.head, people.clerk, people.auditor):
        for address in (CARDS, card, f"{CARDS}/waiting", f"{CARDS}/{card[-8:]}"):
            assert await code(who.get(address)) == NOBODY
        assert await code(who.get(f"{CARDS}/counts", since="2026-01-01", until="2026-12-31")) == NOBODY
        assert await code(who.post(f"{CARDS}/search", {"pesel": ANNA})) == NOBODY
    for who in (people.head, people.clerk):
        assert await code(who.post(CARDS, opening)) == NOBODY
        assert await code(who.post(f"{CARDS}/team-meetings", {"unit": "gops"})) == NOBODY
        for step, body in steps.items():
            assert await code(who.post(f"{card}/{step}", body, if_match=1)) == NOBODY
    assert (await ok(reader.get(card)))["version"] == 1


@pytest.mark.asyncio
async def test_nobody_enters_himself_and_an_ended_entry_lets_nobody_in_from_that_moment(
    people: Staff, office: Office, today: Turn
) -> None:
    worker = office.caller("zofia", "social_worker")
    assert await code(people.head.post(READERS, {"subject": "ewa"})) == (409, "blue_card_reader_himself")
    assert (await code(worker.post(READERS, {"subject": "jan"})))[0] == 403
    assert await code(people.head.post(READERS, {"subject": "zofia", "since": "2026-05-05"})) == (
        422,
        "day_out_of_order",
    )
    entry = await ok(people.head.post(READERS, {"subject": "zofia"}))
    await ok(worker.get(CARDS))
    await ok(people.head.post(f"{READERS}/{entry['id']}/end", {}, if_match=1))

    assert await code(worker.get(CARDS)) == NOBODY
    (shown,) = (await ok(people.auditor.get(READERS)))["readers"]
    assert (shown["subject"], shown["until"]) == ("zofia", "2026-05-03")


@pytest.mark.asyncio
async def test_an_entry_for_a_time_holds_to_its_last_day(people: Staff, office: Office, today: Turn) -> None:
    worker = office.caller("zofia", "social_worker")
    await ok(people.head.post(READERS, {"subject": "zofia", "until": "2026-05-31"}))

    today(date(2026, 5, 31))
    await ok(worker.get(CARDS))
    today(date(2026, 6, 1))
    assert await code(worker.get(CARDS)) == NOBODY


@pytest.mark.asyncio
async def test_whoever_was_entered_once_does_not_let_himself_in_again_by_a_later_end(
    people: Staff, office: Office, today: Turn
) -> None:
    deputy = office.caller("iga", "head")
    april = {"subject": "iga", "since": "2026-04-01", "until": "2026-04-30"}
    entry = await ok(people.head.post(READERS, april))
    end = f"{READERS}/{entry['id']}/end"

    for body in ({"until": "2026-05-04"}, {"until": "2026-05-01"}, {}):
        assert await code(deputy.post(end, body, if_match=1)) == (422, "day_out_of_order")
    assert await code(deputy.get(CARDS)) == NOBODY
    await ok(deputy.post(end, {"until": "2026-04-30"}, if_match=1))
    await ok(people.head.post(end, {"until": "2026-04-15"}, if_match=2))
    (shown,) = (await ok(people.auditor.get(READERS)))["readers"]
    assert (shown["until"], shown["version"]) == ("2026-04-15", 3)


@pytest.mark.asyncio
async def test_another_gmina_finds_nothing_and_its_readers_are_its_own(
    people: Staff, reader: Caller, office: Office
) -> None:
    card = await a_card(reader)
    there = office.caller("zofia", "social_worker", gmina=OTHER_GMINA)
    assert await code(there.get(card)) == NOBODY
    head = office.caller("ewa", "head", gmina=OTHER_GMINA)
    await ok(head.post(READERS, {"subject": "zofia"}))

    assert await code(there.get(card)) == NOBODY
    assert (await ok(there.get(CARDS)))["items"] == []
    assert (await ok(there.post(f"{CARDS}/search", {"pesel": ANNA})))["items"] == []


@pytest.mark.asyncio
async def test_the_audit_log_tells_readers_alone(people: Staff, office: Office, reader: Caller) -> None:
    card = await a_card(reader)
    await ok(reader.get(card))
    of_card = {"subject_id": card.rpartition("/")[2]}
    listed = (await ok(people.auditor.get("/v1/audit-entries")))["items"]

    assert [one["action"] for one in listed if one["subject"] == "blue_card_reader"] == ["entered"]
    assert "blue_card" not in {one["subject"] for one in listed}
    for wanted in (of_card, {"subject": "blue_card"}, {"who": "zofia"}):
        assert (await ok(people.auditor.get("/v1/audit-entries", **wanted)))["items"] == []
    await ok(people.head.post(READERS, {"subject": "ula"}))
    told = (await ok(people.auditor.get("/v1/audit-entries", **of_card)))["items"]
    assert [(one["who"], one["action"]) for one in told] == [("zofia", "read"), ("zofia", "opened")]
    assert (await ok(people.auditor.get("/v1/audit-seals"))) == {"seals": 0}


@pytest.mark.asyncio
async def test_search_the_worklist_files_of_persons_and_counts_of_registers_tell_nothing(
    people: Staff, reader: Caller, database: Database
) -> None:
    anna = await a_person(people.clerk, "Nowak", "Anna")
    await a_household(people.clerk, anna)
    before = await ok(people.clerk.get(f"/v1/persons/{anna}/file"))
    card = await a_card(reader)
    version = await noted(reader, card, 1, przekazanie_do_zespolu="2026-03-04")
    await then(reader, card, "group", version, on="2026-03-05", members=GROUP)
    after = await ok(people.clerk.get(f"/v1/persons/{anna}/file"))

    for one in (before, after):
        one.pop("accesses", None), one.pop("generated_at", None)
    assert after == before
    assert "blue" not in str(after)
    for who in (people.head, people.clerk, reader):
        tasks = await ok(who.get("/v1/tasks"))
        assert [one for one in tasks["items"] if "blue" in one["kind"] or one["kind"].startswith("nk")] == []
    found = await ok(people.clerk.post("/v1/persons/search", {"name": "Now"}))
    assert [one["id"] for one in found["items"]] == [anna]
    assert (await ok(people.clerk.post("/v1/persons/lookup", {"pesel": ADAM})))["person"] is None
    counts = await ok(people.auditor.get("/v1/social-acts/counts", since="2026-01", until="2026-12"))
    assert "niebieska_karta" not in str(counts)


@pytest.mark.asyncio
async def test_pseudonyms_of_procedures_join_with_none_of_the_persons(
    people: Staff, reader: Caller, database: Database
) -> None:
    await a_person(people.clerk, "Nowak", "Anna")
    await a_card(reader)
    async with database.tenant(reader.gmina) as connection:
        joined = await (
            await connection.execute(
                "SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM blue_card_named),"
                " (SELECT count(*) FROM person p JOIN blue_card_named n ON n.known_as = p.pseudonym)"
            )
        ).fetchone()
        keys = await (
            await connection.execute(
                "SELECT count(*) FROM pg_constraint c WHERE c.contype = 'f' AND c.conrelid::regclass::text LIKE 'blue_card%'"
                " AND c.confrelid::regclass::text NOT LIKE 'blue_card%'"
            )
        ).fetchone()

    assert joined == (1, 2, 0)
    assert keys == (0,)
