"""Named terms, posting dates, restoration, the office's own clock, calls for completion and the wording of the code."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.terms.calls import OutOfBounds, answer_to, call, call_term
from casework.terms.days_off import blocks_end
from casework.terms.keeping import WAYS, Letter, SentAfterReceived, Way, counted_on, kept, restoration
from casework.terms.law import procedure
from casework.terms.named import NAMED, NamedTerm, UnknownTerm, named
from casework.terms.office import NotCounted, NotCountedBackwards, clock
from casework.terms.version import KpaVersion, version_of, wording_of
from kit.law import NoParameter
from services.alimony_fund.catalogue import CATALOGUE as ALIMONY_FUND
from services.family_benefits.catalogue import CATALOGUE as FAMILY_BENEFITS

FA_CALLS, FAMILY_CALLS = ALIMONY_FUND.calls["upoua"], FAMILY_BENEFITS.calls["usr"]
DAYS = st.dates(date(2018, 1, 1), date(2040, 12, 31))
APPEAL = named("appeal").of(date(2026, 3, 2))  # to Monday 16 March
SENT = ("designated_post", "eu_post", "electronic_delivery", "consulate", "soldier", "ship", "prison")


@pytest.mark.parametrize("item", NAMED, ids=lambda item: item.code)
def test_a_named_term_reads_its_length_from_the_law(item: NamedTerm) -> None:
    found = item.of(date(2026, 3, 2))

    assert found.count == item.value(date(2026, 3, 2)).value
    assert item.value(date(2026, 3, 2)).article


def test_a_term_without_a_name_is_refused() -> None:
    with pytest.raises(UnknownTerm):
        named("forever")


def test_a_term_has_no_length_before_its_rule_existed() -> None:
    with pytest.raises(NoParameter):
        named("objection_to_discontinuing").of(date(2025, 7, 12))


@pytest.mark.parametrize("way", SENT)
def test_a_letter_sent_on_the_last_day_keeps_the_term(way: Way) -> None:
    late = date(2026, 3, 20)

    assert kept(APPEAL, Letter(way, late, date(2026, 3, 16))).in_time
    assert not kept(APPEAL, Letter(way, late, date(2026, 3, 17))).in_time


@pytest.mark.parametrize("way", [way for way in WAYS if way not in SENT])
def test_a_letter_sent_otherwise_counts_by_its_receipt(way: Way) -> None:
    assert not kept(APPEAL, Letter(way, date(2026, 3, 17), date(2026, 3, 13))).in_time
    assert kept(APPEAL, Letter(way, date(2026, 3, 16), date(2026, 3, 13))).in_time


@pytest.mark.parametrize(
    ("sent", "counted"), [(date(2025, 12, 31), date(2025, 12, 31)), (date(2026, 1, 1), date(2026, 1, 2))]
)
def test_epuap_keeps_a_term_to_the_end_of_2025(sent: date, counted: date) -> None:
    assert counted_on(Letter("epuap", date(2026, 1, 2), sent)) == counted


def test_a_letter_is_not_received_before_it_is_sent() -> None:
    with pytest.raises(SentAfterReceived):
        counted_on(Letter("designated_post", date(2026, 3, 2), date(2026, 3, 3)))


@pytest.mark.parametrize(
    ("received", "act_done", "lacking"),
    [
        (date(2026, 3, 9), True, ""),
        (date(2026, 3, 10), True, "late"),
        (date(2026, 3, 9), False, "act_not_done"),
    ],
)
def test_a_missed_term_is_restored_on_request_in_seven_days_with_the_act(
    received: date, act_done: bool, lacking: str
) -> None:
    found = restoration(date(2026, 3, 2), Letter("in_person", received), act_done=act_done)

    assert (found.lacking, found.admissible) == (lacking, not lacking)


def test_the_offices_month_runs_from_the_day_of_receipt() -> None:
    found = clock("explanation", date(2026, 1, 30), (), date(2026, 2, 1))

    assert found.last_day == date(2026, 3, 2)  # 28 February is a Saturday
    assert not found.overdue(date(2026, 3, 2))
    assert found.overdue(date(2026, 3, 3))


def test_days_that_do_not_count_move_the_end_one_for_one() -> None:
    waiting = NotCounted(date(2026, 3, 10), date(2026, 3, 19), "party_delay")
    again = NotCounted(date(2026, 3, 15), date(2026, 3, 21), "term_for_an_act")  # five days of it are already out

    found = clock("explanation", date(2026, 3, 2), (waiting, again), date(2026, 4, 1))

    assert (found.not_counted, found.last_day) == (12, date(2026, 4, 14))


def test_days_after_the_end_do_not_bring_a_missed_term_back() -> None:
    late = NotCounted(date(2026, 4, 3), date(2026, 4, 10), "suspension")

    assert clock("explanation", date(2026, 3, 2), (late,), date(2026, 5, 1)).last_day == date(2026, 4, 2)


def test_the_clock_stands_while_the_case_is_suspended() -> None:
    suspended = NotCounted(date(2026, 3, 10), None, "suspension")

    assert clock("explanation", date(2026, 3, 2), (suspended,), date(2026, 8, 1)).last_day is None
    assert clock("explanation", date(2026, 3, 2), (suspended,), date(2026, 3, 9)).last_day == date(2026, 4, 2)


def test_a_stretch_does_not_end_before_it_starts() -> None:
    with pytest.raises(NotCountedBackwards):
        NotCounted(date(2026, 3, 2), date(2026, 3, 1), "mediation")


@given(DAYS, st.lists(st.tuples(st.integers(-20, 90), st.integers(0, 60)), max_size=4))
def test_the_offices_clock_never_ends_on_a_free_day_nor_earlier_than_without_breaks(
    start: date, breaks: list[tuple[int, int]]
) -> None:
    stretches = [
        NotCounted(start + timedelta(days=first), start + timedelta(days=first + length), "party_delay")
        for first, length in breaks
    ]

    found = clock("explanation", start, stretches, date(2060, 1, 1))

    assert found.last_day is not None
    assert not blocks_end(found.last_day)
    assert found.term.last_day <= found.last_day


@pytest.mark.parametrize(
    ("started", "version"),
    [(date(2025, 7, 12), KpaVersion.BEFORE_2025), (date(2025, 7, 13), KpaVersion.SINCE_2025)],
)
def test_a_case_keeps_the_wording_of_its_start(started: date, version: KpaVersion) -> None:
    found = wording_of(started)

    assert version_of(started) == found.version == version
    new = version is KpaVersion.SINCE_2025
    assert {found.organisation_delivery, found.mediation_note, found.partial_self_review} == {new}
    assert {found.bound_by_guidelines, found.annex_on_durable_medium, found.discontinue_suspended} == {new}


FA_LAW, FAMILY_LAW = ALIMONY_FUND.law().on(date(2026, 2, 1)), FAMILY_BENEFITS.law().on(date(2026, 2, 1))


def test_the_sectors_calls_give_their_own_days_and_the_code_the_rest() -> None:
    on = date(2026, 2, 1)

    for sector, law in ((FA_CALLS, FA_LAW), (FAMILY_CALLS, FAMILY_LAW)):
        form, documents = (call_term(kind, on, sector, law) for kind in ("form_filled_wrongly", "document_missing"))
        assert (form.least, form.most, documents.least, documents.most) == (14, 14, 14, 30)
        assert (call_term("other_formal", on, sector, law).least, call_term("other_formal", on).most) == (7, None)


def test_before_june_2017_the_code_gave_exactly_seven_days() -> None:
    assert call_term("other_formal", date(2017, 5, 31)).most == 7
    assert call_term("other_formal", date(2017, 6, 1)).most is None


@pytest.mark.parametrize(("days", "allowed"), [(13, False), (14, True), (30, True), (31, False)])
def test_a_call_for_documents_gives_between_14_and_30_days(days: int, allowed: bool) -> None:
    bounds = call_term("document_missing", date(2026, 2, 13), FA_CALLS, FA_LAW)

    if allowed:
        assert call(date(2026, 2, 13), days, bounds).count == days
    else:
        with pytest.raises(OutOfBounds):
            call(date(2026, 2, 13), days, bounds)


def test_missing_merits_evidence_is_no_defect_and_e_mail_or_no_address_gets_no_call() -> None:
    assert answer_to("merits_evidence_missing")[0] == "decide"
    assert answer_to("ordinary_email") == ("leave_unexamined", "art. 63 § 1 k.p.a.")
    assert answer_to("no_address")[0] == "leave_unexamined"
    assert answer_to("document_missing")[0] == "call"


def test_every_value_of_the_procedure_says_where_it_is_printed() -> None:
    for parameter in procedure().parameters.values():
        for value in parameter.values:
            assert value.article.strip()
            assert value.gazette.strip()
            assert parameter.title
