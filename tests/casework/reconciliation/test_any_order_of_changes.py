"""Rights become other ones (variant, amount) while lists are made, paid and given back: nobody gets what is disputed, the books agree."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from kit.db import Database
from kit.money import grosze, zloty
from kit.testing.clients import Caller, Office
from tests.casework.decisions.later import carried, later
from tests.casework.people import a_person
from tests.casework.reconciliation.test_any_order import MONTHS, Clerks, closes
from tests.casework.reconciliation.test_reconciliation import reconciled
from tests.casework.rights import Staff, issued, recorded

pytestmark = pytest.mark.postgres

STEPS = 45
PAID = """
SELECT a.entitled::text, to_char(p.period, 'YYYY-MM'), sum(p.amount)::bigint
  FROM payment p JOIN award a ON a.gmina = p.gmina AND a.id = p.award
 WHERE p.state IN ('planned', 'approved', 'settled') GROUP BY 1, 2
"""
LIVE = """
SELECT max(p.period) FROM payment p JOIN award a ON a.gmina = p.gmina AND a.id = p.award
 WHERE p.state IN ('approved', 'settled') AND a.entitled = %s
"""
Turn = Callable[[date], None]


class Changing(Clerks):
    """The same clerks with rights that are changed by acts, which wait until they are final."""

    def __init__(
        self, people: Staff, second: Caller, chance: random.Random, rights: dict[str, dict[str, Any]], database: Database, turn: Turn
    ) -> None:  # fmt: skip
        super().__init__(people, second, chance, [one["award"] for one in rights.values()])
        self.rights, self.database, self.turn = rights, database, turn
        self.day = date(2019, 6, 1)

    async def end(self) -> None:
        """Instead of ending a right, an act changes it, or the act that waits becomes final."""
        person = self.chance.choice(list(self.rights))
        right = self.rights[person]
        await (self.change(person, right) if right["waits"] is None else self.become_final(right))

    async def hold_or_resume(self) -> None:
        right = self.rights[self.chance.choice(list(self.rights))]
        found = (await self.people.auditor.get(f"/v1/decisions/{right['waits'] or right['older']}")).json()["awards"]
        self.awards = found or self.awards
        await super().hold_or_resume()

    async def change(self, person: str, right: dict[str, Any]) -> None:
        first = self.chance.choice(MONTHS)
        async with self.database.tenant("101805") as connection:
            row = await (await connection.execute(LIVE, (person,))).fetchone()
        paid = row is not None and row[0] is not None and f"{row[0]:%Y-%m}" >= first
        at_least = max(right["now"][month] for month in MONTHS if month >= first) if paid else 0
        amount = self.chance.choice([one for one in (60000, 64500, 66000, 70000, 80000) if one >= at_least])
        order = later(right["body"], right["older"], "change", "test_32", effective_from=first) | {"justified": True}
        wanted = {"amount": zloty(amount), "variant": self.chance.choice([None, "mala"]), "first_month": first}
        answer = await self.people.clerk.post("/v1/decisions", order | {"recorded": right["body"]["recorded"] | wanted})
        self.fine(answer)
        if answer.is_success:
            await carried(self.people, answer.json()["id"])
            right["waits"] = answer.json()["id"]
            right["then"] = right["now"] | {month: amount for month in MONTHS if month >= first}

    async def become_final(self, right: dict[str, Any]) -> None:
        act = right["waits"]
        self.fine(await self.people.clerk.post(f"/v1/decisions/{act}/deliver", {"on": f"{self.day}"}, if_match=3))
        self.day += timedelta(days=20)
        self.turn(self.day)
        self.fine(await self.people.clerk.post("/v1/decisions/finalise"))
        right.update(older=act, now=right["then"], waits=None)

    def at_most(self, person: str, month: str) -> int:
        """What may have been paid of the person's month: meanwhile, the lesser of what was and what will be."""
        right = self.rights[person]
        return int(min(right["now"][month], right["then"][month]))


@pytest.mark.asyncio
@pytest.mark.parametrize("seed", range(4))
async def test_a_change_that_waits_pays_what_is_not_disputed_and_the_books_agree_whatever_is_done(
    people: Staff, office: Office, database: Database, today: Turn, seed: int
) -> None:
    rights: dict[str, dict[str, Any]] = {}
    today(date(2019, 5, 2))
    for serial in (1, 2):
        person = await a_person(people.clerk, serial=serial, born=date(1984, 5, 17))
        body = recorded(person, benefit="zasilek_mieszany")
        (award,) = await issued(people, body)
        older = (await people.auditor.get(f"/v1/awards/{award}")).json()["decision"]
        now = dict.fromkeys(MONTHS, grosze("645.00"))
        rights[person] = {"body": body, "older": older, "award": award, "now": now, "then": now, "waits": None}
    today(date(2019, 6, 1))
    await people.clerk.post("/v1/decisions/finalise")
    clerks = Changing(people, office.caller("zofia", "accountant"), random.Random(seed), rights, database, today)

    for _ in range(STEPS):
        await clerks.something()

        async with database.tenant("101805") as connection:
            for person, month, amount in await (await connection.execute(PAID)).fetchall():
                assert amount <= clerks.at_most(person, month), (clerks.done, person, month, amount)
        for month in MONTHS:
            found = await reconciled(people, month)
            assert found["agrees"], (clerks.done, found["cases"])
            for one in found["benefits"]:
                assert closes(one), (clerks.done, one)
    assert {"approve", "end"} <= clerks.worked, clerks.done
