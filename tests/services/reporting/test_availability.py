"""What is left of the plan: every złoty counted once, positions of the plan, knowledge, sources, and the statement beside it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from casework.facts.money import (
    AWARD_GRANTED,
    AWARD_REDUCED,
    PAYMENT_APPROVED,
    PAYMENT_REPAID,
    PAYMENT_RETURNED,
    PAYMENT_SETTLED,
)
from kit.testing.databases import ServiceDatabase
from tests.services.reporting.an_office import (
    BOOKING_HEADER,
    PLAN_HEADER,
    ReportingOffice,
    an_office,
    booking_row,
    csv_of,
    plan_row,
)
from tests.services.reporting.logs import Log

pytestmark = pytest.mark.postgres

LINE = {
    "year": 2019,
    "rozdzial": "85502",
    "paragraf": "3110",
    "task_kind": "zlecone",
    "source": "dotacja_zlecone_2010",
}
GRANTED = date(2019, 2, 4)
ZLOTY = 100


def commit(log: Log, amount: int, *, year: int = 2019, on: date = GRANTED, **header: Any) -> int:
    """What a right binds of a year; grosze."""
    measure = "commitment_this_year" if on.year == year else "commitment_later"
    kind = AWARD_REDUCED if amount < 0 else AWARD_GRANTED
    return log.pay(amount, kind=kind, measure=measure, on=on, year=year, document=("decision", "d-1", 1), **header)


async def left(office: ReportingOffice, *lines: dict[str, object], role: str = "accountant", **asked: object) -> Any:
    """The answer about the lines (LINE without any)."""
    answer = await office.as_(role).post("/v1/availability", {"lines": list(lines or (LINE,)), **asked})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def plan(office: ReportingOffice, *rows: str) -> None:
    answer = await office.send("/v1/plans", csv_of(PLAN_HEADER, *rows))
    assert answer.status_code == 201, answer.text


def figures(found: dict[str, Any], line: int = 0) -> tuple[str | None, ...]:
    """Plan, committed, executed, used, left."""
    names = ("plan", "committed", "executed", "used", "left")
    return tuple(found["lines"][line][name] for name in names)


@pytest.mark.asyncio
async def test_a_payment_spends_what_its_right_has_committed_and_takes_nothing_more(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = Log(fresh_gmina)
    commit(log, 1200 * ZLOTY)
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await plan(office, plan_row("2000.00"))
        await office.pull()
        before = figures(await left(office))
        paid = log.pay(300 * ZLOTY, on=date(2019, 3, 28))
        await office.pull()
        after = figures(await left(office))
        log.pay(-300 * ZLOTY, kind=PAYMENT_RETURNED, reverses=("family_benefits", paid, "same_year_return"))
        await office.pull()
        returned = figures(await left(office))
    assert before == ("2000.00", "1200.00", "0.00", "1200.00", "800.00")
    assert after == ("2000.00", "1200.00", "300.00", "1200.00", "800.00")
    assert returned == ("2000.00", "1200.00", "0.00", "1200.00", "800.00")


@pytest.mark.asyncio
async def test_a_right_that_ends_earlier_sets_money_free_and_one_of_a_later_year_binds_that_year(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = Log(fresh_gmina)
    commit(log, 1000 * ZLOTY)
    commit(log, 400 * ZLOTY, year=2020)
    commit(log, -250 * ZLOTY, on=date(2019, 9, 2))
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await plan(office, plan_row("2000.00"))
        await plan(office, plan_row("300.00", year=2020, valid_from="2020-01-01", act_number="IV/1"))
        await office.pull()
        found = await left(office, LINE, {**LINE, "year": 2020})
    assert figures(found) == ("2000.00", "750.00", "0.00", "750.00", "1250.00")
    assert figures(found, 1) == ("300.00", "400.00", "0.00", "400.00", "-100.00")


@pytest.mark.asyncio
async def test_what_nothing_was_committed_for_counts_besides_the_commitments_of_the_same_benefit(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = Log(fresh_gmina)
    commit(log, 1000 * ZLOTY)
    log.pay(100 * ZLOTY)
    log.pay(70 * ZLOTY, cover="none")
    log.pay(50 * ZLOTY, cover="liability", kind=PAYMENT_APPROVED, measure="liability")
    log.pay(50 * ZLOTY, cover="liability", kind=PAYMENT_SETTLED)
    log.pay(30 * ZLOTY, cover="liability", kind=PAYMENT_APPROVED, measure="liability")
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await plan(office, plan_row("2000.00"))
        await office.pull()
        found = await left(office)
    # 1000 committed, 70 paid by the old system, 80 approved of which 50 are paid.
    assert figures(found) == ("2000.00", "1000.00", "220.00", "1150.00", "850.00")
    assert found["lines"][0]["liabilities"] == "80.00"


@pytest.mark.asyncio
async def test_a_right_that_goes_on_as_another_one_takes_the_plan_once_whatever_was_paid_of_it_before(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = Log(fresh_gmina)
    commit(log, 1200 * ZLOTY)
    log.pay(100 * ZLOTY, on=date(2019, 3, 28))
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await plan(office, plan_row("2000.00"))
        await office.pull()
        before = figures(await left(office))
        commit(log, -1200 * ZLOTY, on=date(2019, 4, 1))
        commit(log, 1320 * ZLOTY, on=date(2019, 4, 1), mechanism="zlotowka_za_zlotowke")
        log.pay(10 * ZLOTY, on=date(2019, 4, 26), mechanism="zlotowka_za_zlotowke")
        await office.pull()
        after = figures(await left(office))
    assert before == ("2000.00", "1200.00", "100.00", "1200.00", "800.00")
    assert after == ("2000.00", "1320.00", "110.00", "1320.00", "680.00")


@pytest.mark.asyncio
async def test_a_payment_that_came_back_and_is_paid_again_takes_its_plan_once(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = Log(fresh_gmina)
    of_list: dict[str, Any] = {"cover": "liability"}
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await plan(office, plan_row("1000.00"))
        used = []
        for _ in range(2):
            approved = log.pay(100 * ZLOTY, kind=PAYMENT_APPROVED, measure="liability", **of_list)
            paid = log.pay(100 * ZLOTY, kind=PAYMENT_SETTLED, **of_list)
            await office.pull()
            used.append(figures(await left(office)))
            if len(used) == 1:
                for measure, place in (("expenditure", paid), ("liability", approved)):
                    reverses = ("family_benefits", place, "same_year_return")
                    log.pay(-100 * ZLOTY, kind=PAYMENT_RETURNED, measure=measure, reverses=reverses, **of_list)
                await office.pull()
                used.append(figures(await left(office)))
    assert used == [
        ("1000.00", "0.00", "100.00", "100.00", "900.00"),
        ("1000.00", "0.00", "0.00", "0.00", "1000.00"),
        ("1000.00", "0.00", "100.00", "100.00", "900.00"),
    ]


@pytest.mark.asyncio
async def test_a_repayment_of_what_another_system_paid_gives_the_plan_its_money_back(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = Log(fresh_gmina)
    commit(log, 500 * ZLOTY)
    paid = log.pay(200 * ZLOTY, cover="none")
    back = ("family_benefits", paid, "same_year_repayment")
    log.pay(-80 * ZLOTY, cover="none", kind=PAYMENT_REPAID, reverses=back, on=date(2019, 5, 6))
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await plan(office, plan_row("1000.00"))
        await office.pull()
        found = await left(office)
    assert figures(found) == ("1000.00", "500.00", "120.00", "620.00", "380.00")


@pytest.mark.asyncio
async def test_documents_of_the_finance_system_count_once_and_what_mirrors_a_list_not_at_all(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = Log(fresh_gmina)
    commit(log, 1000 * ZLOTY)
    payment_list = "01a201b2-e55b-70c5-bd9e-01e007252b9e"
    log.pay(100 * ZLOTY, document=("payment_list", payment_list, 3))
    on_line = {
        "dzial": "855", "rozdzial": "85502", "paragraf": "3110", "task": "swiadczenia_rodzinne", "task_kind": "zlecone",
        "source": "dotacja_zlecone_2010", "benefit": "zasilek_rodzinny",
    }  # fmt: skip
    rows = (
        booking_row("150.00", **on_line),
        booking_row("400.00", **on_line, document_id="UM/1", measure="commitment_this_year"),
        booking_row("100.00", **on_line, document_id="WB/1", mirrors=payment_list),
    )
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await plan(office, plan_row("2000.00"))
        answer = await office.send("/v1/bookings", csv_of(BOOKING_HEADER, *rows))
        assert answer.status_code == 201, answer.text
        await office.pull()
        found = await left(office)
    # The contract of 400 has been paid in part; the payment of the list is within the commitment of its right.
    assert figures(found) == ("2000.00", "1400.00", "250.00", "1400.00", "600.00")
    assert found["lines"][0]["booked"] == "150.00"


@pytest.mark.asyncio
async def test_services_share_a_line_and_a_plan_that_leaves_paragraf_and_source_open(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    family, alimony = Log(fresh_gmina), Log(fresh_gmina, "alimony_fund")
    commit(family, 600 * ZLOTY)
    commit(alimony, 300 * ZLOTY, benefit="swiadczenie_fa")
    commit(family, 40 * ZLOTY, line={"paragraf": "401"})
    async with an_office(reporting_database.dsn, family, alimony, gmina=fresh_gmina) as office:
        await plan(office, plan_row("900.00"), plan_row("50.00", paragraf="4010", source="dotacja_zlecone_2010"))
        await office.pull()
        found = await left(office, LINE, {**LINE, "paragraf": "4010"}, {**LINE, "task_kind": "wlasne"})
    assert figures(found) == ("900.00", "900.00", "0.00", "900.00", "0.00")
    assert found["lines"][0]["planned_as"] == {"paragraf": None, "source": None}
    assert figures(found, 1) == ("50.00", "40.00", "0.00", "40.00", "10.00")
    assert found["lines"][1]["planned_as"] == {"paragraf": "4010", "source": "dotacja_zlecone_2010"}
    assert figures(found, 2) == (None, "0.00", "0.00", "0.00", None)
    assert found["lines"][2]["planned_as"] is None


@pytest.mark.asyncio
async def test_plan_and_executed_are_those_of_the_statement_of_the_same_day(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = Log(fresh_gmina)
    for month, amount in ((1, 100), (3, 250), (6, 75)):
        log.pay(amount * ZLOTY, on=date(2019, month, 15), at=datetime(2019, month, 15, 9, tzinfo=UTC))
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await plan(office, plan_row("1000.00"), plan_row("500.00", valid_from="2019-06-01", act_number="X/2"))
        await office.pull()
        for day in ("2019-01-31", "2019-03-14", "2019-03-15", "2019-06-30", "2019-12-31"):
            (row,) = (await office.statement(until=day)).json()["rows"]
            of_day = await left(office, until=day)
            assert figures(of_day)[0::2][:1] == (row["plan"],)
            assert of_day["lines"][0]["executed"] == row["executed"]
        known = (await office.statement(known_on="2019-03-20")).json()["rows"]
        then = await left(office, known_on="2019-03-20")
    # What was planned became known when it was entered, which is now.
    assert [row["executed"] for row in known] == ["350.00"]
    assert figures(then) == (None, "0.00", "350.00", "350.00", None)


@pytest.mark.asyncio
async def test_another_units_plan_and_money_stay_out_when_one_unit_is_named(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = Log(fresh_gmina)
    commit(log, 100 * ZLOTY)
    commit(log, 30 * ZLOTY, unit="sds")
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await plan(office, plan_row("500.00"), plan_row("50.00", unit="sds", act_number="V/3"))
        await office.pull()
        everybody, one = await left(office), await left(office, unit="sds")
    assert figures(everybody) == ("550.00", "130.00", "0.00", "130.00", "420.00")
    assert figures(one) == ("50.00", "30.00", "0.00", "30.00", "20.00")


@pytest.mark.asyncio
async def test_a_source_that_lags_or_does_not_answer_is_named_with_its_lag(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = Log(fresh_gmina)
    commit(log, 100 * ZLOTY)
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        current = await left(office)
        office.feeds.down.add("family_benefits")
        log.pay(1)
        await office.puller.pull(fresh_gmina, "family_benefits")
        behind = await left(office)
    (then,) = (one for one in current["sources"] if one["service"] == "family_benefits")
    (now,) = (one for one in behind["sources"] if one["service"] == "family_benefits")
    assert (current["current"], then["state"], then["sequence"], then["lag"]) == (True, "following", 1, 0)
    assert (behind["current"], now["state"], now["reason"]) == (False, "unreachable", "http_503")


@pytest.mark.asyncio
async def test_a_fact_that_was_refused_is_counted_among_what_is_in_no_figure(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = Log(fresh_gmina)
    commit(log, 100 * ZLOTY, line={"rozdzial": "85599"})
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        found = await left(office)
    assert found["refused_facts"] == 1


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("role", "status"),
    [("system", 200), ("head", 200), ("accountant", 200), ("caseworker", 403), ("regional_viewer", 403)],
)
async def test_services_accountants_and_heads_may_ask(
    reporting_database: ServiceDatabase, fresh_gmina: str, role: str, status: int
) -> None:
    async with an_office(reporting_database.dsn, Log(fresh_gmina), gmina=fresh_gmina) as office:
        answer = await office.as_(role).post("/v1/availability", {"lines": [LINE]})
    assert answer.status_code == status


@pytest.mark.asyncio
async def test_lines_are_answered_in_the_order_of_asking_also_where_nothing_is_known_of_them(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    lines = [{**LINE, "rozdzial": f"855{n:02d}", "year": year} for n in range(100) for year in (2019, 2020, 2021)]
    async with an_office(reporting_database.dsn, Log(fresh_gmina), gmina=fresh_gmina) as office:
        found = await left(office, *lines)
    assert [line["rozdzial"] for line in found["lines"]] == [line["rozdzial"] for line in lines]
