"""The same service as the matters of coordination are tested with."""

from tests.services.family_benefits.coordination_matters.conftest import (
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
