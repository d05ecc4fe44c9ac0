"""Letters about a debtor: to him, to the other organ, to the bailiff, the court, the labour office, the prosecutor, the starosta.

What they tell is gathered from the register, the proceeding and the ledger; a letter that goes with a step is written when the table of
states allows the step, or when it was done (states.py). Raises what the gathering of every letter raises besides.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from casework.applications.desk import Hand
from casework.authority import deciding
from casework.authority.problems import NoAuthority, wrong
from casework.authority.rules import Matter
from casework.authority.sight import Sight, hidden_persons
from casework.benefits.catalogue import Catalogue
from casework.decisions.kinds import kinds
from casework.letters import remedies, sheets
from casework.letters import store as kept
from casework.letters.contents import Content, OwnLetter, Party, Sheet
from casework.letters.making import Making, Whose
from casework.letters.own_kinds import Place
from casework.letters.polish import day_text
from casework.letters.problems import LetterExists, NothingNoted
from casework.letters.sheets import Desk
from casework.overpayments.interest import NoRate
from casework.overpayments.problems import NoInterestRate
from casework.persons import one_person
from casework.persons import store as persons
from casework.persons.numbers import numbers_of
from casework.signs import store as signs
from kit.law import View
from services.alimony_fund.debtors import letter_places as places
from services.alimony_fund.debtors import proceeding_store, register, relief_courses, reliefs, rules, store
from services.alimony_fund.debtors.letter_kinds import DebtorKind, debtor_kinds, word
from services.alimony_fund.debtors.letter_schemas import DebtorLetterIn
from services.alimony_fund.debtors.problems import DebtorNotFound, ListingNotDue, NotThisRole, StepUnfit
from services.alimony_fund.debtors.states import PROCEEDING
from services.alimony_fund.debtors.tables import DebtorRow, ProceedingRow, ProceedingStepRow, ReliefRow, TitleRow
from services.alimony_fund.fund import FUND
from services.alimony_fund.ledger import store as ledger
from services.alimony_fund.ledger.standing import Standing
from services.alimony_fund.ledger.terms import Terms

_ASKED = {
    "interview_on": "Podaje się dzień wywiadu.",
    "term_days": "Podaje się, w ilu dniach dłużnik ma się zarejestrować.",
    "reason": "Podaje się przyczynę wystąpienia.",
    "arrears_since": "Podaje się, od kiedy trwa zaległość.",
    "said": "Podaje się treść informacji.",
}
_WITH = {"interview_on": ("interview_on", "interview_at")}
Steps = tuple[ProceedingRow | None, list[ProceedingStepRow]]


def letter(desk: Desk, catalogue: Catalogue, sight: Sight, debtor: UUID, order: DebtorLetterIn) -> Making:
    """One letter.

    Preparing raises DebtorNotFound, NotThisRole, StepUnfit, ListingNotDue, LetterExists, NothingNoted, NoAuthority,
    ValidationFailed.
    """

    async def gather() -> tuple[Content, Whose]:
        row = await store.load(desk.db, sight, debtor)
        if row is None:
            raise DebtorNotFound
        await deciding.not_excluded(desk.db, desk.by, Matter(frozenset({row.person})), desk.today)
        kind = debtor_kinds()[order.kind]
        if kind.role is not None and not getattr(row, kind.role):
            raise NotThisRole
        _whole(order, kind)
        steps = await _proceeding(desk, sight, row, order, kind)
        if (kind.relief or kind.step == "decide") and not order.draft and await _written(desk, order, row, steps):
            raise LetterExists
        content = await _content(desk, catalogue, sight, row, order, kind, steps)
        about, of = order.about(row.id)
        return content, Whose(row.person, None, order.draft, about=about, about_id=of)

    async def link(made: UUID) -> None:
        if order.relief is not None and not order.draft:
            await reliefs.link(desk.db, sight, order.relief, made)

    return Making(desk, gather, link)


async def _written(desk: Desk, order: DebtorLetterIn, debtor: DebtorRow, steps: Steps) -> bool:
    """Whether the decision has its letter: it is never made anew, it is corrected by an order (art. 113 k.p.a.).

    One that SKO sent back was another decision; so is whatever was written before it was.
    """
    sent_back = [one for one in steps[1] if one.step == "note_sko" and one.state == "opened"]
    since = max((one.noted_at for one in sent_back if one.noted_at is not None), default=None)
    if order.relief is not None:
        since = await relief_courses.ended_at(desk.db, order.relief)
    return any(
        one.kind == order.kind and (since is None or one.created_at is None or one.created_at > since)
        for one in await kept.about(desk.db, *order.about(debtor.id))
    )


async def _content(
    desk: Desk,
    catalogue: Catalogue,
    sight: Sight,
    debtor: DebtorRow,
    order: DebtorLetterIn,
    kind: DebtorKind,
    steps: Steps,
) -> Content:
    relief = await _relief(desk, sight, debtor, order)
    issued = None if relief is None else relief.decided_on
    if kind.step == "decide" and steps[0] is not None:
        issued = steps[0].decided_on
    if issued is not None and order.day not in (None, issued):
        raise wrong("/day", "day_of_decision", "Pismo nosi dzień wydania decyzji.")
    decided = kind.relief or kind.step == "decide"
    day = issued or order.day or desk.today
    view = catalogue.law(desk.db.gmina).on(day)
    _borne_out(order, kind, steps[0], view, day)
    titles = await store.titles(desk.db, debtor.id, sight)
    standing, payouts = await _debt(desk, catalogue, debtor, kind, day)
    sheet, told = await _sheet(desk, catalogue, debtor, order, kind, day)
    names = await _names(desk, sight, titles, payouts)
    proceeding, done = steps
    asked_by = None if proceeding is None else proceeding.creditor_organ
    return OwnLetter(sheet, kind.own, {
        **told,
        **places.of_titles([one for one in titles if one.entitled in names], names),
        **places.of_proceeding(proceeding, done),
        **places.of_protection(await _protection(desk, debtor, view, day) if kind.step == "decide" else None),
        **places.of_law(view),
        **places.of_relief(relief, view),
        **places.of_debt(standing, payouts, names),
        "wierzyciel": asked_by or sheet.office.organ,
        "wywiad_dnia": "" if order.interview_on is None else day_text(order.interview_on),
        "wywiad_godzina": order.interview_at or "",
        "termin_dni": "" if order.term_days is None else str(order.term_days),
        "powod": "" if order.reason is None else word("reason", order.reason),
        "zaleglosc_od": "" if order.arrears_since is None else day_text(order.arrears_since),
        "pouczenie": _instruction(sheet, day) if decided else (),
        "tresc": order.said or (),
        "zalaczniki": order.enclosed or (),
        "rodo_dluznika": (sheet.office.data_protection or "") if kind.to == "debtor" else "",
    })  # fmt: skip


def _whole(order: DebtorLetterIn, kind: DebtorKind) -> None:
    """What the kind asks for is there, and nothing that it has no place for. Raises ValidationFailed."""
    for name in kind.asks:
        if getattr(order, name) is None:
            raise wrong(f"/{name}", "required", _ASKED[name])
    if (order.to is None) != (kind.to == "debtor"):
        raise wrong("/to", "addressee", "Adresata podaje się w piśmie, które nie idzie do dłużnika, i tylko w nim.")
    if (order.proceeding is None) == kind.proceeding:
        raise wrong("/proceeding", "proceeding", "Postępowanie podaje się w piśmie, które go dotyczy, i tylko w nim.")
    if (order.relief is None) == kind.relief:
        raise wrong("/relief", "relief", "Ulgę podaje się w decyzji, która o niej rozstrzyga, i tylko w niej.")
    taken = {part for name in kind.asks for part in _WITH.get(name, (name,))}
    for name in (*_ASKED, "interview_at"):
        if name != "said" and name not in taken and getattr(order, name) is not None:
            raise wrong(f"/{name}", "not_of_this_letter", "To pismo o tym nie mówi.")


async def _proceeding(desk: Desk, sight: Sight, debtor: DebtorRow, order: DebtorLetterIn, kind: DebtorKind) -> Steps:
    """The proceeding of the letter, in a state in which its step may be, or was, done. Raises ValidationFailed, StepUnfit."""
    if order.proceeding is None:
        return None, []
    row = await proceeding_store.load(desk.db, sight, order.proceeding)
    if row is None or row.debtor != debtor.id:
        raise wrong("/proceeding", "debtor_proceeding_unknown", "Dłużnik nie ma takiego postępowania.")
    done = list(await proceeding_store.steps(desk.db, row.id))
    if kind.step is not None and not _stands(kind.step, row, done):
        raise StepUnfit("Stan postępowania nie przewiduje czynności, której to pismo dotyczy.")
    return row, done


def _stands(step: str, row: ProceedingRow, done: list[ProceedingStepRow]) -> bool:
    if any(one.step == step for one in done):
        return True
    if step == "file_licence_motion":
        # The table allows the step in every final decision; the act asks for what the register of drivers answered (art. 5 ust. 3b pkt 2).
        return rules.motions(final=row.final_on is not None, licence_held=row.licence_held).licence
    return step in PROCEEDING.allowed(row.state)


def _borne_out(order: DebtorLetterIn, kind: DebtorKind, row: ProceedingRow | None, view: View, day: date) -> None:
    """What the act asks of the letter itself. Raises ValidationFailed, StepUnfit, ListingNotDue."""
    if order.term_days is not None and not rules.order_fits(order.term_days, view):
        raise wrong("/term_days", "term_too_long", "Termin zobowiązania jest dłuższy, niż pozwala ustawa.")
    if order.interview_on is not None and order.interview_on < day:
        raise wrong("/interview_on", "day_out_of_order", "Dzień wywiadu poprzedza pismo.")
    if order.arrears_since is not None and not (
        view.has("fa_big_arrears_over")
        and rules.listing_due("big", order.arrears_since, day, bailiff_enforces=True, view=view)
    ):
        raise ListingNotDue
    if kind.step == "decide" and not order.draft and (row is None or row.decided_on is None):
        raise StepUnfit("Decyzji jeszcze nie wydano; przed jej wydaniem sporządza się projekt.")


async def _relief(desk: Desk, sight: Sight, debtor: DebtorRow, order: DebtorLetterIn) -> ReliefRow | None:
    """The relief that the letter decides, once it is decided. Raises ValidationFailed, StepUnfit: what expires is no decision."""
    if order.relief is None:
        return None
    row = await reliefs.load(desk.db, sight, order.relief)
    if row is None or row.debtor != debtor.id:
        raise wrong("/relief", "debtor_relief_unknown", "Dłużnik nie ma takiej ulgi.")
    # Of one that was undone, or that SKO took out of force, the letter would tell a refusal that nobody decided.
    if row.state not in ("granted", "refused") or row.decided_on is None or row.decision_sign is None:
        raise StepUnfit("O uldze nie wydano decyzji, albo decyzji już nie ma w obrocie.")
    return row


async def _sheet(
    desk: Desk, catalogue: Catalogue, debtor: DebtorRow, order: DebtorLetterIn, kind: DebtorKind, day: date
) -> tuple[Sheet, dict[str, Place]]:
    """The letter's head and foot, and who the debtor is. Raises OfficeUnknown, SignatureUnknown, AddressUnknown, NoAuthority."""
    decided = kind.relief or kind.step == "decide"
    signature = await sheets.signer(desk, day, [catalogue.get(FUND)])
    if decided and signature.capacity == "clerk":
        raise NoAuthority("W tym dniu nie obowiązuje upoważnienie tej osoby do wydawania decyzji w takiej sprawie.")
    office = await sheets.office_of(desk, signature, day)
    case = await signs.sign(desk.db, order.case)
    if case is None or case.party not in await one_person.all_entries(desk.db, {debtor.person}):
        raise wrong("/case", "case_unknown", "Dłużnik nie ma takiej sprawy.")
    where = await sheets.whereabouts(desk, {debtor.person}, day)
    party = where.person(debtor.person, None) if order.to is None else Party(order.to.name, order.to.address)
    person = where.persons[debtor.person]
    told = places.of_debtor(
        where.name(debtor.person),
        numbers_of(person, desk.keys).pesel,
        person.birth_date,
        where.places.get(debtor.person, ()),
    )
    return Sheet(office, case.sign, day, party, signature, sheets.recipients_of([party])), told


async def _debt(
    desk: Desk, catalogue: Catalogue, debtor: DebtorRow, kind: DebtorKind, day: date
) -> tuple[Standing | None, Mapping[UUID, places.Payout]]:
    """What is owed at the end of the day, of letters that tell it. Raises NoInterestRate, NothingNoted."""
    if not kind.debt:
        return None, {}
    try:
        standing = (await ledger.books(desk.db, debtor.id)).standing(Terms(catalogue.law(desk.db.gmina)), day)
    except NoRate as missing:
        raise NoInterestRate(f"Brak stawki odsetek na dzień {missing.on.isoformat()}.") from None
    if not standing.claims and not kind.unpaid and kind.step is None and "reason" not in kind.asks:
        raise NothingNoted("Na rachunku dłużnika nie ma wypłat na ten dzień.")
    rows = await ledger.claims(desk.db, debtor.id)
    return standing, {one.id: places.Payout(one.entitled, one.period, one.paid_on, one.paid) for one in rows}


async def _names(
    desk: Desk, sight: Sight, titles: Sequence[TitleRow], payouts: Mapping[UUID, places.Payout]
) -> dict[UUID, str]:
    """Whoever is named: entitled persons, as far as the writer sees them."""
    wanted = {one.entitled for one in titles} | {one.entitled for one in payouts.values()}
    known = await persons.many(desk.db, wanted, erased=True)
    hidden = await hidden_persons(desk.db, sight, wanted)
    return {person: sheets.name_of(row) for person, row in known.items() if person not in hidden}


async def _protection(desk: Desk, debtor: DebtorRow, view: View, day: date) -> rules.Protection | None:
    if not view.has("fa_debtor_protection_share"):
        return None
    return await register.protection_of(Hand(desk.db, None, desk.by, desk.today), debtor.id, day, view)


def _instruction(sheet: Sheet, day: date) -> tuple[str, ...]:
    """As of any decision that an appeal lies from and that is not carried out at once."""
    kind = next(one for one in kinds().values() if one.remedy == "appeal")
    return remedies.instruction(sheet.office, day, kind, granted_in_full=False, justified=True, enforceable=False)
