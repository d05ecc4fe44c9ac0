"""The months to come over HTTP: what is bound, what is not yet, arrears and held months apart, and what ends when."""

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest

from kit.db import Database
from kit.feed.envelope import new_id
from tests.casework.payments.a_list import an_approved
from tests.casework.people import a_person
from tests.casework.rights import Staff, an_award, issued, recorded

pytestmark = pytest.mark.postgres

Turn = Callable[[date], None]
NEXT = """
INSERT INTO award (gmina, id, benefit, variant, unit, entitled, recipient, origin, state, since, until)
SELECT gmina, %s, benefit, 'duza', unit, entitled, recipient, 'imported', 'active', '2020-01-01', NULL FROM award WHERE id = %s
"""
NEXT_AMOUNT = (
    "INSERT INTO award_amount (gmina, award, since, until, amount) VALUES ('101805', %s, '2020-01-01', NULL, 70000)"
)


async def forecast(people: Staff, first: str, months: int = 1, **other: Any) -> dict[str, Any]:
    answer = await people.accountant.get("/v1/forecast", **{"from": first, "months": months, **other})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def rows(found: dict[str, Any]) -> list[tuple[str, str, str, int, str]]:
    return [(one["month"], one["benefit"], one["kind"], one["rights"], one["amount"]) for one in found["rows"]]


@pytest.mark.asyncio
async def test_every_month_tells_what_is_bound_by_benefit_line_and_source(people: Staff) -> None:
    for serial in (1, 2):
        await an_award(people, serial=serial)
    await an_award(people, "100.01", serial=3, benefit="zasilek_mieszany")

    found = await forecast(people, "2019-02", 2)

    assert rows(found)[:3] == [
        ("2019-02", "zasilek_mieszany", "committed", 1, "60.01"),
        ("2019-02", "zasilek_mieszany", "committed", 1, "40.00"),
        ("2019-02", "zasilek_staly_testowy", "committed", 2, "1290.00"),
    ]
    assert [(one["rozdzial"], one["paragraf"], one["source"]) for one in found["rows"][:3]] == [
        ("85214", "3110", "dotacja_wlasne_2030"),
        ("85214", "3110", "srodki_wlasne"),
        ("85502", "3110", "dotacja_zlecone_2010"),
    ]
    assert [(one["month"], one["source"], one["needed"]) for one in found["needed"]] == [
        ("2019-02", "dotacja_wlasne_2030", "60.01"),
        ("2019-02", "srodki_wlasne", "40.00"),
        ("2019-02", "dotacja_zlecone_2010", "1290.00"),
        ("2019-03", "dotacja_wlasne_2030", "60.01"),
        ("2019-03", "srodki_wlasne", "40.00"),
        ("2019-03", "dotacja_zlecone_2010", "1290.00"),
    ]
    assert (found["first_month"], found["last_month"], found["not_booked"]) == ("2019-02", "2019-03", [])


@pytest.mark.asyncio
async def test_arrears_of_months_that_are_over_stand_apart_in_the_first_month(people: Staff, today: Turn) -> None:
    await an_award(people)
    today(date(2019, 3, 5))

    found = await forecast(people, "2019-04", 2)

    assert rows(found) == [
        ("2019-04", "zasilek_staly_testowy", "arrears", 2, "1290.00"),
        ("2019-04", "zasilek_staly_testowy", "committed", 1, "645.00"),
        ("2019-05", "zasilek_staly_testowy", "committed", 1, "645.00"),
    ]
    assert [(one["arrears"], one["needed"]) for one in found["needed"]] == [("1290.00", "1935.00"), ("0.00", "645.00")]


@pytest.mark.asyncio
async def test_what_an_approved_list_pays_is_not_asked_for_again(people: Staff, today: Turn) -> None:
    await an_award(people)
    today(date(2019, 2, 25))
    await an_approved(people, "2019-01")
    await an_approved(people, "2019-02")

    found = await forecast(people, "2019-02", 2)

    assert rows(found) == [("2019-03", "zasilek_staly_testowy", "committed", 1, "645.00")]


@pytest.mark.asyncio
async def test_a_held_right_is_told_and_not_asked_for(people: Staff) -> None:
    award = await an_award(people)
    answer = await people.clerk.post(f"/v1/awards/{award}/suspend", {"reason": "facts_being_checked"}, if_match=1)
    assert answer.status_code == 200, answer.text

    found = await forecast(people, "2019-02")

    assert rows(found) == [("2019-02", "zasilek_staly_testowy", "held", 1, "645.00")]
    assert [(one["held"], one["needed"]) for one in found["needed"]] == [("645.00", "0.00")]


@pytest.mark.asyncio
async def test_a_right_until_further_notice_is_not_bound_behind_its_year(people: Staff) -> None:
    person = await a_person(people.clerk)
    body = recorded(person)
    body["recorded"]["last_month"] = None
    await issued(people, body)

    found = await forecast(people, "2019-12", 2)

    assert rows(found) == [
        ("2019-12", "zasilek_staly_testowy", "committed", 1, "645.00"),
        ("2020-01", "zasilek_staly_testowy", "uncommitted", 1, "645.00"),
    ]


@pytest.mark.asyncio
async def test_what_ends_is_told_with_the_age_that_is_reached_and_whether_it_goes_on(
    people: Staff, database: Database
) -> None:
    child = await a_person(people.clerk, born=date(2001, 12, 9))
    adult = await a_person(people.clerk, born=date(1984, 5, 17), serial=2)
    (of_child,) = await issued(people, recorded(child))
    await issued(people, recorded(adult))
    following = new_id()
    async with database.tenant("101805") as connection:
        await connection.execute(NEXT, (following, of_child))
        await connection.execute(NEXT_AMOUNT, (following,))

    found = await forecast(people, "2019-11", 3)
    early = await forecast(people, "2019-10")

    assert found["endings"] == [
        {"month": "2019-12", "benefit": "zasilek_staly_testowy", "variant": None, "age": None, "rights": 1, "going_on": 0},
        {"month": "2019-12", "benefit": "zasilek_staly_testowy", "variant": None, "age": 18, "rights": 1, "going_on": 1},
    ]  # fmt: skip
    assert [one["amount"] for one in found["rows"]] == ["1290.00", "1290.00", "700.00"]
    assert early["endings"] == []


@pytest.mark.asyncio
async def test_money_of_a_benefit_whose_lines_end_stands_on_those_of_today_and_without_them_apart(
    people: Staff, today: Turn
) -> None:
    await an_award(people, benefit="zasilek_przeniesiony")
    person = await a_person(people.clerk, serial=2)
    body = recorded(person, benefit="zasilek_wygasly")
    body["recorded"]["last_month"] = None
    await issued(people, body)

    moved = await forecast(people, "2019-12", 2)
    today(date(2020, 1, 5))
    over = await forecast(people, "2020-02")

    assert [(one["month"], one["benefit"], one["rozdzial"]) for one in moved["rows"]] == [
        ("2019-12", "zasilek_przeniesiony", "85501"),
        ("2019-12", "zasilek_wygasly", "85502"),
        ("2020-01", "zasilek_wygasly", "85502"),
    ]
    assert [one["benefit"] for one in over["not_booked"]] == ["zasilek_wygasly"]
    assert {one["benefit"] for one in over["rows"]} == {"zasilek_przeniesiony"}


@pytest.mark.asyncio
async def test_it_is_saved_as_csv_and_as_a_spreadsheet(people: Staff) -> None:
    await an_award(people)
    asked = {"from": "2019-02", "months": 1}

    of_rows = await people.accountant.get("/v1/forecast", format="csv", **asked)
    needed = await people.accountant.get("/v1/forecast", format="csv", part="needed", **asked)
    sheet = await people.accountant.get("/v1/forecast", format="xlsx", **asked)

    (row,) = csv.DictReader(io.StringIO(of_rows.text))
    assert (row["month"], row["kind"], row["amount"]) == ("2019-02", "committed", "645.00")
    (sums,) = csv.DictReader(io.StringIO(needed.text))
    assert (sums["source"], sums["needed"]) == ("dotacja_zlecone_2010", "645.00")
    book = openpyxl.load_workbook(io.BytesIO(sheet.content))
    assert book.sheetnames == ["Zapotrzebowanie", "Prognoza", "Kończące się prawa", "Bez klasyfikacji"]
    assert [cell.value for cell in book["Zapotrzebowanie"][2]] == [
        "2019-02",
        "85502",
        "dotacja_zlecone_2010",
        645,
        0,
        0,
        645,
        0,
    ]


@pytest.mark.asyncio
async def test_only_one_benefit_and_none_that_is_not_there(people: Staff) -> None:
    await an_award(people)

    other = await forecast(people, "2019-02", benefit="zasilek_mieszany")
    unknown = await people.accountant.get("/v1/forecast", **{"from": "2019-02", "benefit": "nie_ma"})
    no_month = await people.accountant.get("/v1/forecast", **{"from": "2019-13"})

    assert (other["rows"], other["endings"]) == ([], [])
    assert (unknown.status_code, unknown.json()["code"]) == (422, "unknown_benefit")
    assert [one["pointer"] for one in unknown.json()["errors"]] == ["/query/benefit"]
    assert (no_month.status_code, no_month.json()["code"]) == (400, "invalid_parameter")


@pytest.mark.asyncio
async def test_an_answer_names_nobody(people: Staff) -> None:
    award = await an_award(people)
    person = (await people.auditor.get(f"/v1/awards/{award}")).json()["entitled"]

    answer = await people.accountant.get("/v1/forecast", **{"from": "2019-02", "months": 12})

    assert award not in answer.text
    assert person not in answer.text
