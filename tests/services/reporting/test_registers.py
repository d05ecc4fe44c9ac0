"""What the registers count: acts, persons each once, quantities; what is taken back; proof beside the facts; after a rebuild."""

from typing import Any

import pytest

from kit.periods import parse_month
from kit.testing.databases import ServiceDatabase
from services.reporting.ledger.emptying import empty
from services.reporting.registers.counts import decimal, period
from services.reporting.registers.reading import register_fact
from tests.services.reporting.acts import SOCIAL_WORK, a_quarter, counts, of_families, told
from tests.services.reporting.an_office import ReportingOffice, an_office
from tests.services.reporting.logs import Log


def an_event(sequence: int = 5, **other: Any) -> dict[str, Any]:
    data = {**SOCIAL_WORK, "on": "2026-01-10", "acts": 1, "counts": [counts(1, 1, 1, 1, 1)], **other}
    return {"sequence": sequence, "data": data}


async def asked(office: ReportingOffice, since: str, until: str, **more: Any) -> Any:
    answer = await office.as_("reporter").get("/v1/registers/counts", since=since, until=until, **more)
    assert answer.status_code == 200, answer.text
    return answer.json()


def of(
    found: Any, register: str = "praca_socjalna"
) -> tuple[list[tuple[str, int]], list[tuple[str, int | None, int | None]]]:
    """Acts by kind, and by unit as often as named and each once."""
    one = next((each for each in found["registers"] if each["register_code"] == register), None)
    if one is None:
        return [], []
    return [(act["act"], act["acts"]) for act in one["acts"]], [
        (unit["unit"], unit["all"], unit["different"]) for unit in one["counted"]
    ]


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2026-02", "2026-02", "month"), ("2026-04", "2026-06", "quarter"), ("2026-07", "2026-12", "half_year"),
        ("2026-01", "2026-12", "year"), ("2026-01", "2026-05", "year"), ("2026-02", "2026-04", None),
        ("2026-03", "2026-08", None), ("2026-07", "2027-06", None), ("2025-01", "2026-12", None),
    ],
)  # fmt: skip
def test_only_whole_periods_and_a_year_so_far_have_a_distinct_figure(
    since: str, until: str, expected: str | None
) -> None:
    assert period(parse_month(since), parse_month(until)) == expected


@pytest.mark.parametrize(
    ("thousandths", "text"), [(0, "0.000"), (12_500, "12.500"), (-1, "-0.001"), (-1_001, "-1.001")]
)
def test_a_quantity_is_written_as_in_events(thousandths: int, text: str) -> None:
    assert decimal(thousandths) == text


def test_a_fact_is_read_to_the_thousandth() -> None:
    fact = register_fact(an_event(quantities=[{"unit": "kg", "value": "-0.001"}], takes_back=4, acts=-1))

    assert (fact.quantities, fact.takes_back, fact.acts, fact.requester) == ((("kg", -1),), 4, -1, "")


@pytest.mark.parametrize(
    "wrong",
    [
        {"acts": 2}, {"acts": True}, {"takes_back": 5}, {"takes_back": 0}, {"register": "Anna Nowak"}, {"act": None},
        {"counts": [{"unit": "osoba"}]}, {"counts": [counts(1, 1, 1, 1, 1) | {"all": 1.5}]},
        {"quantities": [{"unit": "kg", "value": "1.5"}]}, {"on": "2026-13-01"}, {"least": 1}, {"least": "3"},
    ],
)  # fmt: skip
def test_a_fact_that_breaks_its_schema_is_not_read(wrong: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        register_fact(an_event(**wrong))


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_quarter_counts_each_person_once_and_the_facts_say_the_same(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    async with an_office(reporting_database.dsn, a_quarter(fresh_gmina), gmina=fresh_gmina) as office:
        await office.pull()
        quarter = await asked(office, "2026-01", "2026-03")
        february = await asked(office, "2026-02", "2026-02")
        two = await asked(office, "2026-02", "2026-03")
    food = next(one for one in quarter["registers"] if one["register_code"] == "pomoc_zywnosciowa")
    assert of(quarter) == ([("rozmowa", 2)], [("osoba", 3, 2)])
    assert of(february) == ([("rozmowa", 1)], [("osoba", 2, 2)])
    assert of(two) == ([("rozmowa", 1)], [("osoba", 2, None)])
    assert food["measured"] == [{"act": "wydanie_zywnosci", "unit": "kg", "value": "12.500"}]
    assert quarter["proof"] == {
        "acts": 3, "acts_of_facts": 3, "named": 4, "named_of_facts": 4, "firsts_of_year": 3, "firsts_of_year_of_facts": 3,
        "agrees": True, "not_taken_back_once": 0,
    }  # fmt: skip


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_what_is_taken_back_counts_no_more_and_a_rebuilt_ledger_says_the_same(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = a_quarter(fresh_gmina)
    told(log, "2026-01-10", counts(-1, -1, -1, -1, -1), acts=-1, takes_back=1)
    told(log, "2026-02-10", counts(-2, -2, -1, -1, -1), acts=-1, takes_back=2)
    told(log, "2026-02-10", counts(2, 2, 2, 2, 2))
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        before = await asked(office, "2026-01", "2026-03")
        async with office.puller._database.tenant(fresh_gmina) as connection:
            await empty(connection, fresh_gmina)
        await office.pull()
        after = await asked(office, "2026-01", "2026-03")
    assert of(before) == ([("rozmowa", 1)], [("osoba", 2, 2)])
    assert before["proof"]["agrees"] is True
    assert (after["registers"], after["proof"]) == (before["registers"], before["proof"])


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_what_is_taken_back_twice_or_was_never_told_is_named(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = a_quarter(fresh_gmina)
    told(log, "2026-01-10", counts(-1, -1, -1, -1, -1), acts=-1, takes_back=1)
    told(log, "2026-01-10", counts(-1, -1, -1, -1, -1), acts=-1, takes_back=1)
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        found = await asked(office, "2026-01", "2026-03")
    assert (found["proof"]["agrees"], found["proof"]["not_taken_back_once"]) == (False, 1)


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_of_a_secret_register_nothing_is_told_that_fewer_families_than_its_least_stand_behind(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = a_quarter(fresh_gmina)
    of_families(log, 2)
    of_families(log, 5, "posiedzenie_grupy", first=False)
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        of_two = await asked(office, "2026-01", "2026-12")
        of_families(log, 1)
        await office.pull()
        of_three = await asked(office, "2026-01", "2026-12")
        # A month, a quarter, a half-year, a year so far, two years and what is no period: one would follow from the others.
        of_less = [
            await asked(office, since, until)
            for since, until in (
                ("2026-01", "2026-01"), ("2026-01", "2026-03"), ("2026-01", "2026-06"), ("2026-01", "2026-11"), ("2025-01", "2026-12"),
                ("2025-12", "2026-03"),
            )
        ]  # fmt: skip
    hidden = next(one for one in of_three["registers"] if one["register_code"] == "niebieska_karta")
    assert [one["register_code"] for one in of_two["registers"]] == ["pomoc_zywnosciowa", "praca_socjalna"]
    assert all("niebieska_karta" not in str(one) for one in of_less)
    assert all("praca_socjalna" in str(one) for one in of_less)
    assert (hidden["least"], of(of_three, "niebieska_karta")) == (
        3, ([("posiedzenie_grupy", 5), ("wszczecie", 3)], [("rodzina", None, 3)]),
    )  # fmt: skip
    # What is hidden follows from no sum, and is proven all the same.
    assert of_two["proof"] == of_three["proof"]
    assert (of_two["proof"]["acts"], of_two["proof"]["agrees"]) == (3, True)


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_a_kind_of_act_of_a_secret_register_that_was_done_once_is_not_told(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    log = Log(fresh_gmina)
    of_families(log, 3)
    of_families(log, 2, "zakonczenie", first=False)
    async with an_office(reporting_database.dsn, log, gmina=fresh_gmina) as office:
        await office.pull()
        found = await asked(office, "2026-01", "2026-12")
        saved = await office.as_("reporter").get("/v1/registers/counts", since="2026-01", until="2026-12", format="csv")
    # Five acts name a family: how often they do so would tell of the two that are hidden.
    assert of(found, "niebieska_karta") == ([("wszczecie", 3)], [("rodzina", None, 3)])
    assert "counted,rodzina,,,3" in saved.text
    assert "wszczecie" in saved.text
    assert "zakonczenie" not in saved.text
