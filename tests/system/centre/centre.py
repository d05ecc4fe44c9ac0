"""One centre of the story: its desk, whom it knows, and by how much its council charges for care."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tests.system.year import deciding
from tests.system.year.desk import ACCOUNTANT, CLERK, HEAD, WORKER, Desk
from tests.system.year.family import register

SEX = {"Adam": "M", "Jan": "M", "Zenon": "M"}
BORN = {
    "Halina": date(1971, 5, 5), "Adam": date(1975, 4, 3), "Zofia": date(1980, 6, 7), "Ola": date(2012, 3, 4), "Jan": date(2013, 9, 1),
    "Stefania": date(1940, 1, 1), "Ewa": date(1970, 2, 2), "Zenon": date(1938, 11, 12), "Hanna": date(2015, 8, 20),
}  # fmt: skip


@dataclass
class Centre:
    """The desk of one gmina. term: of care at home; fee: what the council's table makes of it, with its last day."""

    desk: Desk
    term: Mapping[str, Any]
    fee: tuple[str, str]
    persons: dict[str, str] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)
    """Ids of what the chapters hand on to one another, by name."""

    def person(self, name: str) -> str:
        """Who is called so; registered when she is first asked for."""
        if name not in self.persons:
            self.persons[name] = register(self.desk, BORN[name], SEX.get(name, "F"), name, "Przykładowska")
        return self.persons[name]

    def asked(self, name: str, *benefits: str) -> None:
        """An application on paper, today, for these benefits; known by the name of each."""
        body = {
            "form": "paper", "way": "in_person", "received_on": self.desk.today.isoformat(), "applicant": self.person(name),
            "benefits": list(benefits),
        }  # fmt: skip
        application = f"applications/{self.desk.post(CLERK, 'applications', body)['id']}"
        self.known |= dict.fromkeys(benefits, application)

    def granted(self, name: str, benefit: str, facts: dict[str, Any], **more: Any) -> None:
        """Computed from the facts; signed and handed over today."""
        person = self.person(name)
        body = {
            "benefit": benefit, "on": self.desk.today.isoformat(), "entitled": person, "recipient": person, "single": True, "facts": facts,
            **more,
        }  # fmt: skip
        decision = str(self.desk.post(CLERK, "decisions", body)["id"])
        self.desk.step(CLERK, self.known[benefit], "decisions", {"decision": decision})
        self.signed(decision)

    def signed(self, decision: str) -> None:
        """Approved, issued, handed over; nobody appeals. What grants all that was asked for is carried out at once (art. 130 § 4)."""
        deciding.issued(self.desk, decision)
        deciding.handed_over(self.desk, decision)

    def third_party(self, kind: str, name: str) -> None:
        """Whom the centre pays by invoice or note; known by the kind."""
        body = {"kind": kind, "name": name, "unit": "gops", "since": "2022-01-01"}
        self.known[kind] = str(self.desk.post(ACCOUNTANT, "third-parties", body)["id"])

    def document(self, party: str, purpose: str, number: str, month: str, amount: str, **other: str) -> str:
        """A document of a third party that came today; its address."""
        today = self.desk.today.isoformat()
        body = {
            "third_party": self.known[party], "kind": "invoice", "number": number, "service_month": month, "issued_on": today,
            "due_on": today, "amount": amount, "purpose": purpose, **other,
        }  # fmt: skip
        return f"invoices/{self.desk.post(CLERK, 'invoices', body)['id']}"

    def paid_document(self, document: str) -> None:
        """Checked by another than divided it, controlled, accepted and paid today."""
        desk = self.desk
        desk.step(WORKER, document, "check")
        desk.step(ACCOUNTANT, document, "control")
        desk.step(HEAD, document, "accept")
        desk.step(ACCOUNTANT, document, "pay", {"on": desk.today.isoformat(), "document": "WB 1"})

    def act(self, register_code: str, act: str, *names: str, **other: str) -> None:
        """An act of a register, done today on these persons."""
        body = {
            "register_code": register_code, "act": act, "unit": "gops", "done_on": self.desk.today.isoformat(),
            "persons": [self.person(name) for name in names], **other,
        }  # fmt: skip
        self.desk.post(WORKER, "social-acts", body)
