"""The office of the tests of fees, which stays write."""

from tests.services.social_assistance.fees.conftest import (
    database,
    issuer,
    keys,
    office,
    people,
    service,
    stored,
    today,
)

__all__ = ["database", "issuer", "keys", "office", "people", "service", "stored", "today"]
