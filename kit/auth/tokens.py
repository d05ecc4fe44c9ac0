"""Checking of access tokens: signature, issuer, audience, times, type; verified ones are remembered until
they expire.
"""

import re
import time
from collections import OrderedDict
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import httpx
import jwt

from kit.auth.keys import ALGORITHMS, KeySet
from kit.auth.principal import EVERY_GMINA, ROLES, Principal
from kit.problems import Unauthorized

LEEWAY_SECONDS = 30
_TYPES = frozenset({"at+jwt", "jwt", "application/at+jwt"})
_REQUIRED = ["iss", "aud", "exp", "nbf", "sub"]
_GMINA = re.compile(r"[0-9]{6}")
_UNIT = re.compile(r"[a-z][a-z0-9_]{0,79}")
_LONGEST = 8192


class Authenticator:
    """Turns a bearer token into a Principal.

    issuer: exact value of iss. audience: accepted values of aud (one is enough). jwks_url: the issuer's keys.
    remembered: how many verified tokens are kept; the key is the token's SHA-256, so that the memory holds
    no tokens.
    """

    def __init__(
        self,
        issuer: str,
        audience: str | Sequence[str],
        jwks_url: str,
        *,
        remembered: int = 10_000,
        transport: httpx.AsyncBaseTransport | None = None,
        key_pause: float = 5.0,
    ) -> None:
        self._issuer = issuer
        self._audience = [audience] if isinstance(audience, str) else list(audience)
        self._remembered = remembered
        self._known: OrderedDict[bytes, tuple[float, Principal]] = OrderedDict()
        # A key that was withdrawn takes the tokens it signed with it.
        self._keys = KeySet(jwks_url, transport=transport, pause=key_pause, on_change=self._known.clear)

    async def principal(self, token: bytes) -> Principal:
        """The subject of a valid token.

        Raises Unauthorized when it is not valid, IssuerUnavailable when that cannot be known now.
        """
        digest = sha256(token).digest()
        known = self._known.get(digest)
        if known is not None and known[0] > time.time():
            self._known.move_to_end(digest)
            return known[1]
        expires, principal = await self._verify(token)
        self._known[digest] = (expires, principal)
        if len(self._known) > self._remembered:
            self._known.popitem(last=False)
        return principal

    async def _verify(self, token: bytes) -> tuple[float, Principal]:
        if len(token) > _LONGEST:
            raise _refused()
        try:
            header = jwt.get_unverified_header(token)
        except jwt.PyJWTError:
            raise _refused() from None
        kid, kind, algorithm = header.get("kid"), header.get("typ"), header.get("alg")
        # An id token has no business here: only what says it is an access token, in one of three algorithms.
        if not isinstance(kid, str) or str(kind).lower() not in _TYPES or algorithm not in ALGORITHMS:
            raise _refused()
        key = await self._keys.key(kid)
        if key is None or key.algorithm_name != algorithm:
            raise _refused()
        try:
            claims = jwt.decode(
                token,
                key,
                algorithms=[algorithm],
                issuer=self._issuer,
                audience=self._audience,
                leeway=LEEWAY_SECONDS,
                options={"require": _REQUIRED},
            )
        except jwt.PyJWTError:
            raise _refused() from None
        return float(claims["exp"]) + LEEWAY_SECONDS, _principal(claims)


def _principal(claims: dict[str, Any]) -> Principal:
    roles, gminas = claims.get("roles"), claims.get("gminas", [])
    unit = claims.get("unit")
    if not isinstance(roles, list) or not isinstance(gminas, list) or not claims["sub"]:
        raise _refused()
    if unit is not None and not (isinstance(unit, str) and _UNIT.fullmatch(unit)):
        # A unit that cannot be read must not become "the whole centre".
        raise _refused()
    return Principal(
        subject=str(claims["sub"]),
        roles=frozenset(role for role in roles if isinstance(role, str)) & ROLES,
        gminas=tuple(
            code for code in gminas if isinstance(code, str) and (_GMINA.fullmatch(code) or code == EVERY_GMINA)
        ),
        unit=unit,
    )


def _refused() -> Unauthorized:
    # One sentence for every reason: which check failed helps only whoever forges tokens.
    return Unauthorized("Token dostępu jest nieprawidłowy lub wygasł.", challenge='Bearer error="invalid_token"')
