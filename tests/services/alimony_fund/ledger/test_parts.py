"""What documents mean for the budget: the parts told of them add up to the books, and the gmina's share is that of the law of the day."""

from datetime import date

from casework.facts.money import DEBT_ASSESSED, DEBT_RECEIVED, DEBT_RETAINED, DEBT_WRITTEN_OFF
from kit.money import zloty
from services.alimony_fund.ledger.books import Books
from services.alimony_fund.ledger.entries import Act, Claim
from services.alimony_fund.ledger.parts import PRINCIPAL, parts_of
from services.alimony_fund.ledger.standing import in_force
from tests.services.alimony_fund.ledger.account_example import PAYOUTS, RECEIPTS
from tests.services.alimony_fund.ledger.debts import CHILD, TERMS, a_claim, a_receipt, named

Told = list[tuple[str, str, str]]


def told(books: Books) -> Told:
    """What is told of the last document."""
    acts = {one.id: one for one in books.acts}
    document = books.documents[-1]
    return [(one.type, one.benefit, zloty(one.amount)) for one in parts_of(document, acts.get(document.of), TERMS)]


def test_the_gmina_has_its_share_of_principal_and_nothing_of_interest() -> None:
    books = Books().with_claim(a_claim("owed", date(2017, 3, 15), "92375.63"), TERMS)

    assert told(books) == [(DEBT_ASSESSED, "zwrot_dluznika_naleznosc_glowna", "92375.63")]

    repaid = books.with_act(a_receipt("naglowice", date(2022, 12, 15), "123801.32"), TERMS)

    # Nagłowice 2022: 40 % of 85 293.08; of the whole sum it would be 49 520.53.
    assert told(repaid) == [
        (DEBT_ASSESSED, "zwrot_dluznika_odsetki", "38508.24"),
        (DEBT_RECEIVED, "zwrot_dluznika_naleznosc_glowna", "85293.08"),
        (DEBT_RECEIVED, "zwrot_dluznika_odsetki", "38508.24"),
        (DEBT_RETAINED, "udzial_gminy_w_zwrotach_fa", "34117.23"),
    ]


def test_both_classes_of_one_receipt_have_their_own_shares() -> None:
    old = Claim(named("old"), "advance", date(2007, 3, 1), 10500, CHILD)
    books = Books().with_claim(old, TERMS).with_claim(a_claim("new", date(2026, 3, 10), "100.00"), TERMS)

    repaid = books.with_act(a_receipt("both", date(2026, 3, 10), "205.01"), TERMS)

    # What lies over both is nobody's, and nothing is told of it.
    assert told(repaid) == [
        (DEBT_RECEIVED, "zwrot_dluznika_naleznosc_glowna", "100.00"),
        (DEBT_RETAINED, "udzial_gminy_w_zwrotach_fa", "40.00"),
        (DEBT_RECEIVED, "zwrot_dluznika_zaliczka", "105.00"),
        (DEBT_RETAINED, "udzial_gminy_w_zwrotach_zaliczki", "52.50"),
    ]
    assert sum(
        one.amount for one in parts_of(repaid.documents[-1], repaid.acts[-1], TERMS) if one.type == DEBT_RETAINED
    ) == (repaid.documents[-1].split.creditor)


def test_the_share_changes_with_the_law_on_18_september_2015() -> None:
    books = Books().with_claim(a_claim("owed", date(2015, 9, 16), "1000.00"), TERMS)

    before = told(books.with_act(Act(named("last"), "receipt", date(2015, 9, 16), 10000), TERMS))
    same = told(books.with_act(Act(named("same"), "receipt", date(2015, 9, 16), 10000, same_gmina=True), TERMS))
    after = told(books.with_act(a_receipt("first", date(2015, 9, 18), "100.44"), TERMS))

    assert before[-1] == (DEBT_RETAINED, "udzial_gminy_w_zwrotach_fa", "20.00")
    assert same[-1] == (DEBT_RETAINED, "udzial_gminy_w_zwrotach_fa", "40.00")
    assert after[-2:] == [
        (DEBT_RECEIVED, "zwrot_dluznika_odsetki", "0.44"), (DEBT_RETAINED, "udzial_gminy_w_zwrotach_fa", "40.00"),
    ]  # fmt: skip


def test_what_expires_is_told_as_written_off_and_a_surplus_that_goes_back_is_not_told() -> None:
    books = Books().with_claim(a_claim("owed", date(2026, 3, 10), "1000.00"), TERMS)
    gone = books.with_act(Act(named("death"), "write_off", date(2026, 3, 11)), TERMS)
    over = gone.with_act(a_receipt("late", date(2026, 3, 12), "5.00"), TERMS)
    back = over.with_act(Act(named("back"), "give_back", date(2026, 3, 13), 500), TERMS)

    assert told(gone) == [
        (DEBT_ASSESSED, "zwrot_dluznika_odsetki", "0.25"),
        (DEBT_WRITTEN_OFF, "zwrot_dluznika_naleznosc_glowna", "1000.00"),
        (DEBT_WRITTEN_OFF, "zwrot_dluznika_odsetki", "0.25"),
    ]
    assert (told(over), told(back)) == ([], [])


def test_assessed_less_received_and_written_off_is_what_the_books_say() -> None:
    books = Books()
    for claim in PAYOUTS:
        books = books.with_claim(claim, TERMS)
    for act in RECEIPTS:
        books = books.with_act(act, TERMS)
    books = books.with_act(Act(named("part"), "write_off", date(2026, 9, 12), principal=10000, interest=0), TERMS)
    acts = {one.id: one for one in books.acts}

    parts = [one for document in in_force(books.documents) for one in parts_of(document, acts.get(document.of), TERMS)]

    signs = {DEBT_ASSESSED: 1, DEBT_RECEIVED: -1, DEBT_WRITTEN_OFF: -1, DEBT_RETAINED: 0}
    left = {PRINCIPAL["fund"]: 0, "zwrot_dluznika_odsetki": 0}
    for one in parts:
        if signs[one.type]:
            left[one.benefit] += signs[one.type] * one.amount
    now = books.standing(TERMS, date(2026, 9, 12))
    assert (left[PRINCIPAL["fund"]], left["zwrot_dluznika_odsetki"]) == (now.principal, now.interest)
    assert now.principal == 276008
