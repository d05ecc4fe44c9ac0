"""Money of a debtor of alimony, from the bank's day in the ledger to the report to the State, through the gateway."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from gops.demo.people import pesel
from tests.system.houses import TestHouse
from tests.system.office import Office
from tests.system.sums import statement, wait_until_applied

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

SERVICE = "alimony_fund"
TITLE = {
    "kind": "judgment", "court": "Sąd Rejonowy w Jędrzejowie", "case_sign": "III RC 12/16", "monthly": "1000.00",
    "valid_from": "2016-03-01",
}  # fmt: skip


@pytest.fixture
def office(house: TestHouse, fresh_gminas: Iterator[str]) -> Office:
    gmina = next(fresh_gminas)
    house.all_up([gmina])
    return Office(house, gmina, SERVICE)


def state_revenue(office: Office) -> dict[str, list[str]]:
    """Of each paragraf of 2022, and of the whole: collected, the gmina's share, what went on, what is to go."""
    with office.house.caller(office.gmina) as caller:
        found: dict[str, Any] = caller.get("/reporting/v1/statements/state-revenue", "reporter", year="2022")
    return {
        row["paragraf"] or row["level"]: [row["executed"], row["retained"], row["passed_on"], row["to_pass_on"]]
        for row in found["rows"]
    }


def test_a_receipt_is_in_the_report_to_the_state_and_leaves_it_when_it_is_taken_back(office: Office) -> None:
    house, gmina = office.house, office.gmina
    father = office.person(pesel(date(1985, 3, 2), "M", 1, 0), "1985-03-02")
    child = office.person(pesel(date(2015, 6, 1), "F", 1, 0), "2015-06-01")
    debtor = office.post(
        "debtors",
        "caseworker",
        {"person": father, "opened_on": "2016-05-01", "creditor_organ": True, "debtor_organ": True},
    )["id"]
    office.post(f"debtors/{debtor}/titles", "caseworker", {**TITLE, "entitled": child}, version=1)
    account = f"ledger/accounts/{debtor}"
    payout = {"entitled": child, "paid_on": "2017-03-15", "period": "2017-03", "paid": "92375.63"}
    office.post(f"{account}/claims", "accountant", payout)
    money = {"credited_on": "2022-12-15", "amount": "123801.32", "source": "bailiff"}
    receipt = office.post(f"{account}/receipts", "accountant", money)["id"]

    wait_until_applied(house, [gmina], [SERVICE])
    asked = {"year": "2022", "until": "2022-12-31", "side": "revenue"}
    received = statement(house, gmina, measure="received", **asked)["total"]
    kept = statement(house, gmina, measure="retained", **asked)["total"]

    assert state_revenue(office) == {
        "0920": ["38508.24", "0.00", "0.00", "38508.24"],
        "0980": ["85293.08", "34117.23", "0.00", "51175.85"],
        "rozdzial": ["123801.32", "34117.23", "0.00", "89684.09"],
        "total": ["123801.32", "34117.23", "0.00", "89684.09"],
    }
    assert (received["executed"], received["state"], received["own"]) == ("123801.32", "123801.32", "0.00")
    assert (kept["executed"], kept["own"], kept["persons"]) == ("34117.23", "34117.23", None)

    went = {"state_of": "2022-12-20", "passed_on": "2022-12-23", "principal": "51175.85", "interest": "38508.24"}
    transfer = office.post("ledger/state-transfers", "accountant", went)["id"]

    wait_until_applied(house, [gmina], [SERVICE])
    assert state_revenue(office)["total"] == ["123801.32", "34117.23", "89684.09", "0.00"]

    office.post(f"ledger/state-transfers/{transfer}/take-back", "accountant", {})
    office.post(f"{account}/corrections", "accountant", {"record": receipt})

    wait_until_applied(house, [gmina], [SERVICE])
    assert state_revenue(office)["total"] == ["0.00", "0.00", "0.00", "0.00"]
