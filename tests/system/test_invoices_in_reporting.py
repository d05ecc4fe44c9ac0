"""Documents of third parties from acceptance to the statement, through the gateway: plan, sources, persons; taken back, divided anew."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import httpx
import pytest

from gops.demo.people import pesel
from tests.system.houses import TestHouse
from tests.system.office import Office
from tests.system.sums import post_rows, statement, wait_until_applied

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

SERVICE = "social_assistance"
# Due today, so that the document is of this budget year on the last day of December too.
PLACE = {"rozdzial": "85230", "paragraf": "3110", "task_kind": "wlasne"}


def plan(year: int) -> str:
    """Of the State's money and of the gmina's own, 100.00 zł each."""
    of = f"gops,{year},852,85230,3110,posilek,wlasne"
    return (
        "unit,year,dzial,rozdzial,paragraf,task,task_kind,source,amount,valid_from,act_number,act_day\n"
        f"{of},dotacja_wlasne_2030,100.00,{year}-01-01,XX/1,{year - 1}-12-20\n"
        f"{of},srodki_wlasne,100.00,{year}-01-01,XX/1,{year - 1}-12-20\n"
    )


@pytest.fixture
def office(house: TestHouse, fresh_gminas: Iterator[str]) -> Office:
    gmina = next(fresh_gminas)
    house.all_up([gmina])
    post_rows(house, gmina, "plans", plan(house.today.year))
    return Office(house, gmina, SERVICE)


def a_document(office: Office, amount: str, number: str, items: list[dict[str, Any]], **other: str) -> str:
    """A document that the head has accepted, as version 5; returns its address."""
    school = office.get("third-parties")["items"][0]["id"]
    today = office.house.today.isoformat()
    body = {
        "third_party": school, "kind": "invoice", "number": number, "service_month": today[:7], "issued_on": today,
        "due_on": today, "amount": amount, "purpose": "meals", **other,
    }  # fmt: skip
    address = f"invoices/{office.post('invoices', 'caseworker', body)['id']}"
    office.post(f"{address}/allocate", "caseworker", {"items": items}, version=1)
    # Who divided it does not check it.
    office.post(f"{address}/check", "social_worker", {}, version=2)
    office.post(f"{address}/control", "accountant", {}, version=3)
    office.post(f"{address}/accept", "head", {}, version=4)
    return address


def fed(office: Office, children: list[str]) -> None:
    """A confirmed list of the month: each child ate one meal of 10.00 zł at the school."""
    month = office.house.today.isoformat()[:7]
    school, since = office.get("third-parties")["items"][0]["id"], f"{month}-01"
    office.post("meal-prices", "caseworker", {"facility": school, "kind": "obiad", "since": since, "price": "10.00"})
    eaten = []
    for child in children:
        entry = {
            "person": child, "facility": school, "benefit": "posilek_dziecka", "kind": "obiad", "way": "without_decision", "since": since,
        }  # fmt: skip
        eaten.append({"meal_person": office.post("meal-persons", "caseworker", entry)["id"], "days": [1]})
    meals = f"meal-lists/{office.post('meal-lists', 'caseworker', {'facility': school, 'month': month})['id']}"
    office.post(f"{meals}/enter", "caseworker", {"items": eaten}, version=1)
    office.post(f"{meals}/confirm", "caseworker", {}, version=2)


def paid(office: Office, address: str) -> None:
    office.post(f"{address}/pay", "accountant", {"on": office.house.today.isoformat(), "document": "WB 1"}, version=5)


def left(office: Office, source: str) -> list[str]:
    """Of a line of the plan: executed, and what is left of it."""
    wait_until_applied(office.house, [office.gmina], [SERVICE])
    answer = httpx.post(
        f"{office.house.urls['gateway']}/reporting/v1/availability",
        params={"gmina": office.gmina},
        headers={"Authorization": f"Bearer {office.house.tokens('accountant')}"},
        json={
            "lines": [{"year": office.house.today.year, **PLACE, "source": source}],
            "until": office.house.today.isoformat(),
        },
        timeout=30,
    )
    assert answer.status_code == 200, answer.text
    (line,) = answer.json()["lines"]
    return [line["executed"], line["left"]]


def whole(office: Office, measure: str) -> list[str | int]:
    """Of the year: all of it, the State's and the gmina's part, persons, by the ledger."""
    wait_until_applied(office.house, [office.gmina], [SERVICE])
    asked = {"year": str(office.house.today.year), "until": office.house.today.isoformat(), "measure": measure}
    total = statement(office.house, office.gmina, **asked)["total"]
    return [total["executed"], total["state"], total["own"], total["persons"] or 0]


def test_a_document_binds_the_plan_when_it_is_accepted_and_is_spent_when_it_is_paid(office: Office) -> None:
    born = date(2015, 6, 1)
    children = [
        office.person(pesel(born + timedelta(days=n), "F", 1, 0), (born + timedelta(days=n)).isoformat())
        for n in (0, 1)
    ]
    school = {
        "kind": "facility",
        "name": "Szkoła Podstawowa nr 1",
        "unit": "gops",
        "since": f"{office.house.today.year}-01-01",
    }
    office.post("third-parties", "accountant", school)
    fed(office, children)
    items = [{"benefit": "posilek_dziecka", "entitled": one, "quantity": "1.000"} for one in children]
    address = a_document(office, "20.00", "FV 1", items)

    assert whole(office, "liability") == ["20.00", "12.00", "8.00", 2]
    assert whole(office, "expenditure") == ["0.00", "0.00", "0.00", 0]
    assert left(office, "dotacja_wlasne_2030") == ["0.00", "88.00"]

    paid(office, address)

    assert whole(office, "expenditure") == ["20.00", "12.00", "8.00", 2]
    assert left(office, "dotacja_wlasne_2030") == ["12.00", "88.00"]
    assert left(office, "srodki_wlasne") == ["8.00", "92.00"]

    said = {
        "benefit": "posilek_dziecka",
        "since": f"{office.house.today.year}-01",
        "grant_share": "0.80",
        "act": "pismo FB.1",
    }
    share = office.post("funding-shares", "accountant", said)["id"]
    office.post(f"funding-shares/{share}/divide-anew", "accountant", {})

    for measure in ("liability", "expenditure"):
        assert whole(office, measure) == ["20.00", "16.00", "4.00", 2]
    assert left(office, "dotacja_wlasne_2030") == ["16.00", "84.00"]

    of_it = {"kind": "correction", "corrects": address.rpartition("/")[2]}
    less = [{"benefit": "posilek_dziecka", "entitled": children[0], "quantity": "-1.000", "amount": "-10.00"}]
    correction = a_document(office, "-10.00", "KOR 1", less, **of_it)
    paid(office, correction)

    assert whole(office, "expenditure") == ["10.00", "8.00", "2.00", 1]

    why = {"reason": "Zapłacono inną fakturę."}
    for one in (correction, address):
        office.post(f"{one}/take-back-payment", "accountant", why, version=6)
        office.post(f"{one}/withdraw-acceptance", "head", why, version=7)

    for measure in ("liability", "expenditure"):
        assert whole(office, measure) == ["0.00", "0.00", "0.00", 0]
    assert left(office, "dotacja_wlasne_2030") == ["0.00", "100.00"]
