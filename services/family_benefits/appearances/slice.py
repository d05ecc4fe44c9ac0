"""Calls to appear in person as a slice of the service: routes, tasks, what stays when files go, what a person is told of them."""

from casework.own import Slice
from services.family_benefits.appearances.abroad import SOURCES as OF_DEPARTURES
from services.family_benefits.appearances.file import OF_APPEARANCES
from services.family_benefits.appearances.routes import appearances_router
from services.family_benefits.appearances.tasks import SOURCES

APPEARANCES = Slice(
    routers=lambda catalogue, _: [appearances_router(catalogue)],
    tasks=(*SOURCES, *OF_DEPARTURES),
    kept={"appearance_call": "acts with days and officials: ids, states and days of a party"},
    keeps=("SELECT m.person FROM appearance_call m WHERE m.gmina = %(gmina)s AND m.state IN ('called', 'delivered')",),
    held=(OF_APPEARANCES,),
)
