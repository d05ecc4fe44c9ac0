"""Four ways back, from the decision to the statement: each moves exactly what it says, at the month's end it says and at no other."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from gops.demo.people import pesel
from tests.system.houses import TestHouse
from tests.system.office import Office
from tests.system.sums import statement, wait_until_applied

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

SERVICE = "social_assistance"
BENEFIT = "pomoc_ekonomiczne_usamodzielnienie"
BORN = (date(1944, 5, 14), date(1990, 9, 5), date(1967, 7, 8), date(1985, 1, 1))
MONTH_ENDS = {1: "2019-01-31", 2: "2019-02-28", 3: "2019-03-31", 4: "2019-04-30", 12: "2019-12-31"}

Shown = tuple[str, int | None, int | None]
"""executed, persons, benefits"""


class Desk:
    """The office that pays and the statements that follow."""

    def __init__(self, house: TestHouse, gmina: str) -> None:
        self.office = Office(house, gmina, SERVICE)
        self._house, self._gmina = house, gmina

    def pay(self, month: str) -> list[dict[str, Any]]:
        """Four persons get 200 złotych each; their payments."""
        for number, born in enumerate(BORN):
            person = self.office.person(pesel(born, "F", number, 0), born.isoformat())
            self.office.award(person, BENEFIT, "200.00", month)
        return self.office.paid(month)

    def statement(self, **query: str) -> dict[str, Any]:
        wait_until_applied(self._house, [self._gmina], [SERVICE])
        return statement(self._house, self._gmina, **query)

    def at(self, until: str, **query: str) -> Shown:
        """The statement's total; the row and the benefit line say the same, for there is only one of each."""
        found = self.statement(year=until[:4], until=until, **query)
        total, rows = found["total"], found["rows"]
        shown: Shown = (total["executed"], total["persons"], total["benefits"])
        assert [(row["executed"], row["persons"], row["benefits"]) for row in rows] in ([shown], [])
        # There is no plan here, so nothing is within it.
        assert [one["code"] for one in found["checks"] if not one["passed"]] in ([], ["executed_within_plan"])
        return shown

    def year(self) -> dict[int, Shown]:
        """2019 at each month's end."""
        return {month: self.at(day) for month, day in MONTH_ENDS.items()}


@pytest.fixture
def desk(house: TestHouse, fresh_gminas: Iterator[str]) -> Desk:
    gmina = next(fresh_gminas)
    house.all_up([gmina])
    return Desk(house, gmina)


def test_each_way_back_moves_what_it_says_and_nothing_else(desk: Desk) -> None:
    returned, repaid, *kept = desk.pay("2019-01")
    assert {one["state"] for one in kept} == {"settled"}
    everything = ("800.00", 4, 4)
    assert desk.year() == dict.fromkeys(MONTH_ENDS, everything)
    assert desk.at("2019-12-31", measure="liability") == everything

    # It came back in March: amount, person and benefit leave then, and January stays as it was.
    desk.office.post(
        f"payments/{returned['id']}/return", "accountant", {"document": "WB 57", "booked_on": "2019-03-05"}, version=3
    )
    assert desk.year() == {1: everything, 2: everything, **dict.fromkeys((3, 4, 12), ("600.00", 3, 3))}

    # Part of it was paid back in April: the amount leaves, nobody else.
    desk.office.post(
        f"payments/{repaid['id']}/repay",
        "accountant",
        {"amount": "50.00", "document": "WB 57", "booked_on": "2019-04-10"},
        version=3,
    )
    assert desk.year() == {
        1: everything,
        2: everything,
        3: ("600.00", 3, 3),
        **dict.fromkeys((4, 12), ("550.00", 3, 3)),
    }

    # What came back is owed anew by the next list.
    assert desk.at("2019-12-31", measure="liability") == ("600.00", 3, 3)


def test_money_of_an_earlier_year_is_revenue_and_leaves_the_old_year_as_it_was(desk: Desk) -> None:
    first, *_ = desk.pay("2019-11")
    before = _without_places(desk.statement(year="2019", until="2019-12-31", group_by="benefit"))
    assert (before["total"]["executed"], before["total"]["persons"]) == ("800.00", 4)
    line = {"paragraf": "0940", "source": "dochod_wlasny"}

    desk.office.post(
        f"payments/{first['id']}/refund",
        "accountant",
        {"amount": "80.00", "document": "WB 57", "booked_on": "2020-02-03", "line": line},
        version=3,
    )

    assert _without_places(desk.statement(year="2019", until="2019-12-31", group_by="benefit")) == before
    assert desk.at("2020-12-31")[:2] == ("0.00", None)
    received = {"side": "revenue", "measure": "received"}
    assert desk.at("2020-01-31", **received) == ("0.00", None, None)
    assert desk.at("2020-02-29", **received) == ("80.00", None, None)


def _without_places(found: dict[str, Any]) -> dict[str, Any]:
    """The statement without what says how far the logs were read: the refund made one of them longer."""
    return {name: value for name, value in found.items() if name not in {"observed", "proof"}}
