"""Care services as a slice of the service: routes, tasks, what stays when files are destroyed, what a person is told of them."""

from casework.own import Slice
from services.social_assistance.care_services.carer_routes import carers_router
from services.social_assistance.care_services.file import OF_CARE
from services.social_assistance.care_services.month_routes import months_router
from services.social_assistance.care_services.plan_routes import plans_router
from services.social_assistance.care_services.tasks import SOURCES

_SERVED = "SELECT p.person FROM care_plan p WHERE p.gmina = %(gmina)s AND p.state IN ('urgent', 'open')"

CARE_SERVICES = Slice(
    routers=lambda catalogue, keys: [carers_router(keys), plans_router(catalogue), months_router(catalogue)],
    tasks=SOURCES,
    kept=dict.fromkeys(
        ("care_plan", "care_term", "care_day", "care_month"),
        "what services were given, cost and were charged: ids, codes, days, minutes and sums",
    ),
    keeps=(_SERVED,),
    held=(OF_CARE,),
)
