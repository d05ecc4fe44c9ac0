"""Who may call what: every operation of a service is in the one declared matrix, and answers each role as it says."""

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from fastapi import FastAPI

from casework.authority.guard import GUARDED
from casework.authority.matrix import OPERATIONS
from casework.routers import case_routers
from kit.app import create_app
from kit.auth import ROLES
from kit.secrets import KeyRing
from kit.testing.clients import Office
from kit.testing.tokens import TokenIssuer
from services.alimony_fund.catalogue import CATALOGUE as ALIMONY_FUND
from services.family_benefits.catalogue import CATALOGUE as FAMILY_BENEFITS
from services.social_assistance.catalogue import CATALOGUE as SOCIAL_ASSISTANCE

NOTHING = "00000000-0000-7000-8000-000000000000"
IDS_AND_AMOUNTS = frozenset({
    "payment_list", "payment", "run", "benefit", "kind", "code",
    "staff_entry", "authorisation", "deputyship",
    "number", "sending", "party", "delivery", "complaint", "operation", "destruction", "passing_list",
    "task", "calendar", "secret", "transfer", "institution",
})  # fmt: skip
"""Path parameters of what tells nothing of a person by itself, or stands beneath a guarded address.

A task is looked for in the worklist of whoever asks; a calendar is its owner's; a secret address is its own key.
"""


def _operations(app: FastAPI) -> list[tuple[str, str, str]]:
    return [(operation["operationId"], method, path) for method, path, operation in _described(app)]


def _described(app: FastAPI) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in app.openapi()["paths"].items():
        for method, operation in item.items():
            yield method.upper(), path, operation


def _waiting(app: FastAPI) -> frozenset[str]:
    """Operations that may be asked to wait for something new."""
    return frozenset(
        operation["operationId"]
        for _, _, operation in _described(app)
        if any(one["name"] == "wait" for one in operation.get("parameters", ()))
    )


def test_every_operation_of_the_services_is_in_the_matrix_and_nothing_else_is(
    keys: KeyRing, issuer: TokenIssuer
) -> None:
    found: dict[str, set[str]] = {}
    for catalogue in (FAMILY_BENEFITS, SOCIAL_ASSISTANCE, ALIMONY_FUND):
        routers = case_routers(catalogue, keys)
        app = create_app("Świadczenia", catalogue.service, routers, authenticator=issuer.authenticator())
        found[catalogue.service] = {name for name, _, _ in _operations(app)}

    # What a service has beside the procedure (casework/own.py) is its own; the procedure is the same in all of them.
    shared = set.intersection(*found.values())
    assert set.union(*found.values()) == set(OPERATIONS)
    assert [one & other for one, other in combinations(found.values(), 2)] == [shared] * 3


def test_the_matrix_is_in_order_and_names_nothing_twice() -> None:
    lines = (Path(__file__).parents[3] / "casework/authority/operations.yaml").read_text().splitlines()
    named = [line.partition(":")[0] for line in lines if line and not line.startswith("#")]

    assert named == sorted(yaml.safe_load("\n".join(lines)))


def test_every_address_names_what_is_guarded_or_what_tells_nothing_of_a_person(service: FastAPI) -> None:
    named = {
        parameter["name"]
        for item in service.openapi()["paths"].values()
        for operation in item.values()
        for parameter in operation.get("parameters", ())
        if parameter["in"] == "path"
    }

    assert named - GUARDED - IDS_AND_AMOUNTS == set()


@pytest.mark.postgres
@pytest.mark.asyncio
async def test_every_operation_refuses_exactly_the_roles_that_the_matrix_does_not_name(
    service: FastAPI, office: Office
) -> None:
    wrong = []
    waiting = _waiting(service)
    for role in sorted(ROLES):
        somebody = office.caller(f"{role}-x", role)
        for name, method, path in _operations(service):
            address = re.sub(r"\{\w+\}", NOTHING, path)
            # Without a body, so that whoever is let in is refused for that and nothing happens.
            query = {"wait": 0} if name in waiting else {}
            answer = await somebody.send(method, address, key=f"{role}-{name}", if_match=1, query=query)
            refused = answer.status_code == 403 and answer.json()["code"] == "forbidden"
            if refused is not bool(OPERATIONS[name] and role not in OPERATIONS[name]):
                wrong.append((name, role, answer.status_code))

    assert wrong == []
