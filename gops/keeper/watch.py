"""The process that stands between us and a child: it ends the child as soon as its owner is gone, however the owner went.

Run as a script by `gops.keeper.keep` (standard library only, no site-packages). Its stdin is a pipe whose other end only
the owner holds, so a kill -9 of the owner is seen as an end of file, on Linux and macOS alike; its stdout tells the
child's process id; its stderr is the child's log. It exits with the child's exit code (128 + n after signal n).

    watch.py OWNER_PID UID:GID|- SIGNAL:SECONDS,SIGNAL:SECONDS,... COMMAND [ARGUMENT ...]
"""

import contextlib
import ctypes
import os
import select
import signal
import sys
import time
from typing import NoReturn

PR_SET_PDEATHSIG = 1
CHECK_OWNER_EVERY = 1.0
HEARD = (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def main(arguments: list[str]) -> int:
    owner = int(arguments[0])
    identity, steps, command = arguments[1], _steps(arguments[2]), arguments[3:]
    # Loaded before the identity changes: afterwards the interpreter's own folder may be closed to us.
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
    if identity != "-":
        uid, gid = (int(part) for part in identity.split(":"))
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    wake, wake_end = os.pipe()
    os.set_blocking(wake, False)
    os.set_blocking(wake_end, False)
    signal.set_wakeup_fd(wake_end)
    for number in HEARD:
        signal.signal(number, lambda *_: None)

    me = os.getpid()
    # A signal for the child that came before exec would be taken by our own handlers and be lost.
    signal.pthread_sigmask(signal.SIG_BLOCK, HEARD)
    child = os.fork()
    if child == 0:
        _become(command, me, steps[0][0], libc)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, HEARD)
    with contextlib.suppress(BrokenPipeError):
        os.write(1, b"%d\n" % child)
    os.close(1)
    return _watch(child, owner, wake, steps)


def _steps(text: str) -> list[tuple[signal.Signals, float]]:
    pairs = [step.split(":") for step in text.split(",")]
    return [(signal.Signals[f"SIG{name}"], float(seconds)) for name, seconds in pairs]


def _become(command: list[str], keeper: int, farewell: signal.Signals, libc: ctypes.CDLL | None) -> NoReturn:
    try:
        os.setsid()
        signal.set_wakeup_fd(-1)
        # Python ignores SIGPIPE and an ignored signal stays ignored across exec.
        for number in (*HEARD, signal.SIGPIPE):
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, HEARD)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(2, 1)
        if libc is not None:
            # Here and not earlier: setuid clears the parent-death signal.
            libc.prctl(PR_SET_PDEATHSIG, int(farewell), 0, 0, 0)
            if os.getppid() != keeper:
                os._exit(1)
        os.execvp(command[0], command)  # noqa: S606
    except OSError as refusal:
        os.write(2, f"cannot run {command[0]}: {refusal.strerror}\n".encode())
    os._exit(127)


def _watch(child: int, owner: int, wake: int, steps: list[tuple[signal.Signals, float]]) -> int:
    stopping = False
    deadline = 0.0
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            break
        if stopping and time.monotonic() >= deadline:
            number, seconds = steps.pop(0) if steps else (signal.SIGKILL, 5.0)
            deadline = time.monotonic() + seconds
            _send(child, number)
        patience = deadline - time.monotonic() if stopping else CHECK_OWNER_EVERY
        ready, _, _ = select.select([wake] if stopping else [0, wake], [], [], max(patience, 0.0))
        told = set(os.read(wake, 4096)) if wake in ready else set()
        # A process forked by the owner may still hold the pipe's other end: the parent's id is asked as well.
        stopping = stopping or 0 in ready or os.getppid() != owner or bool(told - {int(signal.SIGCHLD)})
    # Whatever the child left behind in its own process group.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child, signal.SIGKILL)
    return 128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def _send(child: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        if number == signal.SIGKILL:
            os.killpg(child, number)
        else:
            os.kill(child, number)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
