"""Who sits at the desk where facts are established or read, as a route is told of her."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Depends

from casework.authority.sight import sight_of
from casework.benefits.catalogue import Catalogue
from casework.evidence.desk import Desk
from casework.today import Today
from kit.audit import Audit, Auditor
from kit.auth import Principal, requires
from kit.db import WriteSession
from kit.secrets import KeyRing

Clerk = Annotated[Principal, requires("caseworker", "social_worker")]
Reader = Annotated[Principal, requires("caseworker", "social_worker", "head", "auditor")]


@dataclass(frozen=True, slots=True)
class Seat:
    """The caller of a request and the day."""

    who: Principal
    audit: Auditor
    today: date

    async def desk(self, db: WriteSession, keys: KeyRing, catalogue: Catalogue) -> Desk:
        """Her desk in this unit of work."""
        sight = await sight_of(db, self.who, self.today)
        return Desk(db, self.audit, keys, catalogue, sight, self.who.roles, self.who.subject, self.today)


async def _clerk(who: Clerk, audit: Audit, today: Today) -> Seat:
    return Seat(who, audit, today)


async def _reader(who: Reader, audit: Audit, today: Today) -> Seat:
    return Seat(who, audit, today)


ClerksSeat = Annotated[Seat, Depends(_clerk)]
ReadersSeat = Annotated[Seat, Depends(_reader)]
