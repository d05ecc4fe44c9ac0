"""One entry: an act of a person on an object, appended in the transaction of the act."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from kit.auth import Principal, requires
from kit.db.sessions import WriteSession, raw
from kit.feed.envelope import new_id

_INSERT = """
INSERT INTO audit_entry (gmina, id, who, roles, action, subject, subject_id, legal_basis, request_id)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


@dataclass(frozen=True, slots=True)
class Auditor:
    """Writes entries for the person of this request."""

    who: str
    roles: tuple[str, ...]
    request_id: str | None

    async def note(
        self,
        db: WriteSession,
        action: str,
        subject: str,
        subject_id: UUID | None = None,
        *,
        legal_basis: str | None = None,
    ) -> None:
        """Notes an act on an object; ids only, never a name or a number of a person."""
        connection = await raw(db)
        await connection.execute(
            _INSERT,
            (
                db.gmina,
                new_id(),
                self.who,
                list(self.roles),
                action,
                subject,
                subject_id,
                legal_basis,
                self.request_id,
            ),
        )


def auditor(request: Request, who: Principal) -> Auditor:
    """The writer of entries for this request."""
    return Auditor(who.subject, tuple(sorted(who.roles)), getattr(request.state, "request_id", None))


async def _auditor(request: Request, who: Annotated[Principal, requires()]) -> Auditor:
    return auditor(request, who)


Audit = Annotated[Auditor, Depends(_auditor)]
