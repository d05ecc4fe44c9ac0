"""Debtors as a slice of the service: routes, tasks, letters, and what of them stays when files are destroyed."""

from casework.own import Slice
from services.alimony_fund.debtors.file import HELD
from services.alimony_fund.debtors.later_tasks import LATER_SOURCES
from services.alimony_fund.debtors.letter_kinds import debtor_kinds
from services.alimony_fund.debtors.letter_routes import letter_router
from services.alimony_fund.debtors.proceeding_routes import proceeding_router
from services.alimony_fund.debtors.relief_routes import relief_router
from services.alimony_fund.debtors.request_routes import request_routers
from services.alimony_fund.debtors.routes import register_routers
from services.alimony_fund.debtors.tasks import SOURCES

_KEPT = "acts with days, sums and organs: ids of the parties; a debt outlives the file of the benefit (art. 27)"
_OPEN = "SELECT d.person FROM debtor d WHERE d.gmina = %(gmina)s AND d.closed_on IS NULL"
_ENTITLED = """
SELECT t.entitled FROM maintenance_title t JOIN debtor d ON d.gmina = t.gmina AND d.id = t.debtor
 WHERE t.gmina = %(gmina)s AND d.closed_on IS NULL
"""
_TABLES = (
    "debtor", "maintenance_title", "maintenance_month", "maintenance_bailiff", "debtor_proceeding", "debtor_proceeding_step",
    "action_request", "debtor_listing", "debtor_relief",
)  # fmt: skip

DEBTORS = Slice(
    routers=lambda catalogue, keys: [
        *register_routers(catalogue),
        proceeding_router(catalogue),
        *request_routers(catalogue),
        letter_router(catalogue, keys),
        relief_router(catalogue),
    ],
    tasks=(*SOURCES, *LATER_SOURCES),
    kept=dict.fromkeys(_TABLES, _KEPT),
    keeps=(_OPEN, _ENTITLED),
    held=HELD,
    letters=tuple(one.own for one in debtor_kinds().values()),
)
