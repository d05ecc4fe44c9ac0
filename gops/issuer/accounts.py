"""Demo users, one of each role, a second caseworker and a second accountant (who draws a list up does not check it), and the services'
clients; made at first start with random passwords and kept in files that only the owner reads.
"""

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from gops.postgres import kept_password
from kit.auth import ROLES
from kit.secrets import write_once

_PEOPLE: tuple[tuple[str, str], ...] = (
    ("anna", "caseworker"),
    ("barbara", "caseworker"),
    ("celina", "social_worker"),
    ("danuta", "head"),
    ("ewa", "accountant"),
    ("filip", "reporter"),
    ("grazyna", "auditor"),
    ("henryk", "regional_viewer"),
    ("iwona", "accountant"),
)
_SERVICES = ("family_benefits", "social_assistance", "alimony_fund", "reporting", "demo")


class DamagedAccounts(Exception):
    """The file of accounts cannot be read; removing it makes a new one with new passwords."""


@dataclass(frozen=True, slots=True)
class Person:
    """A demo user. gminas: six-digit TERYT codes; a regional viewer has several."""

    name: str
    password: str
    roles: tuple[str, ...]
    gminas: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Client:
    """A service that asks for tokens with its own secret; its role is system, for every gmina."""

    name: str
    secret: str


@dataclass(frozen=True, slots=True)
class Accounts:
    """Everybody whom the embedded issuer knows."""

    people: tuple[Person, ...]
    clients: tuple[Client, ...]

    @classmethod
    def load(cls, directory: Path, gminas: Sequence[str]) -> "Accounts":
        """Reads the accounts, or makes them at first start: users in accounts.json, a service's secret in
        <service>.secret. gminas: of the users, all of them in the first. Raises DamagedAccounts.
        """
        directory.mkdir(parents=True, exist_ok=True)
        path = directory / "accounts.json"
        document = {"people": [asdict(person) for person in _demo_people(gminas)]}
        write_once(path, orjson.dumps(document, option=orjson.OPT_INDENT_2))
        try:
            document = orjson.loads(path.read_bytes())
            people = tuple(
                Person(p["name"], p["password"], tuple(p["roles"]), tuple(p["gminas"])) for p in document["people"]
            )
        except (ValueError, KeyError, TypeError):
            raise DamagedAccounts(str(path)) from None
        if any(not set(person.roles) <= ROLES for person in people):
            raise DamagedAccounts(str(path))
        return cls(people, tuple(Client(name, kept_password(directory / f"{name}.secret")) for name in _SERVICES))

    def person(self, name: str, password: str) -> Person | None:
        """The user with this password."""
        return next((p for p in self.people if p.name == name and _same(p.password, password)), None)

    def client(self, name: str, secret: str) -> Client | None:
        """The service with this secret."""
        return next((c for c in self.clients if c.name == name and _same(c.secret, secret)), None)

    def secret_of(self, service: str) -> str:
        """The secret that a service is started with; raises KeyError for a service that is not known."""
        return {client.name: client.secret for client in self.clients}[service]


def _demo_people(gminas: Sequence[str]) -> tuple[Person, ...]:
    first = tuple(gminas[:1])
    return tuple(
        Person(name, secrets.token_urlsafe(9), (role,), tuple(gminas) if role == "regional_viewer" else first)
        for name, role in _PEOPLE
    )


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode("utf-8", "replace"))
