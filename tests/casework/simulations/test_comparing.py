"""A family's chain under the law as it stands and under a supposed one: what nobody changes differs by nothing, whatever the family."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.awards.algebra import Stretch, schedule
from casework.awards.effects import Right, Standing
from casework.recalculations.assessing import Chain, NotAssessed
from casework.simulations.comparing import compared, granted
from casework.simulations.schemas import SimulationIn
from casework.simulations.supposing import Asked, asked
from casework.simulations.tally import Tally
from kit.law import Law, Parameter, Value
from kit.periods import month
from services.family_benefits.catalogue import CATALOGUE
from tests.casework.a_catalogue import a_catalogue
from tests.casework.recalculations.test_rights_that_differ import GMINA, REDUCED, WHOLE, a_chain

ALLOWANCE = "zasilek_rodzinny"
THRESHOLD = "kryterium_zasilek_rodzinny_ogolne"
MONTHS = 7
"""From April to October 2016, the end of the benefit period."""


def what_if(*changes: dict[str, Any], until: str = "2016-10", since: str = "2016-04-01") -> Asked:
    order = SimulationIn.model_validate({"effective_from": since, "until": until, "changes": changes})
    return asked(CATALOGUE, GMINA, order)


def sums(of: Asked, chain: Chain) -> tuple[int, int, int]:
    """Grosze as granted, under the law as it stands, under the supposed one."""
    found = compared(of, ALLOWANCE, chain)
    stands, was, will = (sum(amount or 0 for one in found for amount in one[column]) for column in (1, 2, 3))
    return stands, was, will


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 3_500_000),
    st.integers(-2_000, 2_000),
    st.integers(month(2016, 4), month(2016, 11)),
    st.sampled_from([{"percent": "0"}, {"percent": "+0.00"}, {"value": "674.00"}]),
)
def test_parameters_that_stay_as_they_are_make_no_difference_to_any_family(
    income: int, by_hand: int, ended: int, same: dict[str, str]
) -> None:
    chain = a_chain(WHOLE, f"{income // 100}.{income % 100:02d}")
    (award,) = chain.awards
    months = schedule(
        replace(one, last=min(one.last or ended, ended), amount=one.amount + by_hand)
        for one in award.amounts
        if one.first <= ended
    )

    found = compared(
        what_if({"parameter": THRESHOLD, **same}), ALLOWANCE, replace(chain, awards=(replace(award, amounts=months),))
    )

    assert found
    assert all(was == will for _, _, was, will in found)


def test_a_higher_threshold_turns_the_reduced_payment_into_the_whole_allowance() -> None:
    whole, reduced = a_chain(WHOLE, WHOLE), a_chain(REDUCED, REDUCED)
    of = what_if({"parameter": THRESHOLD, "value": "900.00"})

    (paid,) = {sums(of, whole)}
    stands, was, will = sums(of, reduced)

    assert paid[0] == paid[1] == paid[2]
    assert (stands, will) == (was, paid[0])
    assert was < will


def test_a_lower_threshold_takes_the_allowance_and_the_family_loses_all_of_it() -> None:
    chain = a_chain(WHOLE, WHOLE)
    of = what_if({"parameter": THRESHOLD, "value": "100.00"})

    stands, was, will = sums(of, chain)

    assert (stands, will) == (was, 0)
    assert was > 0


def test_ten_per_cent_more_of_an_amount_is_a_tenth_more_in_every_month() -> None:
    chain = a_chain(WHOLE, WHOLE)

    _, was, will = sums(what_if({"parameter": "zasilek_rodzinny_5_18_lat", "percent": "10"}), chain)

    assert 10 * (will - was) == was


def test_the_supposed_law_begins_on_its_day_and_not_before() -> None:
    of = what_if({"parameter": "zasilek_rodzinny_5_18_lat", "percent": "10"}, since="2016-09-01")

    ((_, stands, was, will),) = compared(of, ALLOWANCE, a_chain(WHOLE, WHOLE))

    assert len(stands) == 2
    assert all(10 * (new or 0) == 11 * (old or 0) for old, new in zip(was, will, strict=True))


def test_months_that_an_act_has_taken_do_not_come_back_and_are_not_raised() -> None:
    chain = a_chain(WHOLE, WHOLE)
    (award,) = chain.awards
    ended = tuple(replace(one, last=month(2016, 6)) for one in award.amounts)
    of = what_if({"parameter": "zasilek_rodzinny_5_18_lat", "percent": "10"})

    ((_, stands, was, will),) = compared(of, ALLOWANCE, replace(chain, awards=(replace(award, amounts=ended),)))

    assert [one is None for one in stands] == [False] * 3 + [True] * 4
    assert [one is None for one in was] == [one is None for one in will] == [one is None for one in stands]


def test_of_a_right_that_begins_later_the_law_of_its_first_day_is_asked() -> None:
    chain = a_chain(WHOLE, WHOLE)
    (award,) = chain.awards
    of = what_if({"parameter": "zasilek_rodzinny_5_18_lat", "percent": "10"}, since="2015-05-01", until="2016-10")
    later = replace(award, amounts=tuple(replace(one, first=max(one.first, month(2016, 4))) for one in award.amounts))

    ((_, _, was, will),) = compared(of, ALLOWANCE, replace(chain, awards=(later,)))

    assert sum(one is not None for one in was) == MONTHS
    assert will != was


def test_a_decision_without_facts_is_not_simulated() -> None:
    chain = replace(a_chain(WHOLE, WHOLE), facts=None)
    of = what_if({"parameter": THRESHOLD, "value": "900.00"})

    with pytest.raises(NotAssessed, match="no_facts"):
        compared(of, ALLOWANCE, chain)
    assert granted(of, chain) == sums(of, a_chain(WHOLE, WHOLE))[0]


def test_a_law_that_no_act_would_state_is_told_and_is_no_fault_of_the_program() -> None:
    of = what_if({"parameter": "dodatki_jednorazowe_dzielnik", "value": 0})

    with pytest.raises(NotAssessed, match="supposed_law_contradicts"):
        compared(of, ALLOWANCE, a_chain(REDUCED, REDUCED))


def test_a_family_is_counted_once_by_what_all_its_rights_come_to() -> None:
    of = what_if({"parameter": THRESHOLD, "percent": "0"}, until="2016-04")
    tally = Tally(of)
    one, other, third = (UUID(int=n) for n in (1, 2, 3))
    tally.add(one, [(ALLOWANCE, (100,), (100,), (150,))])
    tally.add(one, [("zasilek_pielegnacyjny", (100,), (100,), (90,))])
    tally.add(other, [(ALLOWANCE, (100,), (100,), (None,))])
    tally.leave_out(other, ALLOWANCE, "imported", 500)
    tally.leave_out(other, ALLOWANCE, "imported", 500)
    tally.leave_out(third, ALLOWANCE, "imported", 300)

    tally.close()

    assert (tally.families, tally.gaining, tally.losing, tally.not_simulated, tally.rights) == (3, 1, 1, 1, 3)
    assert dict(tally.benefits) == {ALLOWANCE: [1, 1, -50], "zasilek_pielegnacyjny": [0, 1, -10]}
    left_out = tally.left_out[ALLOWANCE, "imported"]
    assert (left_out.rights, left_out.families, left_out.granted) == (3, 2, 1300)
    assert sorted((place[1], amounts) for place, amounts in tally.costs().items()) == [
        ("zasilek_pielegnacyjny", (100, 100, 90)),
        (ALLOWANCE, (200, 200, 150)),
    ]


def test_money_of_months_is_laid_on_the_lines_of_their_year() -> None:
    of = what_if({"parameter": THRESHOLD, "percent": "0"}, since="2016-12-01", until="2017-01")
    tally = Tally(of)
    tally.add(UUID(int=1), [(ALLOWANCE, (100, 100), (100, 100), (100, 100))])
    tally.close()

    assert sorted((place[0], place[3]) for place in tally.costs()) == [
        (month(2016, 12), "85212"),
        (month(2017, 1), "85502"),
    ]
    assert of.on == date(2016, 12, 1)


def recorded(benefit: str, grosze: int) -> Chain:
    """A right that was entered by hand, in 2019."""
    right = Right(benefit, UUID(int=1), None, None)
    months = (Stretch(month(2019, 1), month(2019, 12), grosze),)
    return replace(a_chain(WHOLE, WHOLE), facts=None, awards=(Standing(UUID(int=9), 1, right, "active", months),))


def of_recorded() -> Asked:
    """A law that states one sum, which is to be 700.00 zł from March 2019 on."""
    sum_of_law = Value(64500, date(2018, 1, 1), None, "art. 1", "Dz.U.", "confirmed", date(2018, 1, 1))
    law = Law([Parameter("zasilek_staly_testowy", "kwota", "test", "money", "zł", (sum_of_law,))])
    order = SimulationIn.model_validate({
        "effective_from": "2019-03-01", "until": "2019-04", "changes": [{"parameter": "zasilek_staly_testowy", "value": "700.00"}],
    })  # fmt: skip
    return asked(a_catalogue().supposing(GMINA, law), GMINA, order)


def test_a_recorded_benefit_whose_sum_the_law_states_moves_with_it() -> None:
    found = compared(of_recorded(), "zasilek_staly_testowy", recorded("zasilek_staly_testowy", 64500))

    assert found == (("zasilek_staly_testowy", (64500, 64500), (64500, 64500), (70000, 70000)),)


@pytest.mark.parametrize(
    ("benefit", "grosze", "code"),
    [("zasilek_staly_testowy", 50000, "amount_not_of_the_law"), ("zasilek_mieszany", 64500, "no_facts")],
)
def test_another_amount_or_one_that_no_law_states_is_not_simulated(benefit: str, grosze: int, code: str) -> None:
    with pytest.raises(NotAssessed, match=code):
        compared(of_recorded(), benefit, recorded(benefit, grosze))
