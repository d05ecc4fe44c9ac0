"""A file is destroyed in a running house: nobody finds the person any more, and statement and reconciliation say what they said before."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from gops.demo.gateway_client import calling
from gops.demo.head import enter_head
from gops.demo.people import pesel
from tests.system.houses import TestHouse
from tests.system.office import Office
from tests.system.sums import statement, wait_until_applied

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

SERVICE, BENEFIT = "social_assistance", "pomoc_ekonomiczne_usamodzielnienie"
HERS, KEPT = date(1944, 5, 14), date(1990, 9, 5)


class Archive:
    """An office whose cases of a benefit may be destroyed as soon as they are closed (category Bc)."""

    def __init__(self, house: TestHouse, gmina: str) -> None:
        self.office, self.house, self.gmina = Office(house, gmina, SERVICE), house, gmina
        self.today = house.today.isoformat()
        with calling(house.urls["gateway"], house.tokens, gmina) as caller:
            enter_head(caller, SERVICE)
        plan = {
            "symbol": "8123",
            "title": "Zasiłki celowe",
            "category": "Bc",
            "valid_from": "2018-01-01",
            "benefits": [BENEFIT],
        }
        body = {"unit": "GOPS", "classes": [plan]}
        self.office._call("PUT", "file-plan", "head", {}, {"If-Match": '"0"'}, body)

    def step(self, path: str, role: str, body: object, version: int | None = None) -> dict[str, Any]:
        return self.office.post(path, role, body, version=version)

    def decided(self, person: str) -> tuple[str, str]:
        """Asked for, granted for January 2019, delivered, waived and so final: the case and the decision."""
        asked = {"form": "paper", "received_on": "2019-01-02", "applicant": person, "benefits": [BENEFIT]}
        application = self.step("applications", "caseworker", asked)
        recorded = {
            "amount": "200.00",
            "first_month": "2019-01",
            "last_month": "2019-01",
            "reason": "Przyznano.",
            "article": "art. 39 ust. 1",
        }
        decision = self.step(
            "decisions", "caseworker",
            {"benefit": BENEFIT, "on": "2019-01-02", "entitled": person, "recipient": person, "justified": True, "recorded": recorded},
        )["id"]  # fmt: skip
        self.step(f"decisions/{decision}/approve", "head", {}, 1)
        self.step(f"decisions/{decision}/issue", "caseworker", {}, 2)
        self.step(
            f"applications/{application['id']}/decisions", "caseworker", {"decision": decision}, application["version"]
        )
        self.step(f"decisions/{decision}/deliver", "caseworker", {"on": self.today}, 3)
        (party,) = self.office.get(f"decisions/{decision}/parties")
        self.step(f"decisions/{decision}/waivers", "caseworker", {"party": party["id"], "received_on": self.today})
        (matter,) = self.office.get(f"applications/{application['id']}")["matters"]
        return matter["case"], decision

    def destroyed(self, case: str) -> dict[str, Any]:
        """Closes the case and takes it through a list to its destruction."""
        self.step(f"cases/{case}/close", "caseworker", {}, 1)
        commission = ["Maria Nowak, archiwista", "Jan Kowalski, inspektor"]
        made = self.step("destructions", "caseworker", {"commission": commission})
        address, version = f"destructions/{made['id']}", made["version"]
        for name, role, body in (
            ("submit", "caseworker", {"letter": "GOPS.0310.1", "on": self.today}),
            ("consent", "caseworker", {"number": "LD.432.17", "on": self.today}),
            ("approve", "head", None),
            ("carry-out", "caseworker", {"way": "shredding"}),
        ):
            version = self.step(f"{address}/{name}", role, body, version)["version"]
        found: dict[str, Any] = self.office.get(address)
        return found

    def books(self) -> tuple[Any, Any, Any]:
        """The statement of 2019 but for what says how far logs were read, the reconciliation of its month, and the payments."""
        wait_until_applied(self.house, [self.gmina], [SERVICE])
        told = {
            name: value
            for name, value in statement(self.house, self.gmina, group_by="benefit").items()
            if name != "observed"
        }
        return told, self.office.get("reconciliation", month="2019-01"), self.office.get("payments", limit="100")


@pytest.fixture
def archive(house: TestHouse, fresh_gminas: Iterator[str]) -> Archive:
    gmina = next(fresh_gminas)
    house.all_up([gmina])
    return Archive(house, gmina)


def test_a_destroyed_file_leaves_every_sum_true_and_nobody_to_be_found(archive: Archive) -> None:
    office = archive.office
    numbers = {born: pesel(born, "F", 1, 0) for born in (HERS, KEPT)}
    hers, kept = (office.person(numbers[born], born.isoformat()) for born in (HERS, KEPT))
    case, _decision = archive.decided(hers)
    archive.decided(kept)
    office.paid("2019-01")
    before = archive.books()
    assert before[0]["total"]["executed"] == "400.00"
    assert before[0]["total"]["persons"] == 2
    seen = len(office.get("audit-entries", subject_id=hers, limit="500")["items"])

    list_ = archive.destroyed(case)

    assert list_["state"] == "carried_out"
    assert list_["erased"] == {"application": 1, "award": 1, "decision": 1, "person": 1}
    assert archive.books() == before
    assert office.post("persons/lookup", "caseworker", {"pesel": numbers[HERS]})["person"] is None
    assert office.post("persons/lookup", "caseworker", {"pesel": numbers[KEPT]})["person"]["id"] == kept
    assert [one["id"] for one in office.post("persons/search", "caseworker", {})["items"]] == [kept]
    assert len(office.get("audit-entries", subject_id=hers, limit="500")["items"]) == seen
    office.get("audit-seals")
