"""The day it is in the office. Whatever computes gets a day as an argument; this is where a route takes it from."""

from datetime import date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends

OFFICE = ZoneInfo("Europe/Warsaw")


async def _today() -> date:
    return datetime.now(OFFICE).date()


Today = Annotated[date, Depends(_today)]
