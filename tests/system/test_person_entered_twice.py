"""Somebody who was entered twice, from the merge through the gateway to the statement: one person in lists, cards, her file and counts."""

from collections.abc import Iterator
from datetime import date

import pytest

from gops.demo.people import pesel
from tests.system.houses import TestHouse
from tests.system.office import Office
from tests.system.test_money_that_comes_back import BENEFIT, Desk

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

BORN = date(1944, 5, 14)


@pytest.fixture
def desk(house: TestHouse, fresh_gminas: Iterator[str]) -> Desk:
    gmina = next(fresh_gminas)
    house.all_up([gmina])
    return Desk(house, gmina)


def entered_without_number(office: Office) -> str:
    body = {"first_name": "Anna", "last_name": "Przykladowska", "birth_date": BORN.isoformat()}
    return str(office.post("persons", "caseworker", body)["id"])


def test_two_entries_are_one_person_from_the_merge_to_the_statement(desk: Desk) -> None:
    office = desk.office
    stands, other = office.person(pesel(BORN, "F", 1, 0), BORN.isoformat()), entered_without_number(office)
    for entry in (stands, other):
        office.award(entry, BENEFIT, "200.00", "2019-01")
    office.award(other, BENEFIT, "120.00", "2019-02")
    assert len(office.paid("2019-01")) == 2
    before = desk.at("2019-12-31")

    body = {"other": other, "reason": "Osobę wpisano najpierw bez numeru PESEL."}
    merged = office.post(f"persons/{stands}/merge", "caseworker", body, version=1)
    (later,) = office.paid("2019-02")

    assert (before, merged["id"]) == (("400.00", 2, 2), stands)
    assert desk.at("2019-01-31") == ("400.00", 1, 2)
    assert desk.at("2019-12-31") == ("520.00", 1, 3)
    assert later["amount"] == "120.00"
    for entry in (stands, other):
        assert office.get(f"persons/{entry}", "caseworker")["id"] == stands
        assert len(office.get("awards", person=entry)["items"]) == 3
        assert {one["amount"] for one in office.get(f"payments/cards/{entry}")["items"]} == {"200.00", "120.00"}
        assert len(office.get(f"persons/{entry}/file", "head")["payments"]) == 3
    # January was granted under both entries: somebody looks into it.
    (notice,) = office.get("payment-notices", "caseworker", person=other)["items"]
    (task,) = office.get("tasks", "caseworker", kind="right_twice")["items"]
    assert (notice["kind"], notice["first_month"], task["matter"]) == ("right_twice", "2019-01", notice["id"])
    closed = office.post(
        f"payment-notices/{notice['id']}/close", "caseworker", {"reason": "Dwie odrębne potrzeby."}, version=1
    )
    assert closed["state"] == "closed"
    assert office.get("tasks", "caseworker", kind="right_twice")["items"] == []
