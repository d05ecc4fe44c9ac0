"""Who works with families that have an assistant, and at which desk."""

from typing import Annotated

from fastapi import Depends

from casework.applications.desk import Hand
from casework.today import Today
from casework.writes import Changing, Creating
from kit.audit import Audit
from kit.auth import Principal, requires
from kit.db import Write

Worker = Annotated[Principal, requires("caseworker", "social_worker", "head")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "auditor")]


async def _at_hand(who: Worker, change: Changing, audit: Audit, today: Today) -> Hand:
    return Hand(change.db, audit, who.subject, today)


async def _receiving(who: Worker, creation: Creating, audit: Audit, today: Today) -> Hand:
    return Hand(creation.db, audit, who.subject, today)


async def _looking(who: Reader, db: Write, audit: Audit, today: Today) -> Hand:
    return Hand(db, audit, who.subject, today)


Here = Annotated[Hand, Depends(_at_hand)]
Receiving = Annotated[Hand, Depends(_receiving)]
Looking = Annotated[Hand, Depends(_looking)]
