"""Free TCP ports of this machine, for processes that are told where to listen."""

import socket

LOOPBACK = "127.0.0.1"


def free_port(preferred: int | None = None) -> int:
    """A port of 127.0.0.1 that nobody listens on now: the preferred one if it can be had."""
    if preferred and _can_be_had(preferred):
        return preferred
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def _can_be_had(port: int) -> bool:
    with socket.socket() as probe:
        # As servers do: otherwise the last connections of the server before us keep the port for a minute.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True
