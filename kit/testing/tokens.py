"""Access tokens for tests: an issuer with a key of its own, and authenticators that know its key without asking the network."""

import time
from collections.abc import Sequence
from typing import Any

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jwt.algorithms import OKPAlgorithm

from kit.auth import Authenticator

ISSUER = "https://issuer.test"
_KID = "test-key"


class TokenIssuer:
    """Signs tokens with an Ed25519 key made for this run."""

    def __init__(self, audience: str = "gops") -> None:
        self.audience = audience
        self._key = Ed25519PrivateKey.generate()
        entry: dict[str, Any] = OKPAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        self.jwks = {"keys": [{**entry, "kid": _KID, "use": "sig", "alg": "EdDSA"}]}

    def token(
        self, subject: str, roles: Sequence[str], gminas: Sequence[str], *, lifetime: int = 3600, **more: Any
    ) -> str:
        """A token of the subject with these roles in these gminas; `lifetime` in seconds, negative for an expired one.

        more: further claims (unit).
        """
        now = int(time.time())
        claims = {
            "iss": ISSUER,
            "aud": self.audience,
            "sub": subject,
            "iat": now,
            "nbf": now - 60,
            "exp": now + lifetime,
            "roles": list(roles),
            "gminas": list(gminas),
            **more,
        }
        return jwt.encode(claims, self._key, algorithm="EdDSA", headers={"kid": _KID, "typ": "at+jwt"})

    def transport(self) -> httpx.AsyncBaseTransport:
        """Answers the issuer's JWKS to whoever asks."""
        return httpx.MockTransport(lambda _: httpx.Response(200, json=self.jwks))

    def authenticator(self) -> Authenticator:
        """What a service checks this issuer's tokens with."""
        return Authenticator(ISSUER, self.audience, f"{ISSUER}/jwks", transport=self.transport())
