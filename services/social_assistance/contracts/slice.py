"""Social contracts as a slice of the service."""

from casework.own import Slice
from services.social_assistance.contracts.file import OF_CONTRACTS
from services.social_assistance.contracts.routes import contracts_router
from services.social_assistance.contracts.tasks import SOURCES

CONTRACTS = Slice(
    routers=lambda catalogue, _: [contracts_router(catalogue)],
    tasks=SOURCES,
    kept=dict.fromkeys(
        ("social_contract", "social_contract_step", "social_contract_review"),
        "acts with days and officials: ids, codes and days of a party",
    ),
    keeps=("SELECT c.person FROM social_contract c WHERE c.gmina = %(gmina)s AND c.state = 'running'",),
    held=(OF_CONTRACTS,),
)
