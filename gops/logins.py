"""Access tokens of the embedded issuer's demo users, for the command line."""

from pathlib import Path
from typing import Any

import httpx
import orjson

PEOPLE = {
    "caseworker": "anna",
    "social_worker": "celina",
    "head": "danuta",
    "accountant": "ewa",
    "reporter": "filip",
    "auditor": "grazyna",
    "regional_viewer": "henryk",
}
CHIEF_ACCOUNTANT = "iwona"
"""The second accountant: checks the payment lists that the first one draws up."""


class NotLoggedIn(RuntimeError):
    """The issuer does not know the user; was the house started from this folder?"""


class Tokens:
    """Tokens of the demo users, asked for once each."""

    def __init__(self, issuer: str, state: Path) -> None:
        self._issuer = issuer
        self._accounts = state / "secrets" / "issuer" / "accounts.json"
        self._tokens: dict[str, str] = {}

    def __call__(self, role: str) -> str:
        """An access token of the demo user with that role; raises NotLoggedIn."""
        name = PEOPLE[role]
        if name not in self._tokens:
            self._tokens[name] = self._ask(name)
        return self._tokens[name]

    def passwords(self) -> dict[str, str]:
        """User name to password, for whoever runs the demo."""
        return {one["name"]: one["password"] for one in self._people()}

    def roles(self) -> dict[str, list[str]]:
        """User name to roles."""
        return {one["name"]: one["roles"] for one in self._people()}

    def _people(self) -> list[dict[str, Any]]:
        try:
            people: list[dict[str, Any]] = orjson.loads(self._accounts.read_bytes())["people"]
        except FileNotFoundError:
            raise NotLoggedIn(f"Nie ma {self._accounts}: domu nie uruchomiono z tego folderu (--state)") from None
        return people

    def _ask(self, name: str) -> str:
        form = {"grant_type": "password", "username": name, "password": self.passwords()[name]}
        answer = httpx.post(f"{self._issuer}/token", data=form)
        if answer.status_code != 200:
            raise NotLoggedIn(
                f"{self._issuer} nie zna użytkownika {name}: domu nie uruchomiono z tego folderu (--state)"
            )
        return str(answer.json()["access_token"])
