"""A whole house that runs, for tests of what its services say of themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from gops.house import House, house
from gops.logins import Tokens

GMINA = "101805"


@dataclass(frozen=True, slots=True)
class Desk:
    """The house and somebody who holds every role of the office."""

    house: House
    tokens: Tokens

    def headers(self, role: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens(role)}"}


@pytest.fixture(scope="package")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    state: Path = tmp_path_factory.mktemp("house")
    with house(state, (GMINA,)) as running:
        tokens = Tokens(running.urls["issuer"], state)
        yield Desk(running, tokens)
