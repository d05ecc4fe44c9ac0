"""Matters of coordination as a slice of the service: routes, tasks, what stays when files are destroyed, what a person is told of them."""

from casework.own import Slice
from services.family_benefits.coordination_matters.file import OF_COORDINATION
from services.family_benefits.coordination_matters.known import known
from services.family_benefits.coordination_matters.routes import coordination_router
from services.family_benefits.coordination_matters.tasks import SOURCES

COORDINATION_MATTERS = Slice(
    routers=lambda catalogue, _: [coordination_router(catalogue)],
    tasks=SOURCES,
    kept=dict.fromkeys(
        ("coordination_matter", "coordination_finding"), "acts with days and officials: ids, states and days of a party"
    ),
    keeps=("SELECT m.person FROM coordination_matter m WHERE m.gmina = %(gmina)s AND m.state = 'waiting'",),
    held=(OF_COORDINATION,),
    recorded=(known,),
)
