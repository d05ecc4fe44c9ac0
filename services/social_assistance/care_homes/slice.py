"""Care homes as a slice of the service: routes, tasks, what stays when files are destroyed, what a person is told of them."""

from casework.own import Slice
from services.social_assistance.care_homes.file import HELD
from services.social_assistance.care_homes.invoice_routes import home_invoices_router
from services.social_assistance.care_homes.routes import homes_router, stays_router
from services.social_assistance.care_homes.tasks import SOURCES

_TABLES = ("care_home_stay", "care_home_payer", "care_home_absence", "care_home_month")
_STAYS_ON = "SELECT s.person FROM care_home_stay s WHERE s.gmina = %(gmina)s AND s.state IN ('referred', 'admitted')"
_PAYS_ON = """
SELECT p.person FROM care_home_payer p JOIN care_home_stay s ON s.gmina = p.gmina AND s.id = p.stay
 WHERE p.gmina = %(gmina)s AND s.state IN ('referred', 'admitted')
"""

CARE_HOMES = Slice(
    routers=lambda catalogue, _: [stays_router(catalogue), homes_router(catalogue), home_invoices_router(catalogue)],
    tasks=SOURCES,
    kept={
        **dict.fromkeys(_TABLES, "what a stay costs and who bears it: ids, states, days and sums"),
        "care_home_cost": "costs of homes as they were announced: nobody's data",
    },
    keeps=(_STAYS_ON, _PAYS_ON),
    held=HELD,
)
