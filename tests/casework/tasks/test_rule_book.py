"""The statements count as the rule book does: over random cases, and for every day of delivery of three years."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest

from casework.authority.sight import Sight
from casework.tasks import worklist
from casework.tasks.law import free_days, lengths
from casework.tasks.office import office_clock
from casework.tasks.tables import CaseClockRow, CasePauseRow
from casework.tasks.worklist import Asking, Place, Wanted
from casework.terms.days_off import blocks_end
from casework.terms.named import named
from kit.db import Database
from kit.feed.envelope import new_id
from kit.testing.clients import GMINA
from tests.casework.a_catalogue import a_catalogue
from tests.casework.appeals.a_case import delivered
from tests.casework.applications.a_letter import an_application
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]
ROLES = frozenset({"caseworker", "head", "accountant"})

_APPLICATIONS = """
INSERT INTO application (gmina, id, register_mark, register_year, register_number, form, channel, received_on, counted_on,
                         representation, reasons, unit, kpa_version, state, registered_by)
SELECT a.gmina, n.id, a.register_mark, a.register_year, 1000 + n.number, a.form, a.channel, n.day, n.day, 'none', a.reasons, a.unit,
       a.kpa_version, 'registered', a.registered_by
  FROM (SELECT * FROM application LIMIT 1) a, unnest(%s::uuid[], %s::date[]) WITH ORDINALITY AS n(id, day, number)
"""
_CLOCKS = """
INSERT INTO case_clock (gmina, application, kind, kind_reason, kind_on, kind_by, new_day)
SELECT %s, n.id, n.kind, 'powód', '2025-01-01', 'jan', n.new_day FROM unnest(%s::uuid[], %s::text[], %s::date[]) AS n(id, kind, new_day)
"""
_PAUSES = """
INSERT INTO case_pause (gmina, application, number, ground, first_day, last_day, reason, noted_by, noted_on)
SELECT %s, n.id, n.number, 'suspension', n.first, n.last, 'powód', 'jan', n.first
  FROM unnest(%s::uuid[], %s::integer[], %s::date[], %s::date[]) AS n(id, number, first, last)
"""
_CALLS = """
INSERT INTO application_call (gmina, application, number, defects, days, article, made_on, made_by, delivered_on, last_day, answered_on,
                              closed_on)
SELECT %s, n.id, n.number, '[]', 7, 'art. 64', n.made, 'jan', n.delivered, n.last, n.answered, n.closed
  FROM unnest(%s::uuid[], %s::integer[], %s::date[], %s::date[], %s::date[], %s::date[], %s::date[])
       AS n(id, number, made, delivered, last, answered, closed)
"""
# A decision, its party and its delivery once more for each day.
_DELIVERIES = """
WITH more AS (
    INSERT INTO decision (gmina, id, benefit, kind, outcome, state, entitled, recipient, unit, on_day, legal_basis, justified, grants,
                          prepared_by, prepared_on, issued_on, delivered_on, final_on)
    SELECT d.gmina, n.id, d.benefit, d.kind, d.outcome, 'delivered', d.entitled, d.recipient, d.unit, n.day, d.legal_basis, true,
           d.grants, d.prepared_by, n.day, n.day, n.day, n.day + 30
      FROM (SELECT * FROM decision LIMIT 1) d, unnest(%s::uuid[], %s::date[]) AS n(id, day)
    RETURNING gmina, id, entitled, delivered_on),
parties AS (
    INSERT INTO decision_party (gmina, id, decision, person, noted_by)
    SELECT gmina, id, id, entitled, 'jan' FROM more RETURNING gmina, id)
INSERT INTO delivery (gmina, id, decision, party, act, way, addressed_to, sent_on, public_entity, case_started_on, state,
                      delivered_on, article, reason, kpa_version, sent_by)
SELECT m.gmina, m.id, m.id, m.id, 'decision', 'in_person', 'party', m.delivered_on, false, m.delivered_on, 'delivered', m.delivered_on,
       'art. 46', 'receipt', 'since_2025_07_13', 'jan'
  FROM more m
"""


class Made:
    """Random applications with random calls and pauses."""

    def __init__(self, chance: random.Random, on: date, count: int) -> None:
        self.received = {new_id(): on - timedelta(days=chance.randrange(0, 120)) for _ in range(count)}
        self.clocks: list[CaseClockRow] = []
        self.pauses: list[CasePauseRow] = []
        self.calls: list[tuple[UUID, int, date, date | None, date | None, date | None, date | None]] = []
        for application, received in self.received.items():

            def later(day: date, most: int = 40) -> date:
                return day + timedelta(days=chance.randrange(0, most))

            if chance.random() < 0.4:
                told = later(received, 150) if chance.random() < 0.5 else None
                kind = chance.choice(["explanation", "complex"])
                self.clocks.append(CaseClockRow(gmina=GMINA, application=application, kind=kind, new_day=told))
            for number in range(1, chance.randrange(1, 4)):
                first = later(received, 60)
                last = None if chance.random() < 0.15 else later(first)
                self.pauses.append(
                    CasePauseRow(gmina=GMINA, application=application, number=number, ground="suspension", first_day=first, last_day=last,
                                 reason="powód", noted_by="jan", noted_on=first)
                )  # fmt: skip
            for number in range(1, chance.randrange(1, 3)):
                made = later(received)
                delivered_on = later(made, 10) if chance.random() < 0.7 else None
                last_day = later(delivered_on, 20) if delivered_on else None
                answered = later(made, 30) if chance.random() < 0.5 else None
                closed = later(made, 30) if chance.random() < 0.2 else None
                self.calls.append((application, number, made, delivered_on, last_day, answered, closed))

    async def stored(self, database: Database) -> None:
        async with database.tenant(GMINA) as connection:
            await connection.execute(_APPLICATIONS, (list(self.received), list(self.received.values())))
            of = self.clocks
            await connection.execute(
                _CLOCKS, (GMINA, [one.application for one in of], [one.kind for one in of], [one.new_day for one in of])
            )
            rows = [(one.application, one.number, one.first_day, one.last_day) for one in self.pauses]
            await connection.execute(_PAUSES, (GMINA, *(list(column) for column in zip(*rows, strict=True))))
            await connection.execute(_CALLS, (GMINA, *(list(column) for column in zip(*self.calls, strict=True))))

    def expected(self, on: date) -> dict[str, date]:
        """By the rule book: the last day of every clock that does not stand."""
        found = {}
        for application, received in self.received.items():
            kept = next((one for one in self.clocks if one.application == application), None)
            calls = [_Call(one[2], *one[4:]) for one in self.calls if one[0] == application]
            pauses = [one for one in self.pauses if one.application == application]
            last = office_clock(received, kept, calls, pauses, on).last_day
            if last is not None:
                found[str(application)] = last
        return found


class _Call:
    def __init__(self, made_on: date, last_day: date | None, answered_on: date | None, closed_on: date | None) -> None:
        self.made_on, self.last_day, self.answered_on, self.closed_on = made_on, last_day, answered_on, closed_on


async def ends(database: Database, kind: str, on: date) -> dict[str, date]:
    """The last days of all tasks of a kind, by the id in its register."""
    asking = Asking(Sight(GMINA, "jan", open_all=True, units=None), ROLES, on)
    async with database.read(GMINA) as db:
        rows = await worklist.tasks(db, a_catalogue(), asking, Wanted(kinds=(kind,), until=date.max), Place())
    return {str(row["matter"]): row["due_on"] for row in rows}


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.asyncio
async def test_the_worklist_counts_the_offices_term_of_random_cases_as_the_rule_book_does(
    people: Staff, database: Database, seed: int
) -> None:
    # Around Christmas Eve, which blocks an end since 2025.
    on = date(2025, 12, 20)
    first = await an_application(people)
    made = Made(random.Random(seed), on, 250)
    await made.stored(database)

    found = await ends(database, "application_settle", on)

    found.pop(first.id)
    assert found == made.expected(on)
    assert 100 < len(found) < 250
    told = {one.new_day for one in made.clocks}
    # The office itself set a new day; whatever the law ends, ends on no free day.
    assert [day for day in found.values() if blocks_end(day) and day not in told] == []


@pytest.mark.asyncio
async def test_the_party_s_term_to_appeal_ends_as_the_rule_book_says_for_every_day_of_delivery(
    people: Staff, today: Turn, database: Database
) -> None:
    await delivered(people, today)
    days = [date(2024, 1, 1) + timedelta(days=n) for n in range(3 * 365)]
    ids = {new_id(): day for day in days}
    async with database.tenant(GMINA) as connection:
        await connection.execute(_DELIVERIES, (list(ids), list(ids.values())))

    found = await ends(database, "appeal_term", days[0])

    expected = {str(one): named("appeal").of(day).last_day for one, day in ids.items()}
    assert {one: found[one] for one in expected} == expected
    assert [day for day in found.values() if blocks_end(day)] == []
    assert date(2024, 12, 24) in found.values()
    assert date(2025, 12, 24) not in found.values()


def test_what_statements_are_given_is_the_law_of_procedure_and_of_the_acts() -> None:
    given = lengths(a_catalogue(), GMINA)
    free = free_days(date(2025, 6, 1))

    rows = list(zip(given.code, given.since, given.months, given.days, strict=True))
    assert [(months, days) for code, _, months, days in rows if code == "explanation"][-1] == (1, 0)
    assert [(months, days) for code, _, months, days in rows if code == "appeal"][-1] == (0, 14)
    assert [months for code, _, months, _ in rows if code == "limit:testowa"] == [36]
    assert all(blocks_end(day) and not blocks_end(after) for day, after in zip(free.day, free.next, strict=True))
    assert (date(2025, 12, 24) in free.day, date(2024, 12, 24) in free.day) == (True, False)
