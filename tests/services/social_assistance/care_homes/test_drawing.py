"""A month of a stay drawn up from what is known: who pays as of that month, what is missing, nobody named."""

from dataclasses import replace
from datetime import date
from random import Random
from uuid import UUID

from kit.periods import month_of
from services.social_assistance.care_homes.drawing import Known, Payer, draw, in_force, months_to_draw
from services.social_assistance.care_homes.month import Absence, Announced
from services.social_assistance.care_homes.store import named_first
from services.social_assistance.care_homes.tables import PayerRow
from services.social_assistance.catalogue import CATALOGUE

LAW = CATALOGUE.law()
ANNA, SON, DAUGHTER, FRIEND = (UUID(int=number) for number in range(1, 5))
APRIL, JUNE = month_of(date(2025, 4, 1)), month_of(date(2025, 6, 1))
OWN = Payer(1, ANNA, "resident", "own", APRIL, income=240_000)
KNOWN = Known(
    date(2025, 4, 10), None, date(1940, 1, 1), [Announced(650_000, date(2025, 3, 3))],
    [OWN, Payer(2, DAUGHTER, "descendant", "contract", APRIL, persons=3, income=900_000)], [],
)  # fmt: skip


def test_a_month_is_divided_over_the_persons_who_pay_and_nobody_is_named_in_its_trace() -> None:
    found = draw(KNOWN, JUNE, LAW)

    assert found is not None
    assert (found.month.cost, found.month.resident, found.month.gmina) == (650_000, 168_000, 428_900)
    assert found.payers == ((DAUGHTER, "descendant", 53_100),)
    assert any("zstępny 1" in one for one in found.trace)
    assert str(DAUGHTER) not in " ".join(found.trace)


def test_the_first_month_is_paid_from_the_day_of_admission() -> None:
    found = draw(KNOWN, APRIL, LAW)

    assert found is not None
    assert (found.month.days, found.month.cost, found.month.resident) == (21, 455_000, 117_600)


def test_nothing_is_drawn_up_without_a_day_of_stay_a_cost_or_what_the_resident_pays() -> None:
    assert draw(KNOWN, APRIL - 1, LAW) is None
    assert draw(replace(KNOWN, left_on=date(2025, 5, 31)), JUNE, LAW) is None
    assert draw(replace(KNOWN, announced=[Announced(650_000, date(2025, 6, 1))]), JUNE, LAW) is None
    assert draw(replace(KNOWN, payers=KNOWN.payers[1:]), JUNE, LAW) is None
    assert draw(replace(KNOWN, left_on=date(2025, 6, 1)), JUNE, LAW) is not None


def test_the_latest_month_that_was_stated_holds_and_of_one_month_what_was_said_last() -> None:
    later = replace(OWN, number=3, since=JUNE, income=250_000)
    mended = replace(OWN, number=4, since=JUNE, income=260_000)
    late = replace(OWN, number=5, since=APRIL, income=200_000)
    ended = Payer(6, SON, "descendant", "ended", JUNE)
    son = Payer(2, SON, "descendant", "contract", APRIL, agreed=10_000)

    assert in_force([OWN, later, mended, late], JUNE) == (mended,)
    assert in_force([OWN, later, mended, late], JUNE - 1) == (late,)
    assert in_force([son, ended], JUNE) == ()
    assert in_force([son, ended], JUNE - 1) == (son,)
    assert in_force([son], APRIL - 1) == ()


def test_others_who_pay_of_their_own_will_share_what_is_left_for_them() -> None:
    others = [
        Payer(3, FRIEND, "other", "voluntary", APRIL, agreed=400_000),
        Payer(4, SON, "other", "voluntary", APRIL, agreed=200_000),
    ]
    found = draw(replace(KNOWN, payers=[OWN, *others]), JUNE, LAW)

    assert found is not None
    assert found.payers == ((FRIEND, "other", 321_333), (SON, "other", 160_667))
    assert found.month.gmina == 0


def test_days_with_a_payer_are_free_for_him_and_for_the_resident() -> None:
    away = [Absence(date(2025, 6, 1), date(2025, 6, 15), str(DAUGHTER))]
    found = draw(replace(KNOWN, absences=away), JUNE, LAW)

    assert found is not None
    assert (found.free_days, found.month.resident) == (15, 84_000)
    assert found.payers == ((DAUGHTER, "descendant", 26_550),)
    assert found.month.gmina == 650_000 - 84_000 - 26_550


def test_a_minor_has_days_at_home_until_the_month_after_his_birthday() -> None:
    at_home = [Absence(date(2025, 6, 1), date(2025, 6, 30), at_family=True)]
    child = replace(KNOWN, absences=at_home, born_on=date(2007, 6, 2))
    grown = replace(child, born_on=date(2007, 6, 1))

    assert [one.free_days for one in (draw(child, JUNE, LAW), draw(grown, JUNE, LAW)) if one] == [30, 21]


def test_relatives_of_whom_nothing_is_known_are_counted() -> None:
    found = draw(replace(KNOWN, payers=[OWN, Payer(2, SON, "descendant", "contract", APRIL)]), JUNE, LAW)

    assert found is not None
    assert (found.unknown, found.payers) == (1, ((SON, "descendant", 0),))


def test_months_of_a_stay_end_with_the_month_of_leaving() -> None:
    assert list(months_to_draw(date(2025, 4, 10), None, JUNE)) == [APRIL, APRIL + 1, JUNE]
    assert list(months_to_draw(date(2025, 4, 10), date(2025, 4, 30), JUNE)) == [APRIL]
    assert list(months_to_draw(date(2025, 7, 1), None, JUNE)) == []


def test_whatever_is_known_a_month_that_is_drawn_up_sums_to_its_cost() -> None:
    chance = Random(61)
    bases = ("contract", "decision", "refused_both", "exempt", "ended")
    for _ in range(200):
        payers = [OWN] + [
            Payer(number, UUID(int=chance.randrange(2, 6)), chance.choice(("spouse", "descendant", "ascendant")), chance.choice(bases),
                  APRIL + chance.randrange(4), chance.randrange(1, 5), chance.choice((None, chance.randrange(900_000))))
            for number in range(2, 2 + chance.randrange(6))
        ] + [Payer(20, FRIEND, "other", "voluntary", APRIL, agreed=chance.randrange(300_000))]  # fmt: skip
        day = date(2025, 6, chance.randrange(1, 30))
        known = replace(
            KNOWN, payers=payers, left_on=day, absences=[Absence(date(2025, 5, chance.randrange(1, 31)), day)]
        )
        for month in (APRIL, APRIL + 1, JUNE):
            found = draw(known, month, LAW)
            assert found is not None
            assert found.month.resident + sum(part for *_, part in found.payers) + found.month.gmina == found.month.cost


def test_entries_of_one_person_have_the_name_that_came_first_in_the_stay() -> None:
    rows = [
        PayerRow(
            gmina="990101", stay=ANNA, number=number, person=person, kin="other", basis="voluntary", since=date(2025, 4, 1), noted_by="ula"
        )
        for number, person in enumerate((ANNA, DAUGHTER, SON, FRIEND), 1)
    ]  # fmt: skip
    stands = {ANNA: ANNA, DAUGHTER: FRIEND, SON: SON, FRIEND: FRIEND}

    assert named_first(rows, stands) == {ANNA: ANNA, DAUGHTER: DAUGHTER, SON: SON, FRIEND: DAUGHTER}
    assert named_first(rows[:1], stands) == {ANNA: ANNA}
