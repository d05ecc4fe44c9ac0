"""What a server leaves behind when it or its owner was killed: processes, and files that name processes.

Must be called with the directory's lock held: then whatever still runs there has no living owner.
"""

import contextlib
import signal
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from gops.postgres.failures import ServerDidNotStart
from gops.postgres.place import Place

if TYPE_CHECKING:
    from psutil import Process  # type: ignore[import-untyped]

_ENDING = ((signal.SIGINT, 20.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0))
"""Fast shutdown with a checkpoint, then without, then by force."""


def end_leftovers(place: Place) -> None:
    """Stop every server process in the place and remove the files that would keep a new one from starting.

    A zombie is no process any more, though PostgreSQL takes its number in postmaster.pid for one, as it does the number
    of a process that merely got the same id after a restart of the machine or container.
    """
    import psutil  # comes with the wheel, and the product image has neither

    for number, seconds in _ENDING:
        left = list(_server_processes(place))
        if not left:
            break
        postmasters = [process for process in left if _parent(process) not in {other.pid for other in left}]
        # SIGINT to a backend would only cancel its query: the postmaster passes the word on.
        for process in postmasters if number == signal.SIGINT else left:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(number)
        _wait_for_the_end(place, seconds)
    else:
        if left := list(_server_processes(place)):
            pids = ", ".join(str(process.pid) for process in left)
            raise ServerDidNotStart(f"server processes {pids} of an earlier run in {place.private} do not end")
    (place.data / "postmaster.pid").unlink(missing_ok=True)
    if place.sockets.is_dir():
        for socket in place.sockets.glob(".s.PGSQL.*"):
            socket.unlink(missing_ok=True)


def _wait_for_the_end(place: Place, seconds: float) -> None:
    # Asked anew each time: for psutil's own wait a zombie has not ended.
    deadline = time.monotonic() + seconds
    while any(_server_processes(place)) and time.monotonic() < deadline:
        time.sleep(0.05)


def _server_processes(place: Place) -> Iterator["Process"]:
    import psutil

    folders = {str(place.data), str(place.draft), str(place.private)}
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            # Every process of a server stands in its data folder; asked by name first, that is cheap.
            if (
                process.name() in {"postgres", "initdb"}
                and process.status() != psutil.STATUS_ZOMBIE
                and process.cwd() in folders
            ):
                yield process


def _parent(process: "Process") -> int:
    import psutil

    try:
        return int(process.ppid())
    except psutil.NoSuchProcess:
        return 0
