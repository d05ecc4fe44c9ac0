"""What transactions hold at a moment, for tests of what must not be held."""

import psycopg

_HELD = """
SELECT l.relation::regclass::text, l.mode
  FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
 WHERE l.pid <> pg_backend_pid() AND a.datname = current_database() AND a.xact_start IS NOT NULL
   AND l.locktype IN ('relation', 'transactionid')
"""


def held(dsn: str) -> list[tuple[str | None, str]]:
    """Locks on tables and transactions that anybody else holds in this database."""
    with psycopg.connect(dsn) as connection:
        return connection.execute(_HELD).fetchall()
