"""Children that end with us: a process started here is stopped when we stop it, when we exit, and when we are killed.

Each child stands under a small process of its own (watch.py). The parent-death signal alone would not do: Linux ties it
to the thread that started the child, setuid clears it, and macOS has none.
"""

import contextlib
import os
import subprocess
import sys
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

POLITELY = (("TERM", 10.0), ("KILL", 5.0))
"""How a child is asked to end: signal, then the seconds it is given before the next one."""

_WATCH = Path(__file__).with_name("watch.py")


class ChildDidNotStart(RuntimeError):
    """The keeping process ended before it could start the child."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The user a child runs as; only root may ask for another than its own."""

    uid: int
    gid: int


class Kept:
    """A running child. `pid` is the child's own process id, not its keeper's."""

    def __init__(self, keeper: "subprocess.Popen[bytes]", pid: int, log: Path, patience: float) -> None:
        self.pid = pid
        self.log = log
        self._keeper = keeper
        self._patience = patience

    def poll(self) -> int | None:
        """The exit code if the child has ended (128 + n after signal n), else None."""
        code = self._keeper.poll()
        if code is not None:
            self.let_go()
        return code

    def let_go(self) -> None:
        """Ask the child to end and return at once; `stop` waits for it."""
        if self._keeper.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self._keeper.stdin.close()

    def stop(self) -> int:
        """End the child, step by step as it was agreed at its start, and give its exit code."""
        self.let_go()
        try:
            return self._keeper.wait(self._patience)
        except subprocess.TimeoutExpired:
            self._keeper.kill()
            return self._keeper.wait()


def keep(
    argv: Sequence[str],
    *,
    log: Path,
    env: Mapping[str, str],
    cwd: Path | None = None,
    identity: Identity | None = None,
    ending: Sequence[tuple[str, float]] = POLITELY,
) -> Kept:
    """Start a child whose output is appended to `log`; `env` is its whole environment. Raises ChildDidNotStart."""
    command = [
        # -I and -S: neither the caller's environment nor any installed package may change the keeper.
        *(sys.executable, "-I", "-S", str(_WATCH), str(os.getpid())),
        "-" if identity is None else f"{identity.uid}:{identity.gid}",
        ",".join(f"{name}:{seconds}" for name, seconds in ending),
        *argv,
    ]
    with log.open("ab") as output:
        keeper = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=output,
            env=dict(env),
            cwd=cwd,
            start_new_session=True,
        )
    assert keeper.stdout is not None  # noqa: S101 - asked for two lines above
    with keeper.stdout:
        told = keeper.stdout.readline()
    kept = Kept(keeper, int(told or 0), log, sum(seconds for _, seconds in ending) + 10.0)
    if not told:
        code = kept.stop()
        raise ChildDidNotStart(f"{argv[0]} could not be started (exit code {code}):\n{last_lines(log)}")
    return kept


def last_lines(log: Path, count: int = 20) -> str:
    """The end of a log, for an error message."""
    try:
        with log.open(encoding="utf-8", errors="replace") as lines:
            return "".join(deque(lines, maxlen=count)).rstrip()
    except FileNotFoundError:
        return ""


def fresh_log(log: Path) -> Path:
    """Begin a log anew; the one before it is kept beside it with the ending .1."""
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists():
        log.replace(log.with_name(log.name + ".1"))
    return log
