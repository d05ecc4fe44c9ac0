"""Stays over HTTP: begun, charged, their months entered and confirmed by another, ended; refused; listed; hidden; in the person's file."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kit.db import Database
from kit.testing.clients import Office
from tests.casework.authority.test_sight import restricted
from tests.casework.log import events
from tests.casework.people import a_person
from tests.casework.rights import Staff
from tests.casework.tasks.the_list import kinds
from tests.services.social_assistance.care_homes.test_care_homes import a_home, code, ok

pytestmark = pytest.mark.postgres

STAYS, MONTHS = "/v1/support-stays", "/v1/support-months"
Turn = Callable[[date], None]
TERM = {"since": "2025-04", "by": "month", "amount": "300.00", "income": "1000.00", "due_day": 15}
"""Of a shelter, at its bound: 30 % of an income under the criterion of 1010.00 zł."""


async def a_stay(people: Staff, kind: str = "shelter", *, serial: int = 1, **other: Any) -> tuple[str, str]:
    """A stay since 3 April 2025 that the gmina charges for: its address, and who stays."""
    anna = await a_person(people.clerk, serial=serial)
    facility = await a_home(people, "Schronisko św. Brata Alberta", "shelter")
    body = {"person": anna, "kind": kind, "facility": facility, "since": "2025-04-03", "unit": "gops", "charged": True}
    made = await ok(people.clerk.post(STAYS, body | other))
    return f"{STAYS}/{made['id']}", anna


@pytest.mark.asyncio
async def test_a_month_is_entered_by_one_confirmed_by_another_and_owed_then(
    people: Staff, office: Office, database: Database
) -> None:
    stay, anna = await a_stay(people)
    await ok(people.clerk.post(f"{stay}/terms", TERM, if_match=1))
    await ok(people.clerk.post(f"{stay}/months", {"month": "2025-06"}, if_match=2))
    waiting = await kinds(people.clerk)
    not_yet = (await ok(people.auditor.get("/v1/fees")))["items"]
    confirmed = await ok(people.head.post(f"{MONTHS}/confirm", {"month": "2025-06"}))
    after = await kinds(people.clerk)
    again = await ok(people.head.post(f"{MONTHS}/confirm", {"month": "2025-06"}))
    (fee,) = (await ok(people.auditor.get("/v1/fees")))["items"]
    told = await events(database, "pl.gops.fee.assessed.v1")
    await ok(people.clerk.post(f"{stay}/months", {"month": "2025-06", "days": 0}, if_match=3))
    await ok(people.head.post(f"{MONTHS}/confirm", {"month": "2025-06"}))
    (gone,) = (await ok(people.auditor.get("/v1/fees")))["items"]
    shown = await ok(people.auditor.get(stay))

    assert not_yet == []
    assert (confirmed["state"], again["state"]) == ("confirmed", "known")
    assert ("support_month" in waiting, "support_month" in after) == (True, False)
    assert (fee["benefit"], fee["payer"], fee["open"], fee["due_on"]) == (
        "oplata_schronienie", anna, "300.00", "2025-07-15",
    )  # fmt: skip
    assert [(one["data"]["lines"][0]["rozdzial"], one["data"]["lines"][0]["source"]) for one in told] == [
        ("85295", "dochod_wlasny")
    ]
    assert (gone["id"], gone["open"]) == (fee["id"], "0.00")
    assert [(one["month"], one["number"], one["days"], one["fee"]) for one in shown["months"]] == [
        ("2025-06", 4, 0, "0.00")
    ]
    assert [(one["amount"], one["income"]) for one in shown["terms"]] == [("300.00", "1000.00")]


@pytest.mark.asyncio
async def test_who_entered_a_month_does_not_confirm_it(people: Staff, office: Office) -> None:
    both = office.caller("ewa", "head", "caseworker")
    stay, _ = await a_stay(people)
    await ok(people.clerk.post(f"{stay}/terms", TERM, if_match=1))
    await ok(both.post(f"{stay}/months", {"month": "2025-06"}, if_match=2))
    answer = await ok(both.post(f"{MONTHS}/confirm", {"month": "2025-06"}))

    assert answer["state"] == "incomplete"
    assert (await ok(people.auditor.get("/v1/fees")))["items"] == []


@pytest.mark.asyncio
async def test_a_stay_round_the_clock_is_revenue_of_the_state(people: Staff, database: Database) -> None:
    stay, _ = await a_stay(people, "day_centre_24h")
    term = {"since": "2025-04", "income": "2000.00", "place_grant": "2600.00", "due_day": 10}
    without = await people.clerk.post(f"{stay}/terms", {**term, "place_grant": None}, if_match=1)
    await ok(people.clerk.post(f"{stay}/terms", term, if_match=1))
    await ok(people.clerk.post(f"{stay}/months", {"month": "2025-06", "days": 15}, if_match=2))
    await ok(people.head.post(f"{MONTHS}/confirm", {"month": "2025-06"}))
    (told,) = await events(database, "pl.gops.fee.assessed.v1")

    assert (without.status_code, without.json()["errors"][0]["code"]) == (422, "place_grant")
    assert [(one["rozdzial"], one["source"], one["amount"]) for one in told["data"]["lines"]] == [
        ("85203", "dochod_panstwa", 70_000)
    ]


@pytest.mark.parametrize(("amount", "refused"), [("300.00", False), ("300.01", True)])
@pytest.mark.asyncio
async def test_a_monthly_fee_above_the_acts_bound_is_refused(people: Staff, amount: str, refused: bool) -> None:
    stay, _ = await a_stay(people)
    answer = await people.clerk.post(f"{stay}/terms", {**TERM, "amount": amount}, if_match=1)

    assert (answer.status_code, answer.json().get("code")) == (
        (409, "support_fee_above_bound") if refused else (200, None)
    )


@pytest.mark.asyncio
async def test_what_does_not_fit_the_stay_is_refused(people: Staff) -> None:
    stay, anna = await a_stay(people)
    facility = (await ok(people.auditor.get(stay)))["facility"]
    body = {"person": anna, "kind": "shelter", "facility": facility, "unit": "gops"}
    nobodys = await people.clerk.post(STAYS, {**body, "kind": "family_home", "charged": True})
    unknown = await people.clerk.post(STAYS, {**body, "kind": "family_home", "facility": anna})
    twice = await code(people.clerk.post(STAYS, body))
    bare = await code(people.clerk.post(f"{stay}/months", {"month": "2025-06"}, if_match=1))
    await ok(people.clerk.post(f"{stay}/terms", TERM, if_match=1))
    wrong = []
    for month in ({"month": "2025-03"}, {"month": "2025-08"}, {"month": "2025-04", "days": 29}):
        wrong.append((await people.clerk.post(f"{stay}/months", month, if_match=2)).json()["errors"][0]["code"])
    await ok(people.clerk.post(f"{stay}/months", {"month": "2025-04", "days": 28}, if_match=2))
    await ok(people.clerk.post(f"{stay}/months", {"month": "2025-05"}, if_match=3))
    not_over = await people.head.post(f"{MONTHS}/confirm", {"month": "2025-07"})

    assert nobodys.json()["errors"][0]["code"] == "not_charged_here"
    assert unknown.json()["errors"][0]["code"] == "facility_unknown"
    assert twice == (409, "support_stay_exists")
    assert bare == (409, "support_month_not_charged")
    assert wrong == ["month_outside", "month_outside", "days_outside"]
    assert not_over.json()["errors"][0]["code"] == "month_not_over"
    assert await code(people.clerk.post(f"{stay}/cancel", {}, if_match=4)) == (409, "support_stay_has_months")
    assert await code(people.clerk.post(f"{stay}/end", {"on": "2025-04-30"}, if_match=4)) == (
        409, "support_stay_has_months",
    )  # fmt: skip
    await ok(people.clerk.post(f"{stay}/end", {"on": "2025-05-31"}, if_match=4))
    await ok(people.clerk.post(STAYS, {**body, "since": "2025-06-01"}))


@pytest.mark.parametrize(("grant", "refused"), [("0.00", True), ("0.01", False)])
@pytest.mark.asyncio
async def test_a_grant_for_a_place_is_more_than_nothing(people: Staff, grant: str, refused: bool) -> None:
    stay, _ = await a_stay(people, "day_centre_24h")
    term = {"since": "2025-04", "income": "2000.00", "place_grant": grant, "due_day": 10}
    answer = await people.clerk.post(f"{stay}/terms", term, if_match=1)
    wrong = [(one["pointer"], one["code"]) for one in answer.json().get("errors", ())]

    assert (answer.status_code, wrong) == ((422, [("/place_grant", "amount_zero")]) if refused else (200, []))


@pytest.mark.asyncio
async def test_a_stay_does_not_end_before_days_that_were_entered(people: Staff) -> None:
    stay, _ = await a_stay(people)
    await ok(people.clerk.post(f"{stay}/terms", {**TERM, "by": "day", "amount": "10.00"}, if_match=1))
    await ok(people.clerk.post(f"{stay}/months", {"month": "2025-04", "days": 8}, if_match=2))
    too_early = await code(people.clerk.post(f"{stay}/end", {"on": "2025-04-09"}, if_match=3))
    await ok(people.clerk.post(f"{stay}/months", {"month": "2025-04", "days": 7}, if_match=3))
    ended = await ok(people.clerk.post(f"{stay}/end", {"on": "2025-04-09"}, if_match=4))

    assert too_early == (409, "support_stay_has_months")
    assert ended["state"] == "ended"


@pytest.mark.asyncio
async def test_nights_are_free_and_need_no_term(people: Staff) -> None:
    anna, facility = await a_person(people.clerk), await a_home(people, "Noclegownia", "shelter")
    body = {"person": anna, "kind": "night_shelter", "facility": facility, "since": "2025-06-10", "unit": "gops"}
    stay = f"{STAYS}/{(await ok(people.clerk.post(STAYS, body)))['id']}"
    termed = await people.clerk.post(f"{stay}/terms", {**TERM, "since": "2025-06"}, if_match=1)
    await ok(people.clerk.post(f"{stay}/months", {"month": "2025-06"}, if_match=1))
    await ok(people.head.post(f"{MONTHS}/confirm", {"month": "2025-06"}))
    (line,) = (await ok(people.auditor.get(MONTHS)))["items"]

    assert termed.json()["errors"][0]["code"] == "free_of_charge"
    assert (line["days"], line["fee"], line["state"]) == (21, "0.00", "confirmed")
    assert (await ok(people.auditor.get("/v1/fees")))["items"] == []


@pytest.mark.asyncio
async def test_stays_and_months_are_filtered_sorted_and_printed(people: Staff) -> None:
    first, anna = await a_stay(people)
    second, _ = await a_stay(people, "shelter_with_care", serial=2, since="2025-05-02")
    for stay, since in ((first, "2025-04"), (second, "2025-05")):
        await ok(people.clerk.post(f"{stay}/terms", {**TERM, "since": since}, if_match=1))
        await ok(people.clerk.post(f"{stay}/months", {"month": "2025-06"}, if_match=2))
    await ok(people.clerk.post(f"{first}/months", {"month": "2025-05"}, if_match=3))
    one, other = (stay.rpartition("/")[2] for stay in (first, second))

    async def listed(path: str = STAYS, name: str = "id", **query: object) -> list[str]:
        return [str(item[name]) for item in (await ok(people.auditor.get(path, **query)))["items"]]

    page = await ok(people.auditor.get(STAYS, limit=1))
    assert await listed() == [one, other]
    assert await listed(sort="-since") == [other, one]
    assert await listed(person=anna) == await listed(kind="shelter") == await listed(on="2025-05-01") == [one]
    assert await listed(state="ended") == []
    assert await listed(limit=1, cursor=page["next_cursor"]) == [other]
    assert len((await people.auditor.get(STAYS, format="csv")).text.splitlines()) == 3
    assert await listed(MONTHS, "month") == ["2025-05", "2025-06", "2025-06"]
    assert await listed(MONTHS, "month", sort="-month") == ["2025-06", "2025-06", "2025-05"]
    assert (
        await listed(MONTHS, "stay", month="2025-05")
        == await listed(MONTHS, "stay", stay=one, month="2025-06")
        == [one]
    )
    assert await listed(MONTHS, "stay", kind="shelter_with_care", state="entered") == [other]
    assert len((await people.auditor.get(MONTHS, format="csv")).text.splitlines()) == 4
    assert await code(people.auditor.get(MONTHS, nobody="x")) == (422, "unknown_parameter")


@pytest.mark.asyncio
async def test_a_hidden_person_has_no_stay_and_another_gmina_has_none(people: Staff, office: Office) -> None:
    stay, anna = await a_stay(people)
    await ok(people.clerk.post(f"{stay}/terms", TERM, if_match=1))
    await ok(people.clerk.post(f"{stay}/months", {"month": "2025-06"}, if_match=2))
    ola, other = office.caller("ola", "caseworker"), office.caller("ola", "caseworker", gmina="990101")
    await restricted(people, "person", anna)

    for caller in (ola, other):
        assert await code(caller.get(stay)) == (404, "support_stay_not_found")
        for path in (STAYS, MONTHS):
            assert (await ok(caller.get(path)))["items"] == []


@pytest.mark.asyncio
async def test_a_person_is_told_what_the_register_holds_of_her(people: Staff) -> None:
    stay, anna = await a_stay(people)
    await ok(people.clerk.post(f"{stay}/terms", TERM, if_match=1))
    await ok(people.clerk.post(f"{stay}/months", {"month": "2025-06"}, if_match=2))
    file = await ok(people.head.get(f"/v1/persons/{anna}/file"))
    (says,) = [one["says"] for one in file["registers"] if one["register_code"] == "support_stay"]

    assert (says["kind"], says["since"], says["until"]) == ("schronisko dla osób bezdomnych", "2025-04-03", None)
    assert says["terms"] == ["od 2025-04: 300.00, dochód 1000.00 na 1 os."]
    assert says["months"] == ["2025-06: 30, 0, 300.00"]
