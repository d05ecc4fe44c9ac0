"""SKO's own decision on a later act (k.p.a. art. 138 § 1 pkt 2): a change, a repeal, an undue payment, instalments, a remission.

It stands in the act's place in the chain, with the act's older decision and ground. When it takes effect the act under appeal gives way,
what SKO says is planned on the rights as they stand then, and debts of an act on money owed follow SKO's sum.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from casework.appeals.problems import DecisionUnfit
from casework.appeals.schemas import SkoActIn, SkoItemIn
from casework.awards import effects_store
from casework.awards.carrying import Act, carry_out
from casework.benefits.catalogue import Catalogue
from casework.decisions import acting, acts_store, falling
from casework.decisions.acts_store import ActRow
from casework.decisions.grants import Grant
from casework.decisions.kinds import kinds
from casework.decisions.tables import DecisionRow
from casework.overpayments import sums
from casework.overpayments.relief_by_sko import PLANNING, REMITTING, ReliefUnfit, relief_changed_by_sko
from casework.overpayments.restating import Book
from kit.db import WriteSession, raw
from kit.money import grosze
from kit.periods import first_day, month_of, parse_month
from kit.problems import FieldError

_OF_RIGHTS = frozenset({"change", "repeal", "refuse_change", "refuse_repeal"})
_OF_SUMS = frozenset({"undue_payment", "return"})
_OF_RELIEF = REMITTING | PLANNING


def kind_of(row: DecisionRow, told: SkoActIn, *, months: bool, worsens: bool) -> str:
    """What SKO decided: the act's own kind unless stated, or its opposite; a change after which nothing is due is a repeal.

    worsens: as act_of; without a ground SKO does not refuse the relief that the office gave. Raises DecisionUnfit.
    """
    wanted = told.kind or row.kind
    base = row.kind.removeprefix("refuse_")
    fitting = {row.kind, base, f"refuse_{base}"} | (_OF_RIGHTS if row.kind in _OF_RIGHTS else set())
    if row.kind == "refuse_return":
        fitting = {row.kind}
    if wanted not in fitting or wanted not in kinds():
        raise _unfit("/act/kind", "other_kind", "SKO rozstrzyga w sprawie, której dotyczył zaskarżony akt.")
    if row.kind in _OF_RELIEF and wanted != row.kind and not worsens:
        raise _unfit(
            "/act/kind", "worsening", "SKO nie odmawia ulgi na niekorzyść strony bez podstawy z art. 139 k.p.a."
        )
    if wanted == "change" and not months:
        return "repeal"
    if months and wanted != "change":
        raise _unfit("/grants", "not_expected", "Takie rozstrzygnięcie nie mówi o miesiącach i kwotach prawa.")
    return wanted


def act_of(decision: DecisionRow, appealed: ActRow, told: SkoActIn, *, decided_on: date, worsens: bool) -> ActRow:
    """SKO's act beside its decision, in the place of the one under appeal; what SKO left stays. Raises DecisionUnfit.

    decided_on: SKO's day. worsens: SKO noted a ground for deciding against who appealed (art. 139); without one more is not owed
    than before, and no less remitted.
    """
    kind = kinds()[decision.kind]
    amount = (grosze(told.amount) if told.amount is not None else appealed.amount) if kind.amount != "never" else None
    if kind.amount == "must" and not amount:
        raise _unfit("/act/amount", "required", "To rozstrzygnięcie mówi o kwocie.")
    if decision.kind in {*_OF_SUMS, "fee"} and amount and amount > (appealed.amount or amount) and not worsens:
        raise _unfit(
            "/act/amount", "worsening", "SKO nie podwyższa kwoty na niekorzyść strony bez podstawy z art. 139 k.p.a."
        )
    if decision.kind == "remission" and amount and amount < (appealed.amount or 0) and not worsens:
        raise _unfit(
            "/act/amount", "worsening", "SKO nie umarza mniej na niekorzyść strony bez podstawy z art. 139 k.p.a."
        )
    if kind.amount == "never" and told.amount is not None:
        raise _unfit("/act/amount", "not_expected", "To rozstrzygnięcie nie mówi o kwocie.")
    due = _due(told) or (appealed.due if kind.due != "never" else None)
    if kind.due == "never" and _due(told):
        raise _unfit("/act/instalments", "not_expected", "To rozstrzygnięcie nie mówi o terminach zapłaty.")
    if kind.due == "instalments" and sum(one["amount"] or 0 for one in due or []) != amount:
        raise _unfit("/act/instalments", "sum_differs", "Raty nie sumują się do kwoty.")
    if due and max(one["due_on"] for one in due) <= decided_on.isoformat():
        raise _unfit("/act/instalments", "act_day_impossible", "Termin zapłaty przypada przed rozstrzygnięciem SKO.")
    starts, unit = appealed.effective_from, appealed.effective_unit
    if told.effective_from is not None:
        starts, unit = _starts(told.effective_from)
    if kind.starts == "must" and starts is None and appealed.mode != "whole":
        raise _unfit("/act/effective_from", "required", "Trzeba wskazać, od kiedy działa rozstrzygnięcie.")
    copied = ("gmina", "root", "refers_to", "award", "mode", "ground", "article", "earlier")
    return ActRow(
        **{name: getattr(appealed, name) for name in copied},
        decision=decision.id,
        effective_from=starts if kind.starts != "never" else None,
        effective_unit=unit if kind.starts != "never" else None,
        amount=amount,
        due=due or None,
    )


async def takes_effect(
    db: WriteSession,
    catalogue: Catalogue,
    row: DecisionRow,
    new: DecisionRow,
    items: Sequence[SkoItemIn],
    *,
    by: str,
    today: date,
) -> None:
    """The act under appeal gives way to what SKO decided. Raises DecisionUnfit, CannotBeBooked."""
    appealed, mine = await acts_store.load(db, row.id), await acts_store.load(db, new.id)
    if appealed is None or mine is None:
        raise DecisionUnfit
    await falling.weighed(db, catalogue, row, by=by, today=today)
    await _plan(db, catalogue, new, mine, today)
    if row.kind.removeprefix("refuse_") in _OF_RELIEF or row.kind in _OF_RELIEF:
        try:
            await relief_changed_by_sko(Book(db, catalogue, by, today), row.id, new, mine)
        except ReliefUnfit as wrong:
            raise _unfit("/decision", wrong.code, str(wrong)) from None
    if row.kind in _OF_SUMS and new.kind in _OF_SUMS and mine.amount is not None and appealed.amount is not None:
        stated = {one.item: grosze(one.amount) for one in items}
        try:
            await sums.changed_by_sko(
                Book(db, catalogue, by, today), row.id, new, before=appealed.amount, after=mine.amount, stated=stated
            )
        except sums.ItemsUnfit as wrong:
            raise _unfit("/items", wrong.code, str(wrong)) from None


async def _plan(db: WriteSession, catalogue: Catalogue, new: DecisionRow, mine: ActRow, today: date) -> None:
    kind = kinds()[new.kind]
    if kind.effect in {"none", "grant"}:
        return
    connection = await raw(db)
    stood = await effects_store.of_roots(connection, db.gmina, [mine.root])
    if mine.award is not None:
        stood = await effects_store.standing(connection, db.gmina, [mine.award])
    await effects_store.locked(connection, db.gmina, sorted(one.standing.award for one in stood))
    awards = [one.standing for one in stood if one.standing.state in kind.award_states]
    if not awards:
        raise _unfit("/act/kind", "allowed_state", "Nie ma przyznania, które to rozstrzygnięcie mogłoby zmienić.")
    grants = [Grant.from_json(stored) for stored in new.grants]
    starts = mine.effective_from
    months = [one.first for award in awards for one in award.amounts[:1]] + [one.first for one in grants]
    first = min(months, default=None) if starts is None else month_of(starts) + (starts.day > 1)
    if first is None:
        return
    plans = acting.planned(kind, mine.award, mine.mode, awards, grants, first)
    mine.plan = [one.to_json() for one in plans]
    await carry_out(db, catalogue, [Act(new.id, new.version, today, plans)])


def _starts(text: str) -> tuple[date, str]:
    try:
        if len(text) == len("2019-11"):
            return first_day(parse_month(text)), "month"
        return date.fromisoformat(text), "day"
    except ValueError:
        raise _unfit("/act/effective_from", "no_such_day", "Nie ma takiego dnia.") from None


def _due(told: SkoActIn) -> list[dict[str, Any]]:
    if told.deferred_to is not None:
        return [{"due_on": told.deferred_to.isoformat(), "amount": None}]
    return [{"due_on": one.due_on.isoformat(), "amount": grosze(one.amount)} for one in told.instalments]


def _unfit(pointer: str, code: str, told: str) -> DecisionUnfit:
    return DecisionUnfit(told, errors=[FieldError(pointer, code, told)])
