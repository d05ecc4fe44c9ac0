"""The embedded issuer gives demo users and services their tokens, and is never a production issuer."""

import stat
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from gops.issuer import Accounts, NotEmbedded, create, prepare
from kit.auth import Authenticator, Principal, ServiceTokens
from kit.problems import Unauthorized

URL = "http://issuer.test"
GMINAS = ["101805", "101803"]


@pytest.fixture
def embedded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("GOPS_EMBEDDED", "1")
    monkeypatch.setenv("GOPS_ISSUER_URL", URL)
    monkeypatch.setenv("GOPS_ISSUER_STATE", str(tmp_path))
    monkeypatch.setenv("GOPS_ISSUER_GMINAS", '["101805", "101803"]')
    monkeypatch.setattr("gops.issuer.app.configure_logging", lambda _: None)
    return tmp_path


@pytest_asyncio.fixture
async def client(embedded: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=create()), base_url=URL) as http:
        yield http


@pytest.fixture
def accounts(embedded: Path) -> Accounts:
    return prepare(embedded, GMINAS)


def _authenticator(client: httpx.AsyncClient, audience: str = "gops") -> Authenticator:
    return Authenticator(URL, audience, f"{URL}/.well-known/jwks.json", transport=client._transport)


@pytest.mark.asyncio
async def test_every_demo_user_logs_in_and_is_known_to_the_services(
    client: httpx.AsyncClient, accounts: Accounts
) -> None:
    authenticator = _authenticator(client)
    found: dict[str, Principal] = {}
    for person in accounts.people:
        form = {"grant_type": "password", "username": person.name, "password": person.password}
        answer = await client.post("/token", data=form)
        assert answer.json()["expires_in"] == 3600
        found[person.name] = await authenticator.principal(answer.json()["access_token"].encode())

    assert [p.name for p in accounts.people if p.roles == ("caseworker",)] == ["anna", "barbara"]
    assert {role for principal in found.values() for role in principal.roles} == {
        "caseworker",
        "social_worker",
        "head",
        "accountant",
        "reporter",
        "auditor",
        "regional_viewer",
    }
    assert found["anna"].gminas == ("101805",)
    assert found["henryk"].gminas == ("101805", "101803")


@pytest.mark.asyncio
async def test_a_service_gets_a_short_token_for_the_one_it_calls(client: httpx.AsyncClient, accounts: Accounts) -> None:
    secret = accounts.secret_of("reporting")
    tokens = ServiceTokens(f"{URL}/token", "reporting", secret, transport=client._transport)

    token = (await tokens.token("family_benefits")).encode()

    principal = await _authenticator(client, "family_benefits").principal(token)
    assert (principal.subject, principal.roles) == ("service:reporting", frozenset({"system"}))
    assert principal.may_enter("101803")
    with pytest.raises(Unauthorized):
        await _authenticator(client, "alimony_fund").principal(token)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ({"grant_type": "password", "username": "anna", "password": "x"}, 400, "invalid_grant"),
        ({"grant_type": "password", "username": "nobody", "password": "x"}, 400, "invalid_grant"),
        ({"grant_type": "password", "username": "anna"}, 400, "invalid_request"),
        ({"grant_type": "client_credentials", "client_id": "reporting"}, 401, "invalid_client"),
        ({"grant_type": "authorization_code"}, 400, "unsupported_grant_type"),
        ({}, 400, "invalid_request"),
        ({"grant_type": ["password", "password"]}, 400, "invalid_request"),
        ({"grant_type": "password", "username": "a" * 9000}, 400, "invalid_request"),
    ],
)
async def test_a_refusal_is_the_one_of_oauth(
    client: httpx.AsyncClient, form: dict[str, Any], status: int, error: str
) -> None:
    answer = await client.post("/token", data=form)

    assert (answer.status_code, answer.json()) == (status, {"error": error})
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.asyncio
async def test_discovery_names_the_addresses(client: httpx.AsyncClient) -> None:
    document = (await client.get("/.well-known/openid-configuration")).json()

    assert document["issuer"] == URL
    keys = (await client.get(document["jwks_uri"])).json()["keys"]
    assert [key["alg"] for key in keys] == ["EdDSA"]
    assert "d" not in keys[0]


def test_the_second_start_keeps_keys_and_passwords(embedded: Path, accounts: Accounts) -> None:
    key = (embedded / "issuer-key.pem").read_bytes()

    again = prepare(embedded, GMINAS)

    assert again == accounts
    assert (embedded / "issuer-key.pem").read_bytes() == key
    assert {stat.S_IMODE(file.stat().st_mode) for file in embedded.iterdir()} == {0o600}


def test_it_does_not_start_outside_the_embedded_mode(embedded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOPS_EMBEDDED")

    with pytest.raises(NotEmbedded):
        create()
