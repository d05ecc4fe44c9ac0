"""Sessions of one request. A read and a write session are different types, so that a type checker sees misuse."""

from collections.abc import AsyncIterable, AsyncIterator
from typing import Annotated, cast

from fastapi import Depends, Request
from psycopg import AsyncConnection
from psycopg.rows import TupleRow
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel.ext.asyncio.session import AsyncSession

from kit.auth import Gmina
from kit.feed.envelope import Event
from kit.feed.log import Outbox


class _TenantSession(AsyncSession):
    def __init__(self, engine: AsyncEngine, *, gmina: str, service: str, read_only: bool) -> None:
        super().__init__(engine, expire_on_commit=False, autoflush=False)
        self.gmina = gmina
        self.service = service
        self.sync_session.info.update(gmina=gmina, read_only=read_only)


class ReadSession(_TenantSession):
    """Reads of one gmina; its transaction is READ ONLY."""

    def __init__(self, engine: AsyncEngine, *, gmina: str, service: str) -> None:
        super().__init__(engine, gmina=gmina, service=service, read_only=True)


class WriteSession(_TenantSession):
    """One unit of work of one gmina: state and events are committed together or not at all (invariant 5)."""

    def __init__(self, engine: AsyncEngine, *, gmina: str, service: str) -> None:
        super().__init__(engine, gmina=gmina, service=service, read_only=False)
        self._events = Outbox()

    def emit(self, *events: Event) -> None:
        """Events of this unit of work, in the order in which they will stand in the log."""
        self._events.put(*events)

    async def emit_many(self, events: AsyncIterable[Event]) -> None:
        """The same for any number of events: their bodies leave memory in chunks while they are made."""
        async for one in events:
            self._events.put(one)
            if self._events.full:
                await self._events.stage(await raw(self))

    async def rollback(self) -> None:
        # What happened did not happen, and the stage has forgotten it too.
        self._events = Outbox()
        await super().rollback()

    async def commit(self) -> None:
        await self.flush()
        if self._events:
            # The counter row is locked here, after every other write: whoever holds it commits next (events.md, The log).
            await self._events.append(await raw(self), self.gmina)
            self._events = Outbox()
        await super().commit()


async def raw(session: _TenantSession) -> AsyncConnection[TupleRow]:
    """The driver's connection inside the session's transaction, for COPY and set-based statements."""
    connection = await session.connection()
    fairy = await connection.get_raw_connection()
    return cast("AsyncConnection[TupleRow]", fairy.driver_connection)


async def _read(request: Request, gmina: Gmina) -> AsyncIterator[ReadSession]:
    async with request.app.state.database.read(gmina) as session:
        yield session


async def _write(request: Request, gmina: Gmina) -> AsyncIterator[WriteSession]:
    async with request.app.state.database.write(gmina) as session:
        yield session
        await session.commit()


# scope="function": with the default scope the code after `yield` runs when the answer has left, and a commit that fails is a lie told.
Read = Annotated[ReadSession, Depends(_read, scope="function")]
Write = Annotated[WriteSession, Depends(_write, scope="function")]
