"""The review of running benefits over HTTP: which rights are due, which were looked at, late or in time; hidden; other gminas."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from kit.db import Database
from kit.feed.envelope import new_id
from kit.testing.clients import GMINA, OTHER_GMINA, Caller, Office
from tests.casework.authority.test_sight import restricted
from tests.casework.people import a_household, a_person
from tests.casework.rights import Staff
from tests.services.social_assistance.acts.an_act import ACTS, ok

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]
REVIEWS = "/v1/benefit-reviews"
_AWARD = """
INSERT INTO award (gmina, id, benefit, unit, entitled, recipient, household, origin, state, since, until)
VALUES (%s, %s, %s, 'gops', %s, %s, %s, 'imported', 'active', %s, %s)
"""
_AMOUNT = "INSERT INTO award_amount (gmina, award, since, until, amount) VALUES (%s, %s, %s, %s, 10000)"


async def a_right(
    database: Database,
    person: str,
    since: str = "2026-01-01",
    until: str | None = "2026-12-01",
    *,
    household: str | None = None,
    benefit: str = "zasilek_staly",
) -> str:
    """A right as the old system had it; its id."""
    right = new_id()
    async with database.tenant(GMINA) as connection:
        family = None if household is None else UUID(household)
        of = (GMINA, right, benefit, UUID(person), UUID(person), family, since, until)
        await connection.execute(_AWARD, of)
        await connection.execute(_AMOUNT, (GMINA, right, since, until))
    return str(right)


async def reviewed(who: Caller, on: str, **named: Any) -> None:
    body = {"register_code": "przeglad_swiadczen", "act": "sprawdzenie", "unit": "gops", "done_on": on, **named}
    await ok(who.post(ACTS, body))


async def listed(who: Caller, **query: Any) -> list[tuple[str, str | None, bool]]:
    found = (await ok(who.get(REVIEWS, **{"month": "2026-06", **query})))["items"]
    return [(one["award"], one["done_on"], one["late"]) for one in found]


async def counts(who: Caller, month: str = "2026-06") -> list[tuple[str, int, int, int]]:
    found = (await ok(who.get(f"{REVIEWS}/counts", month=month)))["benefits"]
    return [(one["benefit"], one["due"], one["done"], one["late"]) for one in found]


@pytest.mark.asyncio
async def test_rights_that_run_in_the_month_are_due_until_an_act_names_their_person_or_family(
    people: Staff, database: Database, today: Turn
) -> None:
    anna, beata = await a_person(people.clerk), await a_person(people.clerk, "Nowak", "Beata", serial=2)
    family = await a_household(people.clerk, beata)
    hers = await a_right(database, anna)
    of_family = await a_right(database, beata, "2026-02-01", None, household=family, benefit="zasilek_okresowy")
    today(date(2026, 6, 30))

    assert await listed(people.clerk) == [(hers, None, False), (of_family, None, False)]
    assert await counts(people.clerk) == [("zasilek_okresowy", 1, 0, 0), ("zasilek_staly", 1, 0, 0)]
    await reviewed(people.clerk, "2026-06-30", persons=[anna])
    today(date(2026, 7, 1))
    assert await listed(people.clerk) == [(hers, "2026-06-30", False), (of_family, None, True)]
    await reviewed(people.clerk, "2026-07-01", households=[family])
    assert await listed(people.clerk) == [(hers, "2026-06-30", False), (of_family, "2026-07-01", True)]
    assert await counts(people.clerk) == [("zasilek_okresowy", 1, 1, 1), ("zasilek_staly", 1, 1, 0)]


@pytest.mark.asyncio
async def test_an_act_before_the_month_or_of_the_next_review_or_of_another_register_does_not_count(
    people: Staff, database: Database, today: Turn
) -> None:
    anna = await a_person(people.clerk)
    right = await a_right(database, anna, until="2027-03-01")
    today(date(2026, 12, 31))
    await reviewed(people.clerk, "2026-05-31", persons=[anna])
    talk = {
        "register_code": "praca_socjalna",
        "act": "rozmowa",
        "unit": "gops",
        "done_on": "2026-06-10",
        "persons": [anna],
    }
    await ok(people.clerk.post(ACTS, talk))
    await reviewed(people.clerk, "2026-12-01", persons=[anna])

    assert await listed(people.clerk) == [(right, None, True)]
    assert await listed(people.clerk, month="2026-12") == [(right, "2026-12-01", False)]
    await reviewed(people.clerk, "2026-11-30", persons=[anna])
    assert await listed(people.clerk) == [(right, "2026-11-30", True)]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("since", "until", "due"),
    [
        ("2026-06-01", "2026-07-01", 1), ("2026-05-01", "2026-06-01", 1), ("2026-06-01", None, 1), ("2026-06-01", "2026-06-01", 0),
        ("2026-04-01", "2026-05-01", 0), ("2026-07-01", "2026-09-01", 0),
    ],
)  # fmt: skip
async def test_a_right_of_more_than_one_month_that_runs_in_it_is_due(
    people: Staff, database: Database, since: str, until: str | None, due: int
) -> None:
    await a_right(database, await a_person(people.clerk), since, until)

    assert len(await listed(people.clerk)) == due


@pytest.mark.asyncio
async def test_rights_are_filtered_turned_paged_and_saved(people: Staff, database: Database) -> None:
    anna, beata = await a_person(people.clerk), await a_person(people.clerk, "Nowak", "Beata", serial=2)
    first = await a_right(database, anna)
    second = await a_right(database, beata, "2026-02-01", benefit="zasilek_okresowy")
    await reviewed(people.clerk, "2026-05-04", persons=[beata])

    async def found(**query: Any) -> list[str]:
        return [one for one, _, _ in await listed(people.auditor, **({"month": "2026-05"} | query))]

    assert await found() == [first, second]
    assert await found(sort="-since") == [second, first]
    assert await found(done=True) == await found(benefit="zasilek_okresowy") == [second]
    assert await found(done=False) == [first]
    assert await found(unit="inna") == []
    page = await ok(people.auditor.get(REVIEWS, month="2026-05", limit=1))
    assert await found(limit=1, cursor=page["next_cursor"]) == [second]
    saved = await people.auditor.get(REVIEWS, month="2026-05", format="csv")
    assert len(saved.text.strip().splitlines()) == 3
    assert (await people.auditor.get(REVIEWS)).status_code == 400
    assert (await people.accountant.get(REVIEWS, month="2026-05")).status_code == 403


@pytest.mark.asyncio
async def test_a_hidden_persons_right_is_neither_listed_nor_counted_and_another_gmina_has_none(
    people: Staff, database: Database, office: Office
) -> None:
    anna = await a_person(people.clerk)
    await a_right(database, anna)
    ola, stranger = office.caller("ola", "caseworker"), office.caller("obcy", "caseworker", gmina=OTHER_GMINA)
    assert len(await listed(ola)) == 1
    await restricted(people, "person", anna, readers=["jan"])

    for who in (ola, stranger):
        assert await listed(who) == []
        assert await counts(who) == []
    assert await counts(people.clerk) == [("zasilek_staly", 1, 0, 0)]
