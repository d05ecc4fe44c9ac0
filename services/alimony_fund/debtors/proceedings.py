"""Proceedings against a debtor, as this office conducts them being debtor's organ (art. 3 ust. 5, art. 4-6)."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from casework.applications.desk import Hand
from casework.authority import deciding
from casework.authority.problems import wrong
from casework.authority.rules import Matter
from casework.authority.sight import Sight
from casework.benefits.catalogue import Catalogue
from casework.decisions.moments import SameOfficial
from casework.letters import store as letters
from casework.terms.named import named
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.money import zloty
from kit.paging import Page, PageRequest
from kit.periods import month_text
from services.alimony_fund.debtors import mandates, numbering, register, steps
from services.alimony_fund.debtors import proceeding_store as store
from services.alimony_fund.debtors import store as debtors
from services.alimony_fund.debtors.problems import DebtorProceedingNotFound, NotThisRole
from services.alimony_fund.debtors.proceeding_schemas import (
    DecideIn,
    ProceedingIn,
    ProceedingOut,
    ProceedingShown,
    StepIn,
    StepOut,
)
from services.alimony_fund.debtors.states import PROCEEDING
from services.alimony_fund.debtors.tables import DebtorRow, ProceedingRow, ProceedingStepRow
from services.alimony_fund.debtors.turning import Pages

_SUBJECT = "debtor_proceeding"
_ARTICLES = {(one.source, one.step, one.target): one.article for one in PROCEEDING.transitions}


async def start(hand: Hand, sight: Sight, body: ProceedingIn) -> Answer:
    """A request for action was received. Raises DebtorNotFound, DebtorClosed, NotThisRole, DayOutOfOrder, OfficialExcluded."""
    if await debtors.load(hand.db, sight, body.debtor) is None:
        raise wrong("/debtor", "debtor_unknown", "Tego dłużnika nie ma w rejestrze.")
    debtor = await register.opened(hand, sight, body.debtor, None)
    row = await begun(hand, debtor, body.reason, body.creditor_organ, hand.day(body.received_on, debtor.opened_on))
    await hand.note("registered", _SUBJECT, row.id, legal_basis="art. 3 ust. 5, art. 4 ust. 1 u.p.o.u.a.")
    return Answer(id=row.id, version=row.version, state=row.state)


async def begun(hand: Hand, debtor: DebtorRow, reason: str, creditor_organ: str | None, on: date) -> ProceedingRow:
    """A proceeding upon one request. Raises NotThisRole."""
    if not debtor.debtor_organ or (creditor_organ is None and not debtor.creditor_organ):
        raise NotThisRole
    row = ProceedingRow(
        gmina=debtor.gmina, id=new_id(), debtor=debtor.id, reason=reason, creditor_organ=creditor_organ, received_on=on,
        due_on=named("explanation").of(on).last_day, noted_by=hand.by,
    )  # fmt: skip
    hand.db.add(row)
    await hand.db.flush()
    return row


async def step(hand: Hand, sight: Sight, catalogue: Catalogue, proceeding: UUID, said: StepIn, version: int) -> Answer:
    """One step of the table of states. Raises TransitionNotAllowed, StepUnfit and what the step itself refuses."""
    row, debtor = await _opened(hand, sight, proceeding, version)
    return await _done(hand, catalogue, row, debtor, said.step, said)


async def decide(
    hand: Hand, sight: Sight, catalogue: Catalogue, proceeding: UUID, said: DecideIn, version: int
) -> Answer:
    """The head issues the decision under an authorisation of the day; not who opened the proceedings.

    Raises DebtorProtected, EarlierDecisionStands, SameOfficial, NoAuthority.
    """
    row, debtor = await _opened(hand, sight, proceeding, version)
    if any(one.step == "open" and one.noted_by == hand.by for one in await store.steps(hand.db, row.id)):
        raise SameOfficial
    await mandates.may_decide(hand, catalogue, said.on or hand.today)
    return await _done(hand, catalogue, row, debtor, "decide", said)


async def page(
    hand: Hand, sight: Sight, paging: PageRequest, wanted: store.Filters, sort: str, *, everything: bool
) -> Page[ProceedingOut]:
    """Proceedings by the day on which the request was received."""
    pages = Pages(paging, _SUBJECT, hand.db.gmina, wanted, sort, everything=everything)
    rows, cursor = pages.cut(await store.page(hand.db, sight, wanted, pages.turn))
    await hand.note("exported" if everything else "listed", _SUBJECT, wanted.debtor)
    return Page(items=[ProceedingOut.model_validate(_told(one, hand.today)) for one in rows], next_cursor=cursor)


async def show(hand: Hand, sight: Sight, proceeding: UUID) -> ProceedingShown:
    """The proceeding with its steps. Raises DebtorProceedingNotFound."""
    row = await store.load(hand.db, sight, proceeding)
    if row is None:
        raise DebtorProceedingNotFound
    await hand.note("read", _SUBJECT, row.id)
    done = [StepOut.model_validate(one.model_dump()) for one in await store.steps(hand.db, row.id)]
    return ProceedingShown.model_validate(_told(row, hand.today) | {"steps": done})


async def _opened(hand: Hand, sight: Sight, proceeding: UUID, version: int) -> tuple[ProceedingRow, DebtorRow]:
    """The proceeding and its debtor, kept from other writers. Raises DebtorProceedingNotFound, OfficialExcluded."""
    row = await store.load(hand.db, sight, proceeding, lock=True)
    debtor = None if row is None else await debtors.load(hand.db, sight, row.debtor, lock=True)
    if row is None or debtor is None:
        raise DebtorProceedingNotFound
    check_version(version, row.version)
    await deciding.not_excluded(hand.db, hand.by, Matter(frozenset({debtor.person})), hand.today)
    return row, debtor


async def _done(
    hand: Hand, catalogue: Catalogue, row: ProceedingRow, debtor: DebtorRow, name: str, said: Any
) -> Answer:
    before, state = row.state, steps.target(row, name, said)
    done = await store.steps(hand.db, row.id)
    on = hand.day(said.on, done[-1].done_on if done else row.received_on)
    if said.letter is not None and await letters.letter(hand.db, said.letter) is None:
        raise wrong("/letter", "letter_unknown", "Nie ma takiego pisma.")
    known = await _known(hand, catalogue, row, debtor, name, on)
    if name == "decide":
        details = steps.decide(row, await numbering.given(hand.db, said.sign, on), known)
    else:
        details = steps.HANDLERS[name](row, said, known)
    details |= _weighed(known)
    row.state, row.version = state, row.version + 1
    row.due_on = steps.due_after(row, name, on)
    if not PROCEEDING.allowed(state):
        row.ended_on, row.due_on = on, None
    article = _ARTICLES[before, name, state]
    hand.db.add(ProceedingStepRow(
        gmina=row.gmina, proceeding=row.id, number=len(done) + 1, step=name, state=state, done_on=on, article=article,
        details=details, letter=said.letter, noted_by=hand.by,
    ))  # fmt: skip
    await hand.db.flush()
    await hand.note(name, _SUBJECT, row.id, legal_basis=article)
    return Answer(id=row.id, version=row.version, state=row.state)


async def _known(
    hand: Hand, catalogue: Catalogue, row: ProceedingRow, debtor: DebtorRow, name: str, on: date
) -> steps.Known:
    view = catalogue.law(hand.db.gmina).on(on)
    protection = None
    if name in steps.WEIGHS_PAYMENTS and view.has("fa_debtor_protection_share"):
        protection = await register.protection_of(hand, debtor.id, on, view)
    earlier = name in steps.WEIGHS_EARLIER and await store.decision_stands(hand.db, debtor.id, besides=row.id)
    return steps.Known(on, view, protection, earlier)


def _weighed(known: steps.Known) -> dict[str, Any]:
    """The months that a step was weighed by, so that it can be recomputed by hand: month, due, paid."""
    if known.protection is None:
        return {}
    return {"months": [[month_text(one.month), zloty(one.due), zloty(one.paid)] for one in known.protection.months]}


def _told(row: ProceedingRow, today: date) -> dict[str, Any]:
    allowed: Sequence[str] = PROCEEDING.allowed(row.state)
    return row.model_dump() | {
        "overdue": row.due_on is not None and row.due_on < today,
        "allowed": list(allowed),
    }
