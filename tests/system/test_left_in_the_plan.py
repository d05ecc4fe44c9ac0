"""What is left of the plan, through the gateway and between running services: before the signature, after it, and beside the statement."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import httpx
import pytest

from gops.demo.head import enter_head
from gops.demo.people import pesel
from tests.system.houses import TestHouse
from tests.system.office import Office
from tests.system.sums import post_rows, statement, wait_until_applied

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

SERVICE = "social_assistance"


class Desk:
    """An office with a plan of 1000.00 zł."""

    def __init__(self, house: TestHouse, gmina: str) -> None:
        self.office = Office(house, gmina, SERVICE)
        self.house, self.gmina = house, gmina
        self.today, self.year = house.today.isoformat(), house.today.year
        self.month = self.today[:7]
        self.line = {
            "year": self.year,
            "rozdzial": "85214",
            "paragraf": "3110",
            "task_kind": "wlasne",
            "source": "srodki_wlasne",
        }
        plan = (
            "unit,year,dzial,rozdzial,paragraf,task,task_kind,source,amount,valid_from,act_number,act_day\n"
            f"gops,{self.year},852,85214,3110,zasilki_celowe,wlasne,srodki_wlasne,1000.00,{self.year}-01-01,XX/1,{self.year - 1}-12-20\n"
        )
        post_rows(house, gmina, "plans", plan)
        with house.caller(gmina) as caller:
            enter_head(caller, SERVICE)
        self.office.simple_lists()

    def prepared(self, number: int, amount: str) -> str:
        """A caseworker's draft of a sum for this month."""
        born = date(1985, 1, 1 + number)
        person = self.office.person(pesel(born, "F", number, 0), born.isoformat())
        said = {"reason": "Przyznano po wywiadzie.", "article": "art. 39 ust. 1"}
        recorded = {"amount": amount, "first_month": self.month, "last_month": self.month, **said}
        body = {
            "benefit": "pomoc_ekonomiczne_usamodzielnienie", "on": self.today, "entitled": person, "recipient": person,
            "justified": False, "recorded": recorded,
        }  # fmt: skip
        return str(self.office.post("decisions", "caseworker", body)["id"])

    def signed(self, decision: str) -> None:
        for version, step in enumerate(("approve", "issue"), start=1):
            self.office.post(f"decisions/{decision}/{step}", "head", {}, version=version)

    def handed_over(self, decision: str) -> None:
        """Delivered today; granted as asked and without reasons, it is final at once, and may be paid."""
        body = {"on": self.today, "way": "office"}
        self.office.post(f"decisions/{decision}/deliver", "caseworker", body, version=3)

    def effect(self, decision: str) -> dict[str, Any]:
        """The one budget line of the decision, with what the answer says beside it."""
        budget = self.office.get(f"decisions/{decision}/effect", "caseworker")["budget"]
        (line,) = budget["lines"]
        return {**line, "unanswered": budget["unanswered"], "sources": budget["sources"]}

    def booked(self, amount: str) -> None:
        """The finance system has booked an invoice of today."""
        booking = (
            "unit,document_id,dzial,rozdzial,paragraf,task,task_kind,source,amount,occurred_on,booked_on,budget_year\n"
            f"gops,FV/1,852,85214,3110,zasilki_celowe,wlasne,srodki_wlasne,{amount},{self.today},{self.today},{self.year}\n"
        )
        post_rows(self.house, self.gmina, "bookings", booking)

    def left(self, role: str = "accountant") -> dict[str, Any]:
        """What reporting answers on the line through the gateway, today."""
        wait_until_applied(self.house, [self.gmina], [SERVICE])
        answer = httpx.post(
            f"{self.house.urls['gateway']}/reporting/v1/availability",
            params={"gmina": self.gmina},
            headers={"Authorization": f"Bearer {self.house.tokens(role)}"},
            json={"lines": [self.line], "until": self.today},
            timeout=30,
        )
        assert answer.status_code == 200, answer.text
        (line,) = answer.json()["lines"]
        # The statement of the same day says the same of plan and payments.
        (row,) = statement(self.house, self.gmina, year=str(self.year), until=self.today)["rows"]
        assert (line["plan"], line["executed"]) == (row["plan"], row["executed"])
        return dict(line)


@pytest.fixture
def desk(house: TestHouse, fresh_gminas: Iterator[str]) -> Desk:
    gmina = next(fresh_gminas)
    house.all_up([gmina])
    return Desk(house, gmina)


def test_from_the_draft_to_the_payment_every_zloty_is_counted_once(desk: Desk) -> None:
    first = desk.prepared(0, "200.00")
    before = desk.effect(first)
    assert (before["plan"], before["left"], before["left_after"], before["warnings"]) == (
        "1000.00", "1000.00", "800.00", [],
    )  # fmt: skip
    assert {one["service"]: one["lag"] for one in before["sources"]} == dict.fromkeys(
        ("alimony_fund", "family_benefits", "reporting", "social_assistance"), 0
    )
    desk.signed(first)
    assert (desk.left()["committed"], desk.left()["left"]) == ("200.00", "800.00")

    # A right is not refused for want of money.
    second = desk.prepared(1, "900.00")
    over = desk.effect(second)
    assert (over["left"], over["left_after"], over["warnings"]) == ("800.00", "-100.00", ["plan_exceeded"])
    desk.signed(second)
    assert (desk.left()["committed"], desk.left()["executed"], desk.left()["left"]) == ("1100.00", "0.00", "-100.00")

    for decision in (first, second):
        desk.handed_over(decision)
    order = {"month": desk.month, "due_on": desk.today}
    (listed,) = desk.office.post("payment-lists/preview", "accountant", order)["budget"]["lines"]
    assert (listed["amount"], listed["takes"], listed["left_after"]) == ("1100.00", "0.00", "-100.00")
    assert (listed["executed_after"], listed["warnings"]) == ("1100.00", ["plan_exceeded"])
    made = desk.office.post("payment-lists", "accountant", order)["id"]
    desk.office.post(f"payment-lists/{made}/approve", "head", {}, version=1)
    desk.office.post(f"payment-lists/{made}/settle", "accountant", {"booked_on": desk.today}, version=2)
    paid = desk.left("head")
    assert (paid["committed"], paid["executed"], paid["left"]) == ("1100.00", "1100.00", "-100.00")

    desk.booked("50.00")
    booked = desk.left()
    assert (booked["executed"], booked["booked"], booked["used"], booked["left"]) == (
        "1150.00", "50.00", "1150.00", "-150.00",
    )  # fmt: skip


def test_without_reporting_the_preview_comes_without_a_plan_and_the_decision_goes_out(desk: Desk) -> None:
    decision = desk.prepared(2, "200.00")
    desk.house.stop("reporting")

    alone = desk.effect(decision)
    desk.signed(decision)

    assert (alone["amount"], alone["plan"], alone["left"], alone["warnings"]) == (
        "200.00",
        None,
        None,
        ["plan_unknown"],
    )
    assert alone["unanswered"] == "ConnectError"
