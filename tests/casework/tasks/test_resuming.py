"""Proceedings that wait for a certificate are resumed as soon as the office knows of it, from whatever source."""

from datetime import date

import pytest

from kit.db import Database
from tests.casework.applications.a_letter import PERMANENT, Application, an_application
from tests.casework.decisions.an_order import an_order, ordered
from tests.casework.decisions.later import Turn
from tests.casework.people import a_person
from tests.casework.persons.test_merging import merged, without_number
from tests.casework.rights import Staff
from tests.casework.tasks.test_evidence import certified
from tests.casework.tasks.the_list import kinds, only

pytestmark = [pytest.mark.postgres, pytest.mark.asyncio]

LATER = date(2022, 12, 31)


async def waiting(people: Staff, person: str, ground: str = "test_waits") -> Application:
    """Her application, suspended on 10 January 2019."""
    made = await an_application(people, PERMANENT, applicant=person)
    await ordered(people, an_order(person, "suspend_proceedings", ground, application=made.id))
    return made


async def test_the_office_resumes_when_it_knows_of_the_certificate_and_the_order_ends_the_task(
    people: Staff, database: Database, today: Turn
) -> None:
    person = await a_person(people.clerk)
    made = await waiting(people, person)
    before = await kinds(people.clerk, kind="resume_ex_officio", on="2019-03-04")
    await certified(database, person, date(2019, 3, 4), LATER)

    the_day_before = await kinds(people.clerk, kind="resume_ex_officio", on="2019-03-03")
    waits = await only(people.clerk, "resume_ex_officio", on="2019-03-04")
    today(date(2019, 3, 5))
    await ordered(people, an_order(person, "resume_proceedings", "kpa_97_2", application=made.id, on="2019-03-05"))

    assert (before, the_day_before) == ([], [])
    assert (waits["application"], waits["since"], waits["due_on"]) == (made.id, "2019-03-04", None)
    assert await kinds(people.clerk, kind="resume_ex_officio") == []


@pytest.mark.parametrize(
    ("known", "ends", "waits"),
    [
        (date(2019, 1, 9), LATER, False),
        (date(2019, 1, 10), LATER, True),
        (date(2019, 1, 10), date(2019, 1, 10), True),
    ],
)
async def test_what_was_known_before_the_suspension_is_not_what_it_waits_for(
    people: Staff, database: Database, known: date, ends: date, waits: bool
) -> None:
    person = await a_person(people.clerk)
    await certified(database, person, known, ends)
    await waiting(people, person)

    assert bool(await kinds(people.clerk, kind="resume_ex_officio", on="2019-02-01")) is waits


async def test_another_persons_certificate_and_a_ground_that_waits_for_none_resume_nothing(
    people: Staff, database: Database
) -> None:
    person, other = await a_person(people.clerk), await a_person(people.clerk, serial=2)
    await waiting(people, person)
    await waiting(people, other, "kpa_97_1_4")
    await certified(database, other, date(2019, 2, 1), LATER)

    assert await kinds(people.clerk, kind="resume_ex_officio", on="2019-03-01") == []


async def test_a_certificate_of_the_applicants_other_entry_is_hers(people: Staff, database: Database) -> None:
    other, stands = await without_number(people), await a_person(people.clerk)
    made = await waiting(people, other)
    assert (await merged(people, stands, other)).status_code == 200
    await certified(database, stands, date(2019, 2, 1), LATER)

    assert (await only(people.clerk, "resume_ex_officio", on="2019-03-01"))["application"] == made.id
