"""Letters that decide nothing, made of what the registers hold of their matter: a call, a notice, a transfer, a reminder, a certificate."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any, cast

from casework.applications import store as applications
from casework.applications.tables import StepRow
from casework.authority.problems import NoAuthority
from casework.benefits.catalogue import Catalogue
from casework.decisions import store as decisions
from casework.letters import contents, references, sheets
from casework.letters import further_schemas as asked
from casework.letters.contents import Content, Party, Sheet
from casework.letters.matters import Matter, act_told, unknown
from casework.letters.polish import as_written, in_genitive, sentence
from casework.letters.problems import NothingNoted
from casework.letters.remedies import of_order
from casework.letters.sheets import Desk
from casework.overpayments import store as overpayments
from casework.overpayments.problems import TitleStands
from casework.overpayments.reminders import titled
from casework.terms.law import procedure
from kit.problems import FieldError, ValidationFailed

_LEFT = {
    "no_address": "podanie nie zawiera adresu wnoszącego i nie można go ustalić na podstawie posiadanych danych",
    "ordinary_email": "podanie wniesiono zwykłą pocztą elektroniczną, a nie na adres do doręczeń elektronicznych",
    "call_missed": "braków podania nie usunięto w wyznaczonym terminie",
    "appearance_missed": "osoba wezwana do osobistego stawiennictwa nie stawiła się w wyznaczonym terminie",
}


async def content_of(
    desk: Desk, catalogue: Catalogue, order: asked.FurtherLetterIn, matter: Matter, day: date
) -> Content:
    """The letter's content. Raises OfficeUnknown, SignatureUnknown, NothingNoted, NoAuthority, ValidationFailed."""
    order_made = isinstance(order, asked.OrderIn)
    signature = await sheets.signer(desk, day, matter.benefits, kind="order" if order_made else None)
    if order_made and signature.capacity == "clerk":
        # A postanowienie bears the signature of a person authorised to issue it (art. 124 § 1).
        raise NoAuthority("W tym dniu nie obowiązuje upoważnienie tej osoby do wydawania postanowień w takiej sprawie.")
    office = await sheets.office_of(desk, signature, day)
    # Without a sign the letter would belong to no case; whoever writes it opens one first.
    if not matter.znak:
        raise NothingNoted("Sprawa nie ma znaku; nadaje go POST /v1/cases albo decyzja.")
    sheet = Sheet(office, matter.znak, day, matter.party, signature, sheets.recipients_of([matter.party]))
    make = _MADE[type(order)]
    return await make(desk, catalogue, order, matter, sheet)


async def _order(_: Desk, __: Catalogue, order: asked.OrderIn, matter: Matter, sheet: Sheet) -> Content:
    told = of_order(sheet.office, sheet.day, order.remedy)
    return contents.OrderLetter(sheet, None, order.matter, order.basis, order.operative, order.reasons, told)


async def _call(desk: Desk, _: Catalogue, order: asked.CompletionCallIn, matter: Matter, sheet: Sheet) -> Content:
    calls = await applications.calls(desk.db, matter.row.id)
    found = [one for one in calls if order.call in (None, one.number)]
    if not found:
        raise NothingNoted("Przy podaniu nie ma takiego wezwania.")
    call = found[-1]
    return contents.CompletionCall(
        sheet,
        matter.text,
        matter.row.received_on,
        call.article,
        tuple(sentence(one["what"]) for one in call.defects),
        call.days,
    )


async def _start(_: Desk, __: Catalogue, order: asked.StartNoticeIn, matter: Matter, sheet: Sheet) -> Content:
    ex_officio = matter.reference == "case"
    return contents.StartNotice(sheet, order.matter or matter.text, _began(matter), ex_officio)


async def _delay(_: Desk, __: Catalogue, order: asked.DelayNoticeIn, matter: Matter, sheet: Sheet) -> Content:
    if order.new_day <= sheet.day:
        told = "Nowy termin przypada po dniu zawiadomienia."
        raise ValidationFailed(told, errors=[FieldError("/new_day", "new_day", told)])
    return contents.DelayNotice(sheet, matter.text, _began(matter), order.reason, order.new_day)


async def _forwarding(desk: Desk, _: Catalogue, order: asked.ForwardingIn, matter: Matter, sheet: Sheet) -> Content:
    step = await _step(desk, matter, "forward")
    competent = Party(str(step.detail["to"]), order.competent_address or ())
    sheet = _also_to(sheet, competent.name)
    return contents.Forwarding(sheet, matter.text, matter.row.received_on, competent, order.reason)


async def _left(desk: Desk, _: Catalogue, __: asked.LeftUnexaminedIn, matter: Matter, sheet: Sheet) -> Content:
    step = await _step(desk, matter, "leave_unexamined")
    calls = await applications.calls(desk.db, matter.row.id)
    ground = str(step.detail["ground"])
    return contents.LeftUnexamined(
        sheet,
        matter.text,
        matter.row.received_on,
        calls[-1].made_on if calls and ground == "call_missed" else None,
        step.article or "art. 64 k.p.a.",
        _LEFT[ground],
    )


async def _certificate(_: Desk, __: Catalogue, order: asked.CertificateIn, ___: Matter, sheet: Sheet) -> Content:
    return contents.Certificate(sheet, order.requested_on, order.facts, order.purpose)


async def _duties(_: Desk, __: Catalogue, order: asked.DutiesNoteIn, matter: Matter, sheet: Sheet) -> Content:
    return contents.DutiesNote(sheet, matter.text, in_genitive(order.basis), order.duties, order.consequences)


async def _hearing(_: Desk, __: Catalogue, order: asked.HearingNoticeIn, matter: Matter, sheet: Sheet) -> Content:
    unmet = order.unmet
    if not unmet and matter.reference == "decision":
        unmet = tuple(sentence(f"{as_written(one['text'])} ({one['article']})") for one in matter.row.refusals)
    return contents.HearingNotice(sheet, matter.text, unmet, order.term_days)


async def _transfer(desk: Desk, _: Catalogue, order: asked.AppealTransferIn, matter: Matter, sheet: Sheet) -> Content:
    appeal = matter.row
    if appeal.passed_on is None:
        raise NothingNoted("Przy odwołaniu nie zapisano przekazania.")
    row = await decisions.load(desk.db, appeal.decision)
    if row is None:
        raise unknown("appeal")
    number = (await references.numbers(desk.db, [row.id])).get(row.id)
    body = Party(sheet.office.appeal_body, sheet.office.appeal_body_address)
    return contents.AppealTransfer(
        Sheet(sheet.office, sheet.znak, sheet.day, body, sheet.signature, (body.name, *sheet.recipients)),
        matter.text,
        matter.party.name,
        act_told(row, number),
        appeal.received_on,
        appeal.in_time,
        appeal.sheets,
        order.stance,
    )


async def _reminder(desk: Desk, _: Catalogue, __: asked.ReminderIn, matter: Matter, sheet: Sheet) -> Content:
    done = (await overpayments.enforcements(desk.db, [matter.row.id])).get(matter.row.id, [])
    issued = [one for one in done if one.act == "reminder_issued"]
    if not issued:
        raise NothingNoted("Przy należności nie zapisano upomnienia.")
    if titled(done, desk.today):
        raise TitleStands
    noted = issued[-1]
    row = None if matter.decision is None else await decisions.load(desk.db, matter.decision)
    told = f"decyzja o znaku {matter.row.decision_sign}"
    if row is not None:
        told = act_told(row, (await references.numbers(desk.db, [row.id])).get(row.id))
    days = procedure().on(noted.day).count("upea_reminder_term_days")
    return contents.Reminder(sheet, matter.text, noted.number, told, noted.principal, noted.interest, noted.cost, days)


async def _to_body(_: Desk, __: Catalogue, order: asked.ToBodyIn, matter: Matter, sheet: Sheet) -> Content:
    body = Party(order.to, order.address)
    addressed = Sheet(sheet.office, sheet.znak, sheet.day, body, sheet.signature, (body.name,))
    return contents.ToBody(addressed, matter.text, matter.party.name, order.basis, order.said, order.enclosed)


async def _step(desk: Desk, matter: Matter, step: str) -> StepRow:
    done = [one for one in await applications.steps(desk.db, matter.row.id) if one.step == step]
    if not done:
        raise NothingNoted("Przy podaniu nie zapisano takiej czynności.")
    return done[-1]


def _began(matter: Matter) -> date:
    began: date = matter.began_on or matter.row.prepared_on
    return began


def _also_to(sheet: Sheet, name: str) -> Sheet:
    first, *rest = sheet.recipients
    return Sheet(sheet.office, sheet.znak, sheet.day, sheet.party, sheet.signature, (first, name, *rest))


_Make = Callable[[Desk, Catalogue, Any, Matter, Sheet], Awaitable[Content]]
_MADE = cast(
    "dict[type[asked.FurtherLetterIn], _Make]",
    {
        asked.OrderIn: _order,
        asked.CompletionCallIn: _call,
        asked.StartNoticeIn: _start,
        asked.DelayNoticeIn: _delay,
        asked.ForwardingIn: _forwarding,
        asked.LeftUnexaminedIn: _left,
        asked.CertificateIn: _certificate,
        asked.DutiesNoteIn: _duties,
        asked.HearingNoticeIn: _hearing,
        asked.AppealTransferIn: _transfer,
        asked.ReminderIn: _reminder,
        asked.ToBodyIn: _to_body,
    },
)
