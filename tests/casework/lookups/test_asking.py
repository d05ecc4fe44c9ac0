"""A question is kept before it leaves the office, and the database holds nothing while a register thinks; look-ups are found again."""

import csv
import io

import pytest

from casework.lookups.registers import Question, Registers, Reply
from casework.lookups.routes import lookups_router
from casework.persons.routes import persons_router
from kit.app import create_app
from kit.db import Database
from kit.secrets import KeyRing
from kit.testing.clients import GMINA, running
from kit.testing.tokens import TokenIssuer
from services.family_benefits.catalogue import CATALOGUE
from tests.casework.log import audited
from tests.casework.lookups.test_lookups import UNAVAILABLE, asked
from tests.casework.people import a_person
from tests.casework.rights import Staff, staff

pytestmark = [pytest.mark.postgres, pytest.mark.asyncio]


class Watching:
    """A register that looks into the office while it is asked; the first question kills whoever asks it when it is told so."""

    name = "watching"

    def __init__(self, database: Database, *, dies_at: int = 0) -> None:
        self.database = database
        self.dies_at = dies_at
        self.questions = 0
        self.kept: list[int] = []
        self.waiting: list[int] = []

    async def ask(self, question: Question) -> Reply:
        self.questions += 1
        async with self.database.tenant(GMINA) as connection:
            row = await (await connection.execute("SELECT count(*) FROM register_lookup")).fetchone()
            idle = await (
                await connection.execute(
                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    " AND state LIKE 'idle in transaction%' AND pid <> pg_backend_pid()"
                )
            ).fetchone()
        assert row is not None
        assert idle is not None
        self.kept.append(row[0])
        self.waiting.append(idle[0])
        if self.questions == self.dies_at:
            raise RuntimeError("the office's machine stops")
        return Reply("answered", ({"type": "certificate"},))


async def test_the_question_is_kept_and_no_transaction_waits_while_the_register_thinks(
    database: Database, keys: KeyRing, issuer: TokenIssuer, turned: object
) -> None:
    register = Watching(database)
    registers: Registers = {"disability": register}
    routers = [persons_router(keys), lookups_router(CATALOGUE, keys, registers)]
    app = create_app("Rejestry", "family_benefits", routers, authenticator=issuer.authenticator())
    app.state.database = database
    async with running(app, issuer) as office:
        people = staff(office)
        anna = await a_person(people.clerk)
        answer = await asked(people.clerk, anna)

    assert (answer.status_code, answer.json()["state"], answer.json()["version"]) == (201, "answered", 1)
    assert answer.headers["ETag"] == '"1"'
    assert (register.kept, register.waiting) == ([1], [0])


async def test_a_question_that_nothing_came_back_of_stays_and_is_asked_again(
    database: Database, keys: KeyRing, issuer: TokenIssuer, turned: object
) -> None:
    register = Watching(database, dies_at=1)
    registers: Registers = {"disability": register}
    routers = [persons_router(keys), lookups_router(CATALOGUE, keys, registers)]
    app = create_app("Rejestry", "family_benefits", routers, authenticator=issuer.authenticator())
    app.state.database = database
    async with running(app, issuer) as office:
        people = staff(office)
        anna = await a_person(people.clerk)
        died = await asked(people.clerk, anna)
        (left,) = (await people.auditor.get("/v1/register-lookups", state="asked")).json()["items"]
        whole = (await people.auditor.get(f"/v1/register-lookups/{left['id']}")).json()
        early = await people.clerk.post(f"/v1/register-lookups/{left['id']}/establish", {})
        again = await people.clerk.post(f"/v1/register-lookups/{left['id']}/ask-again", {}, if_match=0)
        twice = await people.clerk.post(f"/v1/register-lookups/{left['id']}/ask-again", {}, if_match=1)

    assert died.status_code == 500
    assert (left["state"], left["version"], whole["attempts"], whole["items"]) == ("asked", 0, [], [])
    assert (early.status_code, early.json()["code"]) == (409, "transition_not_allowed")
    assert (again.json()["state"], again.json()["version"], register.questions) == ("answered", 1, 2)
    assert (twice.status_code, twice.json()["code"]) == (409, "transition_not_allowed")
    assert {
        ("jan", "looked_up_register_disability", anna),
        ("jan", "looked_up_again_register_disability", anna),
    } <= set(await audited(database))


async def test_look_ups_are_found_by_register_state_day_and_who_asked(people: Staff, database: Database) -> None:
    anna = await a_person(people.clerk)
    silent = await a_person(people.clerk, serial=UNAVAILABLE)
    first = (await asked(people.clerk, anna)).json()["id"]
    second = (await asked(people.clerk, silent)).json()["id"]

    async def found(**query: str) -> list[str]:
        answer = await people.auditor.get("/v1/register-lookups", **query)
        assert answer.status_code == 200, answer.text
        return [one["id"] for one in answer.json()["items"]]

    assert await found() == [second, first]
    assert await found(sort="asked_on") == [first, second]
    assert await found(state="unavailable") == [second]
    assert await found(state="answered", register_code="disability", asked_by="jan") == [first]
    assert await found(state="used") == await found(register_code="zus") == await found(asked_by="ktos") == []
    assert await found(asked_from="2018-11-16") == await found(asked_to="2018-11-14") == []
    saved = await people.auditor.get("/v1/register-lookups", format="csv", person=anna)
    assert [one["id"] for one in csv.DictReader(io.StringIO(saved.text))] == [first]
    assert ("ula", "exported_lookups", anna) in await audited(database)
