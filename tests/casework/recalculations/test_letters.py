"""The letters of a mass recalculation: one for each decision and party as it is made by hand, reserved, typeset and kept apart."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from casework.letters import making
from casework.letters.schemas import DecisionLetterIn
from casework.letters.service import of_decision
from casework.letters.sheets import Desk
from casework.letters.tables import LetterRow
from casework.recalculations import lettering, service
from casework.recalculations.running import next_chunk
from kit.audit import Auditor
from kit.db import Database
from kit.secrets import KeyRing
from kit.testing.clients import GMINA
from services.family_benefits.catalogue import CATALOGUE
from tests.casework.letters.a_letter import lives, registered, text_of
from tests.casework.locks import held
from tests.casework.recalculations.posted import an_issued_one, lettered, letters_of, rights_of
from tests.casework.recalculations.test_recalculations import Turn, a_right, issued, started, step, to_the_end
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres

_NUMBERS = "SELECT number FROM decision_number WHERE gmina = %s AND year = 2019 ORDER BY number"


async def numbers(database: Database) -> list[int]:
    async with database.tenant(GMINA) as connection:
        return [row[0] for row in await (await connection.execute(_NUMBERS, (GMINA,))).fetchall()]


@pytest.mark.asyncio
async def test_decisions_are_numbered_with_their_issue_in_order_whatever_the_chunks_and_letters_keep_the_numbers(
    people: Staff, turned: Turn, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "ISSUED_AT_ONCE", 2)
    address, _ = await an_issued_one(people, turned, 3)
    register = (await people.auditor.get("/v1/decisions/register", year=2019, sort="number")).json()["items"]
    given = await numbers(database)

    await step(people.clerk, address, "letters")
    await to_the_end(people.clerk, address)

    assert [one["number"] for one in register] == ["1/2019", "2/2019", "3/2019"]
    assert (given, await numbers(database)) == ([1, 2, 3], [1, 2, 3])
    lettered = {one["decision"]: one["number"] for one in await letters_of(people, address)}
    assert lettered == {one["id"]: one["number"] for one in register}


@pytest.mark.asyncio
async def test_every_decision_gets_its_letter_with_its_number_and_progress_is_told(
    people: Staff, turned: Turn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lettering, "LETTERS", 2)
    address, rights = await an_issued_one(people, turned, 3)
    before = (await people.auditor.get(address)).json()

    await step(people.clerk, address, "letters")
    states = await to_the_end(people.clerk, address)

    after = (await people.auditor.get(address)).json()
    assert (before["letters"], before["letters_to_plan"], states) == ([], 3, ["lettering", "lettered"])
    assert after["letters"] == [{"state": "made", "code": None, "delivery": None, "letters": 3}]
    assert (after["letters_to_plan"], after["lettered_by"], after["allowed"]) == (0, "jan", ["letters", "send"])
    made = await letters_of(people, address)
    assert sorted(one["number"] for one in made) == ["1/2019", "2/2019", "3/2019"]
    listed = (await people.clerk.get("/v1/letters", act=True)).json()["items"]
    assert {(one["id"], one["decision"], one["party"]) for one in listed} == {
        (one["letter"], one["decision"], one["party"]) for one in made
    }
    assert {one["person"] for one in listed} == {person for *_, person in rights}
    told = await text_of(people, made[0]["letter"])
    assert f"NR {made[0]['number']}" in told
    assert "215,84" in told


@pytest.mark.asyncio
async def test_made_in_bulk_a_letter_is_byte_for_byte_what_it_is_made_by_hand(
    people: Staff, turned: Turn, database: Database, keys: KeyRing
) -> None:
    address, _ = await an_issued_one(people, turned, 2)
    await lettered(people, address)
    in_bulk = await letters_of(people, address)
    turned(date(2019, 11, 5))

    for one in in_bulk:
        async with database.write(GMINA) as db:
            desk = Desk(db, keys, Auditor("jan", (), None), "jan", date(2019, 11, 5))
            order = DecisionLetterIn(party=UUID(one["party"]))
            asked = of_decision(desk=desk, catalogue=CATALOGUE, decision=UUID(one["decision"]), order=order)
            by_hand = making.put(keys, GMINA, await asked._gathered(UUID(one["letter"])))
            row = await db.get(LetterRow, (GMINA, UUID(one["letter"])))
        assert row is not None
        assert row.model_dump(exclude={"created_at"}) == by_hand.row


@pytest.mark.asyncio
async def test_a_letter_that_was_made_by_hand_is_the_letter_and_none_is_made_twice(people: Staff, turned: Turn) -> None:
    address, _ = await an_issued_one(people, turned, 2)
    items = (await people.auditor.get(f"{address}/items", state="issued")).json()["items"]
    by_hand = (await people.clerk.post(f"/v1/decisions/{items[0]['decision']}/letter", {})).json()["id"]

    await lettered(people, address)
    await lettered(people, address)

    made = {one["decision"]: one["letter"] for one in await letters_of(people, address)}
    assert made[items[0]["decision"]] == by_hand
    assert len((await people.clerk.get("/v1/letters", act=True)).json()["items"]) == 2


@pytest.mark.asyncio
async def test_a_process_that_dies_while_letters_are_typeset_leaves_their_numbers_to_whoever_goes_on(
    people: Staff, turned: Turn, database: Database, keys: KeyRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lettering, "LETTERS", 2)
    address, _ = await an_issued_one(people, turned, 3)
    await step(people.clerk, address, "letters")

    with monkeypatch.context() as dying:
        dying.setattr(making, "put", _dies)
        with pytest.raises(_Died):
            await next_chunk(database, keys, CATALOGUE, GMINA)
    reserved = {one["decision"]: one["number"] for one in await letters_of(people, address)}
    others = await next_chunk(database, keys, CATALOGUE, GMINA)
    nothing_free = await next_chunk(database, keys, CATALOGUE, GMINA)
    half = (await people.auditor.get(address)).json()
    monkeypatch.setattr(lettering, "LEASE", timedelta(0))
    await _time_passes(database)
    while await next_chunk(database, keys, CATALOGUE, GMINA):
        pass

    assert (len(reserved), others, nothing_free, half["state"]) == (2, True, False, "lettering")
    assert {(one["state"], one["letters"]) for one in half["letters"]} == {("made", 1), ("reserved", 2)}
    after = (await people.auditor.get(address)).json()
    assert (after["state"], after["letters"]) == (
        "lettered", [{"state": "made", "code": None, "delivery": None, "letters": 3}],
    )  # fmt: skip
    made = {one["decision"]: one["number"] for one in await letters_of(people, address)}
    assert made | reserved == made
    assert await numbers(database) == [1, 2, 3]


@pytest.mark.asyncio
async def test_nothing_of_the_database_is_held_while_letters_are_typeset(
    people: Staff, turned: Turn, database: Database, keys: KeyRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, _ = await an_issued_one(people, turned, 1)
    await step(people.clerk, address, "letters")
    locks: list[Any] = ["not typeset"]
    put = lettering._put

    def looked(*of: Any) -> Any:
        locks[:] = held(database.dsn)
        return put(*of)

    monkeypatch.setattr(lettering, "_put", looked)

    assert await next_chunk(database, keys, CATALOGUE, GMINA)

    assert locks == []
    assert (await people.auditor.get(address)).json()["state"] == "lettered"


@pytest.mark.asyncio
async def test_a_letter_without_an_address_is_left_out_by_name_and_made_once_the_register_has_it(
    people: Staff, turned: Turn
) -> None:
    address, _ = await an_issued_one(people, turned, 1)
    turned(date(2018, 11, 15))
    _, _, body = await a_right(people, 9)
    address = await started(people, turned)
    await issued(people, address)
    await lettered(people, address)
    (left,) = await letters_of(people, address, state="left_out")

    await lives(people, body["entitled"])
    await lettered(people, address)

    assert (left["code"], left["letter"]) == ("address_unknown", None)
    assert [(one["state"], one["number"]) for one in await letters_of(people, address)] == [("made", left["number"])]


@pytest.mark.asyncio
async def test_what_the_office_lacks_stops_the_letters_until_it_is_there(
    people: Staff, turned: Turn, database: Database, keys: KeyRing
) -> None:
    await rights_of(people, 1)
    address = await started(people, turned)
    await issued(people, address)
    await step(people.clerk, address, "letters")

    assert await next_chunk(database, keys, CATALOGUE, GMINA)
    stopped = (await people.auditor.get(address)).json()
    await registered(people, ["zasilek_pielegnacyjny"])
    states = await to_the_end(people.clerk, address)

    assert (stopped["state"], stopped["stopped"]) == ("lettering", "no_file_plan_class")
    assert states == ["lettered"]
    assert [one["number"] for one in await letters_of(people, address)] == ["1/2019"]


@pytest.mark.asyncio
async def test_letters_are_listed_page_by_page_and_as_a_file_and_hidden_ones_to_nobody_who_may_not_see_them(
    people: Staff, turned: Turn
) -> None:
    address, rights = await an_issued_one(people, turned, 3)
    await lettered(people, address)
    await _hide(people, rights[0][2])

    first = (await people.clerk.get(f"{address}/letters", limit=1)).json()
    rest = (await people.clerk.get(f"{address}/letters", limit=5, cursor=first["next_cursor"])).json()
    saved = await people.clerk.get(f"{address}/letters", format="csv")
    whole = await people.head.get(f"{address}/letters", format="csv")

    assert (len(first["items"]), len(rest["items"])) == (1, 1)
    assert saved.text.splitlines()[0].startswith("decision,number,party,state,code,letter")
    assert (len(saved.text.splitlines()), len(whole.text.splitlines())) == (3, 4)
    assert (await people.clerk.get(address)).json()["letters"][0]["letters"] == 2


async def _hide(people: Staff, person: str) -> None:
    body = {"matter_kind": "person", "matter": person, "reason": "domestic_violence"}
    answer = await people.head.post("/v1/restrictions", body)
    assert answer.status_code == 201, answer.text


async def _time_passes(database: Database) -> None:
    async with database.tenant(GMINA) as connection:
        await connection.execute("UPDATE recalculation_letter SET taken_until = now() - interval '1 second'")


class _Died(BaseException):
    pass


def _dies(*_: object) -> None:
    raise _Died
