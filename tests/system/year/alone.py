"""Somebody who keeps house alone and cannot work: zasiłek stały with its health contribution from March to December 2025."""

from datetime import date
from typing import Any

from tests.system.year import deciding
from tests.system.year.book import Book, Paid
from tests.system.year.checking import Ledger, Line, enter_plan, month_ends
from tests.system.year.desk import ACCOUNTANT, AUDITOR, CHIEF_ACCOUNTANT, CLERK, HEAD, Desk
from tests.system.year.family import register
from tests.system.year.paying import pay

ALLOWANCE, CONTRIBUTION = "zasilek_staly", "skladka_zdrowotna_zasilek_staly"
BENEFITS = (ALLOWANCE, CONTRIBUTION)
_STAYS = {"task_kind": "wlasne", "source": "dotacja_wlasne_2030"}
LEDGER = Ledger(
    "2025-03",
    {
        ALLOWANCE: Line("852", "85216", "3110", "zasilki_stale", **_STAYS),
        CONTRIBUTION: Line("852", "85213", "4130", "skladki_zdrowotne_zasilki_stale", **_STAYS),
    },
    {2025: {"3110": "12600.00", "4130": "1200.00"}, 2026: {"3110": "13000.00", "4130": "1200.00"}},
)
FIRST, CHANGED = {ALLOWANCE: 122900, CONTRIBUTION: 11061}, {ALLOWANCE: 112900, CONTRIBUTION: 10161}


class Alone:
    """One registered person under the reference of the facts, without a household."""

    household = None

    def __init__(self, desk: Desk) -> None:
        self.person = register(desk, date(1971, 5, 5), "F", "Halina", "Samotna")
        self.persons = {"wnioskodawca": self.person}

    def __getitem__(self, name: str) -> str:
        return self.person


class Year:
    """The desk, the book and what came to be."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.book = Book(uncounted=frozenset({CONTRIBUTION}))
        self.decisions: dict[str, str] = {}
        self.application = ""

    def pays(self, month: str, drawn_on: str, paid_on: str, **more: Any) -> dict[str, list[Paid]]:
        """The month's list, by benefit."""
        found = pay(self.desk, "", self.book, month, drawn_on, paid_on, **more)
        return {benefit: [one for one in found if one.benefit == benefit] for benefit in BENEFITS}

    def month_ends(self, day: str) -> None:
        """The month is closed and compared."""
        month_ends(self.desk, self.book, day, LEDGER)


def facts(income: str) -> dict[str, Any]:
    """Her income a month; the certificate of total incapacity ends with the year."""
    return {
        "application": {"received_on": "2025-03-03"},
        "household": {"kind": "single", "members": [{"id": "wnioskodawca", "born_on": "1971-05-05"}]},
        "income": {"items": [{"member": "wnioskodawca", "kind": "emerytura_lub_renta", "amount": income}]},
        "incapacity": {"person": "wnioskodawca", "basis": "total", "certificate_valid_to": "2025-12-31"},
    }


def the_office_is_set_up(year: Year) -> None:
    """File plan, posts, authorisations, the plan; nobody sets a circuit, so lists go through the full one."""
    desk = year.desk
    desk.on("2025-02-24")
    classes = [
        {"symbol": "8121", "title": "Zasiłki stałe", "category": "B10", "valid_from": "2025-01-01", "benefits": list(BENEFITS)}
    ]  # fmt: skip
    desk.ask(HEAD, "PUT", "file-plan", body={"unit": "GOPS", "classes": classes}, version=0)
    for subject, name, post in (
        (HEAD, "Danuta Przykładowska", "Kierownik Gminnego Ośrodka Pomocy Społecznej"),
        (CLERK, "Anna Wzorcowa", "Specjalista pracy socjalnej"),
    ):
        desk.post(HEAD, "staff", {"subject": subject, "name": name, "post": post, "since": "2025-01-01"})
    written = {"given_on": "2025-01-02", "since": "2025-01-02"}
    desk.post(
        CLERK,
        "authorisations",
        {"subject": HEAD, "number": "0052.1.2025", "basis": "art. 110 ust. 7 u.p.s.", **written},
    )
    entrusted = {"number": "0052.2.2025", "basis": "art. 54 ust. 1 u.f.p.", "kinds": ["preliminary_control"], **written}
    desk.post(CLERK, "authorisations", {"subject": CHIEF_ACCOUNTANT, **entrusted})
    desk.ask(HEAD, "PUT", "office", body=deciding.OFFICE, version=0)
    enter_plan(desk, LEDGER)
    assert desk.get(AUDITOR, "payment-circuits")["items"] == []
    year.month_ends("2025-02-28")


def an_application_without_the_certificate_is_completed(year: Year) -> Alone:
    """On paper, in person; called on, completed in the term."""
    desk = year.desk
    desk.on("2025-03-03")
    alone = Alone(desk)
    desk.post(CLERK, f"persons/{alone.person}/addresses", deciding.ADDRESS)
    body = {
        "form": "paper", "way": "in_person", "received_on": "2025-03-03", "applicant": alone.person, "benefits": list(BENEFITS),
    }  # fmt: skip
    year.application = f"applications/{desk.post(CLERK, 'applications', body)['id']}"
    desk.on("2025-03-05")
    missing = "Dołączyć orzeczenie o całkowitej niezdolności do pracy."
    desk.step(CLERK, year.application, "calls", {"defects": [{"defect": "document_missing", "what": missing}]})
    desk.on("2025-03-07")
    desk.step(CLERK, year.application, "calls/1/deliver", {"on": "2025-03-07"})
    desk.on("2025-03-12")
    assert desk.step(CLERK, year.application, "calls/1/supply", {"received_on": "2025-03-12"})["state"] == "completed"
    return alone


def both_are_granted(year: Year, alone: Alone) -> None:
    """From March; handed over at the counter, the appeal waived. The contribution goes to ZUS."""
    desk = year.desk
    desk.on("2025-03-18")
    for benefit in BENEFITS:
        decision = deciding.prepared(desk, alone, benefit, facts("84.00"), "2025-03-18", single=True)
        desk.step(CLERK, year.application, "decisions", {"decision": decision})
        _signed(desk, decision)
        year.decisions[benefit] = decision
    assert {one["outcome"] for one in desk.get(CLERK, year.application)["matters"]} == {"granted"}
    stated = {"since": "2025-03-18", "basis": "wniosek z 2025-03-03"}
    account = {"way": "account", "account": "61 1090 1014 0000 0712 1981 2874"}
    desk.post(CLERK, "payment-ways", {"person": alone.person, **account, **stated})
    (award,) = desk.get(CLERK, f"decisions/{year.decisions[CONTRIBUTION]}")["awards"]
    third = {"way": "third_party", "payee": "Zakład Ubezpieczeń Społecznych"}
    desk.post(CLERK, "payment-ways", {"award": award, **third, **stated})


def months_are_paid_and_one_comes_back(year: Year, alone: Alone) -> None:
    """March to May: April's allowance comes back from the bank and goes out with May's list in cash."""
    desk = year.desk
    assert _sums(year.pays("2025-03", "2025-03-20", "2025-03-27")) == FIRST
    year.month_ends("2025-03-31")
    (april,) = year.pays("2025-04", "2025-04-03", "2025-04-10")[ALLOWANCE]
    desk.on("2025-04-22")
    back = {"booked_on": "2025-04-22", "document": "WB 78/2025", "reason": "account_closed"}
    desk.step(ACCOUNTANT, f"payments/{april.id}", "return", back)
    year.book.give_back(april, "2025-04-22")
    cash = {"person": alone.person, "way": "cash", "since": "2025-04-23", "basis": "oświadczenie z 2025-04-23"}
    desk.on("2025-04-23")
    desk.post(CLERK, "payment-ways", cash)
    year.month_ends("2025-04-30")
    may = year.pays("2025-05", "2025-05-05", "2025-05-12", arrears_from="2025-04")
    assert _sums(may) == FIRST | {ALLOWANCE: 2 * FIRST[ALLOWANCE]}
    year.month_ends("2025-05-31")


def a_payment_was_an_error(year: Year) -> None:
    """June's allowance went to somebody else's account: the accountant proposes the storno, the head confirms it, July's list pays anew."""
    desk = year.desk
    (wrong,) = year.pays("2025-06", "2025-06-03", "2025-06-10")[ALLOWANCE]
    desk.on("2025-06-17")
    path = f"payments/{wrong.id}"
    desk.step(ACCOUNTANT, path, "storno", {"reason": "wrong_recipient", "document": "PK 6/2025"})
    version = desk.get(AUDITOR, path)["version"]
    assert desk.refused(ACCOUNTANT, f"{path}/storno/confirm", {}, version=version)["code"] == "same_proposer"
    assert desk.step(HEAD, path, "storno/confirm")["state"] == "voided"
    year.book.void(wrong)
    year.month_ends("2025-06-30")
    july = year.pays("2025-07", "2025-07-03", "2025-07-10", arrears_from="2025-06")
    assert _sums(july) == FIRST | {ALLOWANCE: 2 * FIRST[ALLOWANCE]}
    year.month_ends("2025-07-31")


def income_grows(year: Year, alone: Alone) -> None:
    """A hundred złotych a month more from August: both rights are lowered by acts that refer to the first decisions."""
    desk = year.desk
    desk.on("2025-08-01")
    # Art. 106 ust. 5 is of the act on social assistance; the contribution rests on another one, which has no ground of its own.
    grounds: dict[str, dict[str, Any]] = {
        ALLOWANCE: {"ground": "ups_106_5_situation"},
        CONTRIBUTION: {"ground": "kpa_155", "consents": [{"person": alone.person, "given_on": "2025-08-01"}]},
    }
    for benefit in BENEFITS:
        act = {"kind": "change", "refers_to": year.decisions[benefit], "effective_from": "2025-08", **grounds[benefit]}
        decision = deciding.prepared(desk, alone, benefit, facts("184.00"), "2025-08-01", act=act, single=True)
        effect = desk.get(HEAD, f"decisions/{decision}/effect")
        assert (effect["arrears"], effect["undue"]) == ("0.00", "0.00")
        _signed(desk, decision)
    for month in range(8, 13):
        assert _sums(year.pays(f"2025-{month:02d}", f"2025-{month:02d}-04", f"2025-{month:02d}-11")) == CHANGED
        year.month_ends(f"2025-{month:02d}-{'30' if month in (9, 11) else '31'}")


def everything_is_closed(year: Year) -> None:
    """The rights ended with the certificate; January's list has nothing to pay, and the case is closed."""
    desk = year.desk
    desk.on("2026-01-08")
    assert desk.refused(ACCOUNTANT, "payment-lists", {"month": "2026-01"})["code"] == "nothing_due"
    for case in sorted({one["case"] for one in desk.get(CLERK, year.application)["matters"]}):
        assert desk.step(CLERK, f"cases/{case}", "close")["state"] == "closed"
    decisions = desk.get(AUDITOR, "decisions", limit=100)["items"]
    assert {one["state"] for one in decisions} == {"final"}
    year.month_ends("2026-01-31")


def _signed(desk: Desk, decision: str) -> None:
    deciding.issued(desk, decision)
    for letter in deciding.letters_of(desk, decision):
        assert desk.read(CLERK, f"letters/{letter}", "application/pdf").startswith(b"%PDF")
    deciding.handed_over(desk, decision)
    deciding.waived(desk, decision)


def _sums(paid: dict[str, list[Paid]]) -> dict[str, int]:
    return {benefit: sum(one.amount for one in payments) for benefit, payments in paid.items()}
