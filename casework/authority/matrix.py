"""Which roles may call which operation, as declared in operations.yaml; a test walks every operation of a service against it."""

from pathlib import Path

from kit.auth import ROLES
from kit.written import read_yaml

_FILE = Path(__file__).with_name("operations.yaml")


def _read() -> dict[str, frozenset[str]]:
    declared = {str(name): frozenset(roles) for name, roles in read_yaml(_FILE.read_text("utf-8")).items()}
    unknown = {name for name, roles in declared.items() if not roles <= ROLES}
    if unknown:
        raise ValueError(f"unknown roles of {sorted(unknown)}")
    return declared


OPERATIONS = _read()
"""Operation id to roles; an empty set is open to every valid token, or needs none (health, problems)."""
