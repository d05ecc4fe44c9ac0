"""The history of a case and its metryka."""

import csv
import io
from collections.abc import Callable
from datetime import date

import pytest

from casework.records.acts import TITLES, WITHOUT_AN_OFFICIAL
from kit.testing.clients import Office
from tests.casework.overpayments.a_debt import undue
from tests.casework.payments.a_list import payments_of
from tests.casework.records.a_file import closed, ok, opened, settled
from tests.casework.rights import Staff

pytestmark = pytest.mark.postgres
Turn = Callable[[date], None]


async def acts(people: Staff, case: str) -> list[tuple[str, str, str | None]]:
    items = (await people.head.get(f"/v1/cases/{case}/history", limit=500)).json()["items"]
    return [(one["on"], one["act"], one["by"]) for one in items]


@pytest.mark.asyncio
async def test_the_history_tells_a_case_from_its_application_to_its_closing(people: Staff, today: Turn) -> None:
    file = await closed(people, today)

    told = await acts(people, file.case)

    assert told == sorted(told, key=lambda one: one[0])
    assert {(act, by) for _, act, by in told} == {
        ("application_register", "jan"), ("case_opened", "jan"), ("decision_prepared", "jan"), ("decision_approved", "ewa"),
        ("decision_issued", "jan"), ("application_decide", "jan"), ("letter_made", "jan"), ("award_made", "jan"),
        ("party_noted", "jan"), ("delivery_sent", "jan"), ("delivery_noted", "jan"), ("decision_delivered", None),
        ("decision_became_final", None), ("payment_settled", None), ("case_closed", "jan"),
    }  # fmt: skip
    assert [on for on, act, _ in told if act == "payment_settled"] == ["2019-01-28", "2019-02-28", "2019-03-28"]
    assert told[0][:2] == ("2019-01-08", "application_register")
    assert told[-1] == ("2019-04-30", "case_closed", "jan")


@pytest.mark.asyncio
async def test_what_was_unduly_paid_stands_in_the_history_with_amounts_in_zloty(people: Staff, today: Turn) -> None:
    file = await settled(people, today)
    listed = (await people.accountant.get("/v1/payments", award=file.award, limit=10)).json()
    payments = listed["items"] if "items" in listed else await payments_of(people, "")
    await undue(people, payments[0])

    items = (await people.head.get(f"/v1/cases/{file.case}/history", limit=500)).json()["items"]

    told = {one["act"]: one for one in items if one["kind"] == "overpayment"}
    assert set(told) == {"overpayment_registered", "overpayment_establishment"}
    assert told["overpayment_establishment"]["detail"]["amount"] == "645.00"
    # The day of the official's act; that of the payment stands in the detail.
    assert told["overpayment_establishment"]["on"] == told["overpayment_registered"]["on"] > payments[0]["booked_on"]
    assert told["overpayment_establishment"]["detail"]["day"] == payments[0]["booked_on"]
    assert all(one["title"] != one["act"] for one in items)


@pytest.mark.asyncio
async def test_who_took_an_undue_payment_back_stands_in_the_history_and_on_the_debt(people: Staff, today: Turn) -> None:
    file = await settled(people, today)
    payments = (await people.accountant.get("/v1/payments", award=file.award)).json()["items"]
    debt = await undue(people, payments[0])
    today(date(2019, 5, 6))
    answer = await people.head.post(f"/v1/overpayments/{debt}/withdraw", {"reason": "registered_in_error"}, if_match=1)
    assert answer.status_code == 200, answer.text

    (shown,) = (await people.head.get(f"/v1/overpayments/{debt}")).json()["acts"]
    items = (await people.head.get(f"/v1/cases/{file.case}/history", limit=500)).json()["items"]

    (told,) = [one for one in items if one["act"] == "overpayment_withdrawn"]
    assert (shown["act"], shown["on"], shown["by"], shown["reason"]) == (
        "withdrawn",
        "2019-05-06",
        "ewa",
        "registered_in_error",
    )
    assert (told["on"], told["by"], told["detail"]) == (
        "2019-05-06",
        "ewa",
        {"overpayment": debt, "reason": "registered_in_error"},
    )


@pytest.mark.asyncio
async def test_the_history_is_read_page_by_page_without_a_hole(people: Staff, today: Turn) -> None:
    file = await closed(people, today)
    whole = await acts(people, file.case)

    paged, cursor = [], None
    while True:
        page = (await people.head.get(f"/v1/cases/{file.case}/history", limit=3, cursor=cursor)).json()
        paged += [(one["on"], one["act"], one["by"]) for one in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert paged == whole
    assert len(whole) > 12


@pytest.mark.asyncio
async def test_the_metryka_has_the_columns_of_the_regulation_with_names_and_posts_of_that_day(
    people: Staff, office: Office
) -> None:
    body = {
        "subject": "jan",
        "name": "Kowalska-Żółć Janina",
        "post": "inspektor",
        "since": "2018-01-01",
        "until": "2019-01-09",
    }
    await ok(people.head.post("/v1/staff", body))
    await ok(people.head.post("/v1/staff", {**body, "post": "starszy inspektor", "since": "2019-01-10", "until": None}))
    file = await opened(people)

    made = (await people.head.get(f"/v1/cases/{file.case}/metryka")).json()

    assert (made["sign"], made["title"], made["started_on"]) == (file.sign, "Zasiłki stałe", "2019-01-08")
    assert [row["number"] for row in made["rows"]] == list(range(1, len(made["rows"]) + 1))
    first, *_ = made["rows"]
    assert first == {
        "number": 1, "on": "2019-01-08", "official": "Kowalska-Żółć Janina", "post": "inspektor", "act": "Przyjęcie podania",
        "document": "RPW/1/2019",
    }  # fmt: skip
    issued = next(row for row in made["rows"] if row["act"] == "Wydanie decyzji")
    assert (issued["post"], issued["document"]) == ("starszy inspektor", file.sign)
    approved = next(row for row in made["rows"] if row["act"] == "Zatwierdzenie decyzji")
    assert (approved["official"], approved["post"]) == ("Grażyna Wąsik", "Kierownik GOPS")


@pytest.mark.asyncio
async def test_the_metryka_is_given_as_csv_and_as_an_accessible_pdf(people: Staff) -> None:
    file = await opened(people)
    address = f"/v1/cases/{file.case}/metryka"
    rows = (await people.head.get(address)).json()["rows"]

    table, paper = await people.head.get(address, format="csv"), await people.head.get(address, format="pdf")

    assert table.headers["content-type"].startswith("text/csv")
    assert [row["act"] for row in csv.DictReader(io.StringIO(table.text))] == [row["act"] for row in rows]
    assert (paper.headers["content-type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    assert b"pdfuaid" in paper.content


def test_every_act_has_one_title() -> None:
    assert not TITLES.keys() & WITHOUT_AN_OFFICIAL.keys()
    assert len(set(TITLES.values())) == len(TITLES)
