"""What the log is told of an account: facts beside every document in one transaction, and counter-facts when one is taken back."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from casework.facts.money import DEBT_ASSESSED, DEBT_CORRECTED, DEBT_RECEIVED, DEBT_RETAINED, DEBT_WRITTEN_OFF
from kit.db import Database
from tests.casework.log import events
from tests.casework.rights import Staff
from tests.services.alimony_fund.ledger.conftest import Owing
from tests.services.alimony_fund.ledger.test_ledger import a_payout, code, money, ok

pytestmark = pytest.mark.postgres

ALL = (DEBT_ASSESSED, DEBT_RECEIVED, DEBT_RETAINED, DEBT_WRITTEN_OFF, DEBT_CORRECTED)


def booked(found: list[dict[str, Any]]) -> list[tuple[str, str, str, str, int]]:
    """Of each fact: its measure, its bank day, its paragraf, whose money it is, grosze."""
    return [
        (
            one["data"]["measure"],
            one["data"]["booked_on"],
            line["paragraf"] + line["p4"],
            line["source"],
            line["amount"],
        )
        for one in found
        for line in one["data"]["lines"]
    ]


async def net(database: Database) -> Counter[tuple[str, str, str]]:
    """What all facts come to, by measure, bank day and paragraf; nothing where they cancel out."""
    sums: Counter[tuple[str, str, str]] = Counter()
    for measure, day, paragraf, _, amount in booked(await events(database, *ALL)):
        sums[measure, day, paragraf] += amount
    return Counter({key: amount for key, amount in sums.items() if amount})


@pytest.mark.asyncio
async def test_a_receipt_tells_what_the_state_collected_and_what_the_gmina_keeps(
    people: Staff, owing: Owing, database: Database
) -> None:
    await a_payout(people, owing, date(2017, 3, 15), "92375.63")
    body = {"credited_on": "2022-12-15", "collected_on": "2022-12-13", "amount": "123801.32", "source": "bailiff"}
    await ok(people.accountant.post(f"{owing.account}/receipts", body))

    claim, *found = await events(database, *ALL)

    assert booked([claim]) == [("assessed", "2017-03-15", "0980", "dochod_panstwa", 9237563)]
    assert (claim["data"]["due_period"], claim["data"]["budget_year"]) == ("2017-03", 2017)
    assert claim["data"]["entitled"] not in (None, claim["data"]["recipient"])
    assert booked(found) == [
        ("assessed", "2022-12-15", "0920", "dochod_panstwa", 3850824),
        ("received", "2022-12-15", "0980", "dochod_panstwa", 8529308),
        ("received", "2022-12-15", "0920", "dochod_panstwa", 3850824),
        ("retained", "2022-12-15", "2360", "dochod_wlasny", 3411723),
    ]
    assert {one["data"]["recipient"] for one in found} == {claim["data"]["recipient"]}
    assert {(one["data"]["unit"], one["data"]["counted"], one["data"]["entitled"]) for one in found} == {
        ("gops", "none", None)
    }
    assert {(line["dzial"], line["rozdzial"]) for one in found for line in one["data"]["lines"]} == {("855", "85502")}


@pytest.mark.asyncio
async def test_money_of_december_that_the_bank_has_in_january_is_of_the_new_year_on_its_codes(
    people: Staff, owing: Owing, database: Database
) -> None:
    await a_payout(people, owing, date(2016, 3, 15), "500.00")
    await money(people, owing, date(2016, 12, 31), "0.10")
    await money(people, owing, date(2017, 1, 2), "0.10", collected_on="2016-12-30")

    received = await events(database, DEBT_RECEIVED)

    assert [(one["data"]["budget_year"], one["data"]["lines"][0]["rozdzial"]) for one in received] == [
        (2016, "85212"), (2017, "85502"),
    ]  # fmt: skip


@pytest.mark.asyncio
async def test_what_is_taken_back_is_countered_fact_by_fact(people: Staff, owing: Owing, database: Database) -> None:
    await a_payout(people, owing, date(2026, 3, 10), "1000.00")
    june = await money(people, owing, date(2026, 6, 18), "125.34")
    before = await events(database, *ALL)

    await ok(people.accountant.post(f"{owing.account}/corrections", {"record": june}))

    back = (await events(database, *ALL))[len(before) :]
    assert {one["type"] for one in back} == {DEBT_CORRECTED}
    assert booked(back) == [(*one[:4], -one[4]) for one in booked(before[1:])]
    assert [one["data"]["reverses"] for one in back] == [
        {"service": "alimony_fund", "sequence": one["sequence"], "mode": "storno"} for one in before[1:]
    ]
    assert await net(database) == {("assessed", "2026-03-10", "0980"): 100000}


@pytest.mark.asyncio
async def test_a_receipt_of_an_earlier_day_tells_the_later_one_anew(
    people: Staff, owing: Owing, database: Database
) -> None:
    await a_payout(people, owing, date(2026, 3, 10), "1000.00")
    await money(people, owing, date(2026, 6, 18), "125.34")
    may = await money(people, owing, date(2026, 5, 10), "50.00")

    # 50.00 - 15.46 of interest to 10 May; from then on 965.46 bears 9.54 to 18 June.
    after = await net(database)
    assert (after["received", "2026-05-10", "0980"], after["received", "2026-05-10", "0920"]) == (3454, 1546)
    assert (after["received", "2026-06-18", "0980"], after["received", "2026-06-18", "0920"]) == (11580, 954)
    assert (after["retained", "2026-05-10", "2360"], after["retained", "2026-06-18", "2360"]) == (1382, 4632)

    await ok(people.accountant.post(f"{owing.account}/corrections", {"record": may}))

    back = await net(database)
    assert (back["received", "2026-06-18", "0980"], back["received", "2026-06-18", "0920"]) == (10000, 2534)
    assert ("received", "2026-05-10", "0980") not in back
    told = {one["sequence"]: one for one in await events(database, *ALL)}
    taken_back = [one["data"]["reverses"]["sequence"] for one in told.values() if one["type"] == DEBT_CORRECTED]
    assert len(taken_back) == len(set(taken_back))
    assert all(told[one]["type"] != DEBT_CORRECTED for one in taken_back)


@pytest.mark.asyncio
async def test_nothing_is_told_of_what_is_refused(people: Staff, owing: Owing, database: Database) -> None:
    await a_payout(people, owing, date(2026, 3, 10), "1000.00")
    gone = people.accountant.post(f"{owing.account}/give-backs", {"day": "2026-08-01", "amount": "0.01"})

    assert await code(gone) == (409, "surplus_taken")
    assert len(await events(database, *ALL)) == 1

    await ok(people.head.post(f"{owing.account}/write-offs", {"day": "2026-08-01", "reason": "death"}))
    assert [(one["type"], *booked([one])[0][2:]) for one in (await events(database, *ALL))[1:]] == [
        (DEBT_ASSESSED, "0920", "dochod_panstwa", 3649), (DEBT_WRITTEN_OFF, "0980", "dochod_panstwa", 100000),
        (DEBT_WRITTEN_OFF, "0920", "dochod_panstwa", 3649),
    ]  # fmt: skip
