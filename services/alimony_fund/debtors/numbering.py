"""Numbers of decisions about debtors: the next of the register in which the office numbers its decisions, unless it wrote a sign itself."""

from datetime import date

from casework.decisions.numbering import REGISTER
from casework.signs import store as signs
from kit.db import WriteSession


async def given(db: WriteSession, stated: str | None, on: date) -> str:
    """The sign that was stated, else the next number of the year in which the decision was issued, as it is written: 12/2026."""
    return stated if stated is not None else f"{await signs.next_number(db, REGISTER, on.year)}/{on.year}"
