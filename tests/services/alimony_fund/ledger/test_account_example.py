"""The example account in docs/ is what the rules give, and its figures follow from what stands beside them."""

import re
from decimal import ROUND_HALF_UP, Decimal

from tests.services.alimony_fund.ledger import account_example as example
from tests.services.alimony_fund.ledger.debts import TERMS

_ROW = re.compile(r"^\| \d+ \| ([\d ,]+) \| ([\d ×,+]+) \| ([\d ,]+) \| ([\d ,]+) \|$", re.MULTILINE)


def _figure(text: str) -> Decimal:
    return Decimal(text.replace(" ", "").replace(",", "."))


def test_the_example_account_is_what_is_computed_today() -> None:
    assert example.PAGE.read_text(encoding="utf-8") == example.page(), f"write it again: {example.COMMAND}"


def test_interest_of_the_example_follows_from_its_row() -> None:
    rows = _ROW.findall(example.page())

    assert len(rows) == 26
    for principal, days, interest, _ in rows:
        weighed = sum(
            (_figure(count) * _figure(rate) for count, _, rate in (part.partition("×") for part in days.split("+"))),
            Decimal(0),
        )
        exact = _figure(principal) * weighed / 36500
        assert exact.quantize(Decimal("0.01"), ROUND_HALF_UP) == _figure(interest)


def test_the_example_has_two_changes_of_the_rate() -> None:
    assert len(TERMS.rates().stretches(example.PAYOUTS[0].day, example.LAST_DAY)) == 3
    assert (len(example.PAYOUTS), len(example.RECEIPTS)) == (10, 3)
