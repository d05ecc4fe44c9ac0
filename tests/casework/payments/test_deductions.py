"""Deductions: what overpayments set off and what bailiffs may take, by rank and within the limits; the payment stays whole."""

from collections.abc import AsyncIterator
from datetime import date
from fractions import Fraction
from uuid import UUID, uuid4

import pytest

from casework.benefits.catalogue import Catalogue
from casework.payments import due
from casework.payments.deductions.hooks import Claim, DeductionHooks
from casework.payments.deductions.limits import attachable, share
from casework.payments.deductions.taking import deduct
from casework.terms.law import procedure
from kit.db import Database, WriteSession
from kit.law import Law
from kit.law.parameters import Parameter, Value
from tests.casework.a_catalogue import a_catalogue
from tests.casework.payments.a_list import a_draft, payments_of
from tests.casework.payments.test_ways import ACCOUNT, recipient_of
from tests.casework.persons.test_merging import merged, without_number
from tests.casework.rights import Staff, an_award

ON = date(2019, 3, 31)


def with_attachable(code: str) -> Catalogue:
    """The test's catalogue in which one benefit is not free of execution."""
    value = Value(True, date(2018, 1, 1), None, "art. 1", "Dz.U. 2018 poz. 1", "confirmed", date(2026, 1, 1))
    name = f"zajecie_dopuszczalne_{code}"
    return Catalogue(
        "family_benefits", list(a_catalogue()), Law([Parameter(name, name, "testowa", "flag", "", (value,))])
    )


def test_benefits_are_free_of_execution_unless_their_act_says_otherwise() -> None:
    catalogue = with_attachable("zasilek_mieszany")

    assert attachable(a_catalogue(), a_catalogue().law(), procedure(), ON) == ()
    assert attachable(catalogue, catalogue.law(), procedure(), ON) == ("zasilek_mieszany",)


def test_alimony_reaches_further_than_other_claims() -> None:
    assert (share("alimony", procedure(), ON), share("other", procedure(), ON)) == (Fraction(3, 5), Fraction(1, 2))


async def deducted(database: Database, payment_list: str, catalogue: Catalogue, *claims: Claim) -> dict[str, int]:
    """Deducts from a draft and returns what was taken, by claim."""

    async def asked(_: WriteSession, __: UUID, ___: date, ____: date) -> AsyncIterator[Claim]:
        for one in claims:
            yield one

    async with database.write("101805") as db:
        await due.only_generator(db)
        await deduct(db, catalogue, DeductionHooks(claims=asked), UUID(payment_list), date(2019, 3, 1), ON)
        await db.commit()
    async with database.tenant("101805") as connection:
        rows = await (
            await connection.execute("SELECT claim::text, sum(amount)::bigint FROM payment_deduction GROUP BY claim")
        ).fetchall()
    return {row[0]: row[1] for row in rows}


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_claims_are_taken_by_rank_within_their_sum_and_share(people: Staff, database: Database) -> None:
    award = UUID(await an_award(people, "100.00"))
    payment_list = await a_draft(people, "2019-03", arrears_from="2019-02")
    first, second, third = uuid4(), uuid4(), uuid4()

    taken = await deducted(
        database,
        payment_list,
        a_catalogue(),
        Claim(first, award, 12_000, Fraction(1, 2), rank=0),
        Claim(second, award, 3_000, Fraction(3, 5), rank=1),
        Claim(third, award, 50_000, rank=2),
    )

    # Two payments of 100.00: half of each is 100.00 together, then up to three fifths 20.00 more, then the rest.
    assert taken == {str(first): 10_000, str(second): 2_000, str(third): 8_000}
    shown = (await people.auditor.get(f"/v1/payment-lists/{payment_list}")).json()
    assert (shown["amount"], shown["deducted"]) == ("200.00", "200.00")


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_claim_stops_at_its_own_sum(people: Staff, database: Database) -> None:
    award = UUID(await an_award(people, "100.00"))
    payment_list = await a_draft(people, "2019-03", arrears_from="2019-01")
    claim = uuid4()

    await deducted(database, payment_list, a_catalogue(), Claim(claim, award, 15_000))

    payments = await payments_of(people, payment_list)
    assert sorted(one["deducted"] for one in payments) == ["0.00", "100.00", "50.00"]
    (whole,) = [one for one in payments if one["deducted"] == "100.00"]
    detail = (await people.auditor.get(f"/v1/payments/{whole['id']}")).json()
    assert detail["deductions"] == [{"kind": "overpayment", "claim": str(claim), "amount": "100.00"}]


async def seizure(people: Staff, award: str, **body: object) -> str:
    """Registers a bailiff's claim against the recipient of an award; returns its id."""
    answer = await people.accountant.post(
        "/v1/bailiff-claims",
        {
            "person": await recipient_of(people, award),
            "kind": "other",
            "organ": "Komornik Sądowy w Wieruszowie",
            "organ_sign": "Km 1/19",
            "account": ACCOUNT,
            "received_on": "2019-02-01",
            "since": "2019-02-01",
            **body,
        },
    )
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_bailiff_takes_nothing_of_what_is_free_of_execution_and_a_share_of_what_is_not(
    people: Staff, database: Database
) -> None:
    award = await an_award(people, "100.00", benefit="zasilek_mieszany")
    other = await seizure(people, award, kind="other")
    alimony = await seizure(people, award, kind="alimony", amount="40.00")

    free = await deducted(database, await a_draft(people), a_catalogue())
    taken = await deducted(database, await a_draft(people, "2019-04"), with_attachable("zasilek_mieszany"))

    assert free == {}
    # Alimony first, its 40.00 whole; then others up to half of the payment in all.
    assert taken == {alimony: 4_000, other: 1_000}


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_an_ended_seizure_takes_nothing_and_is_ended_once(people: Staff, database: Database) -> None:
    award = await an_award(people, "100.00", benefit="zasilek_mieszany")
    claim = await seizure(people, award)
    end = {"on": "2019-03-15", "reason": "Umorzenie postępowania."}

    early = await people.accountant.post(f"/v1/bailiff-claims/{claim}/end", end | {"on": "2019-01-15"}, if_match=1)
    ended = await people.accountant.post(f"/v1/bailiff-claims/{claim}/end", end, if_match=1)
    again = await people.accountant.post(f"/v1/bailiff-claims/{claim}/end", end, if_match=2)

    assert (early.json()["code"], ended.json()["state"], again.json()["code"]) == (
        "bailiff_claim_ended", "ended", "bailiff_claim_ended",
    )  # fmt: skip
    assert await deducted(database, await a_draft(people), with_attachable("zasilek_mieszany")) == {}
    (shown,) = (await people.auditor.get("/v1/bailiff-claims")).json()["items"]
    assert (shown["ended_on"], shown["account"], shown["deducted"]) == ("2019-03-15", "PL" + ACCOUNT, "0.00")


@pytest.mark.parametrize("debtor_stands", [True, False])
@pytest.mark.postgres
@pytest.mark.asyncio
async def test_claims_under_both_entries_of_a_person_reach_what_is_paid_under_either_by_one_rank(
    people: Staff, database: Database, debtor_stands: bool
) -> None:
    award = await an_award(people, "100.00", benefit="zasilek_mieszany")
    paid, debtor = await recipient_of(people, award), await without_number(people)
    other = await seizure(people, award, kind="other")
    alimony = await seizure(people, award, kind="alimony", amount="40.00", person=debtor)
    before = await deducted(database, await a_draft(people), with_attachable("zasilek_mieszany"))

    await merged(people, *((debtor, paid) if debtor_stands else (paid, debtor)))
    after = await deducted(database, await a_draft(people, "2019-04"), with_attachable("zasilek_mieszany"))

    assert before == {other: 5_000}
    # Of both lists: alimony first now, its 40.00 whole, then the other claim up to half of the payment in all.
    assert after == {other: 6_000, alimony: 4_000}
