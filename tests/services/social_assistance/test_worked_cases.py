"""The worked cases of social assistance give the amounts of the statute."""

import pytest

from services.social_assistance.catalogue import CATALOGUE
from tests.services.worked_cases import WorkedCase, check, worked_cases


@pytest.mark.parametrize("case", worked_cases("social_assistance"), ids=str)
def test_worked_case_gives_the_amounts_of_the_statute(case: WorkedCase) -> None:
    check(CATALOGUE, case)
