"""The letter of a reminder: what was open of each fee on its day, the cost and the term (u.p.e.a. art. 15 § 1; u.p.s. art. 104 ust. 1)."""

from pathlib import Path
from uuid import UUID

from casework.authority import deciding
from casework.authority.problems import wrong
from casework.authority.rules import Matter
from casework.authority.sight import Sight
from casework.benefits.catalogue import Catalogue
from casework.letters import sheets
from casework.letters.contents import Content, OwnLetter, Sheet
from casework.letters.making import Making, Whose
from casework.letters.own_kinds import OwnKind
from casework.letters.polish import day_text, month_name
from casework.letters.sheets import Desk
from casework.persons import one_person
from casework.signs import store as signs
from casework.terms.law import procedure
from kit.money import amount_text
from kit.periods import month_of
from services.social_assistance.fees import reminder_store
from services.social_assistance.fees.problems import FeeReminderEnded, FeeReminderNotFound
from services.social_assistance.fees.reminder_schemas import FeeReminderLetterIn
from services.social_assistance.fees.states import LIVING

_TEMPLATE = Path(__file__).parent / "templates" / "fee_reminder.txt"
REMINDER_LETTER = OwnKind(
    "fee_reminder",
    "Upomnienie o zapłatę opłat",
    _TEMPLATE.read_text(encoding="utf-8"),
    ("oplaty", "razem", "termin_dni", "rachunek"),
    {
        "oplaty": [
            {"nazwa": "Opłata za usługi opiekuńcze", "miesiac": "czerwiec 2025 r.", "termin": "15 lipca 2025 r.", "kwota": "60,00 zł"}
        ],
        "koszty": "16,00 zł",
        "razem": "76,00 zł",
        "termin_dni": "7",
    },
)  # fmt: skip


def letter(desk: Desk, catalogue: Catalogue, sight: Sight, reminder: UUID, order: FeeReminderLetterIn) -> Making:
    """The letter. Preparing raises FeeReminderNotFound, FeeReminderEnded, ValidationFailed, and whatever gathering raises."""

    async def gather() -> tuple[Content, Whose]:
        row = await reminder_store.load(desk.db, sight, reminder)
        if row is None:
            raise FeeReminderNotFound
        if row.state not in LIVING:
            raise FeeReminderEnded
        lines = (await reminder_store.lines(desk.db, [row.id]))[row.id]
        whose = Matter(frozenset({row.payer, *(fee.person for _, fee in lines)}))
        await deciding.not_excluded(desk.db, desk.by, whose, desk.today)
        case = await signs.sign(desk.db, order.case)
        if case is None or case.party not in await one_person.all_entries(desk.db, {row.payer}):
            raise wrong("/case", "case_unknown", "Płatnik nie ma takiej sprawy.")
        day = row.issued_on
        signature = await sheets.signer(desk, day, [catalogue.get(fee.benefit) for _, fee in lines])
        office = await sheets.office_of(desk, signature, day)
        party = (await sheets.whereabouts(desk, {row.payer}, day)).person(row.payer, None)
        sheet = Sheet(office, case.sign, day, party, signature, sheets.recipients_of([party]))
        owed = sum(line.owed for line, _ in lines)
        content = OwnLetter(sheet, REMINDER_LETTER, {
            "oplaty": [
                {
                    "nazwa": catalogue.name_of(fee.benefit),
                    "miesiac": month_name(month_of(fee.month)),
                    "termin": day_text(fee.due_on),
                    "kwota": amount_text(line.owed),
                }
                for line, fee in lines
            ],
            "koszty": amount_text(row.cost) if row.cost else "",
            "razem": amount_text(owed + row.cost),
            "termin_dni": str(procedure().on(day).count("upea_reminder_term_days")),
        })  # fmt: skip
        return content, Whose(row.payer, None, order.draft, about="fee_reminder", about_id=row.id)

    return Making(desk, gather)
