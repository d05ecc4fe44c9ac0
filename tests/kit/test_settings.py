"""What a process is told, and what it does not take."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from kit.settings import Settings

TOLD = {
    "DATABASE_DSN": "postgresql://somewhere.test/x",
    "ISSUER": "https://issuer.test",
    "JWKS_URL": "https://issuer.test/jwks",
    "CURSOR_KEY": "sixteen characters or more",
    "DAY_FILE": "/somewhere/day",
}


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOPS_EMBEDDED", raising=False)
    for name, value in TOLD.items():
        monkeypatch.setenv(f"GOPS_{name}", value)


def test_the_day_of_the_office_is_not_moved_in_production() -> None:
    with pytest.raises(ValidationError, match="GOPS_DAY_FILE"):
        Settings()  # type: ignore[call-arg]  # the settings come from the environment


def test_the_day_of_the_office_may_be_moved_where_the_mode_is_embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOPS_EMBEDDED", "1")

    assert Settings().day_file == Path("/somewhere/day")  # type: ignore[call-arg]  # from the environment
