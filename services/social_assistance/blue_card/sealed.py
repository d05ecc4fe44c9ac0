"""Names and numbers of procedures "Niebieskie Karty" at rest: keys of the domain "violence", so that nothing opens or joins elsewhere."""

from uuid import UUID

from casework.identity import person_identity
from kit.secrets import Domain, KeyRing, Place

DOMAIN: Domain = "violence"


def seal(keys: KeyRing, gmina: str, table: str, column: str, row: UUID, said: str) -> bytes:
    """The field as the row keeps it."""
    return keys.encrypt(said, Place(gmina, table, column, DOMAIN), str(row))


def opened(keys: KeyRing, gmina: str, table: str, column: str, row: UUID, sealed: bytes) -> str:
    """The field again."""
    return keys.decrypt(sealed, Place(gmina, table, column, DOMAIN), str(row))


def known_as(keys: KeyRing, gmina: str, pesel: str | None, row: UUID) -> str:
    """Whose row it is among the procedures of the gmina; without a PESEL nobody else's."""
    return keys.pseudonym(gmina, person_identity(pesel, None, row), domain=DOMAIN)
