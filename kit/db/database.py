"""One service's database: a pool of connections and the transactions on it.

Every transaction is opened for a tenant (`gmina`) or for a list of them (feeds, leases, regional sums), never for nobody: the
row-level policies read the setting that is made here, as the first statement of the transaction (architecture, invariant 9).
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from psycopg import AsyncConnection
from psycopg.rows import TupleRow
from psycopg_pool import AsyncConnectionPool
from sqlalchemy import event, text
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.orm import Session, SessionTransaction

from kit.db.sessions import ReadSession, WriteSession

LOCK_TIMEOUT_MS = 5_000
STATEMENT_TIMEOUT_MS = 60_000
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
            pool_timeout=10,
            pool_pre_ping=False,
            connect_args={"options": CONNECTION_OPTIONS},
        )
        self.pool: AsyncConnectionPool[AsyncConnection[TupleRow]] = AsyncConnectionPool(
            dsn,
            min_size=1,
            max_size=pool_size,
            timeout=10,
            open=False,
            kwargs={"options": CONNECTION_OPTIONS},
            check=AsyncConnectionPool.check_connection,
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
    async def tenant(self, gmina: str) -> AsyncIterator[AsyncConnection[TupleRow]]:
        """A driver connection inside a transaction of one gmina: bulk paths and hot reads."""
        async with self.pool.connection() as connection, connection.transaction():
            await connection.execute(SET_TENANT, (gmina,))
            yield connection

    @asynccontextmanager
    async def tenants(self, gminas: Sequence[str]) -> AsyncIterator[AsyncConnection[TupleRow]]:
        """A driver connection under the second policy, gmina = any(list): heads of feeds, leases, regional sums."""
        async with self.pool.connection() as connection, connection.transaction():
            await connection.execute(SET_TENANTS, (",".join(gminas),))
            yield connection

    async def ready(self) -> None:
        """Raises when the database does not answer; the application's readiness probe."""
        async with self.pool.connection(timeout=2) as connection:
            await connection.execute("SELECT 1")


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
