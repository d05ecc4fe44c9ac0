"""A real PostgreSQL 18 as a child of ours: started, probed, supervised and stopped without the wheel's own starter."""

import contextlib
import shutil
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

from gops.keeper import Kept, fresh_log, keep, last_lines
from gops.ports import free_port
from gops.postgres.address import Address, dsn_for
from gops.postgres.binaries import Binaries, copied_to, installed
from gops.postgres.configuration import RULES, server_arguments
from gops.postgres.failures import DirectoryInUse, PostgresUnavailable, ServerDidNotStart
from gops.postgres.initialising import (
    ENDING,
    SUPERUSER,
    copy_initialised,
    environment,
    initialise,
    is_initialised,
)
from gops.postgres.leftovers import end_leftovers
from gops.postgres.lock import Lock
from gops.postgres.passwords import kept_password
from gops.postgres.place import place_for, throwaway_places

_AT_ONCE = (("QUIT", 10.0), ("KILL", 5.0))
_PORT_ATTEMPTS = 5
_PORT_TAKEN = "could not create any TCP/IP sockets"


class EmbeddedPostgres:
    """The server of one directory. It ends with this process, also when this process is killed.

    `throwaway` is for tests: no fsync, started from a copy of `template` (a directory where one initialised cluster is
    kept between runs; made on first use), and everything is removed by `stop`.
    """

    def __init__(self, directory: Path, *, throwaway: bool = False, template: Path | None = None) -> None:
        self._place = place_for(directory)
        self._template = None if template is None else place_for(template)
        self._throwaway = throwaway
        self._lock = Lock(self._place.lock)
        self._kept: Kept | None = None
        self._address: Address | None = None

    @property
    def address(self) -> Address:
        """Where the server was last reached. Raises PostgresUnavailable before the first start."""
        if self._address is None:
            raise PostgresUnavailable(f"the PostgreSQL of {self._place.directory} has not been started")
        return self._address

    @property
    def superuser_dsn(self) -> str:
        return self.address.superuser_dsn

    @property
    def pid(self) -> int:
        """Process id of the postmaster."""
        if self._kept is None:
            raise PostgresUnavailable(f"the PostgreSQL of {self._place.directory} is not running")
        return self._kept.pid

    @property
    def log(self) -> Path:
        return self._place.log

    def dsn(self, role: str, password: str, database: str, *, driver: str = "") -> str:
        return self.address.dsn(role, password, database, driver=driver)

    def start(self, timeout: float = 60.0) -> Address:
        """Start the server, or find it running; the address has answered a query before it is returned.

        After the server was killed, `start` recovers it on the same port. `timeout` in seconds includes recovery.
        Raises DirectoryInUse, WheelMissing, UnsafePlace, ServerDidNotStart.
        """
        if self._address is not None and self._kept is not None:
            try:
                self._await_answer(self._kept, self._address, timeout)
            except ServerDidNotStart:
                if self._kept.poll() is None:
                    raise
            else:
                return self._address
        place = self._place
        if self._throwaway:
            _remove_what_killed_runs_left()
        place.make_base()
        if not self._lock.held:
            self._lock.take(f"the PostgreSQL of {place.directory}")
        try:
            return self._start_locked(timeout)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the server (fast shutdown) and give the directory back. Does nothing when it was not started."""
        kept, self._kept = self._kept, None
        if kept is not None:
            kept.stop()
        if self._lock.held:
            if self._throwaway:
                self._place.remove()
            self._place.remove_short_sockets()
            self._lock.give_back()

    def destroy(self) -> None:
        """Stop the server and remove its data, wherever it lies. Raises DirectoryInUse."""
        self.stop()
        if not self._place.base.exists():
            return
        self._lock.take(f"the PostgreSQL of {self._place.directory}")
        end_leftovers(self._place)
        self._place.remove()
        self._lock.give_back()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _start_locked(self, timeout: float) -> Address:
        place = self._place
        if self._kept is not None:
            self._kept.stop()
        end_leftovers(place)
        if place.is_orphaned():
            place.forget_data()
        if self._throwaway:
            place.throwaway_mark.write_text(str(place.directory))
        place.make_private()
        fresh_log(place.log)
        binaries = self._binaries()
        if not is_initialised(place):
            if self._template is not None:
                copy_initialised(self._template, place, binaries)
            else:
                initialise(place, binaries, durable=not self._throwaway)
        place.rules.write_text(RULES)
        place.rules.chmod(0o644)
        return self._run(binaries, timeout)

    def _binaries(self) -> Binaries:
        if self._place.identity is None:
            return installed()
        home = self._template or self._place
        home.make_base()
        return copied_to(home.base)

    def _run(self, binaries: Binaries, timeout: float) -> Address:
        place = self._place
        password = kept_password(place.password)
        for _ in range(_PORT_ATTEMPTS):
            # The same port as the last time if it can be had: whoever holds a connection string finds the server again.
            port = free_port(_read_port(place.port))
            place.port.write_text(f"{port}\n")
            self._kept = keep(
                [binaries("postgres"), *server_arguments(place, port, throwaway=self._throwaway)],
                log=place.log,
                env=environment(),
                cwd=place.private,
                identity=place.identity,
                ending=_AT_ONCE if self._throwaway else ENDING,
            )
            local = f"host='{place.sockets}' port={port}"
            address = Address(dsn_for(local, SUPERUSER, password, SUPERUSER), port, str(place.sockets))
            try:
                self._await_answer(self._kept, address, timeout)
            except ServerDidNotStart:
                if _PORT_TAKEN not in last_lines(place.log, 5):
                    raise
                self._kept.stop()
                continue
            self._address = address
            return address
        raise ServerDidNotStart(f"no free port was found in {_PORT_ATTEMPTS} attempts:\n{last_lines(place.log)}")

    def _await_answer(self, kept: Kept, address: Address, timeout: float) -> None:
        deadline = time.monotonic() + timeout
        while True:
            if (code := kept.poll()) is not None:
                raise ServerDidNotStart(f"PostgreSQL ended (exit code {code}); its log:\n{last_lines(kept.log)}")
            try:
                with psycopg.connect(address.superuser_dsn, autocommit=True, connect_timeout=5) as connection:
                    found = connection.execute("SELECT current_setting('data_directory')").fetchone()
            except psycopg.OperationalError as refusal:
                problem = str(refusal)
            else:
                if found == (str(self._place.data),):
                    return
                problem = f"another server answers there, its data is in {found}"
            if time.monotonic() > deadline:
                raise ServerDidNotStart(
                    f"PostgreSQL does not answer after {timeout:g} s: {problem}\n{last_lines(kept.log)}"
                )
            time.sleep(0.02)


def _read_port(file: Path) -> int | None:
    try:
        return int(file.read_text())
    except (FileNotFoundError, ValueError):
        return None


def _remove_what_killed_runs_left() -> None:
    for place in throwaway_places():
        lock = Lock(place.lock)
        with contextlib.suppress(DirectoryInUse, FileNotFoundError):
            lock.take("a throwaway PostgreSQL")
            end_leftovers(place)
            shutil.rmtree(place.base, ignore_errors=True)
            lock.give_back()
