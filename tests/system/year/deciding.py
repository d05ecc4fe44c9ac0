"""A matter from the draft to the final decision: one prepares, another approves, each party gets it in a way of its own."""

from collections.abc import Mapping
from typing import Any, Protocol

from tests.system.year.desk import CLERK, HEAD, Desk, Made

OFFICE = {
    "valid_from": "2025-01-01",
    "organ": "Wójt Gminy Łubnice",
    "organ_kind": "wojt",
    "head": "Kierownik Gminnego Ośrodka Pomocy Społecznej w Łubnicach",
    "centre": "Gminny Ośrodek Pomocy Społecznej w Łubnicach",
    "address": ["ul. Gen. Sikorskiego 102", "98-432 Łubnice"],
    "place": "Łubnice",
    "account": "PL61109010140000071219812874",
    "appeal_body": "Samorządowe Kolegium Odwoławcze w Sieradzu",
    "appeal_body_address": ["pl. Wojewódzki 3", "98-200 Sieradz"],
    "court": "Wojewódzki Sąd Administracyjny w Łodzi",
    "data_protection": "Administratorem danych osobowych jest Gminny Ośrodek Pomocy Społecznej w Łubnicach.",
}
ADDRESS = {"use": "residence", "since": "2025-01-01", "lines": ["ul. Polna 3", "98-432 Łubnice"]}


class Persons(Protocol):
    """Registered persons by the references of the facts; whoever is asked for as the mother is paid."""

    @property
    def persons(self) -> Mapping[str, str]: ...
    @property
    def household(self) -> str | None: ...
    def __getitem__(self, name: str) -> str: ...


def prepared(desk: Desk, family: Persons, benefit: str, facts: dict[str, Any] | None, on: str, **more: Any) -> str:
    """The clerk's draft on the family's facts, or without any; its id."""
    body: dict[str, Any] = {
        "benefit": benefit, "on": on, "entitled": family["matka"], "recipient": family["matka"], "household": family.household,
        **more,
    }  # fmt: skip
    if facts is not None:
        body |= {"facts": facts, "persons": family.persons}
    return str(desk.post(CLERK, "decisions", body)["id"])


def issued(desk: Desk, decision: str) -> Made:
    """Approved by the head and issued by the clerk, both today."""
    desk.step(HEAD, f"decisions/{decision}", "approve")
    return desk.step(CLERK, f"decisions/{decision}", "issue")


def handed_over(desk: Desk, decision: str) -> Made:
    """The only party takes it at the counter today."""
    return desk.step(CLERK, f"decisions/{decision}", "deliver", {"on": desk.today.isoformat(), "way": "office"})


def waived(desk: Desk, decision: str) -> Made:
    """Every party waives the appeal today; the decision is final."""
    for party in desk.get(CLERK, f"decisions/{decision}/parties"):
        desk.post(CLERK, f"decisions/{decision}/waivers", {"party": party["id"], "received_on": desk.today.isoformat()})
    found: Made = desk.get(CLERK, f"decisions/{decision}")
    assert found["state"] == "final"
    return found


def party(desk: Desk, decision: str, person: str) -> str:
    """The id of the person's part in the decision; she is noted if she is not there yet."""
    for one in desk.get(CLERK, f"decisions/{decision}/parties"):
        if one["person"] == person:
            return str(one["id"])
    made = desk.post(CLERK, f"decisions/{decision}/parties", {"person": person, "request_met": True})
    return str(made["id"])


def letters_of(desk: Desk, decision: str) -> list[str]:
    """The stored letters of an issued decision, one for each party; all that they say stands in the registers."""
    parties = desk.get(CLERK, f"decisions/{decision}/parties")
    return [str(desk.post(CLERK, f"decisions/{decision}/letter", {"party": one["id"]})["id"]) for one in parties]
