"""A mass recalculation changes amounts only: a right that would become another one is left to its clerk, and nobody is cut by the way."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from casework.assessments.service import assess
from casework.awards.effects import Standing
from casework.decisions.granting import rights_of
from casework.decisions.grants import grants_of
from casework.recalculations.assessing import Chain, Costs, Item, Order, assessed
from kit.periods import month
from services.family_benefits.catalogue import CATALOGUE

GMINA = "101805"
CHILD, PARENT = UUID(int=1), UUID(int=2)
PERSONS = {"dziecko_1": CHILD, "dorosly_1": PARENT, "dorosly_2": UUID(int=3)}
WHOLE, REDUCED = "20000.00", "24864.00"
ORDER = Order("zasilek_rodzinny", date(2016, 3, 1), month(2016, 4), month(2016, 10), "Zmiana kwot.")


def a_family(income: str) -> Any:
    """Two parents and a child born in 2010 in February 2016: 674.00 zł a head are 24264.00 zł a year."""
    adults = [{"id": f"dorosly_{n}", "role": "parent", "born_on": "1985-01-01"} for n in (1, 2)]
    facts = {
        "application": {"received_on": "2016-02-10"},
        "family": {
            "applicant": "parents",
            "members": [*adults, {"id": "dziecko_1", "role": "child", "born_on": "2010-05-05"}],
        },
        "income": {"base_year": 2014, "items": [{"member": "dorosly_1", "amount": income}]},
    }
    return CATALOGUE.facts.model_validate(facts)


def a_chain(granted: str, now: str) -> Chain:
    """The awards of a family with one income whose facts have the other by now."""
    (found,) = assess(CATALOGUE, ["zasilek_rodzinny"], a_family(granted), date(2016, 2, 10), GMINA)
    rights = rights_of(grants_of(found.months, PERSONS, PARENT))
    awards = tuple(Standing(UUID(int=10 + n), 1, right, "active", months) for n, (right, months) in enumerate(rights))
    assert awards
    return Chain(UUID(int=5), UUID(int=5), True, None, a_family(now), PERSONS, PARENT, awards)


def recalculated(chain: Chain) -> Item:
    return assessed(CATALOGUE, GMINA, ORDER, chain, Costs(CATALOGUE, ORDER.on, ORDER.until), {})


@pytest.mark.parametrize(("granted", "now"), [(WHOLE, REDUCED), (REDUCED, WHOLE)])
def test_where_zlotowka_za_zlotowke_begins_or_ends_the_chain_is_left_out_and_nothing_is_planned(
    granted: str, now: str
) -> None:
    item = recalculated(a_chain(granted, now))

    assert (item.state, item.code, item.plans, item.grants) == ("left_out", "right_differs", (), ())


@pytest.mark.parametrize("income", [WHOLE, REDUCED])
def test_the_same_right_is_unchanged_and_another_amount_of_it_is_planned(income: str) -> None:
    chain = a_chain(income, income)
    (award,) = chain.awards
    lower = tuple(replace(one, amount=one.amount - 100) for one in award.amounts)

    planned = recalculated(replace(chain, awards=(replace(award, amounts=lower),)))

    assert recalculated(chain).state == "unchanged"
    assert (planned.state, planned.kind) == ("planned", "change")
    assert planned.plans[0].amounts[-1] == replace(award.amounts[-1], first=ORDER.first)


def test_what_an_act_has_ended_since_does_not_come_back_and_is_no_difference() -> None:
    chain = a_chain(WHOLE, WHOLE)
    (award,) = chain.awards
    ended = tuple(replace(one, last=month(2016, 6)) for one in award.amounts)

    assert recalculated(replace(chain, awards=(replace(award, amounts=ended),))).state == "unchanged"


def test_a_right_that_nothing_is_due_for_any_more_is_still_repealed() -> None:
    chain = a_chain(WHOLE, "60000.00")

    item = recalculated(chain)

    assert (item.state, item.kind) == ("planned", "repeal" if not item.plans[0].amounts else "change")
    assert item.grants == ()
