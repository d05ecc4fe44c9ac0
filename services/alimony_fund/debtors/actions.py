"""What this office does about a debtor beside his proceedings, in either role.

The court is told of an idle bailiff (u.p.o.u.a. art. 3 ust. 8); a lawsuit is brought for the entitled person, against others who are
obliged too (art. 7); the labour office is told that its help ended (art. 5 ust. 4a); the bailiff is asked to begin enforcement on the
final decision that granted, or to let this office join it (art. 27 ust. 3, 3a, 8).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from casework.applications.desk import Hand
from casework.authority import deciding
from casework.authority.problems import wrong
from casework.authority.rules import Matter
from casework.authority.sight import Sight
from casework.awards.tables import AwardRow
from casework.benefits.catalogue import Catalogue
from casework.decisions import store as decisions
from casework.letters import store as letters
from casework.persons import one_person
from casework.terms.named import named
from kit.etag import check_version
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.paging import Page, PageRequest
from services.alimony_fund.debtors import store as debtors
from services.alimony_fund.debtors.action_schemas import ActionAnsweredIn, ActionIn, ActionOut
from services.alimony_fund.debtors.action_tasks import WITHIN
from services.alimony_fund.debtors.problems import DebtorActionNotFound, DebtorClosed, NotThisRole, StepUnfit
from services.alimony_fund.debtors.states import DEBTOR_ACTION
from services.alimony_fund.debtors.tables import ActionRow, DebtorRow, TitleRow
from services.alimony_fund.debtors.turning import Pages, turned
from services.alimony_fund.fund import FUND

_SUBJECT = "debtor_action"
_ENDED = "labour_office_ended"
_ENFORCEMENT = frozenset({"enforcement_begin", "enforcement_join"})
_ARTICLES = {
    "court_told": "art. 3 ust. 8 u.p.o.u.a.",
    "lawsuit": "art. 7 ust. 1 u.p.o.u.a.",
    _ENDED: "art. 5 ust. 4a u.p.o.u.a.",
    "enforcement_begin": "art. 27 ust. 3 i 8 u.p.o.u.a.",
    "enforcement_join": "art. 27 ust. 3a i 8 u.p.o.u.a.",
}
_ROLE = {_ENDED: "debtor_organ"} | dict.fromkeys(_ENFORCEMENT, "creditor_organ")
"""As what this office does it; of the others either organ may."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which ones; None leaves a question open. due_to: an answer is waited for until that day or earlier."""

    debtor: UUID | None = None
    kind: str | None = None
    state: str | None = None
    due_to: date | None = None


async def file(hand: Hand, sight: Sight, catalogue: Catalogue, body: ActionIn) -> Answer:
    """Something was filed. Raises ValidationFailed, DebtorClosed, NotThisRole, StepUnfit, DayOutOfOrder, OfficialExcluded."""
    debtor = await _debtor(hand, sight, body)
    on = hand.day(body.filed_on, debtor.opened_on)
    title = await _title(hand, sight, body, debtor)
    if (body.decision is None) == (body.kind in _ENFORCEMENT):
        raise wrong("/decision", "decision", "Decyzję podaje się we wniosku egzekucyjnym i tylko w nim.")
    if body.decision is not None and title is not None:
        if not catalogue.law(hand.db.gmina).on(on).has(WITHIN):
            raise wrong("/filed_on", "before_the_rule", "W tym dniu należności nie ściągał jeszcze komornik sądowy.")
        await _final(hand, body.decision, title, on)
    if body.answer_by is not None and (body.kind == _ENDED or body.answer_by < on):
        raise wrong("/answer_by", "day_out_of_order", "Na to nie czeka się na odpowiedź albo termin poprzedza pismo.")
    if body.letter is not None and await letters.letter(hand.db, body.letter) is None:
        raise wrong("/letter", "letter_unknown", "Nie ma takiego pisma.")
    waits = None if body.kind == _ENDED else body.answer_by or named("explanation").of(on).last_day
    row = ActionRow(
        gmina=debtor.gmina, id=new_id(), debtor=debtor.id, kind=body.kind, addressee=body.addressee, title=body.title,
        decision=body.decision, filed_on=on, answer_by=waits, letter=body.letter, noted_by=hand.by,
    )  # fmt: skip
    hand.db.add(row)
    await hand.db.flush()
    await hand.note("filed", _SUBJECT, row.id, legal_basis=_ARTICLES[row.kind])
    return Answer(id=row.id, version=row.version, state=row.state)


async def note_answer(hand: Hand, sight: Sight, action: UUID, body: ActionAnsweredIn, version: int) -> Answer:
    """What came of it. Raises DebtorActionNotFound, TransitionNotAllowed, DayOutOfOrder, StepUnfit."""
    row = await _opened(hand, sight, action, version)
    state = DEBTOR_ACTION.move(row.state, "note_answer")
    if row.kind == _ENDED:
        raise StepUnfit("Urząd pracy przyjmuje to do wiadomości; na odpowiedź się nie czeka.")
    row.answered_on, row.outcome, row.their_sign = hand.day(body.on, row.filed_on), body.outcome, body.their_sign
    return await _changed(hand, row, "note_answer", state)


async def withdraw(hand: Hand, sight: Sight, action: UUID, version: int) -> Answer:
    """It was taken back, or noted in error. Raises DebtorActionNotFound, TransitionNotAllowed."""
    row = await _opened(hand, sight, action, version)
    return await _changed(hand, row, "withdraw", DEBTOR_ACTION.move(row.state, "withdraw"))


async def page(
    hand: Hand, sight: Sight, paging: PageRequest, wanted: Filters, sort: str, *, everything: bool
) -> Page[ActionOut]:
    """Actions by the day on which they were filed."""
    query = select(ActionRow).where(ActionRow.gmina == hand.db.gmina, debtors.of_seen(sight, ActionRow.debtor))
    for name in ("debtor", "kind", "state"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(ActionRow, name) == value)
    if wanted.due_to is not None:
        query = query.where(col(ActionRow.answer_by) <= wanted.due_to)
    pages = Pages(paging, _SUBJECT, hand.db.gmina, wanted, sort, everything=everything)
    found: Sequence[ActionRow] = (await hand.db.exec(turned(query, ActionRow, pages.turn))).all()
    rows, cursor = pages.cut(found)
    await hand.note("exported" if everything else "listed", _SUBJECT, wanted.debtor)
    return Page(items=[ActionOut.model_validate(_told(one, hand.today)) for one in rows], next_cursor=cursor)


async def _debtor(hand: Hand, sight: Sight, body: ActionIn) -> DebtorRow:
    """The debtor in the role of the action; that its help ended the labour office is told of a closed entry, too."""
    row = await debtors.load(hand.db, sight, body.debtor, lock=True)
    if row is None:
        raise wrong("/debtor", "debtor_unknown", "Tego dłużnika nie ma w rejestrze.")
    await deciding.not_excluded(hand.db, hand.by, Matter(frozenset({row.person})), hand.today)
    if row.closed_on is not None and body.kind != _ENDED:
        raise DebtorClosed
    role = _ROLE.get(body.kind)
    if role is not None and not getattr(row, role):
        raise NotThisRole
    return row


async def _title(hand: Hand, sight: Sight, body: ActionIn, debtor: DebtorRow) -> TitleRow | None:
    """The title it is about, which she sees. Raises ValidationFailed."""
    if body.title is None:
        if body.kind in _ENFORCEMENT:
            raise wrong("/title", "required", "Podaje się tytuł, na podstawie którego egzekwuje się alimenty.")
        return None
    row = await debtors.load_title(hand.db, sight, body.title)
    if row is None or row.debtor != debtor.id:
        raise wrong("/title", "maintenance_title_unknown", "Dłużnik nie ma takiego tytułu.")
    return row


async def _final(hand: Hand, decision: UUID, title: TitleRow, on: date) -> None:
    """The decision granted the fund's benefit to whom the title entitles, and was final by the day. Raises ValidationFailed, StepUnfit."""
    row = await decisions.load(hand.db, decision)
    found = await hand.db.exec(
        select(AwardRow.entitled).where(
            AwardRow.gmina == hand.db.gmina, AwardRow.decision == decision, AwardRow.benefit == FUND
        )
    )
    hers = await one_person.all_entries(hand.db, {title.entitled})
    if row is None or row.kind != "grant" or hers.isdisjoint(found.all()):
        raise wrong("/decision", "decision_unknown", "Nie ma takiej decyzji przyznającej świadczenie tej osobie.")
    if row.final_on is None or row.final_on > on:
        raise StepUnfit("Do wniosku dołącza się ostateczną decyzję (art. 27 ust. 8 pkt 1).")


async def _opened(hand: Hand, sight: Sight, action: UUID, version: int) -> ActionRow:
    """The action, kept from other writers. Raises DebtorActionNotFound, PreconditionFailed, OfficialExcluded."""
    query = select(ActionRow).where(
        ActionRow.gmina == hand.db.gmina, ActionRow.id == action, debtors.of_seen(sight, ActionRow.debtor)
    )
    row = (await hand.db.exec(query.with_for_update(key_share=True))).first()
    whose = None if row is None else await debtors.load(hand.db, sight, row.debtor)
    if row is None or whose is None:
        raise DebtorActionNotFound
    check_version(version, row.version)
    await deciding.not_excluded(hand.db, hand.by, Matter(frozenset({whose.person})), hand.today)
    return row


async def _changed(hand: Hand, row: ActionRow, step: str, state: str) -> Answer:
    row.state, row.version = state, row.version + 1
    await hand.db.flush()
    await hand.note(step, _SUBJECT, row.id, legal_basis=_ARTICLES[row.kind])
    return Answer(id=row.id, version=row.version, state=row.state)


def _told(row: ActionRow, today: date) -> dict[str, Any]:
    waits = row.state == "filed" and row.answer_by is not None
    steps = [one for one in DEBTOR_ACTION.allowed(row.state) if waits or one != "note_answer"]
    overdue = waits and row.answer_by is not None and row.answer_by < today
    return row.model_dump() | {"overdue": overdue, "allowed": steps}
