"""The issuer's addresses: discovery, public keys, and the token endpoint (RFC 6749 sections 4.3, 4.4 and 5.2)."""

import base64
import binascii
import os
import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import parse_qs, unquote
from uuid import uuid4

import jwt
import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from jwt.algorithms import OKPAlgorithm
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from gops.issuer.accounts import Accounts
from kit.logs import configure_logging
from kit.secrets import write_once

AUDIENCE = "gops"
PERSON_SECONDS = 3600
SERVICE_SECONDS = 300
_MAX_FORM = 8192


class NotEmbedded(Exception):
    """The embedded issuer was started outside the embedded mode."""


class IssuerSettings(BaseSettings):
    """What the embedded issuer is told by its environment (prefix GOPS_ISSUER_)."""

    model_config = SettingsConfigDict(env_prefix="GOPS_ISSUER_", extra="ignore")

    url: Annotated[str, Field(description="its own address, which is `iss` of its tokens")]
    state: Annotated[Path, Field(description="folder of its key and accounts")]
    gminas: Annotated[list[str], Field(min_length=1, description="gminas of the demo users; most have the first")]


class SigningKey:
    """An Ed25519 key kept in a file (mode 0600), made at first start; its kid is the key's RFC 7638 thumbprint."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = Ed25519PrivateKey.generate()
        write_once(path, fresh.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        key = load_pem_private_key(path.read_bytes(), password=None)
        if not isinstance(key, Ed25519PrivateKey):
            raise ValueError(f"{path} holds no Ed25519 key")
        self._key = key
        public: dict[str, Any] = OKPAlgorithm.to_jwk(key.public_key(), as_dict=True)
        members = orjson.dumps({name: public[name] for name in ("crv", "kty", "x")})
        self.kid = base64.urlsafe_b64encode(sha256(members).digest()).rstrip(b"=").decode()
        self.jwks = {"keys": [{**public, "kid": self.kid, "use": "sig", "alg": "EdDSA"}]}

    def sign(self, claims: dict[str, Any]) -> str:
        """A signed access token (RFC 9068)."""
        return jwt.encode(claims, self._key, algorithm="EdDSA", headers={"kid": self.kid, "typ": "at+jwt"})


class TokenRefused(Exception):
    """An error of RFC 6749 section 5.2."""

    def __init__(self, error: str, status: int = 400) -> None:
        super().__init__(error)
        self.error = error
        self.status = status


class Issuer:
    """Signs tokens for the accounts it is given."""

    def __init__(self, issuer: str, key: SigningKey, accounts: Accounts) -> None:
        self.issuer = issuer
        self.key = key
        self.accounts = accounts

    def for_person(self, name: str, password: str) -> dict[str, Any]:
        """A demo user's token for an hour; raises TokenRefused."""
        person = self.accounts.person(name, password)
        if person is None:
            raise TokenRefused("invalid_grant")
        return self._answer(person.name, AUDIENCE, person.roles, person.gminas, PERSON_SECONDS)

    def for_client(self, name: str, secret: str, audience: str) -> dict[str, Any]:
        """A service's token for calling another one, for five minutes; raises TokenRefused."""
        if self.accounts.client(name, secret) is None:
            raise TokenRefused("invalid_client", 401)
        return self._answer(f"service:{name}", audience, ("system",), ("*",), SERVICE_SECONDS)

    def _answer(
        self, subject: str, audience: str, roles: Sequence[str], gminas: Sequence[str], seconds: int
    ) -> dict[str, Any]:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": subject,
            "aud": audience,
            "iat": now,
            "nbf": now,
            "exp": now + seconds,
            "jti": str(uuid4()),
            "roles": list(roles),
            "gminas": list(gminas),
        }
        return {"access_token": self.key.sign(claims), "token_type": "Bearer", "expires_in": seconds}


def prepare(directory: Path, gminas: Sequence[str]) -> Accounts:
    """Makes keys and accounts if there are none, and tells the accounts: for whoever starts the processes."""
    SigningKey(directory / "issuer-key.pem")
    return Accounts.load(directory, gminas)


def create() -> ASGIApp:
    """The embedded issuer as its environment describes it, for the command that serves."""
    settings = IssuerSettings()
    configure_logging("issuer")
    accounts = prepare(settings.state, settings.gminas)
    return create_issuer(Issuer(settings.url, SigningKey(settings.state / "issuer-key.pem"), accounts))


def create_issuer(issuer: Issuer) -> ASGIApp:
    """An ASGI application; raises NotEmbedded unless the environment says GOPS_EMBEDDED=1."""
    if os.environ.get("GOPS_EMBEDDED") != "1":
        raise NotEmbedded("the embedded issuer is not for production; set GOPS_EMBEDDED=1 for a demonstration")

    async def discovery(_: Request) -> Response:
        return JSONResponse(
            {
                "issuer": issuer.issuer,
                "jwks_uri": f"{issuer.issuer}/.well-known/jwks.json",
                "token_endpoint": f"{issuer.issuer}/token",
                "grant_types_supported": ["password", "client_credentials"],
                "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
                "id_token_signing_alg_values_supported": ["EdDSA"],
                "response_types_supported": [],
                "subject_types_supported": ["public"],
            }
        )

    async def health(_: Request) -> Response:
        return JSONResponse({"status": "ok", "service": "issuer"})

    async def jwks(_: Request) -> Response:
        return JSONResponse(issuer.key.jwks)

    async def token(request: Request) -> Response:
        try:
            form = await _form(request)
            return JSONResponse(_grant(issuer, form, request), headers={"Cache-Control": "no-store"})
        except TokenRefused as refused:
            headers = {"Cache-Control": "no-store"}
            if refused.status == 401:
                headers["WWW-Authenticate"] = 'Basic realm="gops"'
            return JSONResponse({"error": refused.error}, refused.status, headers=headers)

    return Starlette(
        routes=[
            Route("/health", health),
            Route("/.well-known/openid-configuration", discovery),
            Route("/.well-known/jwks.json", jwks),
            Route("/token", token, methods=["POST"]),
        ]
    )


def _grant(issuer: Issuer, form: dict[str, str], request: Request) -> dict[str, Any]:
    grant = form.get("grant_type")
    if grant is None:
        raise TokenRefused("invalid_request")
    if grant == "password":
        if "username" not in form or "password" not in form:
            raise TokenRefused("invalid_request")
        return issuer.for_person(form["username"], form["password"])
    if grant == "client_credentials":
        name, secret = _credentials(form, request)
        return issuer.for_client(name, secret, form.get("audience", AUDIENCE))
    raise TokenRefused("unsupported_grant_type")


async def _form(request: Request) -> dict[str, str]:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _MAX_FORM:
            raise TokenRefused("invalid_request")
    if request.headers.get("content-type", "").split(";")[0] != "application/x-www-form-urlencoded":
        raise TokenRefused("invalid_request")
    try:
        found = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=20)
    except ValueError:
        raise TokenRefused("invalid_request") from None
    if any(len(values) > 1 for values in found.values()):
        raise TokenRefused("invalid_request")
    return {name: values[0] for name, values in found.items()}


def _credentials(form: dict[str, str], request: Request) -> tuple[str, str]:
    scheme, _, encoded = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return form.get("client_id", ""), form.get("client_secret", "")
    try:
        name, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise TokenRefused("invalid_client", 401) from None
    return unquote(name), unquote(secret)
