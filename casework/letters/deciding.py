"""The letter of a decision from its stored row: operative part, legal basis, reasons from the assessment's steps, instruction."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.decisions.grants import Grant
from casework.decisions.tables import DecisionRow
from casework.letters.contents import Amount, DecisionLetter, Office, Party, Sheet, Signature
from casework.letters.polish import as_written, day_text, in_genitive
from casework.letters.remedies import instruction

_ARTICLES = re.compile(r"\(([^()]*\bart\.[^()]*)\)\s*\.?$")
_PROCEDURE = "art. 104 i art. 107 ustawy z dnia 14 czerwca 1960 r. – Kodeks postępowania administracyjnego"
_IN_FULL = (
    "Na podstawie art. 107 § 4 k.p.a. odstąpiono od uzasadnienia decyzji, ponieważ uwzględnia ona w całości żądanie strony.",
)

OPERATIVE: dict[str, str] = {
    "grant": "Przyznać świadczenie: {benefit}, za okresy i w kwotach podanych w tabeli.",
    "refuse": "Odmówić przyznania świadczenia: {benefit}.",
    "change": "Zmienić decyzję w sprawie świadczenia: {benefit}.",
    "repeal": "Uchylić decyzję w sprawie świadczenia: {benefit}.",
    "expire": "Stwierdzić wygaśnięcie decyzji w sprawie świadczenia: {benefit}.",
    "suspend": "Wstrzymać wypłatę świadczenia: {benefit}.",
    "resume": "Wznowić wypłatę świadczenia: {benefit}.",
    "discontinue": "Umorzyć postępowanie w sprawie świadczenia: {benefit}.",
    "undue_payment": "Uznać za nienależnie pobrane świadczenie: {benefit}.",
    "return": "Zobowiązać do zwrotu nienależnie pobranego świadczenia: {benefit}.",
    "instalments": "Rozłożyć na raty należność z tytułu świadczenia: {benefit}.",
    "deferral": "Odroczyć termin płatności należności z tytułu świadczenia: {benefit}.",
    "remission": "Umorzyć należność z tytułu świadczenia: {benefit}.",
}
_OTHER = "Rozstrzygnąć sprawę świadczenia: {benefit}."


@dataclass(frozen=True, slots=True)
class Registers:
    """What a decision's letter says that does not stand in its row: the office's, the case's and the payee's registers."""

    office: Office
    signature: Signature
    znak: str
    address: tuple[str, ...]
    applied_on: date | None = None
    payment: str | None = None
    enforceable: str | None = None
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """The names of persons by id and of benefits by code."""

    persons: Mapping[UUID, str]
    benefits: Mapping[str, str]


def decision_letter(decision: DecisionRow, names: Names, registers: Registers, day: date) -> DecisionLetter:
    """The complete decision (art. 107 § 1). day: of its issue; of a draft, the day it is looked at."""
    benefit = names.benefits[decision.benefit]
    grants = [Grant.from_json(stored) for stored in decision.grants]
    in_full = decision.outcome == "granted" and not decision.refusals
    bare = in_full and not decision.justified
    return DecisionLetter(
        sheet=Sheet(
            office=registers.office,
            znak=registers.znak,
            day=day,
            party=Party(names.persons[decision.recipient], registers.address),
            signature=registers.signature,
            recipients=registers.recipients or (names.persons[decision.recipient], "a/a"),
        ),
        basis=_basis(decision, registers.signature),
        opening=_opening(registers, benefit),
        operative=_operative(decision, benefit),
        amounts=tuple(
            Amount(names.benefits[one.benefit], names.persons[one.entitled], one.first, one.last, one.amount)
            for one in grants
        ),
        payment=registers.payment if grants else None,
        enforceable=registers.enforceable,
        factual=() if bare else _factual(decision, registers, benefit),
        legal=_IN_FULL if bare else _legal(decision),
        instruction=instruction(registers.office, day, granted_in_full=in_full, justified=decision.justified),
    )


def _basis(decision: DecisionRow, signature: Signature) -> tuple[str, ...]:
    basis = (_PROCEDURE, in_genitive(decision.legal_basis))
    given = signature.authorisation
    if given is None:
        return basis
    return (*basis, f"upoważnienia nr {given.number} z dnia {day_text(given.day)} ({given.basis})")


def _opening(registers: Registers, benefit: str) -> str:
    if registers.applied_on is None:
        return f"po przeprowadzeniu z urzędu postępowania w sprawie świadczenia: {benefit}"
    return f"po rozpatrzeniu wniosku z dnia {day_text(registers.applied_on)} o świadczenie: {benefit}"


def _operative(decision: DecisionRow, benefit: str) -> tuple[str, ...]:
    said = OPERATIVE.get(decision.kind, _OTHER).format(benefit=benefit)
    if decision.kind != "grant" or not decision.refusals:
        return (said,)
    return (said, *(f"W pozostałym zakresie odmówić: {text}" for text in _grounds(decision.refusals)))


def _factual(decision: DecisionRow, registers: Registers, benefit: str) -> tuple[str, ...]:
    started = (
        f"Postępowanie w sprawie świadczenia: {benefit} wszczęto z urzędu."
        if registers.applied_on is None
        else f"Dnia {day_text(registers.applied_on)} złożono wniosek o świadczenie: {benefit}."
    )
    return (started, f"Prawo oceniono na dzień {day_text(decision.on_day)}", *map(as_written, decision.steps))


def _legal(decision: DecisionRow) -> tuple[str, ...]:
    articles: dict[str, None] = {}
    for step in decision.steps:
        found = _ARTICLES.search(step)
        if found is not None:
            articles.setdefault(found[1])
    applied = (f"W sprawie zastosowano: {'; '.join(articles)}",) if articles else ()
    return (
        f"Podstawą rozstrzygnięcia jest {in_genitive(decision.legal_basis)}.",
        *applied,
        *_grounds(decision.refusals),
        "Wobec ustalonych okoliczności i przytoczonych przepisów orzeczono jak na wstępie.",
    )


def _grounds(refusals: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for refusal in refusals:
        found.setdefault(f"{as_written(refusal['text'])} ({refusal['article']})")
    return tuple(found)
