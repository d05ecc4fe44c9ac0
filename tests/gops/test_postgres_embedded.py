"""The embedded server: as root and as an ordinary user, after kill -9, twice at once, never twice in one place."""

import os
import re
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import psutil
import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from gops.ports import LOOPBACK
from gops.postgres import GIVEN, DirectoryInUse, EmbeddedPostgres, UnsafePlace, kept_password, server
from gops.postgres.place import place_for
from tests.gops.conftest import TEMPLATE, ask

pytestmark = pytest.mark.postgres

Embedded = Callable[..., EmbeddedPostgres]


def test_the_server_is_postgresql_18_in_utf_8_and_c_order(embedded: Embedded) -> None:
    address = embedded().start()

    assert ask(address.superuser_dsn, "SELECT current_setting('server_version_num')::int / 10000") == 18
    assert ask(address.superuser_dsn, "SELECT current_setting('server_encoding')") == "UTF8"
    assert ask(address.superuser_dsn, "SELECT datcollate FROM pg_database WHERE datname = 'postgres'") == "C"


@pytest.mark.parametrize("way", ["unix socket", "TCP"])
def test_the_password_lets_in_and_a_wrong_one_does_not(embedded: Embedded, way: str) -> None:
    address = embedded().start()
    host = address.host if way == "unix socket" else LOOPBACK
    wrong = address.dsn("postgres", "wrong", "postgres")

    assert ask(make_conninfo(address.superuser_dsn, host=host), "SELECT 1") == 1
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        ask(make_conninfo(wrong, host=host), "SELECT 1")


def test_nobody_but_the_server_s_owner_may_read_its_password_and_data(embedded: Embedded, tmp_path: Path) -> None:
    embedded().start()
    place = place_for(tmp_path / "postgres")

    assert stat.S_IMODE(place.password.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.private.stat().st_mode) == 0o700
    assert stat.S_IMODE(place.data.stat().st_mode) == 0o700


def test_the_server_does_not_run_as_root_and_leaves_the_folders_above_as_they_were(
    embedded: Embedded, tmp_path: Path
) -> None:
    above = [tmp_path, *tmp_path.parents, Path("/var/tmp"), Path("/var")]  # noqa: S108
    modes = [folder.stat().st_mode for folder in above]

    running = embedded()
    running.start()

    assert psutil.Process(running.pid).uids().real != 0
    assert [folder.stat().st_mode for folder in above] == modes


def test_no_value_of_a_refused_statement_reaches_the_server_s_log(embedded: Embedded) -> None:
    running = embedded()
    dsn = running.start().superuser_dsn
    ask(dsn, "CREATE TABLE person (pesel text PRIMARY KEY, born date CHECK (born > '1900-01-01'))")
    ask(dsn, "INSERT INTO person VALUES ('44051401359', '1944-05-14')")

    with psycopg.connect(dsn, autocommit=True) as connection:
        for value in ("44051401359", "44051401359 twice"):
            with pytest.raises(psycopg.Error):
                connection.execute("INSERT INTO person VALUES (%s, '1899-01-01')", (value,))
        with pytest.raises(psycopg.Error):
            connection.execute("SELECT 'Kowalska Anna'::int")
        with pytest.raises(psycopg.Error), connection.cursor().copy("COPY person FROM STDIN") as copy:
            copy.write("Kowalska\tAnna\n")
    running.stop()

    assert "database system is shut down" in running.log.read_text()
    assert not re.search("44051401359|Kowalska|INSERT|SELECT|COPY", running.log.read_text())


def test_data_and_address_stay_the_same_from_one_start_to_the_next(embedded: Embedded) -> None:
    running = embedded()
    first = running.start()
    ask(first.superuser_dsn, "CREATE TABLE kept AS SELECT 729 AS children")
    running.stop()

    second = running.start()

    assert second == first
    assert ask(second.superuser_dsn, "SELECT children FROM kept") == 729


def test_a_server_that_runs_already_is_found_and_not_started_again(embedded: Embedded) -> None:
    running = embedded()
    running.start()
    pid = running.pid

    running.start()

    assert running.pid == pid


@pytest.mark.parametrize("name", ["z odstępem i ąęł", "comma, quote ' and \"", "long" * 40, "percent%20"])
def test_any_path_will_do(embedded: Embedded, tmp_path: Path, name: str) -> None:
    address = embedded(tmp_path / name / "postgres").start()

    assert ask(address.superuser_dsn, "SELECT 1") == 1


def test_the_second_starter_in_a_directory_is_told_who_holds_it(embedded: Embedded, tmp_path: Path) -> None:
    address = embedded(tmp_path / "postgres").start()

    with pytest.raises(DirectoryInUse, match=rf"is in use by process {os.getpid()} \("):
        EmbeddedPostgres(tmp_path / "postgres").start()

    assert ask(address.superuser_dsn, "SELECT 1") == 1


def test_two_directories_have_a_server_each_at_the_same_time(embedded: Embedded, tmp_path: Path) -> None:
    one = embedded(tmp_path / "one").start()
    other = embedded(tmp_path / "other").start()

    ask(one.superuser_dsn, "CREATE TABLE here ()")

    assert ask(one.superuser_dsn, "SELECT to_regclass('here')::text") == "here"
    assert ask(other.superuser_dsn, "SELECT to_regclass('here')::text") is None


def test_a_throwaway_server_leaves_nothing_behind(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path / "postgres", throwaway=True, template=TEMPLATE) as running:
        assert ask(running.superuser_dsn, "SELECT 1") == 1

    place = place_for(tmp_path / "postgres")
    assert not place.data.exists()
    assert list(place.directory.iterdir()) == []


def test_with_the_directory_its_data_is_gone_wherever_it_lay(embedded: Embedded, tmp_path: Path) -> None:
    running = embedded()
    ask(running.start().superuser_dsn, "CREATE TABLE old ()")
    running.stop()
    shutil.rmtree(tmp_path / "postgres")

    again = running.start()

    assert ask(again.superuser_dsn, "SELECT to_regclass('old')::text") is None


def test_an_initdb_cut_short_is_done_again(embedded: Embedded, tmp_path: Path) -> None:
    place = place_for(tmp_path / "postgres")
    place.make_base()
    place.make_private()
    place.draft.mkdir()
    (place.draft / "PG_VERSION").write_text("18\n")

    address = embedded().start()

    assert ask(address.superuser_dsn, "SELECT 1") == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to somebody else")
def test_a_folder_that_somebody_else_made_is_not_used(embedded: Embedded, tmp_path: Path) -> None:
    base = place_for(tmp_path / "postgres").base
    base.mkdir()
    os.chown(base, 12345, 12345)

    try:
        with pytest.raises(UnsafePlace, match="belongs to somebody else"):
            embedded().start()
    finally:
        os.chown(base, 0, 0)


def test_a_server_that_is_given_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(GIVEN, "host=db.example port=5433 user=admin password=p sslmode=require")

    with server(tmp_path / "postgres") as address:
        assert (address.host, address.port) == ("db.example", 5433)
        assert address.dsn("reporting_app", "a/b", "reporting", driver="psycopg") == (
            "postgresql+psycopg://reporting_app:a%2Fb@db.example:5433/reporting?sslmode=require"
        )

    assert not (tmp_path / "postgres").exists()


def test_a_password_is_generated_once(tmp_path: Path) -> None:
    first = kept_password(tmp_path / "secrets" / "reporting_app")

    assert len(first) >= 32
    assert kept_password(tmp_path / "secrets" / "reporting_app") == first
    assert stat.S_IMODE((tmp_path / "secrets" / "reporting_app").stat().st_mode) == 0o600
