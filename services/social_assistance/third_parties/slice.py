"""Third parties and their documents as a slice of the service: routes, tasks, what stays of them, what a person is told of them."""

from casework.own import Slice
from services.social_assistance.third_parties.desk import Merits
from services.social_assistance.third_parties.file import OF_INVOICES
from services.social_assistance.third_parties.routes import invoices_router, third_parties_router
from services.social_assistance.third_parties.sharing_routes import funding_shares_router
from services.social_assistance.third_parties.tasks import SOURCES

_OPEN = """
SELECT a.entitled FROM invoice_allocation a JOIN invoice i ON i.gmina = a.gmina AND i.id = a.invoice
 WHERE a.gmina = %(gmina)s AND i.state IN ('registered', 'checked', 'controlled', 'accepted')
"""
_KEPT = "vouchers with days, sums and officials: ids of the persons (art. 74 ustawy o rachunkowości)"


def third_parties(merits: Merits) -> Slice:
    """merits: what the registers of other slices say of a document before it is checked."""
    return Slice(
        routers=lambda catalogue, _: [
            third_parties_router(catalogue),
            invoices_router(catalogue, merits),
            funding_shares_router(catalogue),
        ],
        tasks=SOURCES,
        kept=dict.fromkeys(("third_party", "invoice", "invoice_allocation", "invoice_booking", "funding_share"), _KEPT),
        keeps=(_OPEN,),
        held=(OF_INVOICES,),
        not_held={"invoice_booking": "lines of the classification of amounts that the copy names already"},
    )
