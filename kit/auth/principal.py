"""The person or service behind a request, as its access token describes it."""

from dataclasses import dataclass

ROLES = frozenset(
    {
        "caseworker",
        "social_worker",
        "head",
        "accountant",
        "reporter",
        "auditor",
        "regional_viewer",
        "system",
    }
)
EVERY_GMINA = "*"


@dataclass(frozen=True, slots=True)
class Principal:
    """Subject of a valid token.

    subject: stable id at the issuer, not a name. roles: closed list of ROLES. gminas: six-digit TERYT codes;
    a service (role system) may hold "*", every gmina, because a country's list does not fit a token. unit: code of the
    organisational unit she works in, where the issuer knows it.
    """

    subject: str
    roles: frozenset[str]
    gminas: tuple[str, ...]
    unit: str | None = None

    def may_enter(self, gmina: str) -> bool:
        """Whether the token opens this gmina's data."""
        return gmina in self.gminas or (EVERY_GMINA in self.gminas and "system" in self.roles)
