"""Who is asking and for which gmina: OIDC access tokens checked in every service (the gateway is not trusted
for it).

A route takes a Principal from requires(role, ...) and the tenant from Gmina; a service that calls another
one gets its own token from ServiceTokens.
"""

from kit.auth.dependencies import (
    Access,
    CurrentPrincipal,
    Gmina,
    GminaNotYours,
    GminaRequired,
    access,
    authenticate,
    requires,
)
from kit.auth.keys import IssuerUnavailable, KeySet
from kit.auth.principal import ROLES, Principal
from kit.auth.service_tokens import ServiceTokens
from kit.auth.tokens import Authenticator

__all__ = [
    "ROLES",
    "Access",
    "Authenticator",
    "CurrentPrincipal",
    "Gmina",
    "GminaNotYours",
    "GminaRequired",
    "IssuerUnavailable",
    "KeySet",
    "Principal",
    "ServiceTokens",
    "access",
    "authenticate",
    "requires",
]
