"""The same service as the registers of acts are tested with."""

from tests.services.social_assistance.acts.conftest import (
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
