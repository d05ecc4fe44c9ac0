"""Writes of a request: something is made, or a version that was read is changed, each at most once (architecture, invariant 11).

Both take Idempotency-Key and give a repeated request its stored answer. A change takes If-Match besides, which is compared after the
key, so that a repetition is answered and not refused. Both tell the new version as ETag.
"""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Response

from kit.db import Write, WriteSession
from kit.etag import IfMatch, etag
from kit.idempotency import Answer, Idempotent, KeyReused, Once
from kit.problems import PreconditionFailed, PreconditionRequired

CREATION_REFUSED = (KeyReused,)
CHANGE_REFUSED = (PreconditionFailed, PreconditionRequired, KeyReused)

Work = Callable[[], Awaitable[Answer]]
Then = Callable[[Answer], Awaitable[Answer]]
"""What follows in a unit of work of its own, once the first is kept: it is given what was answered, also of a repeated request."""


class Creation:
    """A request that makes something; `db` is the unit of work it is made in."""

    def __init__(self, db: WriteSession, once: Once, response: Response) -> None:
        self.db = db
        self._once = once
        self._response = response

    async def run(self, collection: str, work: Work, then: Then | None = None) -> Answer:
        """Does the work, or gives its stored answer; what was made stands under /v1/`collection`. Raises KeyReused."""
        answer = await _done(self.db, self._once, work, then)
        self._response.headers.update({"Location": f"/v1/{collection}/{answer.id}", "ETag": etag(answer.version)})
        return answer


class Change:
    """A request that changes what its caller has read as `version`; `db` is the unit of work it is changed in."""

    def __init__(self, db: WriteSession, once: Once, version: int, response: Response) -> None:
        self.db = db
        self.version = version
        self._once = once
        self._response = response

    async def run(self, work: Work, then: Then | None = None) -> Answer:
        """Does the work, or gives its stored answer. Raises KeyReused."""
        answer = await _done(self.db, self._once, work, then)
        self._response.headers["ETag"] = etag(answer.version)
        return answer


async def _done(db: WriteSession, once: Once, work: Work, then: Then | None) -> Answer:
    answer = await once.run(db, work)
    if then is None:
        return answer
    # Kept before anything follows from it, and nothing of the database is held meanwhile.
    await db.commit()
    return await then(answer)


async def _creation(db: Write, once: Idempotent, response: Response) -> Creation:
    return Creation(db, once, response)


async def _change(db: Write, once: Idempotent, version: IfMatch, response: Response) -> Change:
    return Change(db, once, version, response)


Creating = Annotated[Creation, Depends(_creation)]
Changing = Annotated[Change, Depends(_change)]
