"""Only a token of the right issuer, for us, in force, signed by a known key, opens anything."""

import asyncio
import base64
import json
import time
from collections.abc import Callable, Mapping
from typing import Annotated, Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi import APIRouter
from jwt.algorithms import ECAlgorithm, OKPAlgorithm

from kit.app import create_app
from kit.auth import (
    Access,
    Authenticator,
    Gmina,
    IssuerUnavailable,
    Principal,
    ServiceTokens,
    access,
    requires,
)
from kit.auth.tokens import LEEWAY_SECONDS
from kit.problems import Unauthorized

ISSUER, AUDIENCE = "https://issuer.test", "gops"


class Issuer:
    """An issuer whose keys and answers a test decides on."""

    def __init__(self) -> None:
        self.key = Ed25519PrivateKey.generate()
        self.keys = [_jwk(self.key, "k1")]
        self.asked = 0
        self.down = False

    def transport(self) -> httpx.AsyncBaseTransport:
        async def answer(_: httpx.Request) -> httpx.Response:
            self.asked += 1
            await asyncio.sleep(0.01)
            return httpx.Response(503) if self.down else httpx.Response(200, json={"keys": self.keys})

        return httpx.MockTransport(answer)

    def authenticator(self, **more: Any) -> Authenticator:
        return Authenticator(ISSUER, AUDIENCE, "https://issuer.test/jwks", transport=self.transport(), **more)

    def token(self, *, kid: str = "k1", typ: str | None = "at+jwt", drop: str = "", **claims: object) -> bytes:
        now = int(time.time())
        body: dict[str, object] = {"iss": ISSUER, "aud": AUDIENCE, "sub": "anna", "nbf": now - 5, "exp": now + 600}
        body |= {"roles": ["caseworker"], "gminas": ["101805"], **claims}
        body.pop(drop, None)
        headers = {"kid": kid, **({"typ": typ} if typ else {})}
        token = jwt.encode(body, self.key, algorithm="EdDSA", headers=headers)
        if typ is None:
            token = _resigned(token, self.key, {"alg": "EdDSA", "kid": kid})
        return token.encode()


def _jwk(key: Ed25519PrivateKey, kid: str) -> dict[str, Any]:
    public: dict[str, Any] = OKPAlgorithm.to_jwk(key.public_key(), as_dict=True)
    return {**public, "kid": kid, "use": "sig", "alg": "EdDSA"}


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _resigned(token: str, key: Ed25519PrivateKey, header: Mapping[str, str]) -> str:
    signed = f"{_b64(json.dumps(header).encode())}.{token.split('.')[1]}"
    return f"{signed}.{_b64(key.sign(signed.encode()))}"


@pytest.mark.asyncio
async def test_a_valid_token_tells_subject_roles_and_gminas() -> None:
    issuer = Issuer()

    principal = await issuer.authenticator().principal(issuer.token(roles=["head", "no_such_role"]))

    assert principal == Principal("anna", frozenset({"head"}), ("101805",))


def _hs256_with_the_public_key(issuer: Issuer) -> bytes:
    claims = jwt.decode(issuer.token(), options={"verify_signature": False})
    secret = str(issuer.keys[0]["x"])
    return jwt.encode(claims, secret, algorithm="HS256", headers={"kid": "k1", "typ": "at+jwt"}).encode()


def _unsigned(issuer: Issuer) -> bytes:
    header = _b64(json.dumps({"alg": "none", "typ": "at+jwt", "kid": "k1"}).encode())
    return f"{header}.{issuer.token().decode().split('.')[1]}.".encode()


def _es256_under_an_eddsa_kid(issuer: Issuer) -> bytes:
    claims = jwt.decode(issuer.token(), options={"verify_signature": False})
    key = generate_private_key(SECP256R1())
    return jwt.encode(claims, key, algorithm="ES256", headers={"kid": "k1", "typ": "at+jwt"}).encode()


def _tampered(issuer: Issuer) -> bytes:
    head, _, signature = issuer.token().decode().split(".")
    body = issuer.token(gminas=["101803"]).decode().split(".")[1]
    return f"{head}.{body}.{signature}".encode()


NOW = time.time()


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "forged",
    [
        pytest.param(_unsigned, id="no algorithm"),
        pytest.param(_hs256_with_the_public_key, id="symmetric algorithm with the public key"),
        pytest.param(_es256_under_an_eddsa_kid, id="another algorithm than the key's"),
        pytest.param(_tampered, id="other claims under the same signature"),
        pytest.param(lambda i: i.token(exp=int(NOW) - 60), id="expired"),
        pytest.param(lambda i: i.token(nbf=int(NOW) + 3600), id="not yet valid"),
        pytest.param(lambda i: i.token(aud="another"), id="for another audience"),
        pytest.param(lambda i: i.token(iss="https://other.test"), id="of another issuer"),
        pytest.param(lambda i: i.token(kid="k9"), id="signed by an unknown key"),
        pytest.param(lambda i: i.token(typ="id+jwt"), id="of another type"),
        pytest.param(lambda i: i.token(typ=None), id="without a type"),
        pytest.param(lambda i: i.token(drop="nbf"), id="without nbf"),
        pytest.param(lambda i: i.token(drop="exp"), id="without exp"),
        pytest.param(lambda i: i.token(drop="aud"), id="without aud"),
        pytest.param(lambda i: i.token(drop="iss"), id="without iss"),
        pytest.param(lambda i: i.token(drop="sub"), id="without sub"),
        pytest.param(lambda i: i.token(drop="roles"), id="without roles"),
        pytest.param(lambda i: i.token(roles="head"), id="with roles that are no list"),
        pytest.param(lambda i: b"not.a.token", id="not a token"),
        pytest.param(lambda i: b"\xff" * 20, id="bytes"),
        pytest.param(lambda i: b"", id="empty"),
        pytest.param(lambda i: i.token(filler="x" * 9000), id="too long"),
    ],
)
async def test_a_token_is_refused(forged: Callable[[Issuer], bytes]) -> None:
    issuer = Issuer()
    authenticator = issuer.authenticator()
    await authenticator.principal(issuer.token())

    with pytest.raises(Unauthorized):
        await authenticator.principal(forged(issuer))


@pytest.mark.asyncio
async def test_a_remembered_token_is_refused_once_it_has_expired() -> None:
    issuer = Issuer()
    authenticator = issuer.authenticator()
    token = issuer.token(exp=int(time.time()) - LEEWAY_SECONDS + 2)
    await authenticator.principal(token)

    await asyncio.sleep(2.1)

    with pytest.raises(Unauthorized):
        await authenticator.principal(token)


@pytest.mark.asyncio
async def test_a_new_key_is_fetched_once_for_many_waiting_requests() -> None:
    issuer = Issuer()
    authenticator = issuer.authenticator(key_pause=0.0)
    await authenticator.principal(issuer.token())
    issuer.key = Ed25519PrivateKey.generate()
    issuer.keys = [_jwk(issuer.key, "k2")]

    tokens = [issuer.token(kid="k2", sub=f"clerk-{n}") for n in range(20)]
    found = await asyncio.gather(*(authenticator.principal(token) for token in tokens))

    assert len({principal.subject for principal in found}) == 20
    assert issuer.asked == 2


@pytest.mark.asyncio
async def test_unknown_keys_do_not_make_us_ask_the_issuer_each_time() -> None:
    issuer = Issuer()
    authenticator = issuer.authenticator()
    await authenticator.principal(issuer.token())

    for n in range(10):
        with pytest.raises(Unauthorized):
            await authenticator.principal(issuer.token(kid=f"guess-{n}"))

    assert issuer.asked == 1


@pytest.mark.asyncio
async def test_known_keys_serve_while_the_issuer_is_down() -> None:
    issuer = Issuer()
    authenticator = issuer.authenticator(key_pause=0.0)
    await authenticator.principal(issuer.token())
    issuer.down = True

    principal = await authenticator.principal(issuer.token(sub="barbara"))

    assert principal.subject == "barbara"
    with pytest.raises(IssuerUnavailable):
        await authenticator.principal(issuer.token(kid="k2"))


@pytest.mark.asyncio
async def test_tokens_of_a_withdrawn_key_are_forgotten() -> None:
    issuer = Issuer()
    authenticator = issuer.authenticator(key_pause=0.0)
    old = issuer.token()
    await authenticator.principal(old)
    issuer.key = Ed25519PrivateKey.generate()
    issuer.keys = [_jwk(issuer.key, "k2")]

    await authenticator.principal(issuer.token(kid="k2"))

    with pytest.raises(Unauthorized):
        await authenticator.principal(old)


@pytest.mark.asyncio
async def test_a_key_of_an_unknown_kind_does_not_hide_the_others() -> None:
    issuer = Issuer()
    ec: dict[str, Any] = ECAlgorithm.to_jwk(generate_private_key(SECP256R1()).public_key(), as_dict=True)
    issuer.keys = [{"kty": "AKP", "kid": "new"}, {**ec, "kid": "ec", "use": "enc"}, *issuer.keys]

    assert (await issuer.authenticator().principal(issuer.token())).subject == "anna"


# Routes


def _client(issuer: Issuer) -> httpx.AsyncClient:
    router = APIRouter()

    @router.get("/decisions")
    async def decisions(who: Annotated[Principal, requires("head", "auditor")], gmina: Gmina) -> str:
        return f"{who.subject} {gmina}"

    @router.get("/awards")
    async def awards(who: Annotated[Access, access("head")]) -> str:
        return f"{who.principal.subject} {who.gmina}"

    app = create_app("test", "family_benefits", [router], authenticator=issuer.authenticator())
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://office.test")


ROUTES = pytest.mark.parametrize("path", ["/v1/decisions", "/v1/awards"])


@ROUTES
@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("claims", "query", "status", "code"),
    [
        ({"roles": ["head"]}, "", 200, None),
        ({"roles": ["head"]}, "?gmina=101805", 200, None),
        ({"roles": ["caseworker"]}, "", 403, "forbidden"),
        ({"roles": ["head"]}, "?gmina=101803", 404, "not_found"),
        ({"roles": ["head"]}, "?gmina=1018", 400, "invalid_parameter"),
        ({"roles": ["head"], "gminas": ["101805", "101803"]}, "", 400, "gmina_required"),
        ({"roles": ["head"], "gminas": ["101805", "101803"]}, "?gmina=101803", 200, None),
        ({"roles": ["head"], "gminas": []}, "", 400, "gmina_required"),
        ({"roles": ["head"], "gminas": ["*"]}, "?gmina=101803", 404, "not_found"),
        ({"roles": ["head", "system"], "gminas": ["*"]}, "?gmina=101803", 200, None),
        ({"roles": ["head", "system"], "gminas": ["*"]}, "", 400, "gmina_required"),
    ],
)
async def test_role_and_gmina_decide_who_enters(
    path: str, claims: dict[str, Any], query: str, status: int, code: str | None
) -> None:
    issuer = Issuer()
    async with _client(issuer) as client:
        token = issuer.token(**claims).decode()

        answer = await client.get(path + query, headers={"Authorization": f"Bearer {token}"})

    assert (answer.status_code, answer.json()["code"] if code else None) == (status, code)


@ROUTES
@pytest.mark.asyncio
@pytest.mark.parametrize("header", [None, "Basic YW5uYTp4", "Bearer", "Bearer x"])
async def test_without_a_bearer_token_nobody_enters(path: str, header: str | None) -> None:
    async with _client(Issuer()) as client:
        answer = await client.get(path, headers={"Authorization": header} if header else {})

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")


@ROUTES
@pytest.mark.asyncio
async def test_openapi_asks_for_the_token(path: str) -> None:
    async with _client(Issuer()) as client:
        document = (await client.get("/openapi.json")).json()

    assert {"access_token": []} in document["paths"][path]["get"]["security"]
    assert document["components"]["securitySchemes"]["access_token"]["bearerFormat"] == "JWT"


# Tokens of services


@pytest.mark.asyncio
async def test_a_service_asks_once_and_again_near_the_end_of_its_token(monkeypatch: pytest.MonkeyPatch) -> None:
    forms: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        forms.append(request.content.decode())
        return httpx.Response(200, json={"access_token": f"t{len(forms)}", "expires_in": 300})

    tokens = ServiceTokens("https://issuer.test/token", "reporting", "s", transport=httpx.MockTransport(answer))
    first = await asyncio.gather(*(tokens.token("family_benefits") for _ in range(5)))
    clock = time.monotonic()
    monkeypatch.setattr("kit.auth.service_tokens.time.monotonic", lambda: clock + 280)

    later = await tokens.headers("family_benefits")

    assert set(first) == {"t1"}
    assert later == {"Authorization": "Bearer t2"}
    assert forms == ["grant_type=client_credentials&audience=family_benefits"] * 2


@pytest.mark.asyncio
async def test_a_refused_service_hears_that_the_issuer_is_unavailable() -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(401))
    tokens = ServiceTokens("https://issuer.test/token", "reporting", "s", transport=transport)

    with pytest.raises(IssuerUnavailable):
        await tokens.token("family_benefits")
