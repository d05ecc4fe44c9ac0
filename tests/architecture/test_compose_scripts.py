"""The scripts of the containers against a server of their own: what prepare hands to whom, and that a backup brings everything back."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from dotenv import dotenv_values

from gops.house import BENEFIT_SERVICES, PROCESSES, SERVICES
from gops.postgres import EmbeddedPostgres, dsn_for
from gops.postgres.binaries import installed
from kit.secrets import KeyRing

pytestmark = pytest.mark.postgres

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"


@dataclass(frozen=True)
class Prepared:
    """What prepare.sh has left behind, and the server it worked on."""

    state: Path
    handout: Path
    administrator: str
    port: int

    def settings(self, process: str) -> dict[str, str | None]:
        return dotenv_values(self.handout / process / "settings" / f"{process}.env", interpolate=False)

    def environment(self, pgpass: Path) -> dict[str, str]:
        return {
            "PATH": f"{installed().folder}:{os.environ['PATH']}",
            "PGHOST": "127.0.0.1",
            "PGPORT": str(self.port),
            "PGPASSFILE": str(pgpass),
        }


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    # A server of its own even where one is given: the databases have their real names, and passwords change.
    folder = tmp_path_factory.mktemp("compose")
    template = ROOT / "var" / "postgres-template"
    with EmbeddedPostgres(folder / "postgres", throwaway=True, template=template) as server:
        made = Prepared(folder / "state", folder / "handout", server.superuser_dsn, server.address.port)
        (made.handout / "backup").mkdir(parents=True)
        told = {
            "GOPS_DATABASE_URL": server.superuser_dsn,
            "GMINAS": "101805 101803",
            "OIDC_ISSUER": "https://login.example.org",
            "OIDC_JWKS_URL": "https://login.example.org/keys",
            "OIDC_TOKEN_URL": "https://login.example.org/tokens",
            "OIDC_CLIENT_ID": "reporting-of-ours",
            "OIDC_CLIENT_SECRET": "of the vault",
            "OIDC_SERVICES_CLIENT_ID": "services-of-ours",
            "OIDC_SERVICES_CLIENT_SECRET": "of the vault too",
            "PYTHONPATH": str(ROOT),
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        }
        for _ in range(2):  # the second time changes nothing
            subprocess.run(["sh", DEPLOY / "prepare.sh", made.state, made.handout], env=told, check=True, cwd=folder)
        yield made


def test_a_process_is_handed_its_own_database_and_nobody_elses(prepared: Prepared) -> None:
    for process in PROCESSES:
        folder = prepared.handout / process
        text = "\n".join(path.read_text() for path in folder.rglob("*") if path.is_file())
        passwords = {
            service: (prepared.state / "secrets" / f"{service}_app.password").read_text().strip()
            for service in SERVICES
        }

        assert {service for service, password in passwords.items() if password in text} == {process} & set(SERVICES)


def test_the_keys_of_the_gminas_are_handed_to_the_benefit_services_only(prepared: Prepared) -> None:
    holders = {path.parent.name for path in prepared.handout.rglob("keys.json*")}

    assert holders == set(BENEFIT_SERVICES)
    for service in BENEFIT_SERVICES:
        assert prepared.settings(service)["GOPS_KEYS_FILE"] == "/etc/gops/keys.json"
        KeyRing.from_file(prepared.handout / service / "keys.json")
    assert "GOPS_KEYS_FILE" not in prepared.settings("reporting")


def test_every_service_is_handed_a_sealing_key_of_its_own_that_stays(prepared: Prepared) -> None:
    # prepare.sh ran twice.
    kept = {service: (prepared.state / "secrets" / f"{service}.cursor-key").read_text().strip() for service in SERVICES}

    assert {service: prepared.settings(service)["GOPS_CURSOR_KEY"] for service in SERVICES} == kept
    assert len(set(kept.values())) == len(SERVICES)
    assert all(len(key) >= 16 for key in kept.values())


def test_an_issuer_of_the_offices_own_takes_the_place_of_the_demonstrations(prepared: Prepared) -> None:
    reporting, gateway = prepared.settings("reporting"), prepared.settings("gateway")

    assert reporting["GOPS_ISSUER"] == gateway["GOPS_GATEWAY_ISSUER"] == "https://login.example.org"
    assert reporting["GOPS_JWKS_URL"] == gateway["GOPS_GATEWAY_JWKS_URL"] == "https://login.example.org/keys"
    assert reporting["GOPS_TOKEN_URL"] == "https://login.example.org/tokens"
    assert (reporting["GOPS_CLIENT_ID"], reporting["GOPS_CLIENT_SECRET"]) == ("reporting-of-ours", "of the vault")
    assert reporting["GOPS_GMINAS"] == '["101805", "101803"]'


def test_every_benefit_service_is_told_where_to_ask_what_is_left_of_the_plan(prepared: Prepared) -> None:
    for service in BENEFIT_SERVICES:
        told = prepared.settings(service)
        assert told["GOPS_REPORTING_URL"] == "http://reporting:8000"
        assert told["GOPS_TOKEN_URL"] == "https://login.example.org/tokens"
        assert (told["GOPS_CLIENT_ID"], told["GOPS_CLIENT_SECRET"]) == ("services-of-ours", "of the vault too")


def test_what_is_handed_out_is_for_its_owner_only(prepared: Prepared) -> None:
    files = [path for path in prepared.handout.rglob("*") if path.is_file()]

    assert len(files) == len(PROCESSES) + 2 * len(BENEFIT_SERVICES) + 1
    assert {oct(path.stat().st_mode & 0o777) for path in files} == {"0o600"}


def test_a_backup_brings_back_what_was_lost_with_policies_and_owners(prepared: Prepared, tmp_path: Path) -> None:
    administrator = tmp_path / "pgpass"
    with _connected(prepared, "reporting") as connection:
        password = connection.info.password
        user = connection.info.user
        connection.execute("INSERT INTO source (gmina, service) VALUES ('101805', 'alimony_fund')")
        before = _catalogue(connection)
    administrator.write_text(f"*:*:*:{user}:{password}\n")
    administrator.chmod(0o600)

    kept = [_run(prepared, "backup.sh", prepared.handout / "backup" / "pgpass", str(tmp_path / "backups"), "2")]
    with _connected(prepared, "reporting") as connection:
        connection.execute("DROP TABLE source")
    _run(prepared, "restore.sh", administrator, kept[0], PGUSER=user)

    with _connected(prepared, "reporting") as connection:
        assert connection.execute("SELECT gmina, service FROM source").fetchall() == [("101805", "alimony_fund")]
        assert _catalogue(connection) == before


def test_the_administrators_password_is_made_once(tmp_path: Path) -> None:
    path = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    texts = []
    for _ in range(2):
        subprocess.run(["sh", DEPLOY / "administrator.sh", tmp_path, "postgres"], env=path, check=True)
        texts.append((tmp_path / "pgpass").read_text())

    assert texts[0] == texts[1] == f"postgres:5432:*:postgres:{(tmp_path / 'password').read_text()}"
    assert len((tmp_path / "password").read_text().strip()) == 32
    assert {oct(path.stat().st_mode & 0o777) for path in tmp_path.iterdir()} == {"0o600"}


def _run(prepared: Prepared, script: str, pgpass: Path, *arguments: str, **more: str) -> str:
    told = subprocess.run(
        ["sh", DEPLOY / script, *arguments],
        env=prepared.environment(pgpass) | more,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    return told.stdout.strip()


def _connected(prepared: Prepared, database: str) -> psycopg.Connection:
    parts = psycopg.conninfo.conninfo_to_dict(prepared.administrator)
    dsn = dsn_for(prepared.administrator, str(parts["user"]), str(parts["password"]), database)
    return psycopg.connect(dsn, autocommit=True)


def _catalogue(connection: psycopg.Connection) -> list[tuple[object, ...]]:
    return connection.execute(
        "SELECT c.relname, pg_get_userbyid(c.relowner), c.relforcerowsecurity, c.relacl::text,"
        "       (SELECT array_agg(p.polname::text ORDER BY p.polname) FROM pg_policy p WHERE p.polrelid = c.oid),"
        "       (SELECT count(*) FROM pg_trigger t WHERE t.tgrelid = c.oid)"
        "  FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY c.relname"
    ).fetchall()
