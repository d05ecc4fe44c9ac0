"""The office that pays the nursing allowance, asked what if."""

from tests.casework.recalculations.conftest import nursing, people, turned

__all__ = ["nursing", "people", "turned"]
