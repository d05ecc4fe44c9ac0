"""An office in January 2019 with a file plan."""

from tests.casework.records.conftest import people

__all__ = ["people"]
