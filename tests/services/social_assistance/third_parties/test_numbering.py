"""When two numbers are one document, and which statement of the grant's share counts for a month."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from services.social_assistance.third_parties.numbering import number_key
from services.social_assistance.third_parties.tables import ShareRow
from services.social_assistance.third_parties.telling import stated_for

MEAL = "posilek_dziecka"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("FV 12/2026", "fv-12 / 2026", True),
        ("FV 12/2026", " FV.12.2026. ", True),
        ("FV 12/2026", "FV 1/22026", False),
        ("12/2026", "122026", False),
        ("NK_4\\2022", "NK 4/2022", True),
    ],
)
def test_a_number_is_the_same_however_it_is_written(one: str, other: str, same: bool) -> None:
    assert (number_key(one) == number_key(other)) is same


def share(number: int, since: date, until: date | None = None, counters: int | None = None) -> ShareRow:
    return ShareRow(
        gmina="990101", id=UUID(int=number), benefit=MEAL, since=since, until=until, grant_share=Decimal("0.80"), act="pismo",
        stated_on=date(2026, 4, 1), counters=None if counters is None else UUID(int=counters), noted_by="ida",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("month", "stated"),
    [(date(2025, 12, 1), None), (date(2026, 1, 1), 1), (date(2026, 6, 1), 1), (date(2026, 7, 1), None)],
)
def test_a_statement_counts_for_its_months_of_service(month: date, stated: int | None) -> None:
    found = stated_for([share(1, date(2026, 1, 1), date(2026, 6, 1))], MEAL, month)

    assert (None if found is None else found.id.int) == stated


def test_the_latest_that_stands_counts_and_none_of_another_benefit() -> None:
    first, second = share(1, date(2026, 1, 1)), share(2, date(2026, 3, 1))
    corrected = share(3, date(2026, 4, 1), counters=2)

    assert stated_for([second, first], MEAL, date(2026, 3, 1)) == second
    assert stated_for([second, first], MEAL, date(2026, 2, 1)) == first
    assert stated_for([corrected, second, first], MEAL, date(2026, 3, 1)) == first
    assert stated_for([corrected, second, first], MEAL, date(2026, 4, 1)) == corrected
    assert stated_for([second, first], "posilek_doroslego", date(2026, 3, 1)) is None
