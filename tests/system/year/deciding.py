"""A matter from the draft to the final decision: one prepares, another approves, each party gets it in a way of its own."""

from typing import Any

from tests.system.year.desk import CLERK, HEAD, Desk, Made
from tests.system.year.family import Family

OFFICE = {
    "organ": "Wójt Gminy Łubnice",
    "centre": "Gminny Ośrodek Pomocy Społecznej w Łubnicach",
    "address": ["ul. Gen. Sikorskiego 102", "98-432 Łubnice"],
    "place": "Łubnice",
    "appeal_body": "Samorządowe Kolegium Odwoławcze w Sieradzu",
    "court": "Wojewódzki Sąd Administracyjny w Łodzi",
}
ADDRESS = ["ul. Polna 3", "98-432 Łubnice"]


def prepared(desk: Desk, family: Family, benefit: str, facts: dict[str, Any] | None, on: str, **more: Any) -> str:
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


def letter_of(desk: Desk, decision: str, sign: str, applied_on: str | None) -> str:
    """The stored letter of an issued decision."""
    body = {
        "office": OFFICE, "znak": sign, "address": ADDRESS, "applied_on": applied_on,
        "payment": "przelewem na rachunek wskazany we wniosku",
    }  # fmt: skip
    return str(desk.post(CLERK, f"decisions/{decision}/letter", body)["id"])


def sign_of(desk: Desk, application: str, benefit: str) -> str:
    """The sign of the case of one of the application's matters."""
    matters = desk.get(CLERK, f"applications/{application}")["matters"]
    return str(next(one["sign"] for one in matters if one["benefit"] == benefit))


def signature() -> dict[str, Any]:
    """Who signs letters that are no decisions."""
    return {
        "name": "Danuta Przykładowska", "post": "Kierownik Gminnego Ośrodka Pomocy Społecznej", "capacity": "on_behalf",
        "authorisation": {"number": "0052.1.2025", "day": "2025-01-02", "basis": "art. 268a k.p.a."},
    }  # fmt: skip
