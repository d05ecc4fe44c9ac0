"""Where benches run: one durable PostgreSQL server, the services' databases, and real processes that are started when one asks.

Processes are told what `gops up` tells them, but for the gateway's rate of one subject, which one client alone would exhaust here.
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psycopg

from gops.house import SERVICES, databases, environments
from gops.issuer.accounts import Accounts
from gops.logins import Tokens
from gops.ports import LOOPBACK, free_port
from gops.postgres import Address, create_from_template, server
from gops.supervisor import Supervisor, python

GMINA, SECOND_GMINA = "101805", "101804"
BEHIND_GATEWAY = ("family_benefits",)
_UNLIMITED = "100000000/minute"


class Place:
    """The server, the databases and the processes of one run."""

    def __init__(self, state: Path, address: Address, supervisor: Supervisor) -> None:
        self.state = state
        self.address = address
        self._supervisor = supervisor
        self.dsns = databases(state, address)
        self.urls = {name: f"http://{LOOPBACK}:{free_port()}" for name in ("issuer", *SERVICES, "gateway")}
        self._told = environments(state, self.urls, self.dsns, (GMINA, SECOND_GMINA))
        self._told["gateway"] |= {
            "GOPS_GATEWAY_RATE": _UNLIMITED,
            # Only what benches ask through it: its /health answers when all of these do.
            "GOPS_GATEWAY_UPSTREAMS": json.dumps({name: self.urls[name] for name in BEHIND_GATEWAY}),
        }
        _open_both_gminas(state / "secrets" / "issuer")
        self._tokens = Tokens(self.urls["issuer"], state)
        self._up: set[str] = set()

    def told(self, name: str) -> Mapping[str, str]:
        """The settings of a process."""
        return self._told[name]

    def need(self, *names: str) -> None:
        """Starts what is not up yet, the issuer first."""
        for name in ("issuer", *names):
            if name not in self._up:
                port = self.urls[name].rpartition(":")[2]
                self.spawn(
                    name,
                    python("gops", "serve", name, "--host", LOOPBACK, "--port", port),
                    self.urls[name],
                    self._told[name],
                )

    def spawn(
        self, name: str, argv: list[str], url: str, env: Mapping[str, str] | None = None, *, health: str = "/health"
    ) -> None:
        """Any server process, up to its first answer."""
        self._supervisor.spawn(name, argv, env=env, health_url=f"{url}{health}")
        self._up.add(name)
        self._supervisor.wait_ready()

    def stop(self, name: str) -> None:
        """Ends a process that was started here."""
        self._supervisor.stop_one(name)
        self._up.discard(name)

    def restart(self, name: str) -> None:
        """The process anew, with nothing in memory of what it has done."""
        if name in self._up:
            self.stop(name)
        self.need(name)

    def app(self, name: str, *arguments: str) -> str:
        """A small server of tests/bench/apps.py in its own process; its address."""
        url = f"http://{LOOPBACK}:{free_port()}"
        self.spawn(name, python("tests.bench.apps", name, url.rpartition(":")[2], *arguments), url)
        return url

    def pid(self, name: str) -> int:
        """The process's own id."""
        return self._supervisor.child(name).pid

    def token(self, role: str) -> str:
        """An access token of the embedded issuer for a person with that role."""
        self.need()
        return self._tokens(role)

    def client(self, service: str, role: str, gmina: str = GMINA) -> httpx.Client:
        """Calls a service directly, as a person with that role."""
        self.need(service)
        headers = {"Authorization": f"Bearer {self.token(role)}"}
        return httpx.Client(
            base_url=self.urls[service] + "/v1", headers=headers, params={"gmina": gmina}, timeout=300, trust_env=False
        )

    def admin(self, database: str) -> "psycopg.Connection[Any]":
        """The administrator in one of the databases: no policy binds her."""
        parts = psycopg.conninfo.conninfo_to_dict(self.address.superuser_dsn)
        return psycopg.connect(**{**parts, "dbname": database})

    def copy_database(self, template: str, name: str) -> None:
        """A second database like the first, with its indexes, triggers and policies."""
        create_from_template(self.address.superuser_dsn, template, name)


@contextmanager
def a_place(state: Path) -> Iterator[Place]:
    """Everything that was started here is stopped at the end, and the folder removed."""
    shutil.rmtree(state, ignore_errors=True)
    state.mkdir(parents=True)
    try:
        with server(state / "postgres") as address, Supervisor(state / "log") as supervisor:
            yield Place(state, address, supervisor)
    finally:
        shutil.rmtree(state, ignore_errors=True)


def _open_both_gminas(accounts: Path) -> None:
    """Demo users belong to the first gmina; here one caller works in both."""
    Accounts.load(accounts, (GMINA, SECOND_GMINA))
    file = accounts / "accounts.json"
    document = json.loads(file.read_text())
    for person in document["people"]:
        person["gminas"] = [GMINA, SECOND_GMINA]
    file.write_text(json.dumps(document))
