"""Established facts as the household of the energy aids: who keeps house together, and how they heat.

Earlier applications, other aid and bills are no facts of the household: whoever prepares the assessment states them.
"""

from datetime import date
from typing import Any

from casework.evidence.composed import Composing, Established
from kit.law import Law
from services.family_benefits.household.income import year_of_application

BY_HEATING = frozenset(
    {
        "dodatek_oslonowy", "dodatek_weglowy", "dodatek_dla_gospodarstw_domowych", "dodatek_elektryczny", "refundacja_vat_gaz",
        "bon_energetyczny",
    }
)  # fmt: skip
"""Benefits that nobody can assess without the main source of heat."""
MEMBERS = frozenset({"parent", "spouse", "child"})
"""Memberships that make somebody a member; the others name a person of the case (somebody who is cared for)."""


def household_of(known: Established, notes: Composing, day: date) -> tuple[dict[str, Any], set[str]]:
    """The part `household` as it was on the day of the application, and the references of its persons."""
    members = [
        one for one in known.of("membership") if one.code in MEMBERS and one.person is not None and one.holds(day)
    ]
    persons = {known.persons[one.person].ref for one in members if one.person is not None}
    found: dict[str, Any] = {}
    if persons:
        found["size"] = len(persons)
        notes.use("/household/size", members)
    else:
        reason = "Nie ustalono, kto tworzy gospodarstwo domowe."
        notes.lack("/household/size", "membership_not_established", reason)
    heating = known.holding("circumstance", "heating", on=day)
    if heating is not None:
        found["heating"] = dict(heating.details)
        notes.use("/household/heating", [heating])
    elif known.benefit in BY_HEATING:
        notes.lack("/household/heating", "not_established", "Nie ustalono głównego źródła ogrzewania.")
    return found, persons


def income_year(benefit: str, day: date, law: Law) -> int:
    """The year whose income counts: named by the benefit's own act, else by the day of the application. Raises NoParameter."""
    named = f"{benefit}_rok_dochodu"
    view = law.on(day)
    return view.count(named) if view.has(named) else year_of_application(day, law, [])
