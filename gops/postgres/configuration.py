"""How an embedded server is set up. Settings travel on its command line, so nothing of ours lies in its data folder."""

from gops.ports import LOOPBACK
from gops.postgres.place import Place

RULES = f"""\
# type  database  user  address        method
local   all       all                  scram-sha-256
host    all       all   {LOOPBACK}/32   scram-sha-256
"""

_ALWAYS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_permissions": "0700",
    "cluster_name": "gops",
    "max_connections": "200",
    "huge_pages": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "password_encryption": "scram-sha-256",
    # No personal data in the server's log. An error names the value that was refused ("invalid input syntax for ...")
    # and, unless terse, the failing row; the service that asked gets the error and reports it without the values.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_duration": "off",
    "log_min_duration_statement": "-1",
    "log_min_duration_sample": "-1",
    "log_transaction_sample_rate": "0",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_checkpoints": "off",
    "log_lock_waits": "off",
    "log_autovacuum_min_duration": "-1",
    "log_line_prefix": "%m [%p] ",
}

_DURABLE = {
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "maintenance_work_mem": "128MB",
    "wal_buffers": "16MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
}

_THROWAWAY = _DURABLE | {
    # A test's server may die (and recover) with the process, but need not survive the machine.
    "shared_buffers": "128MB",
    "fsync": "off",
    "full_page_writes": "off",
}


def server_arguments(place: Place, port: int, *, throwaway: bool) -> list[str]:
    """The arguments of `postgres`."""
    settings = _ALWAYS | (_THROWAWAY if throwaway else _DURABLE)
    settings |= {
        "port": str(port),
        "unix_socket_directories": str(place.sockets),
        "hba_file": str(place.rules),
    }
    arguments = ["-D", str(place.data)]
    for name, value in settings.items():
        arguments += ["-c", f"{name}={value}"]
    return arguments
