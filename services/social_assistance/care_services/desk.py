"""Who does what with care services: the hands of routes, by role, and the councils' tables of fees."""

from functools import cache
from pathlib import Path
from typing import Annotated

from fastapi import Depends

from casework.applications.desk import Hand
from casework.today import Today
from casework.writes import Changing, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write
from services.social_assistance.care_services.fee_tables import FeeTables

Clerk = Annotated[Principal, requires("caseworker", "social_worker")]
Head = Annotated[Principal, requires("head")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "accountant", "auditor")]


@cache
def fee_tables() -> FeeTables:
    """The tables of the resolutions beside the law, read once. Raises BadLaw."""
    return FeeTables.read(Path(__file__).parents[1] / "law")


async def _at_hand(who: Clerk, change: Changing, audit: Audit, today: Today) -> Hand:
    return Hand(change.db, audit, who.subject, today)


async def _receiving(who: Clerk, creation: Creating, audit: Audit, today: Today) -> Hand:
    return Hand(creation.db, audit, who.subject, today)


async def _heads(who: Head, change: Changing, audit: Audit, today: Today) -> Hand:
    return Hand(change.db, audit, who.subject, today)


async def _confirming(who: Head, db: Write, audit: Audit, today: Today) -> Hand:
    return Hand(db, audit, who.subject, today)


async def _looking(who: Reader, db: Write, audit: Audit, today: Today) -> Hand:
    return Hand(db, audit, who.subject, today)


Here = Annotated[Hand, Depends(_at_hand)]
Receiving = Annotated[Hand, Depends(_receiving)]
OfTheHead = Annotated[Hand, Depends(_heads)]
Confirming = Annotated[Hand, Depends(_confirming)]
Looking = Annotated[Hand, Depends(_looking)]
