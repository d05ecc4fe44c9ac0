"""The office's clock: a month or two from the day the request reached the office, what does not count, what is told when it passes."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kit.testing.clients import Caller
from tests.casework.applications.a_letter import an_application
from tests.casework.rights import Staff
from tests.casework.tasks.the_list import kinds, only

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]
UNSIGNED = {"defect": "form_filled_wrongly", "what": "Podpisać wniosek."}


async def clocks(who: Caller, application: str, **query: object) -> dict[str, Any]:
    answer = await who.get(f"/v1/applications/{application}/clocks", **query)
    assert answer.status_code == 200, answer.text
    assert answer.headers["etag"] == f'"{answer.json()["version"]}"'
    return dict(answer.json())


async def noted(who: Caller, application: str, step: str, version: int, **body: Any) -> int:
    answer = await who.post(f"/v1/applications/{application}/clocks/{step}", body, if_match=version)
    assert answer.status_code == 200, answer.text
    return int(answer.json()["version"])


async def refused(who: Caller, application: str, step: str, version: int, **body: Any) -> tuple[int, str]:
    answer = await who.post(f"/v1/applications/{application}/clocks/{step}", body, if_match=version)
    return answer.status_code, answer.json()["code"]


def named(found: dict[str, Any], code: str) -> dict[str, Any]:
    (one,) = [clock for clock in found["clocks"] if clock["code"] == code]
    return dict(one)


@pytest.mark.asyncio
async def test_a_case_is_settled_within_a_month_and_the_last_day_is_no_saturday(people: Staff, today: Turn) -> None:
    # A month from 9 January 2019 is 9 February, a Saturday: Monday the 11th.
    today(date(2019, 1, 14))
    made = await an_application(people, received_on="2019-01-09")

    clock = named(await clocks(people.clerk, made.id), "explanation")

    assert (clock["raw_last_day"], clock["last_day"], clock["days_left"]) == ("2019-02-09", "2019-02-11", 28)
    assert "art. 57 § 4 k.p.a." in clock["articles"]
    assert (await made.shown())["settle_by"] == "2019-02-11"
    task = await only(people.clerk, "application_settle")
    assert (task["due_on"], task["application"], task["signs"]) == ("2019-02-11", made.id, ["GOPS.5211.1.2019"])


@pytest.mark.asyncio
async def test_christmas_eve_is_a_working_day_until_2024_and_a_free_one_since(people: Staff, today: Turn) -> None:
    ends = {}
    for year in (2024, 2025):
        today(date(year, 12, 1))
        made = await an_application(people, serial=year, received_on=f"{year}-11-24")
        ends[year] = named(await clocks(people.clerk, made.id), "explanation")["last_day"]
        assert (await only(people.clerk, "application_settle", application=made.id))["due_on"] == ends[year]

    assert ends == {2024: "2024-12-24", 2025: "2025-12-29"}


@pytest.mark.asyncio
async def test_the_notice_of_delay_is_called_for_the_day_after_the_last_and_the_new_day_is_the_term(
    people: Staff, today: Turn
) -> None:
    made = await an_application(people)
    today(date(2019, 2, 8))
    on_the_last_day = await kinds(people.clerk, application=made.id, whose="office")
    early = await refused(people.clerk, made.id, "delays", 0, reason="Brak akt.", new_day="2019-02-08")
    today(date(2019, 2, 9))
    after_it = await kinds(people.clerk, application=made.id, whose="office")
    overdue = await only(people.clerk, "application_settle")

    await noted(people.clerk, made.id, "delays", 0, reason="Czekamy na akta.", new_day="2019-03-04")

    assert on_the_last_day == ["application_settle"]
    assert early == (422, "validation_failed")
    assert after_it == ["application_settle", "delay_notice"]
    assert (overdue["due_on"], overdue["days_left"]) == ("2019-02-08", -1)
    assert await kinds(people.clerk, application=made.id, whose="office") == ["application_settle"]
    found = await clocks(people.clerk, made.id)
    assert (named(found, "explanation")["last_day"], named(found, "explanation")["new_day"]) == (
        "2019-03-04", "2019-03-04",
    )  # fmt: skip
    assert [(one["term_was"], one["new_day"]) for one in found["delays"]] == [("2019-02-08", "2019-03-04")]
    today(date(2019, 3, 5))
    assert await kinds(people.clerk, application=made.id, whose="office") == ["application_settle", "delay_notice"]


@pytest.mark.asyncio
async def test_an_especially_complicated_case_has_two_months(people: Staff) -> None:
    made = await an_application(people)

    version = await noted(people.clerk, made.id, "complex", 0, reason="Koordynacja z innym państwem.")
    again = await refused(people.clerk, made.id, "complex", version, reason="Koordynacja z innym państwem.")

    found = await clocks(people.clerk, made.id)
    assert (found["kind"], found["clocks"][-1]["last_day"]) == ("complex", "2019-03-08")
    assert again == (409, "case_already_complex")
    assert (await only(people.clerk, "application_settle"))["due_on"] == "2019-03-08"


@pytest.mark.asyncio
async def test_days_of_a_suspension_do_not_count_and_the_clock_stands_while_it_lasts(
    people: Staff, today: Turn
) -> None:
    made = await an_application(people)
    today(date(2019, 1, 20))
    version = await noted(
        people.clerk, made.id, "pauses", 0, ground="mediation", first_day="2019-01-14", reason="Trwa mediacja."
    )
    standing = named(await clocks(people.clerk, made.id), "explanation")
    while_it_stands = await kinds(people.clerk)
    today(date(2019, 1, 25))

    await noted(people.clerk, made.id, "pauses/1/end", version, last_day="2019-01-23")

    assert (standing["last_day"], while_it_stands) == (None, [])
    # Ten days, 14-23 January: 8 February becomes 18 February, a Monday.
    clock = named(await clocks(people.clerk, made.id), "explanation")
    assert (clock["last_day"], clock["days_not_counted"]) == ("2019-02-18", 10)
    assert (await only(people.clerk, "application_settle"))["due_on"] == "2019-02-18"
    assert await refused(people.clerk, made.id, "pauses/1/end", 2, last_day="2019-01-23") == (409, "pause_ended")
    assert await refused(people.clerk, made.id, "pauses/2/end", 2, last_day="2019-01-23") == (404, "pause_not_found")


@pytest.mark.asyncio
async def test_a_call_stops_the_clock_and_has_a_term_of_the_party_watched_from_both_sides_of_its_last_day(
    people: Staff, today: Turn
) -> None:
    made = await an_application(people)
    await made.done("calls", defects=[UNSIGNED])
    undelivered = await kinds(people.clerk)
    today(date(2019, 1, 31))
    await made.done("calls/1/deliver", on="2019-01-14")
    today(date(2019, 1, 28))
    on_the_last_day = await only(people.clerk, "call_answer")
    today(date(2019, 1, 29))
    after_it = await kinds(people.clerk, whose="office")

    assert undelivered == ["call_undelivered"]
    assert (on_the_last_day["due_on"], on_the_last_day["days_left"], on_the_last_day["whose"]) == (
        "2019-01-28",
        0,
        "party",
    )
    assert after_it == ["call_unanswered", "application_settle"]
    # 10-28 January do not count: nineteen days after 8 February.
    assert (await only(people.clerk, "application_settle"))["due_on"] == "2019-02-27"
    assert (await made.shown())["settle_by"] == "2019-02-27"
    assert await kinds(people.clerk, kind="call_answer") == []


@pytest.mark.asyncio
async def test_a_settled_application_has_no_clock_and_nothing_is_noted_of_it(people: Staff) -> None:
    made = await an_application(people)
    await made.done("withdraw")

    found = named(await clocks(people.clerk, made.id), "explanation")

    assert (found["ended"], found["overdue"], found["days_left"]) == ("withdrawn", False, None)
    # What is left is the decision that discontinues the proceedings (art. 105 § 2).
    assert await kinds(people.clerk) == ["discontinue_withdrawn"]
    assert await refused(people.clerk, made.id, "complex", 0, reason="Za późno.") == (409, "clock_stopped")


@pytest.mark.asyncio
async def test_what_is_noted_of_a_clock_takes_the_version_that_was_read(people: Staff) -> None:
    made = await an_application(people)
    await noted(people.clerk, made.id, "complex", 0, reason="Wielu świadków.")

    stale = await refused(
        people.clerk, made.id, "pauses", 0, ground="mediation", first_day="2019-01-10", reason="Mediacja."
    )

    assert stale == (412, "version_mismatch")
