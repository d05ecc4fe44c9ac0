"""kill -9 of whatever can be killed; committed data is there afterwards and nothing is left running."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest

from gops.postgres import EmbeddedPostgres
from gops.postgres.place import place_for
from tests.gops.conftest import TEMPLATE, Owner, ask, eventually, has_ended

pytestmark = pytest.mark.postgres

Embedded = Callable[..., EmbeddedPostgres]
StartOwner = Callable[..., Owner]


@pytest.fixture
def frozen() -> Iterator[Callable[[psutil.Process], None]]:
    """Suspends processes; they are killed at the end."""
    with ExitStack() as suspended:

        def freeze(process: psutil.Process) -> None:
            process.suspend()
            suspended.callback(lambda: process.is_running() and process.kill())

        yield freeze


def test_a_killed_server_comes_back_on_the_same_port_with_what_was_committed(embedded: Embedded) -> None:
    running = embedded()
    before = running.start()
    ask(before.superuser_dsn, "CREATE TABLE kept AS SELECT 464 AS families")
    os.kill(running.pid, signal.SIGKILL)

    after = running.start()

    assert after == before
    assert ask(after.superuser_dsn, "SELECT families FROM kept") == 464


def test_a_killed_server_with_a_busy_backend_comes_back(embedded: Embedded) -> None:
    running = embedded()
    dsn = running.start().superuser_dsn
    endless = (
        "import psycopg, sys; c = psycopg.connect(sys.argv[1]); print(c.info.backend_pid, flush=True);"
        "c.execute('DO $$ BEGIN LOOP END LOOP; END $$')"
    )
    with subprocess.Popen(
        [sys.executable, "-c", endless, dsn], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as client:
        assert client.stdout is not None
        backend = psutil.Process(int(client.stdout.readline()))
        os.kill(running.pid, signal.SIGKILL)

        running.start()

        assert eventually(lambda: has_ended(backend))
    assert ask(dsn, "SELECT 1") == 1


def test_the_server_ends_with_its_killed_owner_and_the_next_one_finds_the_data(
    owner: StartOwner, embedded: Embedded, tmp_path: Path
) -> None:
    first = owner(tmp_path / "postgres")
    ask(first.dsn, "CREATE TABLE kept AS SELECT 83 AS persons")

    first.process.kill()

    assert eventually(lambda: has_ended(first.postmaster) and has_ended(first.keeper))
    assert ask(embedded().start().superuser_dsn, "SELECT persons FROM kept") == 83


def test_the_next_start_need_not_wait_until_the_old_server_has_ended(
    owner: StartOwner, embedded: Embedded, tmp_path: Path
) -> None:
    first = owner(tmp_path / "postgres")

    first.process.kill()
    first.process.wait()
    address = embedded().start()

    assert ask(address.superuser_dsn, "SELECT 1") == 1
    assert has_ended(first.postmaster)


@pytest.mark.skipif(sys.platform != "linux", reason="the parent-death signal is Linux's")
def test_the_server_ends_when_its_keeper_is_killed(owner: StartOwner, tmp_path: Path) -> None:
    first = owner(tmp_path / "postgres")

    first.keeper.kill()

    assert eventually(lambda: has_ended(first.postmaster))


def test_a_server_still_running_for_a_dead_owner_is_stopped_first(
    owner: StartOwner, embedded: Embedded, frozen: Callable[[psutil.Process], None], tmp_path: Path
) -> None:
    first = owner(tmp_path / "postgres")
    ask(first.dsn, "CREATE TABLE kept AS SELECT 1 AS one")
    frozen(first.keeper)
    first.process.kill()
    first.process.wait()
    assert not has_ended(first.postmaster)

    address = embedded().start()

    assert has_ended(first.postmaster)
    assert ask(address.superuser_dsn, "SELECT one FROM kept") == 1


def test_a_zombie_postmaster_is_no_server(
    owner: StartOwner, embedded: Embedded, frozen: Callable[[psutil.Process], None], tmp_path: Path
) -> None:
    first = owner(tmp_path / "postgres")
    frozen(first.keeper)
    first.postmaster.kill()
    assert eventually(lambda: first.postmaster.status() == psutil.STATUS_ZOMBIE)
    first.process.kill()
    first.process.wait()

    address = embedded().start()

    assert first.postmaster.status() == psutil.STATUS_ZOMBIE
    assert ask(address.superuser_dsn, "SELECT 1") == 1


def test_files_of_a_former_life_that_name_a_living_process_do_not_matter(embedded: Embedded, tmp_path: Path) -> None:
    running = embedded()
    port = running.start().port
    place = place_for(tmp_path / "postgres")
    told = (place.data / "postmaster.pid").read_text().splitlines()
    running.stop()
    user = {} if place.identity is None else {"user": place.identity.uid, "group": place.identity.gid}
    with subprocess.Popen(["sleep", "600"], **user) as bystander:  # type: ignore[call-overload]
        told[0] = str(bystander.pid)
        for file in (place.data / "postmaster.pid", place.sockets / f".s.PGSQL.{port}.lock"):
            file.write_text("\n".join(told) + "\n")

        address = running.start()

        assert ask(address.superuser_dsn, "SELECT 1") == 1
        assert bystander.poll() is None
        bystander.kill()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root's servers lie outside their directory")
def test_what_a_killed_test_run_left_is_removed_by_the_next(owner: StartOwner, tmp_path: Path) -> None:
    first = owner(tmp_path / "killed", throwaway=True)
    base = place_for(tmp_path / "killed").base
    first.process.kill()
    first.process.wait()
    assert base.exists()

    with EmbeddedPostgres(tmp_path / "next", throwaway=True, template=TEMPLATE):
        assert not base.exists()
