"""Whether the server has left a connection that waits in a pool, found out without asking it.

A server that ends, however it ends, closes its sockets, and that can be read here: a connection that is left before a statement
was sent on it costs nobody an error and no request a round trip.
"""

import select

from psycopg import AsyncConnection
from psycopg.pq import ConnStatus
from psycopg.rows import TupleRow


def is_left(connection: AsyncConnection[TupleRow]) -> bool:
    """Whether an idle connection cannot be used any more; looks at the socket and takes a microsecond."""
    link = connection.pgconn
    if link.status != ConnStatus.OK:
        return True
    # To an idle connection a server speaks only when it says goodbye (or reports a setting that its administrator changed, and
    # then a new connection does as well).
    waiting = select.poll()
    waiting.register(link.socket, select.POLLIN)
    return bool(waiting.poll(0))
