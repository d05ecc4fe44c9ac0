"""Rb-27ZZ from the facts of debtors: what the State is owed, what was collected, the gmina's share, and what is still to be passed on."""

from datetime import date
from typing import Any

import pytest

from casework.facts.money import (
    DEBT_ASSESSED,
    DEBT_CORRECTED,
    DEBT_PASSED_ON,
    DEBT_RECEIVED,
    DEBT_RETAINED,
    DEBT_WRITTEN_OFF,
)
from kit.testing.databases import ServiceDatabase
from services.reporting.ledger.emptying import empty
from tests.services.reporting.an_office import PLAN_HEADER, ReportingOffice, an_office, csv_of, plan_row
from tests.services.reporting.logs import Log, line

pytestmark = pytest.mark.postgres

STATE = {"side": "revenue", "task": "fundusz_alimentacyjny", "source": "dochod_panstwa"}
CODES: dict[str, dict[str, Any]] = {
    "zwrot_dluznika_naleznosc_glowna": {**STATE, "paragraf": "098"},
    "zwrot_dluznika_odsetki": {**STATE, "paragraf": "092"},
    "zwrot_dluznika_zaliczka": {**STATE, "paragraf": "097"},
    "udzial_gminy_w_zwrotach_fa": {**STATE, "paragraf": "236", "source": "dochod_wlasny", "task_kind": "wlasne"},
    "udzial_gminy_w_zwrotach_zaliczki": {**STATE, "paragraf": "236", "source": "dochod_wlasny", "task_kind": "wlasne"},
}
OLD = {"dzial": "852", "rozdzial": "85212"}
MEASURES = {
    DEBT_ASSESSED: "assessed", DEBT_RECEIVED: "received", DEBT_RETAINED: "retained", DEBT_WRITTEN_OFF: "written_off",
    DEBT_PASSED_ON: "passed_on",
    DEBT_CORRECTED: "received",
}  # fmt: skip
SHOWN = ("plan", "receivables", "executed", "retained", "passed_on", "to_pass_on", "remaining")


def tell(log: Log, kind: str, benefit: str, amount: int, on: date, **header: Any) -> int:
    codes = CODES[benefit] | (OLD if on.year < 2017 else {})
    return log.pay(
        amount, kind=kind, benefit=benefit, on=on, benefits=None, lines=[line(amount, **codes)], measure=MEASURES[kind],
        document=("debt_document", "1", 1), **header,
    )  # fmt: skip


def naglowice(gmina: str) -> Log:
    """A debt of 2016 of which most came in December 2022, with its interest, and a zaliczka that came in January of that year."""
    log, december = Log(gmina, service="alimony_fund"), date(2022, 12, 15)
    tell(log, DEBT_ASSESSED, "zwrot_dluznika_naleznosc_glowna", 9237563, date(2016, 3, 15))
    tell(log, DEBT_ASSESSED, "zwrot_dluznika_odsetki", 3850824, december)
    tell(log, DEBT_RECEIVED, "zwrot_dluznika_naleznosc_glowna", 8529308, december)
    tell(log, DEBT_RECEIVED, "zwrot_dluznika_odsetki", 3850824, december)
    tell(log, DEBT_RETAINED, "udzial_gminy_w_zwrotach_fa", 3411723, december)
    tell(log, DEBT_RECEIVED, "zwrot_dluznika_zaliczka", 10001, date(2022, 1, 10))
    tell(log, DEBT_RETAINED, "udzial_gminy_w_zwrotach_zaliczki", 5001, date(2022, 1, 10))
    return log


async def state_revenue(office: ReportingOffice, **query: object) -> Any:
    answer = await office.as_("reporter").get("/v1/statements/state-revenue", **{"year": 2022, **query})
    assert answer.status_code == 200, answer.text
    return answer.json()


def shown(found: Any) -> dict[str, list[str | None]]:
    """By paragraf, rozdział of a sum, or nothing for the whole: the columns of money."""
    return {
        one["paragraf"] or one["rozdzial"] + one["level"][:1]: [one[name] for name in SHOWN] for one in found["rows"]
    }


@pytest.mark.asyncio
async def test_the_gminas_share_is_that_of_principal_and_the_rest_goes_to_the_state(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    async with an_office(reporting_database.dsn, naglowice(fresh_gmina), gmina=fresh_gmina) as office:
        planned = {
            "year": 2022,
            "side": "revenue",
            "task": "fundusz_alimentacyjny",
            "valid_from": "2022-01-01",
            "act_day": "2021-12-28",
        }
        rows = (
            plan_row("50000.00", paragraf="0980", source="dochod_panstwa", **planned),
            plan_row(
                "99.00",
                paragraf="0970",
                source="dochod_wlasny",
                task_kind="wlasne",
                **planned,
            ),
        )
        assert (await office.send("/v1/plans", csv_of(PLAN_HEADER, *rows))).status_code == 201
        await office.pull()
        year = await state_revenue(office)
        november = await state_revenue(office, until="2022-11-30")
        then = await state_revenue(office, known_on="2199-12-31")
        own = (await office.statement(year=2022, side="revenue", measure="retained")).json()
        received = (await office.statement(year=2022, side="revenue", measure="received")).json()
        text = await office.as_("reporter").get("/v1/statements/state-revenue", year=2022, format="csv")

    # What was paid out of the zaliczka was on codes that the register does not know, so that only its repayments are seen.
    whole = {
        "0920": ["0.00", "38508.24", "38508.24", "0.00", "0.00", "38508.24", "0.00"],
        "0970": ["0.00", "0.00", "100.01", "50.01", "0.00", "50.00", "-100.01"],
        # 85 293.08 - 34 117.23 and 38 508.24 of interest: 89 684.09 to the State.
        "0980": ["50000.00", "92375.63", "85293.08", "34117.23", "0.00", "51175.85", "7082.55"],
        "85502r": ["50000.00", "130883.87", "123901.33", "34167.24", "0.00", "89734.09", "6982.54"],
        "t": ["50000.00", "130883.87", "123901.33", "34167.24", "0.00", "89734.09", "6982.54"],
    }
    assert shown(year) == whole
    assert shown(then) == whole
    assert [row["rozdzial"] for row in year["rows"]] == ["85502", "85502", "85502", "85502", ""]
    assert shown(november)["0980"] == ["50000.00", "92375.63", "0.00", "0.00", "0.00", "0.00", "92375.63"]
    assert (year["refused_count"], year["current"]) == (0, True)
    assert (own["total"]["executed"], own["total"]["own"]) == ("34167.24", "34167.24")
    assert (received["total"]["executed"], received["total"]["state"]) == ("123901.33", "123901.33")
    head, *lines = text.text.splitlines()
    assert head.split(",")[:4] == ["level", "dzial", "rozdzial", "paragraf"]
    assert len(lines) == len(year["rows"])


@pytest.mark.asyncio
async def test_a_unit_keeps_nothing_and_hands_the_gminas_share_over_with_the_rest(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = naglowice(fresh_gmina)

    def to_the_gmina(benefit: str, amount: int) -> None:
        tell(log, DEBT_PASSED_ON, benefit, amount, date(2022, 12, 23), variant="do_gminy")

    to_the_gmina("zwrot_dluznika_odsetki", 3850824)
    to_the_gmina("zwrot_dluznika_naleznosc_glowna", 5117585)
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        short = shown(await state_revenue(office, unit="gops"))
        to_the_gmina("udzial_gminy_w_zwrotach_fa", 3411723)
        await office.pull()
        waits = shown(await state_revenue(office))
        # The gmina itself sends the State's part on: its report counts that, and that of the unit what came to the gmina.
        tell(log, DEBT_PASSED_ON, "zwrot_dluznika_odsetki", 3850824, date(2022, 12, 28))
        tell(log, DEBT_PASSED_ON, "zwrot_dluznika_naleznosc_glowna", 5117585, date(2022, 12, 28))
        await office.pull()
        whole = shown(await state_revenue(office, unit="gops"))
        then = shown(await state_revenue(office, unit="gops", known_on="2199-12-31"))
        gmina = shown(await state_revenue(office))
        of_another = shown(await state_revenue(office, unit="inna"))

    # Without its share the gmina would still wait for 40 % of the principal.
    assert short["0980"][2:6] == ["85293.08", None, "51175.85", "34117.23"]
    assert whole["0980"][2:6] == ["85293.08", None, "85293.08", "0.00"]
    assert whole["0920"][2:6] == ["38508.24", None, "38508.24", "0.00"]
    assert then == whole
    assert (waits["0980"][4:6], waits["0920"][4:6]) == (["0.00", "51175.85"], ["0.00", "38508.24"])
    assert gmina["0980"][2:6] == ["85293.08", "34117.23", "51175.85", "0.00"]
    assert of_another["t"][2:6] == ["0.00", None, "0.00", "0.00"]


@pytest.mark.asyncio
async def test_interest_that_runs_at_the_end_of_a_quarter_is_owed_in_its_report_alone(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log, interest = Log(fresh_gmina, service="alimony_fund"), "zwrot_dluznika_odsetki"
    for day, amount in (
        (date(2022, 3, 31), 532),
        (date(2022, 4, 1), -532),
        (date(2022, 12, 31), 700),
        (date(2023, 1, 1), -700),
    ):
        tell(log, DEBT_ASSESSED, interest, amount, day)
    tell(log, DEBT_ASSESSED, interest, 740, date(2023, 1, 20))
    tell(log, DEBT_RECEIVED, interest, 740, date(2023, 1, 20))
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        found = [
            shown(await state_revenue(office, year=int(until[:4]), until=until)).get("0920")
            for until in ("2022-03-31", "2022-06-30", "2022-12-31", "2023-01-31")
        ]

    def owed(row: list[str | None] | None) -> tuple[str | None, str | None] | None:
        return None if row is None else (row[1], row[6])

    assert [owed(one) for one in found] == [("5.32", "5.32"), None, ("7.00", "7.00"), ("7.40", "0.00")]


@pytest.mark.asyncio
async def test_a_debt_stays_on_its_old_rozdzial_until_the_classification_changed(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    async with an_office(reporting_database.dsn, naglowice(fresh_gmina), gmina=fresh_gmina) as office:
        await office.pull()
        before = await state_revenue(office, year=2016)
        after = await state_revenue(office, year=2017, until="2017-01-31")

    def places(found: Any) -> list[tuple[str, str, str]]:
        return [
            (one["rozdzial"], one["paragraf"], one["receivables"]) for one in found["rows"] if one["level"] == "row"
        ]

    assert places(before) == [("85212", "0980", "92375.63")]
    assert places(after) == [("85502", "0980", "92375.63")]


@pytest.mark.asyncio
async def test_a_counter_fact_leaves_as_if_nothing_had_come_and_a_rebuild_says_the_same(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = naglowice(fresh_gmina)
    wrong = tell(log, DEBT_RECEIVED, "zwrot_dluznika_naleznosc_glowna", 700, date(2022, 12, 20))
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        assert shown(await state_revenue(office))["0980"][2] == "85300.08"
        back = ("alimony_fund", wrong, "storno")
        tell(log, DEBT_CORRECTED, "zwrot_dluznika_naleznosc_glowna", -700, date(2022, 12, 20), reverses=back)
        tell(log, DEBT_WRITTEN_OFF, "zwrot_dluznika_naleznosc_glowna", 8255, date(2022, 12, 28))
        await office.pull()
        once = await state_revenue(office)
        assert shown(once)["0980"] == ["0.00", "92293.08", "85293.08", "34117.23", "0.00", "51175.85", "7000.00"]

        async with office.puller._database.tenant(fresh_gmina) as connection:
            await empty(connection, fresh_gmina)
        await office.pull()

        assert (await state_revenue(office))["rows"] == once["rows"]


@pytest.mark.asyncio
async def test_revenue_whose_debts_are_not_told_says_nothing_of_receivables(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = Log(fresh_gmina)
    refund = line(8000, side="revenue", paragraf="291", source="dochod_panstwa")
    log.pay(8000, on=date(2022, 2, 3), lines=[refund], measure="received")
    log.pay(500, on=date(2022, 2, 3), lines=[{**refund, "amount": 500, "source": "dochod_wlasny"}], measure="received")
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        found = await state_revenue(office)
        nothing = await office.as_("reporter").get("/v1/statements/state-revenue")

    assert shown(found)["2910"] == ["0.00", None, "80.00", "0.00", "0.00", "80.00", None]
    assert shown(found)["t"][1] is None
    assert (nothing.status_code, nothing.json()["code"]) == (400, "year_required")


@pytest.mark.asyncio
async def test_what_went_in_january_for_december_is_in_the_report_of_its_year_alone(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = naglowice(fresh_gmina)
    tell(log, DEBT_PASSED_ON, "zwrot_dluznika_zaliczka", 5000, date(2022, 1, 14))
    tell(log, DEBT_PASSED_ON, "zwrot_dluznika_odsetki", 3850824, date(2023, 1, 9), year=2022)
    tell(log, DEBT_PASSED_ON, "zwrot_dluznika_naleznosc_glowna", 5117585, date(2023, 1, 10))
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        december, then = await state_revenue(office), await state_revenue(office, known_on="2199-12-31")
        november = await state_revenue(office, until="2022-11-30")
        january = await state_revenue(office, year=2023, until="2023-01-31")

    assert december["rows"] == then["rows"]
    passed = {name: row[4] for name, row in shown(december).items()}
    assert passed == {"0920": "38508.24", "0970": "50.00", "0980": "0.00", "85502r": "38558.24", "t": "38558.24"}
    assert shown(december)["0920"][5] == "0.00"
    assert shown(november)["t"][4] == "50.00"
    assert {name: row[4] for name, row in shown(january).items() if row[4] != "0.00"} == {
        "0980": "51175.85", "85502r": "51175.85", "t": "51175.85",
    }  # fmt: skip
