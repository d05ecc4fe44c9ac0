"""The worked cases of the alimony fund give the amounts of the statute."""

import pytest

from services.alimony_fund.catalogue import CATALOGUE
from tests.services.worked_cases import WorkedCase, check, worked_cases


@pytest.mark.parametrize("case", worked_cases("alimony_fund"), ids=str)
def test_worked_case_gives_the_amounts_of_the_statute(case: WorkedCase) -> None:
    check(CATALOGUE, case)
