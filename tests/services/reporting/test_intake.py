"""What the finance system sends: all rows or none, once, and never a row on codes that are not in force."""

from datetime import date
from uuid import uuid4

import pytest

from casework.facts.money import PAYMENT_APPROVED, PAYMENT_RETURNED
from kit.testing.databases import ServiceDatabase
from tests.services.reporting.an_office import (
    BOOKING_HEADER,
    PLAN_HEADER,
    an_office,
    booking_row,
    csv_of,
    plan_row,
)
from tests.services.reporting.logs import Log

pytestmark = pytest.mark.postgres

# Asked as known on a day, a statement is made from the facts and not from the projection.
LATER = "2199-12-31"


@pytest.mark.asyncio
async def test_one_bad_row_and_nothing_is_written(reporting_database: ServiceDatabase, fresh_gmina: str) -> None:
    async with an_office(reporting_database.dsn, gmina=fresh_gmina) as office:
        refused = await office.send(
            "/v1/plans",
            csv_of(
                PLAN_HEADER, plan_row(), plan_row("12,5"), plan_row(task_kind="inne"), plan_row(act_day="yesterday")
            ).replace("12,5", '"12,5"'),
        )
        plans = (await office.as_("accountant").get("/v1/plans")).json()
    assert (refused.status_code, refused.json()["code"]) == (422, "rows_refused")
    assert [error["pointer"] for error in refused.json()["errors"]] == [
        "/rows/1/amount",
        "/rows/2/task_kind",
        "/rows/3/act_day",
    ]
    assert plans["items"] == []


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"rozdzial": "85212", "dzial": "852"}, "rozdzial", "rozdzial_not_in_force"),
        ({"dzial": "900", "rozdzial": "90001"}, "dzial", "dzial_not_in_force"),
        ({"rozdzial": "85502"}, "rozdzial", "rozdzial_of_other_dzial"),
        ({"paragraf": "9990"}, "paragraf", "paragraf_not_in_force"),
        ({"source": "pozyczka"}, "source", "source_unknown"),
    ],
)
async def test_a_booking_on_codes_not_in_force_is_refused_with_its_row(
    reporting_database: ServiceDatabase, fresh_gmina: str, changed: dict[str, str], field: str, code: str
) -> None:
    async with an_office(reporting_database.dsn, gmina=fresh_gmina) as office:
        refused = await office.send("/v1/bookings", csv_of(BOOKING_HEADER, booking_row(), booking_row(**changed)))
        feed = await office.as_("system").get("/v1/events")
    assert refused.status_code == 422
    assert [(e["pointer"], e["code"]) for e in refused.json()["errors"]] == [(f"/rows/1/{field}", code)]
    assert feed.json() == []


@pytest.mark.asyncio
async def test_the_same_document_again_is_nothing_and_another_content_is_a_conflict(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    two_rows = csv_of(BOOKING_HEADER, booking_row("10.00"), booking_row("5.00", paragraf="4110"))
    async with an_office(reporting_database.dsn, gmina=fresh_gmina) as office:
        first = await office.send("/v1/bookings", two_rows)
        again = await office.send("/v1/bookings", two_rows)
        changed = await office.send("/v1/bookings", csv_of(BOOKING_HEADER, booking_row("11.00")))
        version = await office.send("/v1/bookings", csv_of(BOOKING_HEADER, booking_row("11.00", document_version=2)))
        total = (await office.statement()).json()["total"]["executed"]
    assert (first.json()["state"], again.json()["state"]) == ("recorded", "known")
    assert (changed.status_code, changed.json()["code"]) == (409, "booking_changed")
    assert (version.status_code, version.json()["code"]) == (409, "booking_version_stands")
    assert total == "15.00"


@pytest.mark.asyncio
async def test_a_document_is_corrected_by_reversal_and_a_new_version(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    async with an_office(reporting_database.dsn, gmina=fresh_gmina) as office:
        accountant = office.as_("accountant")
        row = booking_row("10.00", declared="rodzina=3")
        document = (await office.send("/v1/bookings", csv_of(BOOKING_HEADER, row))).json()["id"]
        reversed_once = await accountant.post(f"/v1/bookings/{document}/reverse")
        reversed_twice = await accountant.post(f"/v1/bookings/{document}/reverse")
        nobody = await accountant.post(f"/v1/bookings/{uuid4()}/reverse")
        row = booking_row("12.00", document_version=2, declared="rodzina=4")
        await office.send("/v1/bookings", csv_of(BOOKING_HEADER, row))
        statement = (await office.statement()).json()
        listed = (await accountant.get("/v1/bookings", sort="booked_on")).json()["items"]
    assert (reversed_once.status_code, reversed_twice.status_code, nobody.status_code) == (201, 409, 404)
    assert statement["total"]["executed"] == "12.00"
    assert statement["rows"][0]["lines"][0]["declared"] == [{"unit": "rodzina", "value": 4}]
    assert [(b["document_version"], b["amount"], b["reversal"]) for b in listed] == [
        (1, "10.00", False),
        (1, "-10.00", True),
        (2, "12.00", False),
    ]


@pytest.mark.asyncio
async def test_money_of_our_own_list_is_compared_and_never_added(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    paid_list = str(uuid4())
    log = Log(fresh_gmina)
    log.pay(10000, document=("payment_list", paid_list, 1))
    log.pay(5000, document=("payment_list", paid_list, 1))
    mirror = {
        "dzial": "855",
        "rozdzial": "85502",
        "paragraf": "3110",
        "task_kind": "zlecone",
        "source": "dotacja_zlecone_2010",
    }
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        row = booking_row("140.00", document_id="WB/1", mirrors=paid_list, benefit="", **mirror)
        assert (await office.send("/v1/bookings", csv_of(BOOKING_HEADER, row))).status_code == 201
        short = (await office.statement()).json()
        row = booking_row("10.00", document_id="WB/2", mirrors=paid_list, benefit="", **mirror)
        await office.send("/v1/bookings", csv_of(BOOKING_HEADER, row))
        even = (await office.statement()).json()
        proof = (await office.as_("auditor").get("/v1/proof", year=2019)).json()
    difference = {
        "payment_list": paid_list, "measure": "expenditure", "side": "expenditure", "dzial": "855", "rozdzial": "85502",
        "paragraf": "3110", "task_kind": "zlecone", "source": "dotacja_zlecone_2010", "paid": "150.00", "booked": "140.00",
        "difference": "-10.00",
    }  # fmt: skip
    assert (short["total"]["executed"], short["proof"]["mirrors"]) == ("150.00", [difference])
    assert (even["total"]["executed"], even["proof"]["mirrors"]) == ("150.00", [])
    assert proof["mirrors"] == []


@pytest.mark.asyncio
async def test_a_list_is_even_again_when_both_sides_took_its_money_back(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    paid_list = str(uuid4())
    log = Log(fresh_gmina)
    log.pay(10000, kind=PAYMENT_APPROVED, measure="liability", document=("payment_list", paid_list, 1))
    log.pay(10000, document=("payment_list", paid_list, 2))
    back = {"reverses": ("family_benefits", 2, "same_year_return"), "document": ("payment", str(uuid4()), 3)}
    log.pay(-10000, kind=PAYMENT_RETURNED, on=date(2019, 5, 7), benefits="-1.000", list=paid_list, **back)
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        await office.send("/v1/bookings", csv_of(BOOKING_HEADER, _mirror("100.00", paid_list, document_id="WB/1")))
        short = (await office.statement()).json()["proof"]["mirrors"]
        await office.send("/v1/bookings", csv_of(BOOKING_HEADER, _mirror("-100.00", paid_list, document_id="WB/2")))
        even = (await office.statement()).json()
        even_then = (await office.statement(known_on=LATER)).json()
    assert [(one["paid"], one["booked"]) for one in short] == [("0.00", "100.00")]
    assert (even["proof"]["mirrors"], even_then["proof"]["mirrors"]) == ([], [])
    assert even["total"]["executed"] == "0.00"


@pytest.mark.asyncio
@pytest.mark.parametrize("asked", [{}, {"known_on": LATER}], ids=["now", "as known on a day"])
async def test_the_same_money_on_another_paragraf_or_measure_is_a_difference(
    reporting_database: ServiceDatabase, fresh_gmina: str, asked: dict[str, str]
) -> None:
    paid_list = str(uuid4())
    log = Log(fresh_gmina)
    log.pay(10000, kind=PAYMENT_APPROVED, measure="liability", document=("payment_list", paid_list, 1))
    log.pay(10000, document=("payment_list", paid_list, 2))
    rows = [
        _mirror("60.00", paid_list, paragraf="3119"),
        _mirror("40.00", paid_list, measure="liability"),
    ]
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        await office.send("/v1/bookings", csv_of(BOOKING_HEADER, *rows))
        proof = (await office.statement(**asked)).json()["proof"]
    found = [
        (one["measure"], one["paragraf"], one["paid"], one["booked"], one["difference"]) for one in proof["mirrors"]
    ]
    assert found == [
        ("expenditure", "3110", "100.00", "0.00", "-100.00"),
        ("expenditure", "3119", "0.00", "60.00", "60.00"),
        ("liability", "3110", "100.00", "40.00", "-60.00"),
    ]
    assert proof["mirrors_count"] == 3


def _mirror(amount: str, paid_list: str, **changed: object) -> str:
    """What the finance system booked for a list of świadczenia rodzinne."""
    codes = {
        "dzial": "855",
        "rozdzial": "85502",
        "paragraf": "3110",
        "task_kind": "zlecone",
        "source": "dotacja_zlecone_2010",
    }
    return booking_row(amount, **{"benefit": "", "mirrors": paid_list, **codes, **changed})


@pytest.mark.asyncio
async def test_an_act_is_taken_once_and_never_with_other_rows(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    async with an_office(reporting_database.dsn, gmina=fresh_gmina) as office:
        first = await office.send(
            "/v1/plans", csv_of(PLAN_HEADER, plan_row("5.00"), plan_row("7.00", rozdzial="85501"))
        )
        again = await office.send(
            "/v1/plans", csv_of(PLAN_HEADER, plan_row("7.00", rozdzial="85501"), plan_row("5.00"))
        )
        changed = await office.send("/v1/plans", csv_of(PLAN_HEADER, plan_row("6.00")))
        shown = (await office.as_("reporter").get("/v1/plans", limit=1)).json()
        rest = (await office.as_("reporter").get("/v1/plans", limit=1, cursor=shown["next_cursor"])).json()
    assert (first.json()["state"], again.json()["state"]) == ("recorded", "known")
    assert (changed.status_code, changed.json()["code"]) == (409, "plan_act_changed")
    assert [row["amount"] for row in shown["items"] + rest["items"]] == ["5.00", "7.00"]


@pytest.mark.asyncio
async def test_rows_come_as_json_too_and_a_repeated_request_gives_its_answer(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    row = dict(zip(BOOKING_HEADER.split(","), booking_row().split(","), strict=True))
    row = {name: value for name, value in row.items() if value} | {"document_version": 1, "budget_year": 2019}
    row["declared"] = [{"unit": "karta", "value": 2}]  # type: ignore[assignment]
    async with an_office(reporting_database.dsn, gmina=fresh_gmina) as office:
        first = await office.send("/v1/bookings", {"rows": [row]}, key="one-key")
        again = await office.send("/v1/bookings", {"rows": [row]}, key="one-key")
        other = await office.send("/v1/bookings", {"rows": [row | {"amount": "1.00"}]}, key="one-key")
    assert first.status_code == 201, first.text
    assert (again.json(), again.headers["Idempotency-Replayed"]) == (first.json(), "true")
    assert other.status_code == 422


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("content", "status"),
    [
        ("", 422),
        ("amount\n", 422),
        ("unit,unit\n1,2\n", 422),
        ("surname\nKowalska\n", 422),
        ('unit\n"open', 400),
        ("unit,year\ngops\n", 422),
        ("unit\ng\x00ops\n", 422),
        ({"rows": "x"}, 422),
        ([], 422),
        ({"rows": [1, None, {}]}, 422),
    ],
)
async def test_whatever_is_sent_the_answer_is_a_problem_and_never_repeats_it(
    reporting_database: ServiceDatabase, fresh_gmina: str, content: object, status: int
) -> None:
    async with an_office(reporting_database.dsn, gmina=fresh_gmina) as office:
        for path in ("/v1/plans", "/v1/bookings"):
            answer = await office.send(path, content)
            assert answer.status_code in (status, 400 if "\x00" in str(content) else status), answer.text
            assert answer.headers["content-type"] == "application/problem+json"
            assert "Kowalska" not in answer.text


@pytest.mark.asyncio
async def test_only_the_accountant_brings_money_in(reporting_database: ServiceDatabase, fresh_gmina: str) -> None:
    async with an_office(reporting_database.dsn, gmina=fresh_gmina) as office:
        for role in ("reporter", "caseworker", "regional_viewer", "auditor"):
            refused = await office.send("/v1/bookings", csv_of(BOOKING_HEADER, booking_row()), role=role)
            assert refused.status_code == 403
