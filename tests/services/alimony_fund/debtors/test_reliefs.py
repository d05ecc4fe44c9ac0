"""Reliefs of debtors over HTTP: who decides, by which rule, what the ledger says afterwards, the plan of payments, tasks."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kit.testing.clients import OTHER_GMINA, Office
from tests.casework.rights import Staff, staff
from tests.casework.tasks.the_list import kinds, only
from tests.services.alimony_fund.debtors.a_debtor import a_child, a_debtor, a_title, code, ok, paid

pytestmark = pytest.mark.postgres
Turn = Callable[[date], None]
RELIEFS = "/v1/debtor-reliefs"
SIGN = "FA.5200.7.2026"


async def owing(people: Staff, **of: Any) -> tuple[str, str, str]:
    """A debtor, a title of a thousand a month, and a child for whom 600.00 was paid out on 4 April 2026."""
    debtor = await a_debtor(people, **of)
    child = await a_child(people)
    title = await a_title(people, debtor, entitled=child, valid_from="2018-01-01")
    body = {"entitled": child, "paid_on": "2026-04-04", "period": "2026-04", "paid": "600.00"}
    await ok(people.accountant.post(f"/v1/ledger/accounts/{debtor}/claims", body))
    return debtor, title, child


async def asked(people: Staff, debtor: str, kind: str) -> str:
    return str((await ok(people.clerk.post(RELIEFS, {"debtor": debtor, "kind": kind})))["id"])


def granted(people: Staff, relief: str, **said: Any) -> Any:
    return people.head.post(f"{RELIEFS}/{relief}/grant", said, if_match=1)


async def listed(people: Staff, **query: str) -> list[dict[str, Any]]:
    return list((await ok(people.auditor.get(RELIEFS, **query)))["items"])


async def balance(people: Staff, debtor: str) -> dict[str, Any]:
    account = await ok(people.clerk.get(f"/v1/ledger/accounts/{debtor}"))
    return dict(account["balance"])


def months(count: int) -> list[str]:
    """The last full months before May 2026."""
    last = 2026 * 12 + 3
    return [f"{month // 12}-{month % 12 + 1:02d}" for month in range(last - count + 1, last + 1)]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("count", "left"), [(35, None), (36, "420.00"), (59, "420.00"), (60, "300.00"), (83, "300.00"), (84, "0.00")]
)
async def test_years_of_effective_enforcement_remit_a_share_of_the_debt(
    people: Staff, count: int, left: str | None
) -> None:
    debtor, title, _ = await owing(people)
    await paid(people, title, "1000.00", *months(count))
    relief = await asked(people, debtor, "remission_after_enforcement")

    answer = await granted(people, relief, sign=SIGN)

    if left is None:
        assert (answer.status_code, answer.json()["code"]) == (409, "step_unfit")
        assert (await balance(people, debtor))["principal"] == "600.00"
        return
    (shown,) = await listed(people, debtor=debtor)
    assert answer.status_code == 200, answer.text
    assert (shown["state"], shown["months"], shown["decision_sign"]) == ("granted", count, SIGN)
    assert (await balance(people, debtor))["principal"] == left
    assert shown["act"] is not None
    documents = (await ok(people.clerk.get(f"/v1/ledger/accounts/{debtor}/documents")))["items"]
    assert [one["kind"] for one in documents] == ["claim", "write_off"]
    assert documents[1]["record"] == shown["act"]


@pytest.mark.asyncio
async def test_on_request_the_creditors_organ_remits_the_whole_or_a_part(people: Staff) -> None:
    debtor, _, _ = await owing(people)
    part = await asked(people, debtor, "remission")
    again = await code(people.clerk.post(RELIEFS, {"debtor": debtor, "kind": "remission"}))
    waits = await only(people.head, "debtor_relief")
    too_much = await code(granted(people, part, sign=SIGN, principal="600.01"))
    of_another = await code(granted(people, part, sign=SIGN, count=3))
    await ok(granted(people, part, sign=SIGN, principal="100.00", interest="0.00"))
    after_part = await balance(people, debtor)
    await ok(granted(people, await asked(people, debtor, "remission"), sign="FA.5200.8.2026"))
    after_all = await balance(people, debtor)
    nothing = await code(granted(people, await asked(people, debtor, "remission"), sign=SIGN))

    assert again == (409, "relief_waits")
    assert (waits["due_on"], waits["whose"]) == ("2026-06-05", "office")
    assert too_much == (409, "more_than_owed")
    assert of_another[0] == 422
    assert after_part["principal"] == "500.00"
    assert after_part["interest"] != "0.00"
    assert after_all["total"] == "0.00"
    assert nothing == (409, "step_unfit")


@pytest.mark.asyncio
async def test_death_takes_the_whole_debt_on_its_day_without_a_decision(people: Staff) -> None:
    debtor, _, _ = await owing(people)
    await ok(people.clerk.post(f"/v1/debtors/{debtor}/close", {"on": "2026-05-04", "why": "died"}, if_match=1))
    closed = await code(people.clerk.post(RELIEFS, {"debtor": debtor, "kind": "remission"}))
    relief = await asked(people, debtor, "expiry")
    signed = await code(granted(people, relief, on="2026-05-02", sign=SIGN))
    refused = await code(people.head.post(f"{RELIEFS}/{relief}/refuse", {"sign": SIGN}, if_match=1))

    await ok(granted(people, relief, on="2026-05-02"))

    (shown,) = await listed(people, kind="expiry", state="granted")
    assert closed == (409, "debtor_closed")
    assert signed[0] == refused[0] == 422
    assert (shown["decided_on"], shown["decision_sign"], shown["principal"]) == ("2026-05-02", None, "600.00")
    assert (await balance(people, debtor))["total"] == "0.00"


@pytest.mark.asyncio
async def test_instalments_leave_the_debt_and_one_that_is_not_paid_is_a_task(people: Staff, today: Turn) -> None:
    debtor, _, _ = await owing(people)
    relief = await asked(people, debtor, "instalments")
    past = await code(granted(people, relief, sign=SIGN, count=3, first_due_on="2026-05-04"))
    before = await balance(people, debtor)
    await ok(granted(people, relief, sign=SIGN, count=2, first_due_on="2026-05-20"))
    (shown,) = await listed(people, debtor=debtor)
    first = shown["plan"][0]["amount"]
    kept = await balance(people, debtor)
    today(date(2026, 5, 20))
    on_the_day = await kinds(people.clerk, kind="debtor_instalment")
    today(date(2026, 5, 21))
    unpaid = await only(people.clerk, "debtor_instalment")
    receipt = {"credited_on": "2026-05-21", "amount": first, "source": "debtor"}
    await ok(people.accountant.post(f"/v1/ledger/accounts/{debtor}/receipts", receipt))
    once_paid = await kinds(people.clerk, kind="debtor_instalment")
    today(date(2026, 6, 21))
    second = await only(people.clerk, "debtor_instalment")

    assert past[0] == 422
    assert kept["total"] == before["total"]
    assert [one["due_on"] for one in shown["plan"]] == ["2026-05-20", "2026-06-20"]
    assert on_the_day == once_paid == []
    assert (unpaid["due_on"], unpaid["whose"]) == ("2026-05-20", "party")
    assert second["due_on"] == "2026-06-20"


@pytest.mark.asyncio
async def test_a_deferral_sets_one_later_day(people: Staff) -> None:
    debtor, _, _ = await owing(people)
    relief = await asked(people, debtor, "deferral")

    today_is_late = await code(granted(people, relief, sign=SIGN, until="2026-05-04"))
    await ok(granted(people, relief, sign=SIGN, until="2026-12-01"))

    (shown,) = await listed(people, debtor=debtor)
    assert today_is_late[0] == 422
    assert [one["due_on"] for one in shown["plan"]] == ["2026-12-01"]
    assert shown["plan"][0]["amount"] == (await balance(people, debtor))["total"]
    assert shown["act"] is None


@pytest.mark.asyncio
async def test_another_person_decides_in_the_role_of_the_act(people: Staff, office: Office) -> None:
    creditor, _, _ = await owing(people, debtor_organ=False, other_organ="Burmistrz Sędziszowa")
    own = (await ok(people.head.post(RELIEFS, {"debtor": creditor, "kind": "deferral"})))["id"]
    relief = await asked(people, creditor, "remission")
    stranger = staff(office, OTHER_GMINA)

    answers = [
        await code(people.clerk.post(RELIEFS, {"debtor": creditor, "kind": "remission_after_enforcement"})),
        await code(granted(people, own, sign=SIGN, until="2026-12-01")),
        await code(people.clerk.post(f"{RELIEFS}/{relief}/grant", {"sign": SIGN}, if_match=1)),
        await code(stranger.head.post(f"{RELIEFS}/{relief}/grant", {"sign": SIGN}, if_match=1)),
    ]
    await ok(people.head.post(f"{RELIEFS}/{relief}/refuse", {"sign": SIGN}, if_match=1))
    again = await code(granted(people, relief, sign=SIGN))
    await ok(people.clerk.post(f"{RELIEFS}/{own}/withdraw", {}, if_match=1))

    states = {one["kind"]: (one["state"], one["allowed"]) for one in await listed(people)}
    assert [one[1] for one in answers] == ["not_this_role", "same_official", "forbidden", "debtor_relief_not_found"]
    assert again[0] in (409, 412)
    assert states == {"remission": ("refused", ["deliver"]), "deferral": ("withdrawn", [])}
    assert await kinds(people.head, kind="debtor_relief") == []


@pytest.mark.asyncio
async def test_money_of_an_earlier_day_is_booked_behind_a_remission(people: Staff) -> None:
    debtor, title, _ = await owing(people)
    await paid(people, title, "1000.00", *months(36))
    await ok(granted(people, await asked(people, debtor, "remission_after_enforcement"), sign=SIGN))
    receipts = f"/v1/ledger/accounts/{debtor}/receipts"

    for day in ("2026-04-20", "2026-05-04"):
        receipt = {"credited_on": day, "amount": "100.00", "source": "debtor"}
        await ok(people.accountant.post(receipts, receipt))

    # 600.00 - (100.00 - 2.43) = 502.43, then - (100.00 - 1.78) = 404.21; 30 % of it remitted.
    assert (await balance(people, debtor))["total"] == "282.95"


@pytest.mark.asyncio
async def test_a_remission_on_request_leaves_the_old_zaliczka(people: Staff) -> None:
    debtor, _, child = await owing(people)
    old = {"klass": "advance", "entitled": child, "paid_on": "2007-03-15", "period": "2007-03", "paid": "100.00"}
    await ok(people.accountant.post(f"/v1/ledger/accounts/{debtor}/claims", old))

    await ok(granted(people, await asked(people, debtor, "remission"), sign=SIGN))

    left = await balance(people, debtor)
    assert (left["total"], left["advance"]) == ("105.00", "105.00")
    nothing = await code(granted(people, await asked(people, debtor, "remission"), sign=SIGN))
    assert nothing == (409, "step_unfit")


@pytest.mark.asyncio
async def test_a_relief_that_was_repealed_is_undone_by_the_head_and_the_debt_is_owed_again(people: Staff) -> None:
    debtor, _, _ = await owing(people)
    relief = await asked(people, debtor, "remission")
    before = await balance(people, debtor)
    said = {"sign": "SKO.4113.7.2026", "reason": "stwierdzono nieważność decyzji"}

    def undone(who: Any, version: int, **other: str) -> Any:
        return who.post(f"{RELIEFS}/{relief}/undo", said | other, if_match=version)

    early = await code(undone(people.head, 1))
    await ok(granted(people, relief, sign=SIGN))
    (shown,) = await listed(people, debtor=debtor)
    record = {"record": shown["act"]}
    by_hand = [
        await code(people.accountant.post(f"/v1/ledger/accounts/{debtor}/corrections", record)),
        await code(people.head.post(f"/v1/ledger/accounts/{debtor}/write-off-corrections", record)),
    ]
    by_clerk = await code(undone(people.clerk, 2))
    before_it = await code(undone(people.head, 2, on="2026-05-03"))
    await ok(undone(people.head, 2))

    (shown,) = await listed(people, debtor=debtor)
    assert early == (409, "transition_not_allowed")
    assert by_hand == [(409, "written_off_by_head")] * 2
    assert (by_clerk[1], before_it[1]) == ("forbidden", "day_out_of_order")
    assert await balance(people, debtor) == before
    assert (shown["state"], shown["undone_sign"], shown["undone_on"], shown["allowed"]) == (
        "undone", "SKO.4113.7.2026", "2026-05-04", [],
    )  # fmt: skip
    await ok(granted(people, await asked(people, debtor, "remission"), sign=SIGN))
    assert (await balance(people, debtor))["total"] == "0.00"


@pytest.mark.asyncio
async def test_a_plan_that_was_undone_asks_for_no_instalment(people: Staff, today: Turn) -> None:
    debtor, _, _ = await owing(people)
    relief = await asked(people, debtor, "instalments")
    await ok(granted(people, relief, sign=SIGN, count=2, first_due_on="2026-05-20"))
    today(date(2026, 5, 21))
    unpaid = await kinds(people.clerk, kind="debtor_instalment")

    await ok(people.head.post(f"{RELIEFS}/{relief}/undo", {"reason": "rozłożono w błędzie"}, if_match=2))

    assert unpaid == ["debtor_instalment"]
    assert await kinds(people.clerk, kind="debtor_instalment") == []


@pytest.mark.asyncio
async def test_alimony_that_a_receipt_held_pays_no_instalment(people: Staff, today: Turn) -> None:
    debtor, _, _ = await owing(people)
    relief = await asked(people, debtor, "instalments")
    await ok(granted(people, relief, sign=SIGN, count=2, first_due_on="2026-05-20"))
    first = (await listed(people, debtor=debtor))[0]["plan"][0]["amount"]
    today(date(2026, 5, 21))
    receipts = f"/v1/ledger/accounts/{debtor}/receipts"
    hers = {"credited_on": "2026-05-20", "amount": first, "source": "bailiff", "creditor_current": "1.00"}

    await ok(people.accountant.post(receipts, hers))
    without_hers = await kinds(people.clerk, kind="debtor_instalment")
    await ok(people.accountant.post(receipts, {"credited_on": "2026-05-20", "amount": "1.00", "source": "debtor"}))

    assert without_hers == ["debtor_instalment"]
    assert await kinds(people.clerk, kind="debtor_instalment") == []


@pytest.mark.asyncio
async def test_decisions_without_a_sign_take_the_next_numbers_of_the_offices_register(
    people: Staff, today: Turn
) -> None:
    debtor, _, _ = await owing(people)
    first = await asked(people, debtor, "remission")
    nothing_said = await code(granted(people, first, count=2))
    await ok(granted(people, first, principal="100.00", interest="0.00"))
    await ok(granted(people, await asked(people, debtor, "remission"), sign=SIGN, principal="100.00", interest="0.00"))
    refused = await asked(people, debtor, "deferral")
    await ok(people.head.post(f"{RELIEFS}/{refused}/refuse", {}, if_match=1))
    today(date(2027, 1, 4))
    later = await asked(people, debtor, "instalments")
    await ok(granted(people, later, count=2, first_due_on="2027-02-10"))

    signs = sorted(str(one["decision_sign"]) for one in await listed(people, debtor=debtor))
    documents = (await ok(people.clerk.get(f"/v1/ledger/accounts/{debtor}/acts")))["items"]
    assert nothing_said[0] == 422
    assert signs == ["DA/1/2026", "DA/1/2027", "DA/2/2026", SIGN]
    assert "DA/1/2026" in [one["document"] for one in documents]
