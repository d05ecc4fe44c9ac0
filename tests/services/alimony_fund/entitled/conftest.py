"""The service of the alimony fund with its own slices, over HTTP on a database of its own."""

from tests.services.alimony_fund.debtors.conftest import (
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
