"""The people of an office at work: persons, decisions, awards, payment lists, through the gateway as a frontend would."""

import time
from dataclasses import dataclass
from typing import Any

import httpx

from gops.demo.gateway_client import calling
from gops.demo.head import enter_head
from tests.system.houses import TestHouse


@dataclass(frozen=True, slots=True)
class Office:
    """One service of one gmina."""

    house: TestHouse
    gmina: str
    service: str = "social_assistance"

    def get(self, path: str, role: str = "auditor", **query: str) -> Any:
        return self._call("GET", path, role, query).json()

    def post(self, path: str, role: str, body: object = None, *, version: int | None = None) -> dict[str, Any]:
        """A write under a key of its own; version: what If-Match says."""
        self.house.keys_given += 1
        headers = {"Idempotency-Key": f"system-{self.house.keys_given}"}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        found: dict[str, Any] = self._call("POST", path, role, {}, headers, body).json()
        return found

    def person(self, pesel: str, born: str) -> str:
        """Registers somebody; her id."""
        body = {"pesel": pesel, "first_name": "Anna", "last_name": "Przykładowska", "birth_date": born}
        return str(self.post("persons", "caseworker", body)["id"])

    def award(self, person: str, benefit: str, amount: str, month: str) -> None:
        """From the decision that one official prepares and another approves to the award of one month."""
        with calling(self.house.urls["gateway"], self.house.tokens, self.gmina) as caller:
            enter_head(caller, self.service)
        decision = self.post(
            "decisions",
            "caseworker",
            {
                "benefit": benefit,
                "on": f"{month}-02",
                "entitled": person,
                "recipient": person,
                "justified": False,
                "recorded": {
                    "amount": amount,
                    "first_month": month,
                    "last_month": month,
                    "reason": "Przyznano po wywiadzie.",
                    "article": "art. 39 ust. 1",
                },
            },
        )["id"]
        for version, step in enumerate(("approve", "issue"), start=1):
            self.post(f"decisions/{decision}/{step}", "head", {}, version=version)
        # Nothing is paid by a decision that nobody has got.
        issued_on = self.get(f"decisions/{decision}")["issued_on"]
        self.post(f"decisions/{decision}/deliver", "caseworker", {"on": issued_on}, version=3)

    def simple_lists(self) -> None:
        """The head has set the simple circuit; may be repeated."""
        if self.get("payment-circuits")["items"]:
            return
        body = {
            "since": self.house.today.isoformat(),
            "circuit": "simple",
            "reason": "Ośrodek zatrudnia trzy osoby.",
        }
        self.post("payment-circuits", "head", body)

    def paid(self, month: str) -> list[dict[str, Any]]:
        """Generates, approves and settles the month's list in the simple circuit; its payments."""
        self.simple_lists()
        payment_list = self.post("payment-lists", "accountant", {"month": month, "due_on": f"{month}-28"})["id"]
        self.post(f"payment-lists/{payment_list}/approve", "head", {"on": f"{month}-20"}, version=1)
        self.post(f"payment-lists/{payment_list}/settle", "accountant", {"booked_on": f"{month}-28"}, version=2)
        found: list[dict[str, Any]] = self.get("payments", list=payment_list)["items"]
        return found

    def _call(
        self,
        method: str,
        path: str,
        role: str,
        query: dict[str, str],
        headers: dict[str, str] | None = None,
        body: object = None,
    ) -> httpx.Response:
        for _ in range(5):
            answer = httpx.request(
                method,
                f"{self.house.urls['gateway']}/{self.service.replace('_', '-')}/v1/{path}",
                params={"gmina": self.gmina, **query},
                headers={"Authorization": f"Bearer {self.house.tokens(role)}", **(headers or {})},
                json=body,
                timeout=30,
            )
            # After PostgreSQL was killed, a process that slept through it says so once: asked again, as its answer tells.
            if answer.status_code != 503:
                break
            time.sleep(0.5)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer
