"""A merge followed from the register to the statement: two persons and two families are one, and stay so however the log is read."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import orjson
import pytest

from casework.facts.cases import HOUSEHOLD_LINKED, PERSON_RELINKED
from gops.postgres import Address
from kit.db import Database
from kit.feed.verify import Place, verify
from kit.testing.clients import GMINA, Office
from kit.testing.databases import service_database
from services.reporting.classification.register import load
from services.reporting.ledger.apply import apply_page
from services.reporting.ledger.emptying import empty
from services.reporting.ledger.facts import Reader
from tests.casework.log import events
from tests.casework.payments.a_list import a_settled
from tests.casework.people import a_household, a_person
from tests.casework.persons.test_merging import merged, without_number
from tests.casework.rights import Staff, issued, recorded, staff
from tests.services.reporting.an_office import ReportingOffice, an_office
from tests.services.reporting.logs import Log

pytestmark = pytest.mark.postgres

Counted = dict[str, tuple[int, int, str]]


@pytest.fixture
def people(office: Office, today: Callable[[date], None]) -> Staff:
    today(date(2019, 12, 31))
    return staff(office)


async def told(log: Log, database: Database) -> None:
    """Appends what the service's log has more than the played one."""
    for one in (await events(database))[len(log.items) :]:
        log.add(one["type"], one["data"], subject=UUID(one["subject"]))


async def statements(office: ReportingOffice) -> tuple[Counted, list[bytes]]:
    """Persons, families and money up to the end of each month; and the statements themselves but for when they were made."""
    counted: Counted = {}
    found = []
    for until in ("2019-03-31", "2019-04-30"):
        for group_by in ("benefit", "rozdzial"):
            shown: dict[str, Any] = (await office.statement(until=until, group_by=group_by)).json()
            total = shown["total"]
            counted[until] = (total["persons"], total["families"], total["executed"])
            found.append(orjson.dumps({name: value for name, value in shown.items() if name != "observed"}))
    return counted, found


@pytest.mark.parametrize("number_stands", [True, False])
@pytest.mark.asyncio
async def test_two_entries_are_two_persons_until_they_are_merged_and_then_one_for_every_day(
    people: Staff, database: Database, postgres: Address, number_stands: bool
) -> None:
    numbered, other = await a_person(people.clerk), await without_number(people)
    for entry in (numbered, other):
        home = await a_household(people.clerk, entry)
        await issued(people, recorded(entry, household=home))
    await a_settled(people, "2019-03")
    log = Log(GMINA)
    await told(log, database)

    with service_database(postgres, "reporting") as made:
        async with an_office(made.dsn, log, gmina=GMINA) as office:
            await office.pull()
            before, _ = await statements(office)
            stands = (numbered, other) if number_stands else (other, numbered)
            answer = await merged(people, *stands)
            await a_settled(people, "2019-04")
            await told(log, database)
            await office.pull()
            after, whole = await statements(office)
            async with office.puller._database.tenant(GMINA) as connection:
                await empty(connection, GMINA)
            await office.pull()
            rebuilt = await statements(office)
            async with office.puller._database.tenants(()) as connection:
                reader = Reader(GMINA, log.service, await load(connection))
            page = verify(log.page(), Place())
            async with office.puller._database.tenant(GMINA) as connection:
                again = await apply_page(connection, GMINA, log.service, Place(), reader.read(page.items), page.place)
            pulled_again = await statements(office)

    assert answer.status_code == 200, answer.text
    assert before == {"2019-03-31": (2, 2, "1290.00"), "2019-04-30": (2, 2, "1290.00")}
    # Of April the list has paid once: the later right waits for somebody who looks into it.
    assert after == {"2019-03-31": (1, 1, "1290.00"), "2019-04-30": (1, 1, "1935.00")}
    assert rebuilt == (after, whole)
    assert not again
    assert pulled_again == (after, whole)
    types = [one["type"] for one in await events(database)]
    assert (types.count(PERSON_RELINKED), types.count(HOUSEHOLD_LINKED)) == (1, 1)
