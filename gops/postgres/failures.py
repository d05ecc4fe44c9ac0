"""What can go wrong before a PostgreSQL server is there to be asked."""


class PostgresUnavailable(RuntimeError):
    """No server: the reason is the message, written for the person who typed the command."""


class WheelMissing(PostgresUnavailable):
    """The package with PostgreSQL's binaries is not installed (it is an extra, and has no musl build)."""


class DirectoryInUse(PostgresUnavailable):
    """Another living process runs the server of this directory."""


class UnsafePlace(PostgresUnavailable):
    """A folder the server would need exists already and belongs to somebody else or is open to others."""


class ServerDidNotStart(PostgresUnavailable):
    """The server ended or stayed silent; the message carries the end of its log."""
