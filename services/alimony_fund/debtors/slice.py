"""Debtors as a slice of the service: routes, tasks, letters, and what of them stays when files are destroyed."""

from casework.own import Slice
from services.alimony_fund.debtors.action_routes import action_router
from services.alimony_fund.debtors.action_tasks import ACTION_SOURCES
from services.alimony_fund.debtors.closed_tasks import CLOSED_SOURCES, OWES
from services.alimony_fund.debtors.count_routes import count_router
from services.alimony_fund.debtors.file import HELD
from services.alimony_fund.debtors.grant_tasks import GRANT_SOURCES
from services.alimony_fund.debtors.interview_routes import interview_router
from services.alimony_fund.debtors.interviews import HELD_INTERVIEWS
from services.alimony_fund.debtors.known import titles_of_family
from services.alimony_fund.debtors.later_tasks import LATER_SOURCES
from services.alimony_fund.debtors.letter_kinds import debtor_kinds
from services.alimony_fund.debtors.letter_routes import letter_router
from services.alimony_fund.debtors.proceeding_routes import proceeding_router
from services.alimony_fund.debtors.relief_routes import relief_router
from services.alimony_fund.debtors.request_routes import request_routers
from services.alimony_fund.debtors.routes import register_routers
from services.alimony_fund.debtors.tasks import SOURCES

_KEPT = "acts with days, sums and organs: ids of the parties; a debt outlives the file of the benefit (art. 27)"
_SAID = "what the debtor said, sealed: it stays as long as the data on him, ten years from the end of benefits (art. 15 ust. 8d)"
# Whoever owes stays after the entry is closed, and so does whoever a surplus is to go back to.
_OPEN = f"""
SELECT d.person FROM debtor d
 WHERE d.gmina = %(gmina)s
   AND (d.closed_on IS NULL OR d.id IN ({OWES.format(gmina="%(gmina)s")})
        OR d.id IN (SELECT e.debtor FROM debt_entry e WHERE e.gmina = %(gmina)s AND e.account = 'surplus'
                     GROUP BY e.debtor HAVING sum(e.amount) <> 0))
"""
_ENTITLED = """
SELECT t.entitled FROM maintenance_title t JOIN debtor d ON d.gmina = t.gmina AND d.id = t.debtor
 WHERE t.gmina = %(gmina)s AND d.closed_on IS NULL
"""
_TABLES = (
    "debtor", "debtor_role", "maintenance_title", "maintenance_title_version", "maintenance_month", "maintenance_bailiff",
    "debtor_proceeding", "debtor_proceeding_step",
    "action_request", "debtor_action", "debtor_listing", "debtor_relief", "debtor_relief_step",
)  # fmt: skip

DEBTORS = Slice(
    routers=lambda catalogue, keys: [
        *register_routers(catalogue),
        proceeding_router(catalogue),
        *request_routers(catalogue),
        letter_router(catalogue, keys),
        relief_router(catalogue),
        action_router(catalogue),
        count_router(),
        interview_router(keys),
    ],
    tasks=(*SOURCES, *GRANT_SOURCES, *CLOSED_SOURCES, *LATER_SOURCES, *ACTION_SOURCES),
    kept={**dict.fromkeys(_TABLES, _KEPT), "debtor_interview": _SAID},
    keeps=(_OPEN, _ENTITLED),
    held=(*HELD, HELD_INTERVIEWS),
    recorded=(titles_of_family,),
    letters=tuple(one.own for one in debtor_kinds().values()),
)
