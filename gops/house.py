"""The whole house on one machine: database server, issuer, four services and the gateway, started in order and stopped together.

What a process is told stands in its environment (`environments`), the same names that a container is given.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gops.addresses import published
from gops.ports import LOOPBACK, claimed_ports
from gops.postgres import Address, Passwords, kept_password, provision, server
from gops.supervisor import Supervisor, python
from kit.migrations.env import upgrade
from kit.secrets import KeyRing

BENEFIT_SERVICES = ("family_benefits", "social_assistance", "alimony_fund")
SERVICES = (*BENEFIT_SERVICES, "reporting")
PROCESSES = ("issuer", *SERVICES, "gateway")
PREFERRED_PORTS = {
    "gateway": 8000,
    "issuer": 8001,
    "family_benefits": 8002,
    "social_assistance": 8003,
    "alimony_fund": 8004,
    "reporting": 8005,
}
REPORTING_CLIENT = "reporting"
READY_SECONDS = 180.0  # six interpreters starting at once on a machine that has other work


@dataclass(frozen=True, slots=True)
class House:
    """A house that runs: where its processes answer and where its files lie."""

    state: Path
    urls: Mapping[str, str]
    gminas: tuple[str, ...]
    supervisor: Supervisor

    @property
    def gateway(self) -> str:
        return self.urls["gateway"]


def databases(state: Path, address: Address) -> dict[str, str]:
    """One database and two roles per service, at the newest revision; returns the runtime role's address of each service."""
    secrets = state / "secrets"
    backup = kept_password(secrets / "backup.password")
    found = {}
    for service in SERVICES:
        passwords = Passwords(
            kept_password(secrets / f"{service}_owner.password"),
            kept_password(secrets / f"{service}_app.password"),
            backup,
        )
        made = provision(address.superuser_dsn, service, passwords)
        upgrade(service, made.owner_dsn)
        found[service] = made.app_dsn
    return found


def environments(
    state: Path, urls: Mapping[str, str], dsns: Mapping[str, str], gminas: tuple[str, ...]
) -> dict[str, dict[str, str]]:
    """What each process is told. Makes the keys of the gminas and the password of reporting's client when they are not there yet."""
    secrets = state / "secrets"
    keys = secrets / "keys.json"
    KeyRing.generate(keys)
    jwks = f"{urls['issuer']}/.well-known/jwks.json"
    told: dict[str, dict[str, str]] = {
        "issuer": {
            "GOPS_EMBEDDED": "1",
            "GOPS_ISSUER_URL": urls["issuer"],
            "GOPS_ISSUER_STATE": str(secrets / "issuer"),
            "GOPS_ISSUER_GMINAS": json.dumps(gminas),
        },
        "gateway": {
            "GOPS_GATEWAY_UPSTREAMS": json.dumps({service: urls[service] for service in SERVICES}),
            "GOPS_GATEWAY_ISSUER": urls["issuer"],
            "GOPS_GATEWAY_JWKS_URL": jwks,
        },
    }
    for service in SERVICES:
        told[service] = {
            "GOPS_DATABASE_DSN": dsns[service],
            "GOPS_ISSUER": urls["issuer"],
            "GOPS_JWKS_URL": jwks,
            "GOPS_GMINAS": json.dumps(gminas),
            "GOPS_CURSOR_KEY": kept_password(secrets / f"{service}.cursor-key"),
        }
        if service in BENEFIT_SERVICES:
            # Reporting never gets the keys: it must not be able to turn a pseudonym back into a person.
            told[service] |= {
                "GOPS_KEYS_FILE": str(keys),
                "GOPS_REPORTING_URL": urls["reporting"],
                "GOPS_TOKEN_URL": f"{urls['issuer']}/token",
                "GOPS_CLIENT_ID": service,
                "GOPS_CLIENT_SECRET": kept_password(secrets / "issuer" / f"{service}.secret"),
            }
    told["reporting"] |= {
        "GOPS_SOURCES": json.dumps({service: urls[service] for service in BENEFIT_SERVICES}),
        "GOPS_TOKEN_URL": f"{urls['issuer']}/token",
        "GOPS_CLIENT_ID": REPORTING_CLIENT,
        "GOPS_CLIENT_SECRET": kept_password(secrets / "issuer" / "reporting.secret"),
    }
    return told


@contextmanager
def house(state: Path, gminas: tuple[str, ...], *, echo: bool = False) -> Iterator[House]:
    """Everything up and answering; everything that was started here is stopped at the end, and nothing else."""
    with server(state / "postgres") as address, claimed_ports(PREFERRED_PORTS) as ports:
        dsns = databases(state, address)
        urls = {name: f"http://{LOOPBACK}:{port}" for name, port in ports.items()}
        told = environments(state, urls, dsns, gminas)
        with Supervisor(state / "log", echo=print if echo else None) as supervisor:
            for name in PROCESSES:
                supervisor.spawn(
                    name,
                    python("gops", "serve", name, "--host", LOOPBACK, "--port", str(ports[name])),
                    env=told[name],
                    health_url=f"{urls[name]}/health",
                )
                if name == "issuer":
                    supervisor.wait_ready(READY_SECONDS)
            supervisor.wait_ready(READY_SECONDS)
            with published(state, urls):
                yield House(state, urls, gminas, supervisor)
