"""Applies a checked import in chunks of 10 000 lines, each one transaction with its events.

The run's row says which chunk comes next and is locked for the length of a chunk, so a worker that died, or two at once, leave
nothing out and do nothing twice.
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import orjson
from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from casework.benefits.catalogue import Catalogue
from casework.booking import money_lines
from casework.facts.cases import HOUSEHOLD_SNAPSHOTTED
from casework.facts.money import OVERPAYMENT_ASSESSED, PAYMENT_SETTLED, money_fact, thousandths
from casework.identity import person_identity
from casework.imports import statements
from casework.imports.lines import AWARD, FAMILY, LAST_KIND, PAYMENT, PERSON, UNDUE, WAY
from casework.imports.store import Run, empty_stage, load
from casework.overpayments.booking import revenue_lines
from kit.db import Database
from kit.feed.envelope import Event, event, new_id
from kit.feed.log import append
from kit.periods import first_day, month_of, month_text
from kit.secrets import KeyRing, Place

CHUNK = 10_000

Connection = AsyncConnection[TupleRow]


class Applier:
    """Applies runs of one service."""

    def __init__(self, database: Database, catalogue: Catalogue, keys: KeyRing, *, chunk: int = CHUNK) -> None:
        self._chunk = chunk
        self._database = database
        self._catalogue = catalogue
        self._keys = keys
        self._apply: dict[int, Callable[[Connection, str, UUID, int, int], Coroutine[Any, Any, list[Event]]]] = {
            PERSON: self._persons,
            FAMILY: self._families,
            AWARD: self._awards,
            PAYMENT: self._payments,
            UNDUE: self._undue,
            WAY: self._ways,
        }

    async def next_chunk(self, gmina: str, run: UUID) -> Run:
        """Applies one chunk and returns where the run stands then; nothing happens unless it is in state `applying`."""
        async with self._database.tenant(gmina) as connection:
            found = await load(connection, gmina, run, lock=True)
            if found.state != "applying":
                return found
            kind, after = found.cursor_kind, found.cursor_line
            row = await (await connection.execute(statements.SPAN, (gmina, run, kind, after, self._chunk))).fetchone()
            count, last = row if row is not None else (0, None)
            events: list[Event] = []
            if count:
                events = await self._apply[kind](connection, gmina, run, after, last)
                await connection.execute(statements.ADVANCE, (last, count, gmina, run))
            elif kind < LAST_KIND:
                await connection.execute(statements.NEXT_KIND, (gmina, run))
            else:
                await empty_stage(connection, gmina, [run])
                await connection.execute(statements.FINISH, (gmina, run))
            after_it = await load(connection, gmina, run)
            if events:
                await append(connection, gmina, events)
            return after_it

    async def _persons(self, connection: Connection, gmina: str, run: UUID, after: int, last: int) -> list[Event]:
        of = {"gmina": gmina, "run": run, "after": after, "last": last}
        await connection.execute(statements.PERSONS, of)
        await connection.execute(statements.PERSON_RECORDS, of)
        return []

    async def _families(self, connection: Connection, gmina: str, run: UUID, after: int, last: int) -> list[Event]:
        of = {"gmina": gmina, "run": run, "after": after, "last": last}
        rows = await (await connection.execute(statements.REFERENCE_PERSONS, of)).fetchall()
        lines = [row[0] for row in rows]
        pseudonyms = [self._household_pseudonym(gmina, *row[1:]) for row in rows]
        await connection.execute(statements.HOUSEHOLDS, {**of, "lines": lines, "pseudonyms": pseudonyms})
        await connection.execute(statements.HOUSEHOLD_RECORDS, of)
        await connection.execute(statements.MEMBERS, of)
        households = await (await connection.execute(statements.SNAPSHOTS, of)).fetchall()
        return [
            event(
                service=self._database.service,
                gmina=gmina,
                type=HOUSEHOLD_SNAPSHOTTED,
                subject=household,
                data={"household": pseudonym, "on": on, "kind": kind, "members": members, "children": children},
            )
            for household, pseudonym, on, kind, members, children in households
        ]

    async def _awards(self, connection: Connection, gmina: str, run: UUID, after: int, last: int) -> list[Event]:
        of = {"gmina": gmina, "run": run, "after": after, "last": last}
        await connection.execute(statements.AWARDS, of)
        await connection.execute(statements.AWARD_AMOUNTS, of)
        await connection.execute(statements.AWARD_RECORDS, of)
        return []

    async def _payments(self, connection: Connection, gmina: str, run: UUID, after: int, last: int) -> list[Event]:
        of: dict[str, object] = {"gmina": gmina, "run": run, "after": after, "last": last}
        months = [row[0] for row in await (await connection.execute(statements.PAYMENT_MONTHS, of)).fetchall()]
        numbers = [f"import/{run}/{month:%Y-%m}" for month in months]
        of |= {"ids": [new_id() for _ in months], "months": months, "numbers": numbers}
        await connection.execute(statements.PAYMENT_LISTS, of)
        lists = await (await connection.execute(statements.LISTS, of)).fetchall()
        of |= {"lists": [row[0] for row in lists], "ends": [first_day(month_of(month) + 1) for month in months]}
        cursor = connection.cursor(binary=True)
        await cursor.execute(statements.PAYMENT_FACTS, of)
        # In a thread: the events are rendered while the server writes the rows.
        settled = asyncio.create_task(asyncio.to_thread(self._settled, gmina, await cursor.fetchall()))
        try:
            await connection.execute(statements.PAYMENTS, of)
            await connection.execute(statements.PAYMENT_RECORDS, of)
        finally:
            # Also when a statement fails: a task that nobody waits for would outlive its transaction.
            events = await settled
        return events

    def _settled(self, gmina: str, rows: Sequence[TupleRow]) -> list[Event]:
        service = self._database.service
        events = []
        for (
            payment, benefit, period, booked_on, budget_year, quantity, lines, payment_list,
            unit, variant, mechanism, entitled, recipient, household,
        ) in rows:  # fmt: skip
            declared = self._catalogue.get(benefit)
            data = money_fact(
                unit=unit,
                document=("payment_list", str(payment_list), 1),
                measure="expenditure",
                benefit=benefit,
                variant=variant,
                mechanism=mechanism,
                entitled=entitled,
                recipient=recipient,
                household=household,
                counted=declared.counted,
                due_period=period,
                occurred_on=booked_on,
                booked_on=booked_on,
                budget_year=budget_year,
                quantities=((declared.quantity, thousandths(quantity)),),
                lines=orjson.Fragment(lines),
                cover="none",
            )
            events.append(event(service=service, gmina=gmina, type=PAYMENT_SETTLED, subject=payment, data=data))
        return events

    async def _undue(self, connection: Connection, gmina: str, run: UUID, after: int, last: int) -> list[Event]:
        of = {"gmina": gmina, "run": run, "after": after, "last": last}
        await connection.execute(statements.UNDUE, of)
        await connection.execute(statements.UNDUE_ITEMS, of)
        await connection.execute(statements.UNDUE_RECORDS, of)
        rows = await (await connection.execute(statements.UNDUE_FACTS, of)).fetchall()
        return [self._assessed(gmina, *row) for row in rows]

    async def _ways(self, connection: Connection, gmina: str, run: UUID, after: int, last: int) -> list[Event]:
        of = {"gmina": gmina, "run": run, "after": after, "last": last}
        await connection.execute(statements.WAYS, of)
        await connection.execute(statements.WAY_RECORDS, of)
        return []

    def _assessed(
        self, gmina: str, overpayment: UUID, benefit: str, unit: str, rules: str, decided_on: date, item: UUID, amount: int,
        period: date, recipient: str,
    ) -> Event:  # fmt: skip
        """What an opening balance says is owed to the office by a decision: as if it had been told when that was issued."""
        named = self._catalogue.overpayments.named(rules)
        # As the benefit was booked on the day of the decision: the old system's lines are not known here.
        parts = money_lines(self._catalogue.get(benefit), amount, decided_on)
        data = money_fact(
            unit=unit, document=("overpayment", str(overpayment), 1), measure="assessed", benefit=benefit, recipient=recipient,
            due_period=month_text(month_of(period)), occurred_on=decided_on, booked_on=decided_on, budget_year=decided_on.year,
            lines=revenue_lines(self._catalogue, named, benefit, "principal", parts, decided_on),
        )  # fmt: skip
        return event(service=self._database.service, gmina=gmina, type=OVERPAYMENT_ASSESSED, subject=item, data=data)

    def _household_pseudonym(self, gmina: str, person: UUID, pesel: bytes | None, document: bytes | None) -> str:
        number = self._keys.decrypt(pesel, Place(gmina, "person", "pesel"), str(person)) if pesel else None
        paper = None
        if document is not None:
            kind, _, text = self._keys.decrypt(document, Place(gmina, "person", "document"), str(person)).partition("|")
            paper = (kind, text)
        return self._keys.household_pseudonym(gmina, person_identity(number, paper, person))
