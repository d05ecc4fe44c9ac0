"""What the register of debtors holds of a person, for the copy of her data (GDPR art. 15), also as who is entitled."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import col, or_, select

from casework.authority.sight import Sight
from casework.own import Held, Said
from kit.db import WriteSession
from kit.money import zloty
from kit.secrets import KeyRing
from services.alimony_fund.debtors import store
from services.alimony_fund.debtors.tables import (
    ActionRequestRow,
    ActionRow,
    BailiffRow,
    DebtorRow,
    ListingRow,
    MonthRow,
    ProceedingRow,
    ProceedingStepRow,
    ReliefRow,
    ReliefStepRow,
    RoleRow,
    TitleRow,
    TitleVersionRow,
)

_MONEY = frozenset({"monthly", "paid", "owed", "amount", "principal", "interest"})
_Asked = Callable[[Sight, UUID], Any]


def register(code: str, title: str, tables: Sequence[str], names: Mapping[str, str], asked: _Asked) -> Held:
    """Records that a statement finds under a person's entry: rows of (id, row), each told by the members of `names`."""

    async def read(
        db: WriteSession, _: KeyRing, sight: Sight, person: UUID
    ) -> Sequence[tuple[UUID, Mapping[str, Said]]]:
        return [(one, {name: _said(row, name) for name in names}) for one, row in await db.exec(asked(sight, person))]

    return Held(code, title, names, frozenset(tables), read)


def of_debtor(sight: Sight, person: UUID, debtor: Any) -> ColumnElement[bool]:
    """That the row's debtor is this person, as far as the reader sees the entry."""
    entries = select(DebtorRow.id).where(DebtorRow.gmina == sight.gmina, DebtorRow.person == person, store.seen(sight))
    return cast(ColumnElement[bool], debtor.in_(entries))


def _said(row: object, name: str) -> Said:
    value = getattr(row, name)
    if isinstance(value, date):
        return value.isoformat()
    return zloty(value) if name in _MONEY and value is not None else value


def _whose(row: Any) -> Callable[[Sight, UUID], Any]:
    def asked(sight: Sight, person: UUID) -> Any:
        mine = of_debtor(sight, person, col(row.debtor))
        return select(row.id, row).where(row.gmina == sight.gmina, mine).order_by(row.id)

    return asked


def _debtors(sight: Sight, person: UUID) -> Any:
    mine = (DebtorRow.gmina == sight.gmina, DebtorRow.person == person, store.seen(sight))
    return select(DebtorRow.id, DebtorRow).where(*mine).order_by(col(DebtorRow.id))


def _of_titles(sight: Sight, person: UUID) -> ColumnElement[bool]:
    return or_(of_debtor(sight, person, col(TitleRow.debtor)), TitleRow.entitled == person)


def _titles(sight: Sight, person: UUID) -> Any:
    mine = (TitleRow.gmina == sight.gmina, _of_titles(sight, person), store.seen_titles(sight))
    return select(TitleRow.id, TitleRow).where(*mine).order_by(col(TitleRow.id))


def _titles_of(sight: Sight, person: UUID) -> Any:
    return select(TitleRow.id).where(TitleRow.gmina == sight.gmina, _of_titles(sight, person), store.seen_titles(sight))


def _bailiffs(sight: Sight, person: UUID) -> Any:
    return (
        select(BailiffRow.title, BailiffRow)
        .where(BailiffRow.gmina == sight.gmina, col(BailiffRow.title).in_(_titles_of(sight, person)))
        .order_by(col(BailiffRow.title), col(BailiffRow.number))
    )


def _versions(sight: Sight, person: UUID) -> Any:
    return (
        select(TitleVersionRow.title, TitleVersionRow)
        .where(TitleVersionRow.gmina == sight.gmina, col(TitleVersionRow.title).in_(_titles_of(sight, person)))
        .order_by(col(TitleVersionRow.title), col(TitleVersionRow.number))
    )


def _roles(sight: Sight, person: UUID) -> Any:
    mine = (RoleRow.gmina == sight.gmina, of_debtor(sight, person, col(RoleRow.debtor)))
    return select(RoleRow.debtor, RoleRow).where(*mine).order_by(col(RoleRow.debtor), col(RoleRow.number))


def _months(sight: Sight, person: UUID) -> Any:
    return (
        select(MonthRow.title, MonthRow)
        .where(MonthRow.gmina == sight.gmina, col(MonthRow.title).in_(_titles_of(sight, person)))
        .order_by(col(MonthRow.title), col(MonthRow.month), col(MonthRow.number))
    )


def _steps(sight: Sight, person: UUID) -> Any:
    proceedings = select(ProceedingRow.id).where(
        ProceedingRow.gmina == sight.gmina, of_debtor(sight, person, col(ProceedingRow.debtor))
    )
    return (
        select(ProceedingStepRow.proceeding, ProceedingStepRow)
        .where(ProceedingStepRow.gmina == sight.gmina, col(ProceedingStepRow.proceeding).in_(proceedings))
        .order_by(col(ProceedingStepRow.proceeding), col(ProceedingStepRow.number))
    )


def _relief_steps(sight: Sight, person: UUID) -> Any:
    reliefs = select(ReliefRow.id).where(
        ReliefRow.gmina == sight.gmina, of_debtor(sight, person, col(ReliefRow.debtor))
    )
    return (
        select(ReliefStepRow.relief, ReliefStepRow)
        .where(ReliefStepRow.gmina == sight.gmina, col(ReliefStepRow.relief).in_(reliefs))
        .order_by(col(ReliefStepRow.relief), col(ReliefStepRow.number))
    )


HELD = (
    register(
        "debtor", "Rejestr dłużników alimentacyjnych", ["debtor"],
        {
            "creditor_organ": "Organ wierzyciela", "debtor_organ": "Organ dłużnika", "other_organ": "Inny organ",
            "opened_on": "Wpis", "closed_on": "Zakończony", "why": "Dlaczego",
        },
        _debtors,
    ),
    register(
        "debtor_role", "Organy w sprawie dłużnika", ["debtor_role"],
        {"since": "Od", "creditor_organ": "Organ wierzyciela", "debtor_organ": "Organ dłużnika", "other_organ": "Inny organ"}, _roles,
    ),
    register(
        "maintenance_title_version", "Treść tytułów wykonawczych, jak ją wpisywano", ["maintenance_title_version"],
        {
            "stated_on": "Wpisano", "kind": "Rodzaj", "court": "Sąd", "case_sign": "Sygnatura", "monthly": "Alimenty miesięcznie",
            "valid_from": "Od", "valid_to": "Do",
        },
        _versions,
    ),
    register(
        "maintenance_title", "Tytuły wykonawcze", ["maintenance_title"],
        {
            "kind": "Rodzaj", "court": "Sąd", "case_sign": "Sygnatura", "monthly": "Alimenty miesięcznie",
            "valid_from": "Od", "valid_to": "Do", "bailiff": "Komornik", "bailiff_sign": "Sygnatura komornika",
        },
        _titles,
    ),
    register(
        "maintenance_month", "Wpłaty alimentów bieżących", ["maintenance_month"],
        {"month": "Miesiąc", "paid": "Zapłacono", "stated_on": "Według stanu na"}, _months,
    ),
    register(
        "maintenance_bailiff", "Komornicy tytułów", ["maintenance_bailiff"],
        {"bailiff": "Komornik", "bailiff_sign": "Sygnatura", "since": "Od"}, _bailiffs,
    ),
    register(
        "debtor_proceeding", "Działania wobec dłużnika", ["debtor_proceeding"],
        {
            "state": "Stan", "reason": "Podstawa wszczęcia", "received_on": "Wniosek otrzymany", "interviewed_on": "Wywiad",
            "opened_on": "Wszczęcie", "decision_sign": "Znak decyzji", "decided_on": "Decyzja", "delivered_on": "Doręczona",
            "final_on": "Ostateczna", "prosecution_on": "Wniosek o ściganie", "licence_motion_on": "Wniosek o zatrzymanie prawa jazdy",
            "licence_return_on": "Wniosek o zwrot prawa jazdy", "ended_on": "Koniec",
        },
        _whose(ProceedingRow),
    ),
    register(
        "debtor_proceeding_step", "Czynności wobec dłużnika", ["debtor_proceeding_step"],
        {"step": "Czynność", "state": "Stan po niej", "done_on": "Dzień", "article": "Przepis"}, _steps,
    ),
    register(
        "action_request", "Wnioski o podjęcie działań", ["action_request"],
        {
            "state": "Stan", "reason": "Powód", "organ": "Organ dłużnika", "sent_on": "Wysłany", "answered_on": "Odpowiedź",
            "result": "Wynik", "result_on": "Dzień wyniku",
        },
        _whose(ActionRequestRow),
    ),
    register(
        "debtor_action", "Pisma w sprawie dłużnika poza postępowaniem", ["debtor_action"],
        {
            "kind": "Rodzaj", "state": "Stan", "addressee": "Adresat", "filed_on": "Złożone", "answered_on": "Rozpatrzone",
            "outcome": "Wynik", "their_sign": "Sygnatura",
        },
        _whose(ActionRow),
    ),
    register(
        "debtor_listing", "Wpisy w rejestrach dłużników", ["debtor_listing"],
        {"listed_in": "Rejestr", "arrears_since": "Zaległość od", "filed_on": "Zgłoszony", "withdrawn_on": "Wycofany"},
        _whose(ListingRow),
    ),
    register(
        "debtor_relief", "Ulgi w spłacie należności", ["debtor_relief"],
        {
            "kind": "Rodzaj", "state": "Stan", "requested_on": "Zarejestrowana", "decided_on": "Rozstrzygnięta",
            "decision_sign": "Znak decyzji", "delivered_on": "Doręczona", "final_on": "Ostateczna", "principal": "Umorzona należność",
            "interest": "Umorzone odsetki", "undone_on": "Cofnięta",
        },
        _whose(ReliefRow),
    ),
    register(
        "debtor_relief_step", "Doręczenie decyzji o ulgach i odwołania od nich", ["debtor_relief_step"],
        {"step": "Czynność", "state": "Stan po niej", "done_on": "Dzień", "article": "Przepis"}, _relief_steps,
    ),
)  # fmt: skip
"""Nothing of the other side stands in it: the entitled are not named to the debtor, nor the debtor to them (art. 15 ust. 4)."""
