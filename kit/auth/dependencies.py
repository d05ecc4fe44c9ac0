"""What a route declares: the roles it is open to, and the gmina it works for.

Both are one callable that is also FastAPI's security scheme: a nested dependency would cost each read about
ten microseconds and say nothing more in OpenAPI.
"""

from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, cast

from fastapi import Depends, Query, Request
from fastapi.openapi.models import HTTPBearer
from fastapi.security.base import SecurityBase
from starlette.types import Scope

from kit.auth.principal import EVERY_GMINA, ROLES, Principal
from kit.auth.tokens import Authenticator
from kit.problems import BadRequest, FieldError, Forbidden, NotFound, Unauthorized

SCHEME = "access_token"
GMINA_PATTERN = "^[0-9]{6}$"

_GminaParameter = Annotated[
    str | None,
    Query(
        pattern=GMINA_PATTERN,
        description="TERYT gminy (sześć cyfr); można pominąć, gdy token ma jedną gminę",
        examples=["101805"],
    ),
]


class GminaRequired(BadRequest):
    """The token opens several gminas and the request does not say which one."""

    code = "gmina_required"
    title = "Nie wskazano gminy"


class GminaNotYours(NotFound):
    """The token does not open this gmina; whether it exists is not said."""


class _Bearer(SecurityBase):
    model = HTTPBearer(bearerFormat="JWT", description="OIDC access token; claims sub, roles, gminas")
    scheme_name = SCHEME


@dataclass(frozen=True, slots=True)
class Access:
    """Who asks, and for which gmina."""

    principal: Principal
    gmina: str


class _Requires(_Bearer):
    def __init__(self, roles: frozenset[str]) -> None:
        self.roles = roles

    async def __call__(self, request: Request) -> Principal:
        return _admit(await authenticate(request.scope), self.roles)


class _GminaOfRequest(_Bearer):
    async def __call__(self, request: Request, gmina: _GminaParameter = None) -> str:
        return _enter(request.scope, await authenticate(request.scope), gmina)


class _Access(_Bearer):
    def __init__(self, roles: frozenset[str]) -> None:
        self.roles = roles

    async def __call__(self, request: Request, gmina: _GminaParameter = None) -> Access:
        principal = _admit(await authenticate(request.scope), self.roles)
        return Access(principal, _enter(request.scope, principal, gmina))


Gmina = Annotated[str, Depends(_GminaOfRequest())]
"""The gmina of the request: ?gmina=, which must be among the token's gminas (else 404)."""


def requires(*roles: str) -> Any:
    """A dependency that admits a principal with any of the roles (none named: any valid token).

    Answers Unauthorized without a valid token and Forbidden without a role. Use:
    ``Clerk = Annotated[Principal, requires("caseworker")]``. Raises ValueError for a role that does not exist.
    """
    return Depends(_requires(_known(roles)))


def access(*roles: str) -> Any:
    """requires and Gmina in one, for hot reads: FastAPI takes tens of microseconds for each dependency.

    Use: ``Reader = Annotated[Access, access("caseworker", "auditor")]``. Raises ValueError for an unknown role.
    """
    return Depends(_access(_known(roles)))


@cache
def _requires(roles: frozenset[str]) -> _Requires:
    # One object per set of roles, so that FastAPI resolves it once per request.
    return _Requires(roles)


@cache
def _access(roles: frozenset[str]) -> _Access:
    return _Access(roles)


def _known(roles: tuple[str, ...]) -> frozenset[str]:
    unknown = set(roles) - ROLES
    if unknown:
        raise ValueError(f"unknown roles: {sorted(unknown)}")
    return frozenset(roles)


def _admit(principal: Principal, roles: frozenset[str]) -> Principal:
    if roles and roles.isdisjoint(principal.roles):
        raise Forbidden("Ta czynność wymaga innej roli.")
    return principal


def _enter(scope: Scope, principal: Principal, gmina: str | None) -> str:
    if gmina is None:
        if len(principal.gminas) != 1 or principal.gminas[0] == EVERY_GMINA:
            raise GminaRequired(
                "Token nie wskazuje jednej gminy; proszę podać parametr gmina.",
                errors=[FieldError("/query/gmina", "required", "Pole jest wymagane.")],
            )
        gmina = principal.gminas[0]
    elif not principal.may_enter(gmina):
        raise GminaNotYours
    # For the log line of this request.
    scope.setdefault("state", {})["gmina"] = gmina
    return gmina


CurrentPrincipal = Annotated[Principal, requires()]
"""Whoever holds a valid token, in any role."""


async def authenticate(scope: Scope) -> Principal:
    """The principal of a request, verified once and kept in its scope."""
    # In the scope itself: servers and test clients may share the state of the lifespan between requests.
    principal = scope.get("gops.principal")
    if principal is None:
        authenticator = cast(Authenticator, scope["app"].state.authenticator)
        principal = scope["gops.principal"] = await authenticator.principal(bearer_token(scope))
    return cast(Principal, principal)


def bearer_token(scope: Scope) -> bytes:
    """The token of the Authorization header; raises Unauthorized when there is not exactly one."""
    found = [value for name, value in scope["headers"] if name == b"authorization"]
    if len(found) != 1 or found[0][:7].lower() != b"bearer ":
        raise Unauthorized("Żądanie wymaga tokenu dostępu w nagłówku Authorization.")
    return bytes(found[0][7:].strip())
