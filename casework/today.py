"""The day it is in the office. Whatever computes gets a day as an argument; this is where a route takes it from."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Request

from kit.problems import Unavailable

OFFICE = ZoneInfo("Europe/Warsaw")


class DayUnreadable(Unavailable):
    """The file that moves the office's day, in a demonstration or a test, does not hold a day."""

    code = "day_unreadable"
    title = "Nie wiadomo, jaki jest dzień"

    def __init__(self) -> None:
        super().__init__("Plik z dniem urzędowania (GOPS_DAY_FILE) nie zawiera daty.")


def office_day(file: Path | None) -> date:
    """The day in the office: the real one in Warsaw, or what the file of a demonstration or test holds. Raises DayUnreadable."""
    if file is None:
        return datetime.now(OFFICE).date()
    try:
        return date.fromisoformat(file.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        raise DayUnreadable from None


async def _today(request: Request) -> date:
    return office_day(getattr(request.app.state, "day_file", None))


Today = Annotated[date, Depends(_today)]
today_dependency = _today
"""The same for a room that is told its days."""
