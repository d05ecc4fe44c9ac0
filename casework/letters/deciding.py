"""The letter of a decision from its stored row and the registers: operative part, legal basis, reasons from the trace, instruction.

Any kind of act: a first decision, a later act that refers to an older one, an order (postanowienie). Pure.
"""

import re
from datetime import date

from casework.decisions.acts_store import ActRow
from casework.decisions.grants import Grant
from casework.letters.act_tables import changed, held, let_go
from casework.letters.contents import Amount, DecisionLetter, OrderLetter, Sheet, Signature
from casework.letters.decided import Decided, Registers
from casework.letters.polish import (
    account_text,
    as_written,
    day_text,
    in_full,
    in_genitive,
    month_in_genitive,
    named,
    sentence,
)
from casework.letters.remedies import instruction
from casework.letters.said import FieldMissing, Fields, said
from kit.money import amount_text
from kit.periods import month_of

_ARTICLES = re.compile(r"\(([^()]*\bart\.[^()]*)\)\s*\.?$")
_CODE = "ustawy z dnia 14 czerwca 1960 r. – Kodeks postępowania administracyjnego (dalej: k.p.a.)"
_PROCEDURE = {"decision": f"art. 104 i art. 107 {_CODE}", "postanowienie": f"art. 123 i art. 124 {_CODE}"}
_IN_FULL = (
    "Na podstawie art. 107 § 4 k.p.a. odstąpiono od uzasadnienia decyzji, ponieważ uwzględnia ona w całości żądanie strony.",
)


def decision_letter(decided: Decided, registers: Registers, day: date) -> DecisionLetter | OrderLetter:
    """The complete act (art. 107 § 1, art. 124). day: of its issue; of a draft, the day it is looked at. Raises FieldMissing."""
    row, names, kind = decided.row, decided.names, decided.kind
    bare = decided.in_full and not row.justified
    grants = [Grant.from_json(stored) for stored in row.grants]
    changes = changed(decided.plans, names.persons, names.benefits) if kind.effect in ("change", "cut") else ()
    months = _months_held(decided)
    parts = decided.due if kind.due == "instalments" else ()
    if kind.due == "instalments" and not parts:
        raise FieldMissing(("instalments",))
    operative = _operative(decided, registers, table=bool(changes or months or decided.undue))
    told = instruction(
        registers.office,
        day,
        kind,
        granted_in_full=decided.in_full,
        justified=row.justified,
        enforceable=registers.enforceable is not None,
    )
    sheet = Sheet(registers.office, registers.znak, day, registers.party, registers.signature, registers.recipients)
    basis = _basis(decided, registers.signature)
    if kind.form == "postanowienie":
        reasons = (*_factual(decided, registers), *_legal(decided))
        return OrderLetter(
            sheet, registers.number, decided.benefit, basis, operative, reasons, told
        )  # fmt: skip
    return DecisionLetter(
        sheet=sheet,
        number=registers.number,
        basis=basis,
        opening=_opening(decided, registers),
        operative=operative,
        # A change tells each month before and after; what it grants stands there.
        amounts=()
        if changes
        else tuple(
            Amount(names.benefits[one.benefit], names.persons[one.entitled], one.first, one.last, one.amount)
            for one in grants
        ),
        payment=registers.payment if grants or kind.effect == "release" else None,
        enforceable=registers.enforceable,
        factual=() if bare else _factual(decided, registers),
        legal=_IN_FULL if bare else _legal(decided),
        instruction=(*told, *decided.duties),
        changes=changes,
        held=months,
        undue=decided.undue,
        instalments=parts,
    )


def _months_held(decided: Decided) -> tuple[Amount, ...]:
    act, names = decided.act, decided.names
    if decided.kind.effect == "hold":
        return held(decided.plans, names.persons, names.benefits)
    if decided.kind.effect == "release" and act is not None and act.effective_from is not None:
        return let_go(decided.plans, month_of(act.effective_from) - 1, names.persons, names.benefits)
    return ()


def _basis(decided: Decided, signature: Signature | None) -> tuple[str, ...]:
    basis = (_PROCEDURE[decided.kind.form], _grounded(decided))
    given = None if signature is None else signature.authorisation
    if given is None:
        return basis
    return (*basis, f"upoważnienia nr {given.number} z dnia {day_text(given.day)} ({given.basis})")


def _grounded(decided: Decided) -> str:
    """The articles of the decision with their act in full, as they stand after "na podstawie"."""
    ground = decided.ground
    if ground is None or ground.article.endswith("k.p.a."):
        return in_genitive(decided.row.legal_basis)
    told = decided.row.legal_basis.replace(ground.article, in_full(ground.article, ground.act), 1)
    return in_genitive(told)


def _opening(decided: Decided, registers: Registers) -> str:
    benefit, later = decided.benefit, decided.act is not None
    if registers.applied_on is not None:
        what = f"w sprawie świadczenia: {benefit}" if later else f"o świadczenie: {benefit}"
        return f"po rozpatrzeniu wniosku z dnia {day_text(registers.applied_on)} {what}"
    if decided.row.channel == "ex_officio":
        return f"po przeprowadzeniu z urzędu postępowania w sprawie świadczenia: {benefit}"
    return f"po {'ponownym ' if later else ''}rozpatrzeniu sprawy świadczenia: {benefit}"


def _operative(decided: Decided, registers: Registers, *, table: bool) -> tuple[str, ...]:
    occasions = {"table"} if table else set()
    if decided.act is not None and decided.act.mode == "ahead":
        occasions.add("ahead")
    told = tuple(
        sentence(one) for one in said()[decided.kind.code].tell(_fields(decided, registers), frozenset(occasions))
    )
    if decided.kind.code != "grant":
        return told
    if own := decided.names.operative.get(decided.row.benefit):
        told = (sentence(own),)
    return (*told, *(f"W pozostałym zakresie odmówić: {text}" for text in _grounds(decided)))


def _fields(decided: Decided, registers: Registers) -> Fields:
    act, older = decided.act, decided.older
    deferred = decided.due[-1].due_on if decided.due else None
    return {
        "benefit": decided.benefit,
        **{f"older_{case}": None if older is None else older.text(case) for case in ("gen", "acc", "ins")},
        "since": _since(act),
        "amount": None if act is None or act.amount is None else amount_text(act.amount),
        "account": None if registers.office.account is None else account_text(registers.office.account),
        "deferred_to": None if deferred is None else f"dnia {day_text(deferred)}",
        "words": None if act is None else act.words or decided.row.reason,
    }


def _since(act: ActRow | None) -> str | None:
    if act is None or act.effective_from is None:
        return None
    if act.effective_unit == "day":
        return f"od dnia {day_text(act.effective_from)}"
    return f"od {month_in_genitive(month_of(act.effective_from))}"


def _factual(decided: Decided, registers: Registers) -> tuple[str, ...]:
    row, older = decided.row, decided.older
    told: list[str] = []
    if older is not None:
        was = said()[older.kind].was if older.kind in said() else said()["grant"].was
        told.append(sentence(f"{older.text('ins')} {was.format(benefit=decided.benefit)}"))
    if registers.applied_on is not None:
        what = "w sprawie świadczenia" if decided.act is not None else "o świadczenie"
        told.append(f"Dnia {day_text(registers.applied_on)} złożono wniosek {what}: {decided.benefit}.")
    elif row.channel == "ex_officio":
        told.append(f"Postępowanie w sprawie świadczenia: {decided.benefit} wszczęto z urzędu.")
    if row.facts is not None or decided.act is None:
        told.append(f"Prawo oceniono na dzień {day_text(row.on_day)}")
    told.extend(sentence(named(as_written(step), decided.names.references)) for step in row.steps)
    if decided.undue:
        total = amount_text(sum(one.amount for one in decided.undue))
        told.append(f"Kwoty wypłacone bez podstawy wynoszą łącznie {total}.")
    return tuple(told)


def _legal(decided: Decided) -> tuple[str, ...]:
    ground = decided.ground
    articles: dict[str, None] = {}
    for step in decided.row.steps:
        found = _ARTICLES.search(step)
        if found is not None:
            articles.setdefault(found[1])
    applied = (sentence(f"W sprawie zastosowano: {'; '.join(articles)}"),) if articles else ()
    if ground is None:
        rests: tuple[str, ...] = (f"Podstawą rozstrzygnięcia jest {in_genitive(decided.row.legal_basis)}.",)
    elif decided.kind.code.startswith("refuse_") and decided.kind.code.removeprefix("refuse_") in ground.kinds:
        rests = (
            f"Przepis ({ground.article}) ma zastosowanie, gdy: {ground.text}. W sprawie nie ustalono takich okoliczności.",
        )
    else:
        rests = (f"Podstawą rozstrzygnięcia jest {ground.article}: {ground.text}.",)
    return (
        *rests,
        *_consents(decided),
        *applied,
        *_grounds(decided),
        "Wobec ustalonych okoliczności i przytoczonych przepisów orzeczono jak na wstępie."
        if decided.kind.form == "decision"
        else "Wobec ustalonych okoliczności i przytoczonych przepisów postanowiono jak na wstępie.",
    )


def _consents(decided: Decided) -> tuple[str, ...]:
    given = [] if decided.act is None else [date.fromisoformat(one["given_on"]) for one in decided.act.consents]
    if not given or decided.ground is None or not decided.ground.consent:
        return ()
    days = ", ".join(day_text(day) for day in sorted(set(given)))
    return (f"Strony, które na mocy decyzji nabyły prawo, wyraziły zgodę na jej zmianę lub uchylenie (z dnia {days}).",)


def _grounds(decided: Decided) -> tuple[str, ...]:
    """Each ground of refusal once, with the persons whom it is about where the facts name them."""
    found: dict[str, list[str]] = {}
    for refusal in decided.row.refusals:
        whose = found.setdefault(sentence(f"{as_written(refusal['text'])} ({refusal['article']})"), [])
        if name := decided.names.references.get(refusal.get("person") or ""):
            whose.append(name)
    return tuple(
        f"{text.removesuffix('.')} – dotyczy: {', '.join(dict.fromkeys(whose))}." if whose else text
        for text, whose in found.items()
    )
