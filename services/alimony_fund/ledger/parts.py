"""What a document of the books means for the budget: what came to be owed, was repaid, is the gmina's, or is owed no more. Pure.

The whole of what is repaid is revenue of the State, collected with a commissioned task (Rb-27ZZ); the gmina's share is told beside it
and not instead of it (u.p.o.u.a. art. 27 ust. 4). Interest is owed once it is booked, with the settlement that divides it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from casework.facts.money import DEBT_ASSESSED, DEBT_PASSED_ON, DEBT_RECEIVED, DEBT_RETAINED, DEBT_WRITTEN_OFF, Measure
from services.alimony_fund.ledger.entries import Account, Act, Document
from services.alimony_fund.ledger.sharing import split
from services.alimony_fund.ledger.terms import Klass, Terms

PRINCIPAL: Mapping[Klass, str] = {"fund": "zwrot_dluznika_naleznosc_glowna", "advance": "zwrot_dluznika_zaliczka"}
INTEREST = "zwrot_dluznika_odsetki"
SHARE: Mapping[Klass, str] = {"fund": "udzial_gminy_w_zwrotach_fa", "advance": "udzial_gminy_w_zwrotach_zaliczki"}
_MEASURES: Mapping[str, Measure] = {
    DEBT_ASSESSED: "assessed",
    DEBT_RECEIVED: "received",
    DEBT_RETAINED: "retained",
    DEBT_PASSED_ON: "passed_on",
    DEBT_WRITTEN_OFF: "written_off",
}


@dataclass(frozen=True, slots=True)
class Part:
    """Grosze of a document that are told together: the event type, and the benefit on whose budget lines they stand."""

    type: str
    benefit: str
    amount: int

    @property
    def measure(self) -> Measure:
        return _MEASURES[self.type]


def parts_of(document: Document, act: Act | None, terms: Terms) -> tuple[Part, ...]:
    """The parts of a document that takes nothing back; nothing is told of no money, nor of what lies over the debt.

    act: what it books, none of a claim.
    """
    found: list[Part] = []
    for klass in ("fund", "advance"):
        of: Klass = "fund" if klass == "fund" else "advance"
        found.append(Part(DEBT_ASSESSED, PRINCIPAL[of], -_sum(document, of, "paid_out")))
        found.append(Part(DEBT_ASSESSED, INTEREST, -_sum(document, of, "accrued")))
        principal, interest = _taken(document, of, "principal"), _taken(document, of, "interest")
        if act is None or act.kind not in ("receipt", "write_off"):
            continue
        if act.kind == "write_off":
            found += [
                Part(DEBT_WRITTEN_OFF, PRINCIPAL[of], principal),
                Part(DEBT_WRITTEN_OFF, INTEREST, interest),
            ]
            continue
        # Each class by its own law: the document keeps only what both come to.
        shares = split(terms, of, principal, interest, act.day, same_gmina=act.same_gmina)
        found += [
            Part(DEBT_RECEIVED, PRINCIPAL[of], principal),
            Part(DEBT_RECEIVED, INTEREST, interest),
            Part(DEBT_RETAINED, SHARE[of], shares.creditor),
        ]
    return tuple(one for one in found if one.amount)


def _sum(document: Document, klass: Klass, account: Account) -> int:
    return sum(one.amount for one in document.entries if one.klass == klass and one.account == account)


def _taken(document: Document, klass: Klass, account: Account) -> int:
    return -sum(
        one.amount for one in document.entries if one.klass == klass and one.account == account and one.amount < 0
    )
