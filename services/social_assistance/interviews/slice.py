"""Interviews that are to be held as a slice of the service."""

from casework.own import Slice
from services.social_assistance.interviews.file import OF_ORDERS
from services.social_assistance.interviews.routes import interviews_router
from services.social_assistance.interviews.tasks import SOURCES

INTERVIEWS = Slice(
    routers=lambda catalogue, _: [interviews_router(catalogue)],
    tasks=SOURCES,
    kept={"interview_order": "acts with days and officials: ids and days of a party"},
    keeps=(
        "SELECT o.person FROM interview_order o WHERE o.gmina = %(gmina)s AND o.state = 'open' AND o.person IS NOT NULL",
    ),
    held=(OF_ORDERS,),
)
