"""The ledger of debtors as a slice of the service: routes, and what of it stays when files are destroyed."""

from casework.own import Slice
from services.alimony_fund.ledger.file import HELD, NOT_HELD
from services.alimony_fund.ledger.many_routes import many_router
from services.alimony_fund.ledger.proof_routes import proof_router
from services.alimony_fund.ledger.quarter_tasks import QUARTER_SOURCES
from services.alimony_fund.ledger.returned import came_back, went_again
from services.alimony_fund.ledger.routes import ledger_router
from services.alimony_fund.ledger.state_routes import state_router

_KEPT = "books of what is owed to the State and the gmina: ids, days and sums"

LEDGER = Slice(
    routers=lambda catalogue, _: [
        ledger_router(catalogue),
        proof_router(catalogue),
        many_router(catalogue),
        state_router(catalogue),
    ],
    tasks=QUARTER_SOURCES,
    kept=dict.fromkeys(
        ("debt_claim", "debt_act", "debt_document", "debt_entry", "debt_state_transfer", "debt_quarter_told"), _KEPT
    ),
    keeps=(
        "SELECT c.entitled FROM debt_claim c WHERE c.gmina = %(gmina)s",
        "SELECT a.entitled FROM debt_act a WHERE a.gmina = %(gmina)s AND a.entitled IS NOT NULL",
    ),
    held=HELD,
    not_held=NOT_HELD,
    came_back=came_back,
    went_again=went_again,
)
