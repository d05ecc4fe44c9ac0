"""Citizenship, title of stay and residence of who applies, composed of what is established of her (u.ś.r. art. 1 ust. 2-3).

Without such a fact a Polish citizen applies who lives in Poland, as the form of facts has it; a title that has run out is named.
"""

from typing import Any

from casework.evidence.composed import Composing, Established
from services.family_benefits.citizenship import BENEFITS
from services.family_benefits.facts import CITIZENSHIP


def citizenship_of(known: Established, notes: Composing) -> dict[str, Any]:
    """The part as it was on the day of the application; nothing for a benefit that does not ask for it."""
    if known.benefit not in BENEFITS:
        return {}
    day = known.application.received_on if known.application is not None else known.on
    found = known.holding("circumstance", CITIZENSHIP, known.person, day)
    if found is not None:
        notes.use(f"/{CITIZENSHIP}", [found])
        return {CITIZENSHIP: dict(found.details)}
    if any(
        one.valid_to is not None and one.valid_to < day for one in known.of("circumstance", CITIZENSHIP, known.person)
    ):
        reason = "Ustalony tytuł pobytu skończył się przed dniem podania."
        notes.lack(f"/{CITIZENSHIP}", "stay_ended", reason, known.person)
    return {}
