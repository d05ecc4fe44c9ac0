"""The processes of one `gops up`: started in order, watched, and stopped in reverse, they and nothing else.

Nothing is restarted silently: a child that dies is reported with the end of its log. Each child ends with us even when
we are killed (gops.keeper).
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self

import httpx

from gops.keeper import Kept, fresh_log, keep, last_lines

_STOPPING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_LOOK_EVERY = 0.1


class ChildDied(RuntimeError):
    """A child ended though nobody stopped it; the message carries the end of its log."""


class NotReady(RuntimeError):
    """A child runs but its /health did not answer 200 in time."""


class Interrupted(SystemExit):
    """SIGTERM or SIGHUP: unwinds like Ctrl-C, so that everything is stopped on the way out."""


@dataclass(slots=True)
class Child:
    """A process started by the supervisor."""

    name: str
    log: Path
    health_url: str | None
    _kept: Kept

    @property
    def pid(self) -> int:
        return self._kept.pid

    @property
    def returncode(self) -> int | None:
        """The exit code when it has ended (128 + n after signal n), else None."""
        return self._kept.poll()


class Supervisor:
    """Starts processes and sees them through to their end.

    `echo` is given each line a child writes, prefixed with its name. As a context manager (in the main thread) it turns
    SIGTERM and SIGHUP into an exception, and does not let a second Ctrl-C cut the stopping short. `grace` in seconds is
    what a child gets after SIGTERM before SIGKILL.
    """

    def __init__(self, log_dir: Path, *, echo: Callable[[str], None] | None = None, grace: float = 10.0) -> None:
        self._log_dir = log_dir
        self._echo = echo
        self._grace = grace
        self._children: dict[str, Child] = {}
        self._echoes: list[_Echo] = []
        self._handlers: dict[signal.Signals, object] = {}

    def spawn(
        self,
        name: str,
        argv: Sequence[str],
        *,
        env: Mapping[str, str] | None = None,
        health_url: str | None = None,
        cwd: Path | None = None,
    ) -> Child:
        """Start a process; `env` is added to our own environment, output goes to `<log_dir>/<name>.log`.

        A name may be used again after its process has ended, the log is then continued. Raises ChildDidNotStart.
        """
        before = self._children.get(name)
        if before is not None and before.returncode is None:
            raise ValueError(f"{name} is running already")
        log = self._log_dir / f"{name}.log"
        if before is None:
            fresh_log(log).touch()
            if self._echo is not None:
                self._echoes.append(_Echo(name, log, self._echo))
        kept = keep(
            argv,
            log=log,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **(env or {})},
            cwd=cwd,
            ending=(("TERM", self._grace), ("KILL", 5.0)),
        )
        # Last in the order, so that it is first to be stopped.
        self._children.pop(name, None)
        child = self._children[name] = Child(name, log, health_url, kept)
        return child

    def child(self, name: str) -> Child:
        return self._children[name]

    def wait_ready(self, timeout: float = 60.0) -> None:
        """Wait until every /health answers 200. Raises ChildDied as soon as one ends, NotReady after `timeout` seconds."""
        deadline = time.monotonic() + timeout
        waiting = {child.name: child for child in self._children.values() if child.health_url is not None}
        answers: dict[str, str] = {}
        # The proxy settings of the environment are for the world outside.
        with httpx.Client(trust_env=False, timeout=2.0) as client:
            while waiting:
                self.check()
                for name, child in list(waiting.items()):
                    answers[name] = _health(client, str(child.health_url))
                    if answers[name] == "200":
                        del waiting[name]
                if waiting and time.monotonic() > deadline:
                    raise NotReady(
                        "\n".join(
                            f"{name} is not ready after {timeout:g} s: {child.health_url} gave {answers[name]}; "
                            f"the end of {child.log}:\n{last_lines(child.log)}"
                            for name, child in waiting.items()
                        )
                    )
                if waiting:
                    time.sleep(_LOOK_EVERY)

    def check(self) -> None:
        """Raise ChildDied if a child has ended."""
        for child in self._children.values():
            if (code := child.returncode) is not None:
                how = f"killed by {_signal_name(code - 128)}" if code > 128 else f"exit code {code}"
                raise ChildDied(f"{child.name} ended ({how}); the end of {child.log}:\n{last_lines(child.log)}")

    def wait(self) -> None:
        """Stay until a signal comes (KeyboardInterrupt, Interrupted) or a child dies (ChildDied)."""
        while True:
            self.check()
            time.sleep(_LOOK_EVERY)

    def stop_one(self, name: str) -> int:
        """Stop one child and forget it; its exit code."""
        return self._children.pop(name)._kept.stop()

    def stop(self) -> None:
        """Stop all children, the last one started first, each when the one after it has ended."""
        while self._children:
            _, child = self._children.popitem()
            child._kept.stop()
        while self._echoes:
            self._echoes.pop().finish()

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGHUP):
                self._handlers[number] = signal.signal(number, _interrupt)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._handlers:
            self.stop()
            return
        keyboard = signal.getsignal(signal.SIGINT)
        for number in _STOPPING_SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        try:
            self.stop()
        finally:
            for number, handler in [*self._handlers.items(), (signal.SIGINT, keyboard)]:
                signal.signal(number, handler)  # type: ignore[arg-type]
            self._handlers.clear()


class _Echo:
    """Follows a log and gives its lines on; the child writes to the file itself and never waits for us."""

    def __init__(self, name: str, log: Path, echo: Callable[[str], None]) -> None:
        self._name, self._log, self._echo = name, log, echo
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._follow, name=f"log of {name}", daemon=True)
        self._thread.start()

    def finish(self) -> None:
        self._done.set()
        self._thread.join()

    def _follow(self) -> None:
        with self._log.open(encoding="utf-8", errors="replace") as lines:
            begun = ""
            while True:
                last_round = self._done.is_set()
                while piece := lines.readline():
                    begun += piece
                    if begun.endswith("\n"):
                        self._echo(f"{self._name}: {begun.rstrip()}")
                        begun = ""
                if last_round:
                    if begun:
                        self._echo(f"{self._name}: {begun}")
                    return
                self._done.wait(_LOOK_EVERY)


def python(module: str, *arguments: str) -> list[str]:
    """The command that runs a module with the interpreter we run on."""
    return [sys.executable, "-m", module, *arguments]


def _health(client: httpx.Client, url: str) -> str:
    try:
        return str(client.get(url).status_code)
    except httpx.TransportError as error:
        return f"{type(error).__name__} ({error})"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _interrupt(number: int, _: FrameType | None) -> None:
    raise Interrupted(128 + number)
