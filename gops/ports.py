"""Free TCP ports of this machine, for processes that are told where to listen."""

import socket
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager

LOOPBACK = "127.0.0.1"


def free_port(preferred: int | None = None) -> int:
    """A port of 127.0.0.1 that nobody listens on now: the preferred one if it can be had."""
    if preferred and _can_be_had(preferred):
        return preferred
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


@contextmanager
def claimed_ports(preferred: Mapping[str, int]) -> Iterator[dict[str, int]]:
    """A port for each name, the preferred one if it can be had, that no other house on this machine takes meanwhile.

    Between looking and listening there are seconds, and two houses may be started in the same moment. The claim is the UDP port of the
    same number: nobody speaks there, and it is given back even when we are killed.
    """
    with ExitStack() as claims:
        yield {name: _claim(port, claims) for name, port in preferred.items()}


def _claim(preferred: int, claims: ExitStack) -> int:
    wanted: int | None = preferred
    while True:
        port = free_port(wanted)
        claim = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            claim.bind((LOOPBACK, port))
        except OSError:
            claim.close()
            wanted = None
        else:
            claims.enter_context(claim)
            return port


def _can_be_had(port: int) -> bool:
    with socket.socket() as probe:
        # As servers do: otherwise the last connections of the server before us keep the port for a minute.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True
