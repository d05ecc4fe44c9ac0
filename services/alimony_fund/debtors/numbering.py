"""Numbers of decisions about debtors: of a register of their own, so that neither this one nor that of benefits has a hole."""

from datetime import date

from casework.signs import store as signs
from kit.db import WriteSession

REGISTER = "decyzje_wobec_dluznikow"
"""The series of numbers of decisions about debtors; one for the centre, as that of benefits is."""
_MARK = "DA"


async def given(db: WriteSession, stated: str | None, on: date) -> str:
    """The sign that was stated, else the next number of the year in which the decision was issued, as it is written: DA/12/2026."""
    return stated if stated is not None else f"{_MARK}/{await signs.next_number(db, REGISTER, on.year)}/{on.year}"
