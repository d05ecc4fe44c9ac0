"""Where a PostgreSQL server is reached, and how the address of one database is written for one role."""

from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from psycopg.conninfo import conninfo_to_dict

_OF_THE_PERSON = frozenset({"user", "password", "dbname", "host", "port", "passfile", "service"})


@dataclass(frozen=True, slots=True)
class Address:
    """A server, known by its administrator's connection string (URL or `key=value`, as libpq reads it)."""

    superuser_dsn: str = field(repr=False)
    port: int
    """The port; also part of the unix socket's name."""
    host: str
    """A host name, or the folder of the unix socket."""

    def dsn(self, role: str, password: str, database: str, *, driver: str = "") -> str:
        """A connection URL; `driver` names SQLAlchemy's (`psycopg`), without it libpq understands the URL."""
        return dsn_for(self.superuser_dsn, role, password, database, driver=driver)


def address_of(superuser_dsn: str) -> Address:
    """The server behind an administrator's connection string."""
    parts = conninfo_to_dict(superuser_dsn)
    return Address(superuser_dsn, port=int(parts.get("port") or 5432), host=str(parts.get("host") or "localhost"))


def dsn_for(superuser_dsn: str, role: str, password: str, database: str, *, driver: str = "") -> str:
    """The same server for another role and database; options such as `sslmode` stay as they are."""
    parts = {name: str(value) for name, value in conninfo_to_dict(superuser_dsn).items() if value is not None}
    options = {name: value for name, value in parts.items() if name not in _OF_THE_PERSON}
    host, port = parts.get("host", ""), parts.get("port", "")
    if host.startswith("/") or "," in host:
        options |= {"host": host} | ({"port": port} if port else {})
        server = ""
    else:
        server = f"[{host}]" if ":" in host else host
        server += f":{port}" if port else ""
    scheme = f"postgresql+{driver}" if driver else "postgresql"
    query = f"?{urlencode(options, quote_via=quote, safe='/')}" if options else ""
    return f"{scheme}://{quote(role, safe='')}:{quote(password, safe='')}@{server}/{quote(database, safe='')}{query}"
