"""Until when an application of the fund is settled: the act's own term beside the code's month (art. 20 ust. 4-8, k.p.a. art. 35)."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from kit.periods import first_day, month_of
from services.alimony_fund.catalogue import CATALOGUE
from services.alimony_fund.fund import FUND, settled_by
from tests.casework.applications.a_letter import an_application
from tests.casework.rights import Staff
from tests.casework.tasks.the_list import kinds, only
from tests.services.alimony_fund.debtors.a_debtor import ok

Turn = Callable[[date], None]
LAW = CATALOGUE.law()


@pytest.mark.parametrize(
    ("received", "electronic", "by"),
    [
        ("2026-06-30", True, None), ("2026-07-01", True, "2026-10-31"), ("2026-07-01", False, None), ("2026-07-31", False, None),
        ("2026-08-01", False, "2026-10-31"), ("2026-08-31", False, "2026-10-31"), ("2026-09-01", False, "2026-11-30"),
        ("2026-09-30", False, "2026-11-30"), ("2026-10-01", False, "2026-12-31"), ("2026-11-30", False, "2027-01-31"),
        ("2026-12-01", False, "2027-02-28"), ("2028-01-31", False, "2028-02-29"), ("2027-02-01", False, None),
        # Before August 2017 September and October had one term, and whoever came later none.
        ("2016-10-31", False, "2016-11-30"), ("2016-11-01", False, None), ("2008-07-31", False, None),
    ],
)  # fmt: skip
def test_the_term_of_an_application_is_that_of_the_month_in_which_it_came_whole(
    received: str, electronic: bool, by: str | None
) -> None:
    found = settled_by(date.fromisoformat(received), electronic, LAW)

    assert found == (None if by is None else date.fromisoformat(by))


def test_the_term_turns_on_the_first_of_a_month_only() -> None:
    """What the worklist's statement rests on."""
    days = [date(2008, 1, 1) + timedelta(days=n) for n in range(20 * 365)]

    assert [
        day
        for day in days
        for electronic in (False, True)
        if settled_by(day, electronic, LAW) != settled_by(first_day(month_of(day)), electronic, LAW)
    ] == []


@pytest.mark.postgres
@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("received", "last"), [("2025-08-29", "2025-10-31"), ("2025-09-02", "2025-11-30"), ("2026-02-02", "2026-03-02")]
)
async def test_the_case_its_clocks_and_the_worklist_tell_the_same_last_day(
    people: Staff, today: Turn, received: str, last: str
) -> None:
    """Of 2 February the code's month alone; a notice of delay is due a day after the last one, a Sunday too."""
    today(date.fromisoformat(received))
    made = await an_application(people, FUND, received_on=received)
    clocks = (await ok(people.auditor.get(f"/v1/applications/{made.id}/clocks")))["clocks"]
    task = await only(people.clerk, "application_settle", until="2026-12-31")
    shown = (await made.shown())["settle_by"]
    today(date.fromisoformat(last))
    on_it = await kinds(people.clerk, kind="delay_notice")
    today(date.fromisoformat(last) + timedelta(days=1))

    assert {shown, task["due_on"], *(one["last_day"] for one in clocks if one["code"] == "explanation")} == {last}
    assert on_it == []
    assert await kinds(people.clerk, kind="delay_notice") == ["delay_notice"]


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_what_is_supplied_later_counts_from_the_day_on_which_the_application_was_whole(
    people: Staff, today: Turn
) -> None:
    today(date(2025, 8, 20))
    made = await an_application(people, FUND, received_on="2025-08-20")
    before = (await made.shown())["settle_by"]
    await made.done("calls", defects=[{"defect": "form_filled_wrongly", "what": "Podpisać wniosek."}])
    today(date(2025, 8, 25))
    await made.done("calls/1/deliver", on="2025-08-25")
    waiting = (await made.shown())["settle_by"]
    today(date(2025, 9, 4))
    await made.done("calls/1/supply", received_on="2025-09-04")
    today(date(2025, 9, 5))

    after = (await made.shown())["settle_by"]
    task = await only(people.clerk, "application_settle", until="2026-12-31")
    assert (before, waiting, after, task["due_on"]) == ("2025-10-31", None, "2025-11-30", "2025-11-30")


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_delay_is_told_of_a_day_behind_the_acts_own_term(people: Staff, today: Turn) -> None:
    today(date(2025, 8, 29))
    made = await an_application(people, FUND, received_on="2025-08-29")
    delay = {"reason": "Czeka się na odpowiedź komornika.", "on": "2025-10-20"}
    address = f"/v1/applications/{made.id}/clocks/delays"
    today(date(2025, 10, 20))

    within = await people.clerk.post(address, {**delay, "new_day": "2025-10-31"}, if_match=0)
    behind = await people.clerk.post(address, {**delay, "new_day": "2025-11-03"}, if_match=0)

    assert (within.status_code, behind.status_code) == (422, 200), (within.text, behind.text)
    assert (await made.shown())["settle_by"] == "2025-11-03"
