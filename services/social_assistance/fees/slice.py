"""The ledger of fees as a slice of the service: routes, tasks, what stays when files are destroyed, what a person is told of it."""

from casework.own import Slice
from services.social_assistance.fees.file import OF_FEES, OF_REMINDERS
from services.social_assistance.fees.letter import REMINDER_LETTER
from services.social_assistance.fees.reminder_routes import reminders_router
from services.social_assistance.fees.routes import fees_router
from services.social_assistance.fees.tasks import SOURCES

_OWES = """
SELECT f.payer FROM fee f
 WHERE f.gmina = %(gmina)s
   AND (SELECT sum(CASE e.kind WHEN 'assessed' THEN e.amount WHEN 'given_back' THEN e.amount WHEN 'corrected' THEN 0 ELSE -e.amount END)
          FROM fee_entry e
         WHERE e.gmina = f.gmina AND e.fee = f.id
           AND NOT EXISTS (SELECT FROM fee_entry c WHERE c.gmina = e.gmina AND c.fee = e.fee AND c.counters = e.number)) <> 0
"""

FEES = Slice(
    routers=lambda catalogue, keys: [fees_router(catalogue), reminders_router(catalogue, keys)],
    tasks=SOURCES,
    kept=dict.fromkeys(
        ("fee", "fee_entry", "fee_reminder", "fee_reminder_line"),
        "books of the gmina's revenue: ids, days, figures and sums",
    ),
    keeps=(_OWES,),
    letters=(REMINDER_LETTER,),
    held=(OF_FEES, OF_REMINDERS),
)
