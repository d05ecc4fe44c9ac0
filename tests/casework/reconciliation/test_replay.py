"""Granting, changing, generating, settling, returning, voiding, repaying, writing off in any order: the log alone rebuilds the registers.

Every sum is made twice, of the events and of the tables: expenditure and liabilities of a month by benefit and line, what came back of
earlier years, what each right binds of the budget, what is owed of undue payments. Between the months the books agree.
"""

import itertools
import random
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.db import Database
from kit.money import grosze, zloty
from kit.testing.clients import Caller, Office
from tests.casework.decisions.later import later
from tests.casework.log import events
from tests.casework.payments.a_list import payments_of
from tests.casework.people import a_person
from tests.casework.reconciliation.test_any_order import Clerks
from tests.casework.reconciliation.test_reconciliation import reconciled
from tests.casework.rights import Staff, a_decision, recorded

pytestmark = pytest.mark.postgres

SERIALS = itertools.count(1)
MONTHS = ("2019-01", "2019-02", "2019-03", "2019-04")
_LINE = "line ->> 'dzial', line ->> 'rozdzial', (line ->> 'paragraf') || (line ->> 'p4'), line ->> 'task', line ->> 'source'"
SPENT = f"""
SELECT to_char(p.period, 'YYYY-MM'), p.benefit, {_LINE}, (line ->> 'amount')::bigint
  FROM payment p CROSS JOIN LATERAL jsonb_array_elements(p.lines) AS line WHERE p.state IN ('settled', 'returned')
UNION ALL
SELECT to_char(p.period, 'YYYY-MM'), p.benefit, {_LINE}, -(line ->> 'amount')::bigint
  FROM payment_reversal r JOIN payment p ON p.gmina = r.gmina AND p.id = r.payment
 CROSS JOIN LATERAL jsonb_array_elements(r.lines) AS line WHERE r.mode IN ('same_year_return', 'same_year_repayment')
"""
OWED = f"""
SELECT to_char(p.period, 'YYYY-MM'), p.benefit, {_LINE}, (line ->> 'amount')::bigint
  FROM payment p CROSS JOIN LATERAL jsonb_array_elements(p.lines) AS line WHERE p.state IN ('approved', 'settled')
"""
BOUND = """
SELECT award::text, amount * (extract(year FROM age(until, since)) * 12 + extract(month FROM age(until, since)) + 1)::bigint
  FROM award_commitment
"""
CAME_BACK = "SELECT budget_year, amount FROM payment_reversal WHERE mode = 'prior_year'"
OPEN = """
SELECT o.benefit, sum(m.amount) - coalesce((
         SELECT sum(e.amount) FROM overpayment_entry e
           JOIN overpayment x ON x.gmina = e.gmina AND x.id = e.overpayment
          WHERE x.benefit = o.benefit AND x.decided_on IS NOT NULL AND e.klass = 'principal'), 0)::bigint
  FROM overpayment o JOIN overpayment_movement m ON m.gmina = o.gmina AND m.overpayment = o.id AND m.kind = 'establishment'
 WHERE o.decided_on IS NOT NULL AND o.state <> 'withdrawn' GROUP BY o.benefit
"""


class Office2019(Clerks):
    """The clerks of the other test, who also grant, change, annul and look after undue payments, over several months."""

    def __init__(self, people: Staff, second: Caller, chance: random.Random) -> None:
        super().__init__(people, second, chance, [])
        self.bodies: list[tuple[str, dict[str, Any]]] = []
        self.acts: list[str] = []
        self.debts: list[str] = []
        self.lowered = 0

    async def do(self, name: str) -> None:
        self.done.append(name)
        await getattr(self, name)()

    async def grant(self) -> None:
        body = recorded(await a_person(self.people.clerk, serial=next(SERIALS), born=date(1984, 5, 17)))
        decision = await self.decided(body)
        self.bodies.append((decision, body))
        self.awards += (await self.people.auditor.get(f"/v1/decisions/{decision}")).json()["awards"]

    async def change(self) -> None:
        if not self.bodies:
            return
        decision, body = self.chance.choice(self.bodies)
        first = self.chance.choice(MONTHS)
        if self.chance.random() < 0.4:
            order = later(body, decision, "repeal", "test_32", effective_from=first)
        else:
            wanted = {**body["recorded"], "amount": self.chance.choice(["500.00", "700.00"]), "first_month": first}
            order = {**later(body, decision, "change", "test_32", effective_from=first), "recorded": wanted}
        prepared = await self.people.clerk.post("/v1/decisions", order)
        self.fine(prepared)
        if prepared.is_success:
            self.acts.append(await self.decided(order, prepared.json()["id"]))

    async def annul(self) -> None:
        if not self.acts:
            return
        act = self.acts.pop()
        claim = {"ground": "no_basis_or_gross_breach", "received_on": "2019-12-31"}
        made = await self.people.clerk.post(f"/v1/decisions/{act}/nullities", claim)
        self.fine(made)
        if made.is_success:
            address = f"/v1/nullities/{made.json()['id']}"
            self.fine(await self.people.head.post(f"{address}/start", {"sign": "1"}, if_match=1))
            decided = {"outcome": "annulled", "decided_on": "2019-12-31", "delivered_on": "2019-12-31"}
            self.fine(await self.people.clerk.post(f"{address}/decide", decided, if_match=2))

    async def generate(self, who: Caller | None = None) -> None:
        body = {"month": self.chance.choice(MONTHS)}
        arrears = {"arrears_from": "2019-01"} if self.chance.random() < 0.5 else {}
        self.fine(await (who or self.people.accountant).post("/v1/payment-lists", {**body, **arrears}))

    async def approve(self) -> None:
        await self.step("draft", self.people.head, "approve", {"on": "2019-05-20"})

    async def settle(self) -> None:
        found = await self.a_list("approved")
        payments = await payments_of(self.people, found["id"]) if found else []
        open_ones = [one for one in payments if one["state"] == "approved"]
        failed = [{"payment": one["id"], "reason": "uncollected"} for one in open_ones[: self.chance.randint(0, 1)]]
        await self.step(
            "approved", self.people.accountant, "settle", {"booked_on": "2019-05-28", "failed": failed}, found
        )

    async def give_back(self) -> None:
        await self.with_payment("return", {"document": "WB 57", "booked_on": "2019-06-05"}, "settled")

    async def repay(self) -> None:
        await self.with_payment("repay", {"document": "WB 57", "booked_on": "2019-06-05", "amount": "45.00"}, "settled")

    async def undue(self) -> None:
        page = (await self.people.accountant.get("/v1/payments", state="settled", limit=500)).json()["items"]
        if page:
            body = {"ground": "falszywe_zeznania", "payments": [{"payment": self.chance.choice(page)["id"]}]}
            made = await self.people.clerk.post("/v1/overpayments", body)
            self.fine(made)
            if made.is_success:
                self.debts.append(made.json()["id"])
                decision = await self.act_on(made.json()["id"], "undue_payment")
                if decision:
                    await self.on_debt("decide", {"decision": decision}, self.people.clerk, made.json()["id"])

    async def debt_repaid(self) -> None:
        body = {"amount": "60.00", "day": "2019-12-10", "channel": "account"}
        await self.on_debt("repayments", body, self.people.accountant)

    async def debt_written_off(self) -> None:
        if self.debts:
            debt = self.chance.choice(self.debts)
            decision = await self.act_on(debt, "remission", amount="20.00")
            if decision:
                await self.on_debt("remissions", {"decision": decision}, self.people.clerk, debt)

    async def act_on(self, debt: str, kind: str, **act: Any) -> str | None:
        """An issued act on the debt's decision, or on what granted the right; None where it may not be issued."""
        found = (await self.people.auditor.get(f"/v1/overpayments/{debt}")).json()
        item = found["items"][0] if found["items"] else None
        if item is None:
            return None
        payment = (await self.people.auditor.get(f"/v1/payments/{item['payment']}")).json()
        award = (await self.people.auditor.get(f"/v1/awards/{payment['award']}")).json()
        said = {"amount": found["established"], **act}
        order = later({**award, "on": "2019-12-31"}, found["decision"] or award["decision"], kind, "test_30", **said)
        prepared = await self.people.clerk.post("/v1/decisions", order)
        self.fine(prepared)
        return await self.decided(order, prepared.json()["id"]) if prepared.is_success else None

    async def what_was_lowered_is_owed(self) -> None:
        """Whatever a change has left paid over the right is established as undue, as the office does."""
        for month in MONTHS:
            for case in (await reconciled(self.people, month))["cases"]:
                assert case["kind"] == "paid_more_than_due", (self.done, case)
                over = grosze(case["found"]) - grosze(case["expected"])
                page = await self.people.accountant.get(
                    "/v1/payments", award=case["award"], month=month, state="settled"
                )
                payments = []
                for one in page.json()["items"]:
                    part = min(over, grosze(one["amount"]) - grosze(one["came_back"]))
                    over -= part
                    payments += [{"payment": one["id"], "amount": zloty(part)}] if part else []
                made = await self.people.clerk.post(
                    "/v1/overpayments", {"ground": "falszywe_zeznania", "payments": payments}
                )
                assert made.status_code == 201, (self.done, made.text)
                self.lowered += 1

    async def on_debt(self, step: str, body: dict[str, Any], who: Caller, debt: str | None = None) -> None:
        if debt is None and not self.debts:
            return
        address = f"/v1/overpayments/{debt or self.chance.choice(self.debts)}"
        version = (await self.people.auditor.get(address)).json()["version"]
        self.fine(await who.post(f"{address}/{step}", body, if_match=version))

    async def decided(self, body: dict[str, Any], decision: str | None = None) -> str:
        decision = decision or await a_decision(self.people, body)
        address = f"/v1/decisions/{decision}"
        steps = ((self.people.head, "approve", {}), (self.people.clerk, "issue", {}))
        for version, (who, step, sent) in enumerate(steps, start=1):
            self.fine(await who.post(f"{address}/{step}", sent, if_match=version))
        self.fine(await self.people.clerk.post(f"{address}/deliver", {"on": "2019-12-31"}, if_match=3))
        return decision


STEPS = (
    "grant", "change", "change", "annul", "generate", "generate", "approve", "approve", "settle", "settle", "give_back", "void",
    "repay", "exclude", "withdraw", "undue", "debt_repaid", "debt_written_off", "end",
)  # fmt: skip


@settings(
    max_examples=4, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(steps=st.lists(st.sampled_from(STEPS), min_size=25, max_size=40), seed=st.integers(0, 2**16))
@pytest.mark.asyncio
async def test_the_log_rebuilds_the_registers_and_the_books_agree_whatever_is_done(
    people: Staff, office: Office, database: Database, steps: list[str], seed: int
) -> None:
    # Each example goes on in the office that the one before has left: the sums hold for all that was ever done.
    clerks = Office2019(people, office.caller("zofia", "accountant"), random.Random(seed))
    for step in ("grant", "generate", "approve", "settle", *steps):
        await clerks.do(step)
    await clerks.what_was_lowered_is_owed()

    facts = [one for one in await events(database) if "lines" in one["data"]]
    assert spent(facts, "expenditure") == await registered(database, SPENT), clerks.done
    assert spent(facts, "liability") == await registered(database, OWED), clerks.done
    assert came_back(facts) == await registered(database, CAME_BACK), clerks.done
    assert bound(facts) == await registered(database, BOUND), clerks.done
    assert owed(facts) == await registered(database, OPEN), clerks.done
    for month in MONTHS:
        found = await reconciled(people, month)
        assert found["agrees"], (clerks.done, found["cases"])


def spent(facts: Iterable[dict[str, Any]], measure: str) -> Counter[tuple[Any, ...]]:
    """Grosze by month, benefit and line."""
    found: Counter[tuple[Any, ...]] = Counter()
    for one in facts:
        data = one["data"]
        for line in data["lines"] if data["measure"] == measure else ():
            place = (line["dzial"], line["rozdzial"], line["paragraf"] + line["p4"], line["task"], line["source"])
            found[data["due_period"], data["benefit"], *place] += line["amount"]
    return without_nothing(found)


def came_back(facts: Iterable[dict[str, Any]]) -> Counter[tuple[Any, ...]]:
    """Grosze of earlier years by the year they came back in."""
    found: Counter[tuple[Any, ...]] = Counter()
    for one in facts:
        if one["type"] == "pl.gops.payment.refunded.v1":
            found[one["data"]["budget_year"],] += sum(line["amount"] for line in one["data"]["lines"])
    return without_nothing(found)


def bound(facts: Iterable[dict[str, Any]]) -> Counter[tuple[Any, ...]]:
    """Grosze that each right binds, of whatever year."""
    found: Counter[tuple[Any, ...]] = Counter()
    for one in facts:
        if one["data"]["measure"].startswith("commitment_"):
            found[one["subject"],] += sum(line["amount"] for line in one["data"]["lines"])
    return without_nothing(found)


def owed(facts: Iterable[dict[str, Any]]) -> Counter[tuple[Any, ...]]:
    """Open principal of undue payments that a decision established, by benefit."""
    found: Counter[tuple[Any, ...]] = Counter()
    debts = {one["data"]["document"]["id"] for one in facts if one["type"] == "pl.gops.overpayment.assessed.v1"}
    for one in facts:
        data = one["data"]
        amount = sum(line["amount"] for line in data["lines"])
        if data["measure"] == "assessed":
            found[data["benefit"],] += amount
        elif data["measure"] == "written_off":
            found[data["benefit"],] -= amount
        elif one["type"] == "pl.gops.payment.repaid.v1" and amount % 4500:
            # A repayment of an undue payment: the accountant's own are of 45.00.
            found[data["benefit"],] += amount
    assert debts or not found
    return without_nothing(found)


async def registered(database: Database, statement: str) -> Counter[tuple[Any, ...]]:
    """The last column summed by the others."""
    found: Counter[tuple[Any, ...]] = Counter()
    async with database.tenant("101805") as connection:
        for *place, amount in await (await connection.execute(statement)).fetchall():
            found[tuple(place)] += int(amount)
    return without_nothing(found)


def without_nothing(found: Counter[tuple[Any, ...]]) -> Counter[tuple[Any, ...]]:
    return Counter({place: amount for place, amount in found.items() if amount})
