"""Who is the chief accountant, or deputises, on a day: the register of authorisations says so (u.f.p. art. 54 ust. 1 and 7).

The head entrusts the duties in writing; the entry names the kind `preliminary_control` by itself. An authorisation for every kind of
decision is none for this: it is not a decision, and nobody controls what they approve.
"""

from datetime import date

from casework.authority import store
from casework.authority.rules import in_force
from kit.db import WriteSession

CONTROL = "preliminary_control"


async def controls(db: WriteSession, who: str, on: date) -> bool:
    """Whether the person does the preliminary control on the day."""
    standing_in_for = await store.stood_in_for(db, who, on)
    return any(
        CONTROL in row.kinds
        and in_force(row.since, row.until, on)
        and (row.revoked_on is None or on < row.revoked_on)
        and (row.deputises is None or row.deputises in standing_in_for)
        for row in await store.authorisations(db, who)
    )
