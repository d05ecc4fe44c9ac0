"""On which lines money comes back: of the day it comes back on, source by source, when the classification has changed within the year."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest

from casework.benefits.catalogue import Catalogue
from casework.benefits.types import Benefit
from casework.booking import CannotBeBooked
from casework.facts.money import money_line
from casework.payments.booked import on_day
from casework.payments.store import Payment
from kit.law import Law
from tests.casework.a_catalogue import GRANT, OWN

JULY = date(2019, 7, 1)
OLD = (replace(GRANT, valid_to=date(2019, 6, 30)), replace(OWN, valid_to=date(2019, 6, 30)))
NEW = (replace(GRANT, rozdzial="85216", valid_from=JULY), replace(OWN, rozdzial="85217", valid_from=JULY))


def a_catalogue_with(*lines: Any) -> Catalogue:
    benefit = Benefit(
        code="zasilek", name="zasiłek", act="ustawa", article="art. 1", unit="person", counted="entitled", kind="recorded",
        lines=lines,
    )  # fmt: skip
    return Catalogue("family_benefits", [benefit], Law([]))


def a_payment(on: date) -> Payment:
    return cast("Payment", SimpleNamespace(benefit="zasilek", booked_on=on))


BACK = [money_line(OLD[0], -600), money_line(OLD[1], -400)]


def test_money_that_comes_back_before_the_change_stays_on_the_lines_it_was_paid_from() -> None:
    found = on_day(a_catalogue_with(*OLD, *NEW), a_payment(date(2019, 3, 28)), BACK, date(2019, 5, 6))

    assert found == BACK


def test_money_that_comes_back_after_the_change_stands_on_the_codes_of_that_day_source_by_source() -> None:
    found = on_day(a_catalogue_with(*OLD, *NEW), a_payment(date(2019, 3, 28)), BACK, date(2019, 9, 2))

    assert [(one["rozdzial"], one["source"], one["amount"]) for one in found] == [
        ("85216", "dotacja_wlasne_2030", -600), ("85217", "srodki_wlasne", -400),
    ]  # fmt: skip


def test_money_of_a_source_that_pays_no_more_is_refused_rather_than_booked_on_dead_codes() -> None:
    with pytest.raises(CannotBeBooked):
        on_day(a_catalogue_with(*OLD, NEW[0]), a_payment(date(2019, 3, 28)), BACK, date(2019, 9, 2))
