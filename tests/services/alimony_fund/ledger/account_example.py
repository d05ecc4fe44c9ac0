"""A debtor's account whose every figure can be derived by hand: `python -m tests.services.alimony_fund.ledger.account_example`
writes docs/examples/rachunek-dluznika.md from the rules.

Ten payouts, three receipts, two changes of the rate; the debtor is nobody.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from casework.letters.polish import day_text
from casework.overpayments.interest import Stretch
from kit.law.reports import value_text
from kit.money import figure_text, grosze
from services.alimony_fund.ledger.books import Books
from services.alimony_fund.ledger.entries import Act, Claim, Document
from services.alimony_fund.ledger.standing import Owed, Standing
from services.alimony_fund.ledger.transfers import due_of
from tests.conftest import PROJECT
from tests.services.alimony_fund.ledger.debts import CHILD, TERMS, named, taken_off

PAGE = PROJECT / "docs" / "examples" / "rachunek-dluznika.md"
COMMAND = "python -m tests.services.alimony_fund.ledger.account_example"
PAYOUTS = tuple(
    Claim(named(f"wyplata-{number}"), "fund", day, grosze(amount), CHILD)
    for number, (day, amount) in enumerate(
        (
            (date(2025, 11, 14), "500.00"),
            (date(2025, 12, 15), "500.00"),
            (date(2026, 1, 15), "500.00"),
            (date(2026, 2, 13), "500.00"),
            (date(2026, 3, 13), "500.00"),
            (date(2026, 4, 15), "600.00"),
            (date(2026, 5, 15), "600.00"),
            (date(2026, 6, 15), "600.00"),
            (date(2026, 7, 15), "600.00"),
            (date(2026, 8, 14), "600.00"),
        )
    )
)
RECEIPTS = (
    Act(named("wplata-1"), "receipt", date(2026, 2, 20), grosze("300.00")),
    Act(named("wplata-2"), "receipt", date(2026, 5, 20), grosze("45.00")),
    Act(named("wplata-3"), "receipt", date(2026, 9, 10), grosze("2500.00")),
)
LAST_DAY = date(2026, 10, 1)


def books_before(receipt: int) -> Books:
    """The books on the day of a receipt, without it."""
    books = Books()
    day = RECEIPTS[receipt].day if receipt < len(RECEIPTS) else LAST_DAY
    course: list[Claim | Act] = [*PAYOUTS, *RECEIPTS[:receipt]]
    for one in sorted(course, key=lambda each: each.place):
        if one.day <= day:
            books = books.with_claim(one, TERMS) if isinstance(one, Claim) else books.with_act(one, TERMS)
    return books


def page() -> str:
    """The page."""
    lines = [*_head(), *_law()]
    for number, act in enumerate(RECEIPTS):
        lines += _receipt(number, act)
    return "\n".join((*lines, *_end(), ""))


def _head() -> Iterator[str]:
    yield "# Rachunek dłużnika alimentacyjnego"
    yield ""
    yield f"Dziesięć wypłat, trzy wpłaty, dwie zmiany stopy odsetek. Written by `{COMMAND}`; do not edit by hand."
    yield ""
    yield "## Wypłaty"
    yield ""
    yield "| Nr | Dzień wypłaty | Kwota (zł) | Odsetki od dnia |"
    yield "|---|---|---|---|"
    for number, one in enumerate(PAYOUTS, 1):
        yield f"| {number} | {day_text(one.day)} | {_zl(one.amount)} | {day_text(TERMS.bears_from(one.day))} |"
    yield ""


def _law() -> Iterator[str]:
    yield "## Zasady"
    yield ""
    yield "- Każda wypłata jest osobną należnością z odsetkami od następnego dnia do dnia spłaty włącznie (art. 27 ust. 1-1a u.p.o.u.a.)."
    yield "- Odsetki = kwota × suma (dni × stopa w procentach) ÷ 36 500; zaokrągla się raz, do grosza, przy każdym rozliczeniu."
    yield "- Wpłata pokrywa najpierw wszystkie odsetki, potem należność główną od najstarszej (art. 27 ust. 11; art. 1026 § 2 k.p.c.)."
    yield "- Odsetki rozliczone a niezapłacone zostają kwotą stałą i same odsetek nie dają."
    yield "- 40 % spłaconej należności głównej należy do gminy, reszta i całość odsetek do budżetu państwa (art. 27 ust. 4)."
    yield ""
    yield "| Stopa | Od | Do |"
    yield "|---|---|---|"
    parameter = TERMS.law.parameters["odsetki_ustawowe_za_opoznienie"]
    for stretch in TERMS.rates().stretches(PAYOUTS[0].day, LAST_DAY):
        value = parameter.on(stretch.first)
        until = "" if value.valid_to is None else day_text(value.valid_to)
        yield f"| {value_text(parameter.kind, value)} | {day_text(value.valid_from)} | {until} |"
    yield ""


def _receipt(number: int, act: Act) -> Iterator[str]:
    before = books_before(number)
    owed = before.standing(TERMS, act.day)
    after = before.with_act(act, TERMS)
    document = after.documents[-1]
    yield f"## Wpłata {number + 1}: {_zl(act.amount)} zł dnia {day_text(act.day)}"
    yield ""
    yield from _interest(owed, number)
    interest, principal = taken_off(document, "interest"), taken_off(document, "principal")
    yield f"Odsetki należne razem {_zl(owed.interest)} zł. Na odsetki {_zl(interest)} zł, na należność główną {_zl(principal)} zł."
    yield ""
    yield from _left(after.standing(TERMS, act.day))
    yield from _shared(document, principal, interest, act.day)


def _interest(owed: Standing, receipts: int) -> Iterator[str]:
    since = RECEIPTS[receipts - 1].day if receipts else None
    yield "| Nr | Kwota (zł) | Dni × stopa | Odsetki od ostatniego rozliczenia (zł) | Niezapłacone z poprzednich (zł) |"
    yield "|---|---|---|---|---|"
    for one in owed.claims:
        if not one.principal and not one.booked:
            continue
        first = TERMS.bears_from(one.claim.day)
        if since is not None and since >= one.claim.day:
            first = max(first, since + timedelta(days=1))
        days = " + ".join(_days(stretch) for stretch in TERMS.rates().stretches(first, owed.on)) or "0"
        yield f"| {_number(one)} | {_zl(one.principal)} | {days} | {_zl(one.running)} | {_zl(one.booked)} |"
    yield ""


def _left(after: Standing) -> Iterator[str]:
    left = [one for one in after.claims if one.total]
    paid = [_number(one) for one in after.claims if not one.total]
    if paid:
        yield f"Spłacone w całości: {', '.join(paid)}."
        yield ""
    yield (
        "Zostaje: "
        + "; ".join(f"nr {_number(one)}: {_zl(one.principal)} zł i {_zl(one.interest)} zł odsetek" for one in left)
        + "."
    )
    yield ""
    yield f"Razem {_zl(after.principal)} zł należności głównej i {_zl(after.interest)} zł odsetek."
    yield ""


def _shared(document: Document, principal: int, interest: int, on: date) -> Iterator[str]:
    shares = document.split
    _, due = due_of(TERMS, on)
    yield f"Gmina (§ 2360): 40 % z {_zl(principal)} zł = {_zl(shares.creditor)} zł."
    yield f"Budżet państwa: {_zl(principal)} − {_zl(shares.creditor)} = {_zl(shares.state_principal)} zł (§ 0980)"
    yield f"i {_zl(interest)} zł odsetek (§ 0920), razem {_zl(shares.state)} zł, do przekazania do {day_text(due)} (art. 255 u.f.p.)."
    yield ""


def _end() -> Iterator[str]:
    owed = books_before(len(RECEIPTS)).standing(TERMS, LAST_DAY)
    yield f"## Stan na {day_text(LAST_DAY)}"
    yield ""
    yield from _interest(owed, len(RECEIPTS))
    yield f"Należność główna {_zl(owed.principal)} zł, odsetki {_zl(owed.interest)} zł, razem {_zl(owed.total)} zł."
    yield ""
    paid_out, received = sum(one.amount for one in PAYOUTS), sum(one.amount for one in RECEIPTS)
    repaid = [taken_off(one, "principal") for one in books_before(len(RECEIPTS)).documents if one.kind == "receipt"]
    yield (
        f"Próba: wypłaty {_zl(paid_out)} zł − spłacona należność główna {_zl(sum(repaid))} zł = {_zl(owed.principal)} zł;"
        f" wpłaty {_zl(received)} zł = {_zl(sum(repaid))} zł należności głównej + {_zl(received - sum(repaid))} zł odsetek."
    )


def _number(one: Owed) -> str:
    return str([claim.id for claim in PAYOUTS].index(one.claim.id) + 1)


def _days(stretch: Stretch) -> str:
    parameter = TERMS.law.parameters["odsetki_ustawowe_za_opoznienie"]
    rate = value_text(parameter.kind, parameter.on(stretch.first)).removesuffix(" %")
    return f"{stretch.days} × {rate.replace('.', ',')}"


def _zl(amount: int) -> str:
    return figure_text(amount).replace("\u00a0", " ")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
