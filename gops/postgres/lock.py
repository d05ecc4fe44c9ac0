"""One server per directory: the lock that says so ends with its holder, even on kill -9."""

import contextlib
import fcntl
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from gops.postgres.failures import DirectoryInUse


class Lock:
    """An advisory lock on a file, with a line in it that says who holds it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._descriptor: int | None = None
        self._folder: int | None = None

    @property
    def held(self) -> bool:
        return self._descriptor is not None

    def take(self, what: str, *, wait: bool = False) -> None:
        """Take the lock; `what` names the thing for the message. Raises DirectoryInUse, or waits."""
        descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            holder = os.pread(descriptor, 1000, 0).decode(errors="replace").strip()
            os.close(descriptor)
            raise DirectoryInUse(f"{what} is in use by {holder or 'another process'}") from None
        now = datetime.now(UTC).astimezone().strftime("%Y-%m-%d %H:%M:%S")
        os.ftruncate(descriptor, 0)
        command = " ".join(Path(part).name for part in sys.argv[:2])
        os.pwrite(descriptor, f"process {os.getpid()} ({command}), since {now}\n".encode(), 0)
        self._descriptor = descriptor
        # Root's places lie under /var/tmp, where systemd removes what nobody touched for 30 days unless its folder is
        # locked.
        self._folder = os.open(self._file.parent, os.O_RDONLY | os.O_DIRECTORY)
        with contextlib.suppress(OSError):
            fcntl.flock(self._folder, fcntl.LOCK_SH | fcntl.LOCK_NB)

    def give_back(self) -> None:
        if self._descriptor is not None:
            with contextlib.suppress(OSError):
                os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)
            self._descriptor = None
        if self._folder is not None:
            os.close(self._folder)
            self._folder = None
