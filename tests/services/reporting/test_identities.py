"""Persons and households that turn out to be somebody already counted: what moves, and what must stay."""

from datetime import date

import pytest

from casework.facts.cases import HOUSEHOLD_LINKED, PERSON_RELINKED
from casework.facts.money import PAYMENT_REPAID, PAYMENT_RETURNED, PAYMENT_VOIDED
from services.reporting.statements.amounts import read_amounts
from services.reporting.statements.counts import Counts, count, tree_of
from services.reporting.statements.view import View
from tests.services.reporting.conftest import Ledger
from tests.services.reporting.logs import Log, pseudonym

pytestmark = pytest.mark.postgres

ANNA, JAN, EWA = (pseudonym(name) for name in ("anna", "jan", "ewa"))
NORTH, SOUTH, EAST = (pseudonym(name) for name in ("north", "south", "east"))


def counted(ledger: Ledger, gmina: str, *, until: date = date(2019, 12, 31)) -> Counts:
    """Persons and families of everything, from the projection and from the facts: they have to agree."""
    answers = []
    # A closing without limits is the way to make the facts answer what the projection could.
    for positions in (None, {"family_benefits": 10**9, "social_assistance": 10**9}):
        view = View(gmina, 2019, until, positions=positions)
        postings = ledger.ask(gmina, read_amounts, view)
        answers += ledger.ask(gmina, count, view, tree_of(postings), [frozenset(p.id for p in postings)])
    assert answers[0] == answers[1]
    return answers[0]


def test_facts_before_a_relinking_go_over_and_facts_behind_it_are_somebody_elses(ledger: Ledger) -> None:
    log = Log(ledger.gmina())
    log.pay(100, person=ANNA)
    log.pay(100, person=JAN)
    log.add(PERSON_RELINKED, {"old": JAN, "new": ANNA})
    ledger.apply(log)
    assert counted(ledger, log.gmina).persons == 1

    log.pay(100, person=JAN)
    ledger.apply(log, after=3)

    assert counted(ledger, log.gmina).persons == 2


@pytest.mark.parametrize("cut", [1, 2, 3, 4])
def test_it_does_not_matter_where_a_page_ends_beside_a_relinking(ledger: Ledger, cut: int) -> None:
    log = Log(ledger.gmina())
    log.pay(100, person=ANNA)
    log.pay(100, person=JAN)
    log.add(PERSON_RELINKED, {"old": JAN, "new": EWA})
    log.add(PERSON_RELINKED, {"old": EWA, "new": ANNA})
    log.pay(100, person=EWA)
    ledger.apply(log, until=cut)
    ledger.apply(log, after=cut)

    assert counted(ledger, log.gmina).persons == 2


def test_a_relinking_of_one_service_leaves_the_facts_of_another(ledger: Ledger) -> None:
    gmina = ledger.gmina()
    family, social = Log(gmina, "family_benefits"), Log(gmina, "social_assistance")
    family.pay(100, person=JAN)
    social.pay(100, person=JAN)
    family.add(PERSON_RELINKED, {"old": JAN, "new": ANNA})
    ledger.apply(family)
    ledger.apply(social)

    assert counted(ledger, gmina).persons == 2


def test_households_that_are_one_are_one_in_every_service_before_and_after(ledger: Ledger) -> None:
    gmina = ledger.gmina()
    family, social = Log(gmina, "family_benefits"), Log(gmina, "social_assistance")
    family.pay(100, household=NORTH)
    social.pay(100, household=SOUTH)
    social.pay(100, household=EAST)
    ledger.apply(family)
    ledger.apply(social)
    assert counted(ledger, gmina).families == 3

    social.add(HOUSEHOLD_LINKED, {"old": SOUTH, "new": NORTH})
    ledger.apply(social, after=2)
    assert counted(ledger, gmina).families == 2

    family.add(HOUSEHOLD_LINKED, {"old": NORTH, "new": EAST})
    family.pay(100, household=SOUTH)
    ledger.apply(family, after=1)
    assert counted(ledger, gmina).families == 1


RENAMED = {"renamed": True}


def test_a_household_renamed_with_a_mistyped_number_leaves_the_neighbours_household_alone(ledger: Ledger) -> None:
    gmina = ledger.gmina()
    family, social = Log(gmina, "family_benefits"), Log(gmina, "social_assistance")
    # Typed with a neighbour's number, then corrected: SOUTH is the neighbour's household in every service.
    family.pay(100, household=SOUTH)
    family.add(HOUSEHOLD_LINKED, {"old": SOUTH, "new": NORTH} | RENAMED)
    family.pay(100, household=NORTH)
    ledger.apply(family)
    assert counted(ledger, gmina).families == 1

    social.pay(100, household=SOUTH)
    family.pay(100, household=SOUTH)
    ledger.apply(social)
    ledger.apply(family, after=3)
    assert counted(ledger, gmina).families == 2

    family.pay(-100, household=SOUTH, kind=PAYMENT_RETURNED, reverses=("family_benefits", 4, "same_year_return"))
    social.pay(-100, household=SOUTH, kind=PAYMENT_RETURNED, reverses=("social_assistance", 1, "same_year_return"))
    ledger.apply(family, after=4)
    ledger.apply(social, after=1)
    assert counted(ledger, gmina).families == 1


@pytest.mark.parametrize("cut", [1, 2, 3, 4, 5])
def test_it_does_not_matter_where_a_page_ends_beside_a_renaming_and_a_union(ledger: Ledger, cut: int) -> None:
    log = Log(ledger.gmina())
    log.pay(100, household=SOUTH)
    log.add(HOUSEHOLD_LINKED, {"old": SOUTH, "new": NORTH} | RENAMED)
    log.pay(100, household=SOUTH)
    log.add(HOUSEHOLD_LINKED, {"old": NORTH, "new": EAST})
    log.pay(100, household=EAST)
    log.add(HOUSEHOLD_LINKED, {"old": EAST, "new": SOUTH} | RENAMED)
    ledger.apply(log, until=cut)
    ledger.apply(log, after=cut)

    # The first became NORTH, which is one with EAST; the last became SOUTH, as the second is.
    assert counted(ledger, log.gmina).families == 2


def test_a_return_to_one_of_two_linked_households_takes_back_only_its_money(ledger: Ledger) -> None:
    log = Log(ledger.gmina())
    log.pay(100, household=NORTH)
    log.pay(100, household=SOUTH)
    log.add(HOUSEHOLD_LINKED, {"old": SOUTH, "new": NORTH})
    log.pay(-100, household=SOUTH, kind=PAYMENT_RETURNED, reverses=("family_benefits", 2, "same_year_return"))
    ledger.apply(log)
    assert counted(ledger, log.gmina).families == 1

    log.pay(-100, household=NORTH, kind=PAYMENT_RETURNED, reverses=("family_benefits", 1, "same_year_return"))
    ledger.apply(log, after=4)
    assert counted(ledger, log.gmina).families == 0


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_the_storno_of_a_repayment_moves_no_set_as_the_repayment_did(ledger: Ledger, cut: int) -> None:
    log = Log(ledger.gmina())
    log.pay(100, person=ANNA)
    log.pay(-100, person=ANNA, kind=PAYMENT_REPAID, reverses=("family_benefits", 1, "same_year_repayment"))
    log.pay(100, person=ANNA, kind=PAYMENT_VOIDED, reverses=("family_benefits", 2, "storno"))
    log.pay(-100, person=ANNA, kind=PAYMENT_VOIDED, reverses=("family_benefits", 1, "storno"))
    ledger.apply(log, until=cut)
    ledger.apply(log, after=cut)

    # Had the storno of the repayment counted her once more, the storno of the payment would leave her in.
    assert counted(ledger, log.gmina).persons == 0


def test_a_return_that_comes_before_its_payment_by_day_is_right_at_every_months_end(ledger: Ledger) -> None:
    log = Log(ledger.gmina())
    log.pay(100, person=ANNA, on=date(2019, 5, 10))
    log.pay(
        -100,
        person=ANNA,
        on=date(2019, 3, 4),
        kind=PAYMENT_RETURNED,
        reverses=("family_benefits", 1, "same_year_return"),
    )
    log.pay(100, person=ANNA, on=date(2019, 2, 4))
    ledger.apply(log)

    ends = [date(2019, 1, 31), date(2019, 2, 28), date(2019, 3, 31), date(2019, 4, 30), date(2019, 5, 31)]
    assert [counted(ledger, log.gmina, until=end).persons for end in ends] == [None, 1, 0, 0, 1]


def test_a_line_of_two_benefits_judges_a_person_by_the_net_of_both(ledger: Ledger) -> None:
    log = Log(ledger.gmina())
    log.pay(100, person=ANNA, benefit="dodatek_nauka_dojazd")
    # Money of last year's system came back: nothing was paid here for it.
    log.pay(-300, person=ANNA, benefit="dodatek_nauka_zamieszkanie")
    log.pay(100, person=JAN, benefit="zasilek_rodzinny")
    ledger.apply(log)

    view = View(log.gmina, 2019, date(2019, 12, 31))
    postings = ledger.ask(log.gmina, read_amounts, view)
    both = frozenset(p.id for p in postings if p.benefit.startswith("dodatek_nauka"))
    one = frozenset(p.id for p in postings if p.benefit == "dodatek_nauka_dojazd")

    answers = ledger.ask(log.gmina, count, view, tree_of(postings), [both, one])
    assert [answer.persons for answer in answers] == [0, 1]
