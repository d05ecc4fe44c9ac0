"""Who acts on debtors: clerks and the head write, the auditor reads besides; the accountant who keeps their accounts reads who they are."""

from typing import Annotated

from fastapi import Depends

from casework.applications.desk import Hand
from casework.today import Today
from casework.writes import Changing, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write

Clerk = Annotated[Principal, requires("caseworker", "head")]
Head = Annotated[Principal, requires("head")]
Reader = Annotated[Principal, requires("caseworker", "head", "auditor")]
Bookkeeper = Annotated[Principal, requires("caseworker", "head", "accountant", "auditor")]


async def _at_hand(who: Clerk, change: Changing, audit: Audit, today: Today) -> Hand:
    return Hand(change.db, audit, who.subject, today)


async def _heading(who: Head, change: Changing, audit: Audit, today: Today) -> Hand:
    return Hand(change.db, audit, who.subject, today)


async def _receiving(who: Clerk, creation: Creating, audit: Audit, today: Today) -> Hand:
    return Hand(creation.db, audit, who.subject, today)


async def _looking(who: Reader, db: Write, audit: Audit, today: Today) -> Hand:
    return Hand(db, audit, who.subject, today)


async def _knowing(who: Bookkeeper, db: Write, audit: Audit, today: Today) -> Hand:
    return Hand(db, audit, who.subject, today)


Here = Annotated[Hand, Depends(_at_hand)]
Heading = Annotated[Hand, Depends(_heading)]
Receiving = Annotated[Hand, Depends(_receiving)]
Looking = Annotated[Hand, Depends(_looking)]
Knowing = Annotated[Hand, Depends(_knowing)]
