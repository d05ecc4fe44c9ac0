"""As gmina B: no row, no count, no event of gmina A by any operation of any service, even where a handler has forgotten its WHERE."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from importlib import import_module
from typing import Any
from uuid import uuid4

import httpx
import psycopg
import pytest
from fastapi import APIRouter, Request
from psycopg import sql

from gops.demo.files import bookings_csv, plan_csv
from gops.demo.generating import second_gmina
from gops.demo.people import pesel
from gops.house import SERVICES
from gops.serving import FACTORIES
from kit.auth import Gmina
from kit.tenancy import EXEMPT
from tests.system.houses import TestHouse
from tests.system.office import Office
from tests.system.sums import post_rows, wait_until_applied

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

BORN = date(1967, 7, 8)
PESEL = pesel(BORN, "F", 1, 0)
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
VALUES: dict[str, object] = {
    "on": "2019-03-05", "booked_on": "2019-03-05", "amount": "1.00", "reason": "wrong_recipient", "last_month": "2019-03",
    "until": "2019-12-31", "last_day": "2019-03-05", "received_on": "2019-03-05", "due_on": "2019-03-05",
    "role": "child", "kind": "other", "year": 2019, "unit": "gops", "first_name": "Anna",
}  # fmt: skip
"""What a required member of a body is filled with, so that a step is refused for its object and not for its form."""
BESIDE = {
    "CareHomePayerIn": ("income",), "CoordinationIn": ("application",), "DebtClaimIn": ("payment",), "FamilyAssistantIn": ("post",),
    "FosterChangeIn": ("until",), "InterviewOrderIn": ("person",), "SocialActIn": ("done_on",),
}  # fmt: skip
"""Members of which one has to stand beside what is required."""
ONE_OF = ("first_name", "person", "corrects", "received_on")
"""What is filled where a body has no required member but cannot be empty: of a person, of a party, of what happened to a letter, of the
entry of an application."""
OPEN = {"/health", "/health/ready"}


@pytest.fixture(scope="module")
def theirs(house: TestHouse, fresh_gminas: Iterator[str]) -> tuple[str, dict[str, set[str]]]:
    """Gmina A at work in every service, and the ids of all that it has, by service."""
    gmina = next(fresh_gminas)
    house.all_up([gmina, house.gminas[-1]])
    for service in SERVICES[:3]:
        office = Office(house, gmina, service)
        person = office.person(PESEL, BORN.isoformat())
        family = {
            "reference_person": person,
            "kind": "other",
            "on": "2019-01-02",
            "members": [{"person": person, "role": "adult"}],
        }
        office.post("households", "caseworker", family)
        office.post("imports", "caseworker", {})
    office = Office(house, gmina, "social_assistance")
    person = office.post("persons/lookup", "caseworker", {"pesel": PESEL})["person"]
    office.award(person["id"], "pomoc_ekonomiczne_usamodzielnienie", "200.00", "2019-01")
    office.paid("2019-01")
    year = second_gmina(11)
    for path, content in (("plans", plan_csv(year)), ("bookings", bookings_csv(year))):
        post_rows(house, gmina, path, content)
    wait_until_applied(house, [gmina], SERVICES[:3])
    Office(house, gmina, "reporting").post(
        "closings", "accountant", {"unit": "gops", "year": 2019, "until": "2019-01-31"}
    )
    return gmina, {service: _ids(house, service, gmina) for service in SERVICES}


def _ids(house: TestHouse, service: str, gmina: str) -> set[str]:
    """Every uuid in every row of the gmina."""
    found: set[str] = set()
    with psycopg.connect(house.database(service)) as connection:
        for table in _tables(connection):
            rows = connection.execute(
                sql.SQL("SELECT t::text FROM {} t WHERE gmina = %s").format(sql.Identifier(table)), (gmina,)
            ).fetchall()
            for (text,) in rows:
                found |= set(UUID.findall(text))
    return found


def _tables(connection: psycopg.Connection[Any]) -> list[str]:
    rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
    return [row[0] for row in rows if row[0] not in EXEMPT]


def _operations(house: TestHouse, service: str) -> list[tuple[str, str, dict[str, Any], dict[str, Any]]]:
    document = httpx.get(f"{house.urls[service]}/openapi.json", timeout=60).json()
    return [
        (method, path, operation, document)
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if path not in OPEN and not path.startswith("/problems")
    ]


def _body(operation: dict[str, Any], document: dict[str, Any], theirs: str) -> object:
    """The smallest body that the operation takes."""
    content = operation.get("requestBody", {}).get("content", {})
    if "application/json" not in content:
        return None
    return _filled(content["application/json"]["schema"], document, theirs)


def _filled(schema: dict[str, Any], document: dict[str, Any], theirs: str) -> object:
    while schema.keys() & {"$ref", "anyOf", "oneOf"}:
        named = next((schema[either][0] for either in ("anyOf", "oneOf") if either in schema), schema)
        schema = document["components"]["schemas"][named["$ref"].rpartition("/")[2]] if "$ref" in named else named
    if schema.get("format") == "uuid":
        return theirs
    if schema.get("type") == "array":
        return [_filled(schema["items"], document, theirs)] * schema.get("minItems", 0)
    if schema.get("type") == "object" or "properties" in schema:
        properties = schema.get("properties", {})
        wanted = [*schema.get("required", ()), *BESIDE.get(schema.get("title", ""), ())]
        wanted = wanted or [name for name in ONE_OF if name in properties]
        return {
            name: VALUES[name] if _fits(name, properties[name]) else _filled(properties[name], document, theirs)
            for name in wanted
        }
    if schema.get("type") == "boolean":
        return True
    if schema.get("type") == "integer":
        return schema.get("minimum", 1)
    if schema.get("type") == "string":
        return next(iter([*schema.get("examples", ()), *schema.get("enum", ())]), "tekst")
    return schema.get("minimum") if schema.get("type") == "integer" else None


def _fits(name: str, schema: dict[str, Any]) -> bool:
    """Whether there is a value for a member of this name, and its closed list has it."""
    return name in VALUES and VALUES[name] in schema.get("enum", [VALUES[name]])


class Stranger:
    """Somebody with every role in the last gmina, who asks for anything."""

    def __init__(self, house: TestHouse) -> None:
        self.gmina = house.gminas[-1]
        self._urls = house.urls
        self._client = httpx.Client(headers={"Authorization": f"Bearer {house.strangers_token}"}, timeout=30)

    def ask(
        self, service: str, method: str, path: str, gmina: str, operation: dict[str, Any], body: object = None
    ) -> httpx.Response:
        headers = {"If-Match": '"1"', "Idempotency-Key": str(uuid4())}
        known = {
            "from_line": "1",
            "year": "2019",
            "until": "2019-12-31",
            "from_month": "2019-01",
            "to_month": "2019-01",
        }
        takes = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "query"}
        query = {"gmina": gmina} | {name: value for name, value in known.items() if name in takes}
        sent: dict[str, Any] = {"content": b""} if body is None else {"json": body}
        return self._client.request(method, f"{self._urls[service]}{path}", params=query, headers=headers, **sent)

    def close(self) -> None:
        self._client.close()


@pytest.fixture(scope="module")
def stranger(house: TestHouse, theirs: tuple[str, dict[str, set[str]]]) -> Iterator[Stranger]:
    assert theirs
    with closing(Stranger(house)) as made:
        yield made


@pytest.mark.parametrize("service", SERVICES)
def test_every_id_of_another_gmina_is_unknown(
    house: TestHouse, stranger: Stranger, theirs: tuple[str, dict[str, set[str]]], service: str
) -> None:
    ids = sorted(theirs[1][service])
    assert len(ids) > 5
    asked, wrong = 0, []
    for method, path, operation, document in _operations(house, service):
        parameters = [one for one in operation.get("parameters", ()) if one["in"] == "path"]
        if not parameters or any(one["schema"].get("format") != "uuid" for one in parameters):
            continue
        for theirs_id in ids:
            address = re.sub(r"\{\w+\}", theirs_id, path)
            body = _body(operation, document, theirs_id)
            answer = stranger.ask(service, method, address, stranger.gmina, operation, body)
            asked += 1
            if answer.status_code != 404:
                wrong.append((method, path, answer.status_code, answer.text[-300:]))
    assert wrong[:3] == []
    assert asked > 5 or service == "reporting"


@pytest.mark.parametrize("service", SERVICES)
def test_nothing_that_is_listed_is_of_another_gmina(
    house: TestHouse, stranger: Stranger, theirs: tuple[str, dict[str, set[str]]], service: str
) -> None:
    gmina, ids = theirs
    asked = 0
    for method, path, operation, document in _operations(house, service):
        if "{" in path:
            continue
        asked += 1
        # The token does not open their gmina.
        if any(one["name"] == "gmina" for one in operation.get("parameters", ())):
            refused = stranger.ask(service, method, path, gmina, operation, _body(operation, document, str(uuid4())))
            assert (path, refused.status_code in {404, 422} or refused.json() == []) == (path, True), refused.text[:300]
            assert not ids[service] & set(UUID.findall(refused.text)), path
        if method == "get":
            answer = stranger.ask(service, method, path, stranger.gmina, operation)
            assert answer.status_code < 500, path
            assert not ids[service] & set(UUID.findall(answer.text)), path
            assert gmina not in answer.text, path
    assert asked > 5


@pytest.mark.asyncio
@pytest.mark.parametrize("service", SERVICES)
async def test_a_handler_without_its_where_shows_only_its_own_gmina(
    house: TestHouse, theirs: tuple[str, dict[str, set[str]]], service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {**house.told[service], "GOPS_GMINAS": "[]"}.items():
        monkeypatch.setenv(name, value)
    app = import_module(FACTORIES[service]).create()
    app.include_router(_forgetful(), prefix="/v1")
    with psycopg.connect(house.database(service)) as connection:
        tables = _tables(connection)

    of_others: dict[str, int] = {}
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://service.test") as http,
    ):
        for whose, token in ((theirs[0], house.tokens("auditor")), (house.gminas[-1], house.strangers_token)):
            for table in tables:
                headers = {"Authorization": f"Bearer {token}"}
                answer = await http.get(f"/v1/everything/{table}", params={"gmina": whose}, headers=headers)
                assert answer.status_code == 200, answer.text
                gminas = set(answer.json())
                assert gminas <= {whose}, table
                of_others[table] = of_others.get(table, 0) + (whose == theirs[0]) * len(gminas)

    assert sum(of_others.values()) >= 5


def _forgetful() -> APIRouter:
    router = APIRouter()

    @router.get("/everything/{table}")
    async def everything(request: Request, gmina: Gmina, table: str) -> list[str]:
        async with request.app.state.database.tenant(gmina) as connection:
            rows = await connection.execute(sql.SQL("SELECT gmina FROM {}").format(sql.Identifier(table)))
            return [row[0] for row in await rows.fetchall()]

    return router
