"""The day on which a decision becomes final (k.p.a. art. 16, 57, 111, 127-130, 138), against the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.decisions.enforceability import BadRule, enforceable, statute
from casework.decisions.finality import Appealed, Court, Finality, NoParties, Outcome, Party, final_day, finality
from casework.decisions.kinds import remedy_of
from casework.terms.days_off import blocks_end
from casework.terms.law import procedure
from kit.law import NoParameter
from services.alimony_fund.catalogue import CATALOGUE as ALIMONY_FUND
from services.family_benefits.catalogue import CATALOGUE as FAMILY_BENEFITS

MONDAY = date(2026, 3, 2)  # its appeal term ends on Monday 16 March
DAYS = st.dates(date(2018, 1, 1), date(2040, 12, 31))


def day(number: int) -> date:
    """So many days after Monday 2 March 2026."""
    return MONDAY + timedelta(days=number)


def decided(*parties: Party, **more: object) -> Finality:
    return finality(parties, granted_in_full=False, justified=True, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("delivered", "final"),
    [
        (date(2019, 3, 4), date(2019, 3, 19)),  # the term ends on Monday 18 March
        (date(2019, 3, 2), date(2019, 3, 19)),  # Saturday 16 March runs to Monday 18
        (date(2019, 4, 8), date(2019, 4, 24)),  # Easter Monday 22 April runs to Tuesday 23
        (date(2024, 12, 10), date(2024, 12, 25)),  # 24 December 2024 was a working day
        (date(2025, 12, 10), date(2025, 12, 30)),  # 24 December 2025 is not: 25, 26, Saturday, Sunday, Monday 29
        (date(2018, 10, 29), date(2018, 11, 14)),  # the one-off 12 November 2018
    ],
)
def test_a_term_that_ends_on_a_day_off_runs_on(delivered: date, final: date) -> None:
    assert final_day(delivered, granted_in_full=False, justified=True) == final


@pytest.mark.parametrize(
    ("in_full", "justified", "final"),
    [(True, False, day(0)), (True, True, day(15)), (False, True, day(15))],
)
def test_only_a_full_grant_without_justification_is_final_with_its_delivery(
    in_full: bool, justified: bool, final: date
) -> None:
    assert final_day(MONDAY, granted_in_full=in_full, justified=justified) == final


@pytest.mark.parametrize(
    ("delivered", "final"),
    [
        (MONDAY, day(8)),  # the term of seven days ends on Monday 9 March
        (date(2019, 3, 2), date(2019, 3, 12)),  # Saturday 9 March runs to Monday 11
        (date(2025, 12, 17), date(2025, 12, 30)),  # 24 December 2025 runs to Monday 29
    ],
)
def test_an_order_that_may_be_complained_of_is_final_after_seven_days(delivered: date, final: date) -> None:
    found = decided(Party("a", delivered), remedy="complaint")

    assert final_day(delivered, granted_in_full=False, justified=True, remedy="complaint") == final
    assert (found.final_on, found.article) == (final, "art. 141 § 2, art. 144 k.p.a.")


@pytest.mark.parametrize(("complained", "state"), [(day(7), "under_appeal"), (day(8), "final")])
def test_a_complaint_on_the_seventh_day_holds_the_order_and_on_the_eighth_does_not(
    complained: date, state: str
) -> None:
    party = Party("a", day(0), appealed_on=complained)

    assert decided(party, remedy="complaint").state == state
    assert decided(party, remedy="appeal").state == "under_appeal"


@pytest.mark.parametrize(("waived", "final"), [(day(7), day(7)), (day(8), day(8))])
def test_a_complaint_can_be_waived_only_within_its_own_term(waived: date, final: date) -> None:
    found = decided(Party("a", day(0), waived_on=waived), remedy="complaint")

    assert found.final_on == final
    assert found.article.startswith("art. 127a ") == (waived == day(7))


def test_an_order_that_nothing_lies_against_is_final_with_its_delivery_to_the_last_party() -> None:
    complained = Party("a", day(0), appealed_on=day(1))

    found = decided(complained, Party("b", day(2)), remedy="none")

    assert (found.state, found.final_on, found.prawomocna_on) == ("final", day(2), day(2))
    assert found.article == "art. 142 k.p.a."


@pytest.mark.parametrize(
    ("kind", "days"), [("correction", 8), ("refuse_correction", 8), ("supplement", 0), ("grant", 15)]
)
def test_the_kind_of_act_says_which_term_runs(kind: str, days: int) -> None:
    assert decided(Party("a", day(0)), remedy=remedy_of(kind)).final_on == day(days)


def test_before_12_may_2023_a_full_grant_waited_for_the_term_too() -> None:
    assert final_day(date(2023, 5, 11), granted_in_full=True, justified=False) == date(2023, 5, 26)
    assert final_day(date(2023, 5, 12), granted_in_full=True, justified=False) == date(2023, 5, 12)


def test_a_full_grant_waits_for_its_last_party_and_can_still_go_to_court() -> None:
    found = finality([Party("a", day(0)), Party("b", day(3))], granted_in_full=True, justified=False)

    assert (found.final_on, found.prawomocna_on) == (day(3), date(2026, 4, 8))  # 4 April is Saturday, 6 Easter Monday


def test_a_day_without_law_is_an_error() -> None:
    with pytest.raises(NoParameter):
        final_day(date(1970, 1, 1), granted_in_full=True, justified=True)


def test_a_decision_needs_a_party() -> None:
    with pytest.raises(NoParties):
        decided()


def test_nothing_is_final_before_the_last_party_has_it() -> None:
    assert decided(Party("a", day(0)), Party("b", None)).state == "not_delivered"


def test_the_latest_party_counts() -> None:
    found = decided(Party("a", day(0)), Party("b", day(7)))

    assert (found.final_on, found.prawomocna_on) == (day(22), day(22))
    assert found.per_party == (("a", day(15)), ("b", day(22)))


def test_the_last_waiver_makes_it_final_and_beyond_the_court() -> None:
    found = decided(Party("a", day(0), waived_on=day(2)), Party("b", day(1), waived_on=day(8)))

    assert (found.final_on, found.prawomocna_on) == (day(8), day(8))
    assert found.article == "art. 127a § 2 k.p.a."


def test_one_waiver_does_not_speak_for_the_others() -> None:
    assert decided(Party("a", day(0), waived_on=day(2)), Party("b", day(1))).final_on == day(16)


@pytest.mark.parametrize(("waived", "final"), [(14, 14), (15, 15), (20, 15)])
def test_a_waiver_counts_to_the_last_day_of_the_term(waived: int, final: int) -> None:
    assert decided(Party("a", day(0), waived_on=day(waived))).final_on == day(final)


def test_a_waiver_on_the_day_of_delivery_counts_since_12_may_2023() -> None:
    for delivered, final in ((date(2023, 5, 11), date(2023, 5, 26)), (date(2023, 5, 12), date(2023, 5, 12))):
        assert decided(Party("a", delivered, waived_on=delivered)).final_on == final


def test_there_was_no_waiver_before_june_2017() -> None:
    assert decided(Party("a", date(2017, 5, 22), waived_on=date(2017, 5, 31))).final_on == date(2017, 6, 6)
    assert decided(Party("a", date(2017, 5, 22), waived_on=date(2017, 6, 1))).final_on == date(2017, 6, 1)


def test_an_appeal_in_time_stops_it_and_one_day_later_does_not() -> None:
    assert decided(Party("a", day(0), appealed_on=day(14))).state == "under_appeal"
    late = decided(Party("a", day(0), appealed_on=day(15)))
    assert (late.state, late.final_on) == ("final", day(15))
    assert decided(Party("a", day(0), appealed_on=day(40), restored=True)).state == "under_appeal"


@pytest.mark.parametrize("outcome", ["upheld", "changed", "appeal_discontinued"])
def test_skos_decision_is_final_when_delivered_and_can_go_to_court(outcome: Outcome) -> None:
    found = decided(Party("a", day(0), appealed_on=day(5)), appealed=Appealed(outcome, date(2026, 5, 4)))

    assert (found.final_on, found.prawomocna_on) == (date(2026, 5, 4), date(2026, 6, 4))  # 3 June is the 30th day


@pytest.mark.parametrize("outcome", ["sent_back", "quashed_and_decided", "quashed_and_discontinued", "self_review"])
def test_a_decision_that_was_quashed_is_never_final(outcome: Outcome) -> None:
    found = decided(Party("a", day(0), appealed_on=day(5)), appealed=Appealed(outcome, date(2026, 5, 4)))

    assert (found.state, found.final_on) == ("removed", None)


@pytest.mark.parametrize("outcome", ["late", "inadmissible"])
def test_an_appeal_that_sko_did_not_examine_leaves_the_term_as_it_was(outcome: Outcome) -> None:
    found = decided(Party("a", day(0), appealed_on=day(5)), appealed=Appealed(outcome, date(2026, 5, 4)))

    assert found.final_on == day(15)


def test_after_a_waiver_there_is_no_appeal() -> None:
    assert decided(Party("a", day(0), waived_on=day(2), appealed_on=day(3))).final_on == day(2)


@pytest.mark.parametrize(
    ("court", "beyond"),
    [
        (None, date(2026, 6, 4)),
        (Court(date(2026, 6, 3)), None),
        (Court(date(2026, 6, 3), date(2027, 1, 11)), date(2027, 1, 11)),
        (Court(date(2026, 6, 4)), date(2026, 6, 4)),
    ],
)
def test_a_complaint_to_the_court_in_time_puts_off_that_it_is_prawomocna(
    court: Court | None, beyond: date | None
) -> None:
    found = decided(Party("a", day(0), appealed_on=day(5)), appealed=Appealed("upheld", date(2026, 5, 4)), court=court)

    assert (found.final_on, found.prawomocna_on) == (date(2026, 5, 4), beyond)


def test_the_term_runs_from_the_answer_to_a_request_to_supplement() -> None:
    asked = Party("a", day(0), supplement_asked_on=day(14))

    assert decided(asked).state == "supplement_pending"
    assert decided(Party("a", day(0), supplement_asked_on=day(14), supplement_answered_on=day(28))).final_on == day(43)
    assert decided(Party("a", day(0), supplement_asked_on=day(15))).final_on == day(15)


@given(st.lists(DAYS, min_size=1, max_size=4))
def test_final_is_the_day_after_a_day_on_which_acts_are_possible(deliveries: list[date]) -> None:
    found = decided(*(Party(str(number), on) for number, on in enumerate(deliveries)))

    assert found.final_on is not None
    assert not blocks_end(found.final_on - timedelta(days=1))
    assert found.final_on > max(deliveries) + timedelta(days=14)


@given(st.lists(DAYS, min_size=1, max_size=4), DAYS)
def test_another_party_never_makes_it_final_earlier(deliveries: list[date], one_more: date) -> None:
    parties = [Party(str(number), on) for number, on in enumerate(deliveries)]
    before, after = decided(*parties).final_on, decided(*parties, Party("more", one_more)).final_on

    assert before is not None
    assert after is not None
    assert before <= after


FA = statute(ALIMONY_FUND.law().on(MONDAY), "fa_enforceable_at_once")
FAMILY = statute(FAMILY_BENEFITS.law().on(MONDAY), "usr_enforceable_at_once")


@pytest.mark.parametrize(
    ("rule", "kind", "at_once"),
    [
        (FA, "grant", True),
        (FA, "repeal", True),
        (FA, "undue_payment", False),
        (FAMILY, "grant", True),
        (FAMILY, "change_in_favour", True),
        (FAMILY, "change", False),
        (FAMILY, "undue_payment", False),
    ],
)
def test_a_sector_act_makes_some_kinds_enforceable_with_their_delivery(rule: object, kind: str, at_once: bool) -> None:
    assert rule.covers(kind) is at_once  # type: ignore[attr-defined]
    found = enforceable(delivered_on=day(0), final_on=day(15), by_statute=FA.article)
    assert found is not None
    assert (found.on, found.ground, found.article) == (day(0), "statute", FA.article)


def test_an_order_a_request_met_or_a_waiver_of_all_let_it_be_carried_out_before_it_is_final() -> None:
    def ground(**more: object) -> tuple[date, str]:
        found = enforceable(delivered_on=day(0), final_on=day(15), **more)  # type: ignore[arg-type]
        assert found is not None
        return found.on, found.ground

    assert ground(ordered_on=day(4)) == (day(4), "order")
    assert ground(meets_all_requests=True) == (day(0), "meets_all_requests")
    assert ground(all_waived_on=day(5)) == (day(5), "all_waived")
    assert ground() == (day(15), "final")
    assert enforceable(delivered_on=None, final_on=None, ordered_on=day(0)) is None


def test_a_rule_of_enforceability_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(BadRule):
        statute(procedure().on(MONDAY), "kpa_version")
