"""The register of what went to the State: each term is kept or late by itself, and reporting is told of every transfer."""

from datetime import date
from typing import Any

import pytest

from casework.authority.matrix import OPERATIONS
from casework.facts.money import DEBT_CORRECTED, DEBT_PASSED_ON
from kit.auth import ROLES
from kit.db import Database
from kit.testing.clients import GMINA, OTHER_GMINA, Office
from services.alimony_fund.ledger.state_part import StatePart
from services.alimony_fund.ledger.terms import Terms
from services.alimony_fund.ledger.transfers import Transfer, kept
from tests.casework.log import events
from tests.casework.rights import Staff
from tests.services.alimony_fund.ledger.conftest import Owing
from tests.services.alimony_fund.ledger.debts import TERMS
from tests.services.alimony_fund.ledger.test_ledger import a_payout, code, money, ok
from tests.services.alimony_fund.ledger.test_told import booked

TERM_LIST, TRANSFERS = "/v1/ledger/state-terms", "/v1/ledger/state-transfers"
FEBRUARY = Transfer(date(2026, 2, 20), date(2026, 2, 25), StatePart(principal=70_000, interest=30_000))


@pytest.mark.parametrize(
    ("passed", "on", "expected"),
    [
        ([], date(2026, 2, 25), (100_000, 0)),
        # One day at the rate for tax arrears of February 2026.
        ([], date(2026, 2, 26), (100_000, 30)),
        ([(date(2026, 2, 25), 100_000)], date(2026, 9, 30), (0, 0)),
        ([(date(2026, 2, 26), 100_000)], date(2026, 9, 30), (0, 30)),
        ([(date(2026, 2, 24), 60_000), (date(2026, 2, 26), 40_000)], date(2026, 9, 30), (0, 12)),
        ([(date(2026, 2, 24), 100_001)], date(2026, 9, 30), (-1, 0)),
        ([(date(2026, 3, 2), 100_000)], date(2026, 2, 25), (100_000, 0)),
        # What goes over the term is late for nothing, whether the term was covered in time or only by an earlier transfer behind it.
        ([(date(2026, 2, 25), 100_000), (date(2026, 2, 26), 50_000)], date(2026, 9, 30), (-50_000, 0)),
        ([(date(2026, 2, 26), 150_000)], date(2026, 9, 30), (-50_000, 30)),
        ([(date(2026, 2, 27), 50_000), (date(2026, 2, 26), 100_000)], date(2026, 9, 30), (-50_000, 30)),
        ([(date(2026, 2, 24), 90_000), (date(2026, 2, 26), 40_000)], date(2026, 9, 30), (-30_000, 3)),
    ],
)
def test_a_term_bears_interest_from_the_day_after_it(
    passed: list[tuple[date, int]], on: date, expected: tuple[int, int]
) -> None:
    found = kept(TERMS, FEBRUARY, passed, on)

    assert (found.outstanding, found.late) == expected


async def terms(people: Staff, **asked: Any) -> list[tuple[str, str, str, str, str]]:
    found = await ok(people.auditor.get(TERM_LIST, **{"since": "2026-03-01", "until": "2026-03-31", **asked}))
    return [(one["due"], one["owed"], one["passed_on"], one["outstanding"], one["late_interest"]) for one in found]


async def passed_on(people: Staff, state_of: str, day: str, **amounts: str) -> str:
    body = {"state_of": state_of, "passed_on": day, **amounts}
    return str((await ok(people.accountant.post(TRANSFERS, body)))["id"])


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_term_says_what_was_owed_and_what_went(people: Staff, owing: Owing) -> None:
    await a_payout(people, owing, date(2026, 3, 1), "1000.00")
    # Ten days of interest to 11 March, 2.55; 60 % of 97.70.
    await money(people, owing, date(2026, 3, 11), "100.25")
    wrong = await money(people, owing, date(2026, 3, 12), "10.00")
    await ok(people.accountant.post(f"{owing.account}/corrections", {"record": wrong}))

    assert await terms(people, on="2026-03-25") == [("2026-03-25", "61.17", "0.00", "61.17", "0.00")]

    await passed_on(people, "2026-03-20", "2026-03-24", principal="58.62")
    late = await passed_on(people, "2026-03-20", "2026-09-30", interest="2.55")

    (then,), (now,) = await terms(people, on="2026-04-30"), await terms(people)
    assert then[:4] == ("2026-03-25", "61.17", "58.62", "2.55")
    assert (now[2], now[3]) == ("61.17", "0.00")
    # 2.55 for 189 days.
    assert now[4] == "0.14"
    assert await terms(people, until="2026-03-24") == []
    assert await terms(people, unit="inna") == []
    csv = (await people.auditor.get(TERM_LIST, since="2026-03-01", until="2026-03-31", format="csv")).text
    assert csv.splitlines()[0].startswith("state_of,due,owed,passed_on,outstanding,late_interest,owed_principal,")

    await ok(people.accountant.post(f"{TRANSFERS}/{late}/take-back", {}))

    assert (await terms(people))[0][2:4] == ("58.62", "2.55")
    listed = (await ok(people.auditor.get(TRANSFERS)))["items"]
    assert [(one["state_of"], one["principal"], one["interest"]) for one in listed] == [("2026-03-20", "58.62", "0.00")]
    again = people.accountant.post(f"{TRANSFERS}/{late}/take-back", {})
    assert await code(again) == (404, "state_transfer_not_found")


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_term_of_which_everything_was_taken_back_still_says_what_went(people: Staff, owing: Owing) -> None:
    await a_payout(people, owing, date(2026, 3, 1), "1000.00")
    record = await money(people, owing, date(2026, 3, 11), "100.25")
    await passed_on(people, "2026-03-20", "2026-03-25", principal="58.62", interest="2.55")

    await ok(people.accountant.post(f"{owing.account}/corrections", {"record": record}))

    assert await terms(people) == [("2026-03-25", "0.00", "61.17", "-61.17", "0.00")]
    assert await terms(people, on="2026-03-24") == []
    assert await terms(people, until="2026-03-24") == []


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_term_says_what_it_is_of(people: Staff, owing: Owing) -> None:
    old = {"klass": "advance", "entitled": owing.child, "paid_on": "2007-03-15", "period": "2007-03", "paid": "170.00"}
    await ok(people.accountant.post(f"{owing.account}/claims", old))
    await a_payout(people, owing, date(2026, 3, 10), "100.00")
    # 100.00 of the fund with a day of interest, 0.03, and 20.01 of the zaliczka, of which the gmina has the odd grosz.
    await money(people, owing, date(2026, 3, 11), "120.04")
    wrong = await money(people, owing, date(2026, 3, 12), "0.03")
    await ok(people.accountant.post(f"{owing.account}/corrections", {"record": wrong}))

    (due,) = await ok(people.auditor.get("/v1/ledger/transfers", since="2026-03-01", until="2026-03-31"))
    await passed_on(people, "2026-03-20", "2026-03-25", principal="60.00", interest="0.01")
    (term,) = await ok(people.auditor.get(TERM_LIST, since="2026-03-01", until="2026-03-31"))

    assert due == {
        "state_of": "2026-03-20", "due": "2026-03-25", "amount": "70.03", "principal": "60.00", "advance": "10.00", "interest": "0.03",
    }  # fmt: skip
    assert [term[name] for name in ("owed", "owed_principal", "owed_advance", "owed_interest")] == [
        "70.03", "60.00", "10.00", "0.03",
    ]  # fmt: skip
    assert [term[f"outstanding_{name}"] for name in ("principal", "advance", "interest")] == ["0.00", "10.00", "0.02"]


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_money_is_passed_on_by_the_day_of_the_account_and_not_by_that_of_the_bailiff(
    people: Staff, owing: Owing, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The setting that takes the bailiff's day for that of repayment (fa_repayment_day).
    monkeypatch.setattr(Terms, "repaid_when_collected", lambda *_: True)
    await a_payout(people, owing, date(2026, 3, 9), "1000.00")
    await money(people, owing, date(2026, 3, 11), "100.25", collected_on="2026-03-10")

    due = await ok(people.auditor.get("/v1/ledger/transfers", since="2026-03-11", until="2026-03-11"))
    before = await ok(people.auditor.get("/v1/ledger/transfers", since="2026-03-10", until="2026-03-10"))
    (term,) = await ok(people.auditor.get(TERM_LIST, since="2026-03-01", until="2026-03-31"))

    assert [(one["state_of"], one["due"], one["amount"]) for one in due] == [("2026-03-20", "2026-03-25", "60.25")]
    assert before == []
    assert (term["state_of"], term["due"], term["owed"]) == ("2026-03-20", "2026-03-25", "60.25")


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_centre_that_hands_all_of_it_over_tells_the_gminas_share_beside_the_states(
    people: Staff, owing: Owing, database: Database
) -> None:
    await a_payout(people, owing, date(2026, 3, 10), "1000.00")
    await money(people, owing, date(2026, 3, 11), "100.25")
    went = await passed_on(
        people, "2026-03-20", "2026-03-25", principal="60.00", interest="0.25", share="40.00", advance_share="1.00"
    )

    (term,) = await ok(people.auditor.get(TERM_LIST, since="2026-03-01", until="2026-03-31"))
    (listed,) = (await ok(people.auditor.get(TRANSFERS)))["items"]
    told = await events(database, DEBT_PASSED_ON)
    await ok(people.accountant.post(f"{TRANSFERS}/{went}/take-back", {}))
    back = await events(database, DEBT_CORRECTED)

    assert (term["passed_on"], term["outstanding"]) == ("60.25", "0.00")
    assert (listed["principal"], listed["share"], listed["advance_share"]) == ("60.00", "40.00", "1.00")
    assert booked(told)[2:] == [
        ("passed_on", "2026-03-25", "2360", "dochod_wlasny", 4000), ("passed_on", "2026-03-25", "2360", "dochod_wlasny", 100),
    ]  # fmt: skip
    assert sorted(one[4] for one in booked(back)) == [-6000, -4000, -100, -25]


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_each_transfer_is_told_and_a_counter_fact_takes_it_back(
    people: Staff, owing: Owing, database: Database
) -> None:
    await passed_on(people, "2026-03-20", "2026-03-25", principal="163.72", interest="27.13", advance="1.00")
    await passed_on(people, "2025-12-31", "2026-01-08", principal="5.00")
    late = await passed_on(people, "2025-12-31", "2026-01-09", principal="6.00")
    await ok(people.accountant.post(f"{TRANSFERS}/{late}/take-back", {}))

    told, back = await events(database, DEBT_PASSED_ON), await events(database, DEBT_CORRECTED)

    assert booked(told) == [
        ("passed_on", "2026-03-25", "0980", "dochod_panstwa", 16372),
        ("passed_on", "2026-03-25", "0920", "dochod_panstwa", 2713),
        ("passed_on", "2026-03-25", "0970", "dochod_panstwa", 100),
        ("passed_on", "2026-01-08", "0980", "dochod_panstwa", 500),
        ("passed_on", "2026-01-09", "0980", "dochod_panstwa", 600),
    ]
    assert [one["data"]["budget_year"] for one in told[2:]] == [2026, 2025, 2026]
    assert booked(back) == [("passed_on", "2026-01-09", "0980", "dochod_panstwa", -600)]
    assert back[0]["data"]["reverses"] == {"service": "alimony_fund", "sequence": told[4]["sequence"], "mode": "storno"}


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_what_goes_to_the_gminas_account_is_told_apart_and_has_its_own_day_of_january(
    people: Staff, owing: Owing, database: Database
) -> None:
    for day in ("2026-01-05", "2026-01-06"):
        await passed_on(people, "2025-12-31", day, principal="5.00", addressee="gmina")
    for day in ("2026-01-08", "2026-01-09"):
        await passed_on(people, "2025-12-31", day, principal="5.00", addressee="voivode")
    await passed_on(people, "2026-03-20", "2026-03-26", share="1.00")
    await passed_on(people, "2026-03-20", "2026-03-26", principal="1.00")

    told = [one["data"] for one in await events(database, DEBT_PASSED_ON)]
    listed = (await ok(people.auditor.get(TRANSFERS)))["items"]
    to_gmina = (await ok(people.auditor.get(TRANSFERS, addressee="gmina")))["items"]
    january = {"since": "2026-01-01", "until": "2026-01-31"}
    by_whom = [await terms(people, **january, **of) for of in ({}, {"addressee": "gmina"}, {"addressee": "voivode"})]

    assert [(one["booked_on"], one["budget_year"], one.get("variant")) for one in told] == [
        ("2026-01-05", 2025, "do_gminy"), ("2026-01-06", 2026, "do_gminy"), ("2026-01-08", 2025, None), ("2026-01-09", 2026, None),
        ("2026-03-26", 2026, "do_gminy"), ("2026-03-26", 2026, None),
    ]  # fmt: skip
    assert [one["addressee"] for one in listed] == ["gmina", "gmina", "voivode", "voivode", "gmina", "voivode"]
    assert [[one[2] for one in found] for found in by_whom] == [["20.00"], ["10.00"], ["10.00"]]
    assert {one["id"] for one in to_gmina} == {one["id"] for one in listed if one["addressee"] == "gmina"}
    to_the_state = {"state_of": "2026-03-20", "passed_on": "2026-03-25", "share": "0.01", "addressee": "voivode"}
    refused = await people.accountant.post(TRANSFERS, to_the_state)
    assert [one["code"] for one in refused.json()["errors"]] == ["gminas_share"]


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_transfer_names_a_day_of_balance_and_some_money(people: Staff, owing: Owing, office: Office) -> None:
    for body, refusal in (
        ({"state_of": "2026-03-19", "principal": "1.00"}, "no_balance_day"),
        ({"state_of": "2025-12-30", "principal": "1.00"}, "no_balance_day"),
        ({"state_of": "2026-03-20"}, "amount_zero"),
    ):
        answer = await people.accountant.post(TRANSFERS, {"passed_on": "2026-03-25", **body})
        assert answer.status_code == 422, body
        assert [one["code"] for one in answer.json()["errors"]] == [refusal]
    to_come = await people.accountant.post(
        TRANSFERS, {"state_of": "2026-09-20", "passed_on": "2026-10-01", "principal": "1.00"}
    )
    assert to_come.json()["code"] == "day_out_of_order"
    mine = await passed_on(people, "2026-03-20", "2026-03-25", principal="1.00")
    await passed_on(people, "2026-03-10", "2026-03-13", principal="2.00")
    abroad = office.caller("obcy", "accountant", gmina=OTHER_GMINA)
    assert await code(abroad.post(f"{TRANSFERS}/{mine}/take-back", {})) == (404, "state_transfer_not_found")
    assert (await ok(abroad.get(TRANSFERS)))["items"] == []

    first = await ok(people.auditor.get(TRANSFERS, limit=1))
    second = await ok(people.auditor.get(TRANSFERS, limit=1, cursor=first["next_cursor"]))
    back = await ok(people.auditor.get(TRANSFERS, sort="-passed_on"))
    some = await ok(people.auditor.get(TRANSFERS, since="2026-03-14", until="2026-03-25"))
    assert [one["principal"] for one in (*first["items"], *second["items"])] == ["2.00", "1.00"]
    assert [one["principal"] for one in back["items"]] == ["1.00", "2.00"]
    assert [one["id"] for one in some["items"]] == [mine]


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_each_role_does_what_the_matrix_says(office: Office, owing: Owing) -> None:
    for role in ROLES:
        caller = office.caller(f"kto-{role}", role, gmina=GMINA)
        asked = {
            "debt_state_term_list": await caller.get(TERM_LIST, since="2026-03-01", until="2026-03-31"),
            "debt_state_transfer_list": await caller.get(TRANSFERS),
            "debt_state_transfer_record": await caller.post(TRANSFERS, {}),
        }
        for name, answer in asked.items():
            assert (answer.status_code == 403) == (role not in OPERATIONS[name]), (role, name)
