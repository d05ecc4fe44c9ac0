"""Generating, settling, returning, changing in any order: a month of a right is never paid twice, and the books always agree."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from kit.db import Database
from kit.money import grosze
from kit.testing.clients import Caller, Office
from tests.casework.payments.a_list import payments_of
from tests.casework.reconciliation.test_reconciliation import reconciled
from tests.casework.rights import Staff, an_award, ended_by_act

pytestmark = pytest.mark.postgres

MONTHS = ("2019-02", "2019-03")
STEPS = 40
TWICE = """
SELECT p.award, p.period FROM payment p
 WHERE p.state IN ('planned', 'approved', 'settled')
 GROUP BY p.award, p.period
HAVING sum(p.amount) > 64500
"""


class Clerks:
    """Two accountants and the others of the office, who do whatever comes to their minds, in any order."""

    def __init__(self, people: Staff, second: Caller, chance: random.Random, awards: list[str]) -> None:
        self.people = people
        self.second = second
        self.chance = chance
        self.awards = awards
        self.done: list[str] = []
        self.worked: set[str] = set()

    async def something(self) -> None:
        """One act; a refusal is as good as an act."""
        act: Callable[[], Awaitable[None]] = self.chance.choice(
            [
                self.generate, self.generate, self.generate_both, self.approve, self.approve, self.settle, self.settle, self.settle_part,
                self.give_back, self.give_back, self.void, self.repay, self.exclude, self.withdraw, self.hold_or_resume, self.end,
            ]
        )  # fmt: skip
        self.done.append(act.__name__)
        await act()

    async def generate(self, who: Caller | None = None) -> None:
        month = self.chance.choice(MONTHS)
        arrears = {"arrears_from": "2019-02"} if self.chance.random() < 0.5 else {}
        self.fine(await (who or self.people.accountant).post("/v1/payment-lists", {"month": month, **arrears}))

    async def generate_both(self) -> None:
        await asyncio.gather(self.generate(self.people.accountant), self.generate(self.second))

    async def approve(self) -> None:
        await self.step("draft", self.people.head, "approve", {"on": "2019-03-20"})

    async def settle(self) -> None:
        found = await self.a_list("approved")
        failed = []
        if found and self.chance.random() < 0.5:
            payments = [one for one in await payments_of(self.people, found["id"]) if one["state"] == "approved"]
            failed = [{"payment": one["id"], "reason": "uncollected"} for one in payments[:1]]
        await self.step(
            "approved", self.people.accountant, "settle", {"booked_on": "2019-03-28", "failed": failed}, found
        )

    async def settle_part(self) -> None:
        found = await self.a_list("approved")
        if found:
            payments = [one for one in await payments_of(self.people, found["id"]) if one["state"] == "approved"]
            body = {"booked_on": "2019-03-27", "payments": [self.chance.choice(payments)["id"]]} if payments else {}
            await self.step("approved", self.people.accountant, "settle", body, found)

    async def exclude(self) -> None:
        found = await self.a_list("draft")
        if found and (payments := await payments_of(self.people, found["id"])):
            body = {"payments": [self.chance.choice(payments)["id"]]}
            await self.step("draft", self.people.accountant, "exclude", body, found)

    async def withdraw(self) -> None:
        await self.step("draft", self.people.accountant, "withdraw", None)

    async def give_back(self) -> None:
        reason = self.chance.choice([None, "uncollected", "account_closed"])
        await self.with_payment("return", {"document": "WB 57", "booked_on": "2019-04-05", "reason": reason}, "settled")

    async def repay(self) -> None:
        await self.with_payment("repay", {"document": "WB 57", "booked_on": "2019-04-05", "amount": "45.00"}, "settled")

    async def void(self) -> None:
        state = self.chance.choice(["approved", "settled"])
        if state == "approved":
            await self.with_payment("void", {"reason": "wrong_recipient"}, state)
        else:
            await self.with_payment("storno", {"reason": "wrong_recipient", "document": "PK 4"}, state)
            await self.confirm_storno()

    async def confirm_storno(self) -> None:
        tasks = (await self.people.head.get("/v1/tasks", kind="storno_confirm")).json()["items"]
        for payment in (one["matter"] for one in tasks):
            version = (await self.people.auditor.get(f"/v1/payments/{payment}")).json()["version"]
            self.fine(await self.people.head.post(f"/v1/payments/{payment}/storno/confirm", {}, if_match=version))

    async def hold_or_resume(self) -> None:
        award = (await self.people.auditor.get(f"/v1/awards/{self.chance.choice(self.awards)}")).json()
        step = "resume" if award["state"] == "suspended" else "suspend"
        why = {"reason": "cleared_up" if step == "resume" else "facts_being_checked"}
        self.fine(await self.people.clerk.post(f"/v1/awards/{award['id']}/{step}", why, if_match=award["version"]))

    async def end(self) -> None:
        if self.chance.random() < 0.3:
            award = (await self.people.auditor.get(f"/v1/awards/{self.chance.choice(self.awards)}")).json()
            if award["last_month"] > "2019-02":
                await ended_by_act(self.people, award["id"], "2019-03")
                self.worked.add(self.done[-1])

    async def with_payment(self, step: str, body: dict[str, Any], state: str) -> None:
        page = (await self.people.accountant.get("/v1/payments", state=state, limit=500)).json()["items"]
        if page:
            one = self.chance.choice(page)
            self.fine(
                await self.people.accountant.post(f"/v1/payments/{one['id']}/{step}", body, if_match=one["version"])
            )

    async def a_list(self, state: str) -> dict[str, Any] | None:
        page = (await self.people.accountant.get("/v1/payment-lists", state=state)).json()["items"]
        return self.chance.choice(page) if page else None

    async def step(self, state: str, who: Caller, step: str, body: Any, found: dict[str, Any] | None = None) -> None:
        found = found or await self.a_list(state)
        if found:
            self.fine(await who.post(f"/v1/payment-lists/{found['id']}/{step}", body, if_match=found["version"]))

    def fine(self, answer: Any) -> None:
        assert answer.status_code in {200, 201, 409, 422}, (self.done, answer.text)
        if answer.is_success:
            self.worked.add(self.done[-1])


@pytest.mark.asyncio
@pytest.mark.parametrize("seed", range(4))
async def test_no_month_is_paid_twice_and_the_books_agree_whatever_is_done(
    people: Staff, office: Office, database: Database, seed: int
) -> None:
    awards = [await an_award(people, serial=serial) for serial in (1, 2, 3)]
    clerks = Clerks(people, office.caller("zofia", "accountant"), random.Random(seed), awards)

    for _ in range(STEPS):
        await clerks.something()

        async with database.tenant("101805") as connection:
            assert await (await connection.execute(TWICE)).fetchall() == [], clerks.done
        for month in MONTHS:
            found = await reconciled(people, month)
            assert found["agrees"], (clerks.done, found["cases"])
            for one in found["benefits"]:
                assert closes(one), (clerks.done, one)
    assert "approve" in clerks.worked, clerks.done
    assert clerks.worked & {"settle", "settle_part"}, clerks.done


def closes(sums: dict[str, Any]) -> bool:
    """Whether each step of the month leads to the next."""
    zl = {name: grosze(value) for name, value in sums.items() if name != "benefit"}
    on_lists = zl["planned"] + zl["approved"] + zl["settled"]
    return (
        zl["decided"] - zl["ended"] == zl["awarded"]
        and zl["awarded"] + zl["paid_after_end"] + zl["paid_over_the_right"] == on_lists + zl["not_on_a_list"]
        and zl["settled"] - zl["repaid"] + zl["returned_later"] == zl["spent_in_log"]
    )
