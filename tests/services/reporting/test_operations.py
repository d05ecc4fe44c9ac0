"""Who may call what of reporting: every operation is in the declared matrix, and answers each role as it says."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import services.reporting
from kit.app import create_app
from kit.auth import ROLES
from kit.testing.databases import ServiceDatabase
from kit.testing.tokens import TokenIssuer
from services.reporting.app import routers
from tests.services.reporting.an_office import an_office

NOTHING = "00000000-0000-7000-8000-000000000000"
FILE = Path(services.reporting.__file__).with_name("operations.yaml")
OPERATIONS: dict[str, list[str]] = yaml.safe_load(FILE.read_text("utf-8"))


def _described() -> Iterator[tuple[str, str, dict[str, Any]]]:
    app = create_app("Sprawozdawczość", "reporting", routers(), authenticator=TokenIssuer().authenticator())
    for path, item in app.openapi()["paths"].items():
        for method, operation in item.items():
            yield method.upper(), path, operation


def _operations() -> list[tuple[str, str, str]]:
    return [(operation["operationId"], method, path) for method, path, operation in _described()]


def _waiting() -> frozenset[str]:
    """Operations that may be asked to wait for something new."""
    return frozenset(
        operation["operationId"]
        for _, _, operation in _described()
        if any(one["name"] == "wait" for one in operation.get("parameters", ()))
    )


def test_every_operation_is_in_the_matrix_in_order_and_nothing_else_is() -> None:
    assert {name for name, _, _ in _operations()} == set(OPERATIONS)
    assert list(OPERATIONS) == sorted(OPERATIONS)
    assert {role for roles in OPERATIONS.values() for role in roles} <= ROLES


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_every_operation_refuses_exactly_the_roles_that_the_matrix_does_not_name(
    reporting_database: ServiceDatabase, fresh_gmina: str
) -> None:
    wrong = []
    operations, waiting = _operations(), _waiting()
    async with an_office(reporting_database.dsn, gmina=fresh_gmina) as office:
        for role in sorted(ROLES):
            somebody = office.as_(role)
            for name, method, path in operations:
                address = re.sub(r"\{\w+\}", NOTHING, path)
                # Without a body, so that whoever is let in is refused for that and nothing happens.
                query = {"wait": 0} if name in waiting else {}
                answer = await somebody.send(method, address, key=f"{role}-{name}", if_match=1, query=query)
                refused = answer.status_code == 403 and answer.json()["code"] == "forbidden"
                if refused is not bool(OPERATIONS[name] and role not in OPERATIONS[name]):
                    wrong.append((name, role, answer.status_code))

    assert wrong == []
