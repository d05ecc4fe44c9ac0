"""Stays in centres of support and the like as a slice of the service: routes, tasks, what stays when files are destroyed, what is told."""

from casework.own import Slice
from services.social_assistance.stays.file import OF_STAYS
from services.social_assistance.stays.routes import months_router, stays_router
from services.social_assistance.stays.tasks import SOURCES

_STAYS_ON = "SELECT s.person FROM support_stay s WHERE s.gmina = %(gmina)s AND s.state = 'open'"

STAYS = Slice(
    routers=lambda catalogue, _: [stays_router(catalogue), months_router(catalogue)],
    tasks=SOURCES,
    kept=dict.fromkeys(
        ("support_stay", "support_term", "support_month"), "what a stay was charged by: ids, codes, days and sums"
    ),
    keeps=(_STAYS_ON,),
    held=(OF_STAYS,),
)
