"""The rows of sources: cursor, state, lease. A lease saves work; that nothing is applied twice rests on the cursor alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from psycopg import AsyncConnection
from psycopg.rows import TupleRow

from kit.db import Database
from kit.feed.verify import Place

FOLLOWING = "following"

_ENSURE = "INSERT INTO source (gmina, service) SELECT %s, unnest(%s::text[]) ON CONFLICT (gmina, service) DO NOTHING"
_CURSOR = "SELECT sequence, digest, time, state FROM source WHERE gmina = %s AND service = %s"
_LIST = """
SELECT gmina, service, sequence, head_sequence, state, lease_until < clock_timestamp(), address,
       coalesce(extract(epoch FROM clock_timestamp() - behind_since), 0)::double precision, digest
  FROM source ORDER BY gmina, service
"""
_ADDRESS = "SELECT address FROM source WHERE gmina = %s AND service = %s"
_LEASE = """
UPDATE source SET lease_owner = %(owner)s, lease_until = clock_timestamp() + make_interval(secs => %(seconds)s)
 WHERE gmina = %(gmina)s AND service = %(service)s AND (lease_until < clock_timestamp() OR lease_owner = %(owner)s)
RETURNING 1
"""
_RELEASE = """
UPDATE source SET lease_owner = NULL, lease_until = '-infinity' WHERE gmina = %s AND service = %s AND lease_owner = %s
"""
_HEAD = """
UPDATE source SET head_sequence = %(head)s,
       behind_since = CASE WHEN %(head)s > sequence OR state <> 'following' THEN coalesce(behind_since, clock_timestamp()) END
 WHERE gmina = %(gmina)s AND service = %(service)s AND head_sequence <> %(head)s
"""
_STATE = """
UPDATE source SET state = %(state)s, reason = %(reason)s, pulled_at = clock_timestamp(),
       behind_since = CASE WHEN %(state)s <> 'following' OR head_sequence > sequence THEN coalesce(behind_since, clock_timestamp()) END
 WHERE gmina = %(gmina)s AND service = %(service)s AND sequence = %(sequence)s
"""


@dataclass(frozen=True, slots=True)
class Known:
    """A source as its row says. free: nobody holds a lease; address: where this gmina's service is, when it is not where the setting says;
    behind: seconds since it was first seen to stand or not to be read to its end.
    """

    gmina: str
    service: str
    sequence: int
    head: int
    state: str
    free: bool
    address: str | None
    behind: float
    digest: bytes

    @property
    def place(self) -> Place:
        """Where its cursor stands; when that event became known is left out."""
        return Place(self.sequence, self.digest)

    @property
    def current(self) -> bool:
        """Whether the log is read to its end and can be read on."""
        return self.state == FOLLOWING and self.head <= self.sequence

    @property
    def stopped(self) -> bool:
        """Only a person sets it going again."""
        return self.state.startswith("stopped")


async def ensure(database: Database, gmina: str, services: Sequence[str]) -> None:
    """Makes rows for sources that have none."""
    async with database.tenant(gmina) as connection:
        await connection.execute(_ENSURE, (gmina, list(services)))


async def listed(database: Database, gminas: Sequence[str]) -> list[Known]:
    """The sources of the gminas."""
    async with database.tenants(gminas) as connection:
        return [Known(*row) for row in await (await connection.execute(_LIST)).fetchall()]


async def cursor(database: Database, gmina: str, service: str) -> tuple[Place, str]:
    """Where the source stands, and its state."""
    async with database.tenant(gmina) as connection:
        row = await (await connection.execute(_CURSOR, (gmina, service))).fetchone()
    return (Place(), FOLLOWING) if row is None else (Place(row[0], row[1], row[2]), row[3])


async def address(database: Database, gmina: str, service: str) -> str | None:
    """Where this gmina's service is, when it is not where the setting says."""
    async with database.tenant(gmina) as connection:
        row = await (await connection.execute(_ADDRESS, (gmina, service))).fetchone()
    return None if row is None else row[0]


async def lease(connection: AsyncConnection[TupleRow], gmina: str, service: str, owner: str, seconds: float) -> bool:
    """Takes or prolongs the lease; False when somebody else holds it. In a page's transaction this comes after the page."""
    given = {"gmina": gmina, "service": service, "owner": owner, "seconds": seconds}
    return await (await connection.execute(_LEASE, given)).fetchone() is not None


async def release(database: Database, gmina: str, service: str, owner: str) -> None:
    """Gives the lease back."""
    async with database.tenant(gmina) as connection:
        await connection.execute(_RELEASE, (gmina, service, owner))


async def note_head(database: Database, gmina: str, service: str, head: int) -> None:
    """Keeps how long the log is."""
    async with database.tenant(gmina) as connection:
        await connection.execute(_HEAD, {"head": head, "gmina": gmina, "service": service})


async def note_state(
    database: Database, gmina: str, service: str, sequence: int, state: str, reason: str | None
) -> None:
    """Keeps why the source does not go on from this place; nothing when it has gone on meanwhile."""
    given = {"gmina": gmina, "service": service, "sequence": sequence, "state": state, "reason": reason}
    async with database.tenant(gmina) as connection:
        await connection.execute(_STATE, given)
