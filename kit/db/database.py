"""One service's database: a pool of connections and the transactions on it.

Every transaction is opened for a tenant (`gmina`) or for a list of them (feeds, leases, regional sums), never for nobody: the
row-level policies read the setting that is made here, as the first statement of the transaction (architecture, invariant 9).
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any

from psycopg import AsyncConnection, IsolationLevel, OperationalError
from psycopg.rows import TupleRow
from psycopg_pool import AsyncConnectionPool
from sqlalchemy import event, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.orm import Session, SessionTransaction

from kit.db.liveness import is_left
from kit.db.sessions import ReadSession, WriteSession

LOCK_TIMEOUT_MS = 5_000
STATEMENT_TIMEOUT_MS = 60_000
"""Of a session's statements: the gateway has given up on the request by then."""
BULK_STATEMENT_TIMEOUT_MS = 15 * 60_000
"""Of the driver's pool, where one statement checks a whole import, projects a page of events or empties a ledger."""
WAIT_SECONDS = 10.0
"""How long a request waits for a connection, and how long the pool goes on trying before a request makes it begin anew: with
longer pauses between its attempts, nobody would be served for a while after an outage that is over."""
DRAIN_SECONDS = 1.0
"""All connections of the pool are left at the same time: whoever finds one left as well does not empty the pool once more."""
CONNECTION_OPTIONS = (
    f"-c lock_timeout={LOCK_TIMEOUT_MS} -c timezone=UTC -c jit=off -c idle_in_transaction_session_timeout=300000"
)

SET_TENANT = "SELECT set_config('app.gmina', %s, true)"
SET_TENANTS = "SELECT set_config('app.gminas', %s, true)"


class Database:
    """The pool of a process. `service` names the log that its transactions append to."""

    def __init__(self, dsn: str, *, service: str, pool_size: int = 8) -> None:
        self.dsn = dsn
        self.service = service
        self.engine: AsyncEngine = create_async_engine(
            _sqlalchemy_url(dsn),
            pool_size=pool_size,
            max_overflow=pool_size,
            pool_timeout=WAIT_SECONDS,
            pool_pre_ping=False,
            connect_args={"options": f"{CONNECTION_OPTIONS} -c statement_timeout={STATEMENT_TIMEOUT_MS}"},
        )
        event.listen(self.engine.sync_engine, "checkout", _refuse_what_was_left)
        self._drained = 0.0
        self.pool: AsyncConnectionPool[AsyncConnection[TupleRow]] = AsyncConnectionPool(
            dsn,
            min_size=1,
            max_size=pool_size,
            timeout=WAIT_SECONDS,
            reconnect_timeout=WAIT_SECONDS,
            open=False,
            kwargs={"options": f"{CONNECTION_OPTIONS} -c statement_timeout={BULK_STATEMENT_TIMEOUT_MS}"},
            # Not the pool's own check, which is a round trip of every hot read.
            check=self._check,
        )

    async def open(self) -> None:
        await self.pool.open()

    async def close(self) -> None:
        await self.pool.close()
        await self.engine.dispose()

    def read(self, gmina: str) -> ReadSession:
        """A session whose transactions are read only and see this gmina's rows."""
        return ReadSession(self.engine, gmina=gmina, service=self.service)

    def write(self, gmina: str) -> WriteSession:
        """A session that collects events and appends them to the gmina's log as the last thing before its commit."""
        return WriteSession(self.engine, gmina=gmina, service=self.service)

    @asynccontextmanager
    async def tenant(self, gmina: str, *, one_moment: bool = False) -> AsyncIterator[AsyncConnection[TupleRow]]:
        """A driver connection inside a transaction of one gmina: bulk paths and hot reads.

        one_moment: all its reads see the same state. Figures and the places of the logs that they stand on have to.
        """
        async with self._transaction(one_moment) as connection:
            await connection.execute(SET_TENANT, (gmina,))
            yield connection

    @asynccontextmanager
    async def tenants(
        self, gminas: Sequence[str], *, one_moment: bool = False
    ) -> AsyncIterator[AsyncConnection[TupleRow]]:
        """A driver connection under the second policy, gmina = any(list): heads of feeds, leases, regional sums."""
        async with self._transaction(one_moment) as connection:
            await connection.execute(SET_TENANTS, (",".join(gminas),))
            yield connection

    @asynccontextmanager
    async def _transaction(self, one_moment: bool) -> AsyncIterator[AsyncConnection[TupleRow]]:
        async with self.pool.connection() as connection:
            if not one_moment:
                async with connection.transaction():
                    yield connection
                return
            # No round trip: it is said with BEGIN.
            await connection.set_isolation_level(IsolationLevel.REPEATABLE_READ)
            try:
                async with connection.transaction():
                    yield connection
            finally:
                if not connection.closed:
                    await connection.set_isolation_level(None)

    async def ready(self) -> None:
        """Raises when the database does not answer; the application's readiness probe."""
        async with self.pool.connection(timeout=2) as connection:
            await connection.execute("SELECT 1")

    async def _check(self, connection: AsyncConnection[TupleRow]) -> None:
        if not is_left(connection):
            return
        # Closed, or the pool would hand it out again; and with it all others that wait, because the pool pauses between one
        # refused connection and the next, longer each time.
        await connection.close()
        if monotonic() - self._drained > DRAIN_SECONDS:
            self._drained = monotonic()
            await self.pool.drain()
        raise OperationalError("the server has left this connection")


def _refuse_what_was_left(connection: Any, _record: object, _fairy: object) -> None:
    # SQLAlchemy then opens another one for the same checkout; the request that came first after an outage is served like any.
    if is_left(connection.driver_connection):
        raise DisconnectionError("the server has left this connection")


@event.listens_for(Session, "after_begin")
def _tell_the_tenant(session: Session, transaction: SessionTransaction, connection: Connection) -> None:
    gmina = session.info.get("gmina")
    if gmina is None:
        return
    connection.execute(text("SELECT set_config('app.gmina', :gmina, true)"), {"gmina": gmina})
    if session.info.get("read_only"):
        connection.execute(text("SET TRANSACTION READ ONLY"))


def _sqlalchemy_url(dsn: str) -> str:
    scheme, separator, rest = dsn.partition("://")
    if not separator or scheme not in {"postgresql", "postgres"}:
        raise ValueError("the database address has to begin with postgresql://")
    return f"postgresql+psycopg://{rest}"
