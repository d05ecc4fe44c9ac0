"""The hire of equipment as a slice of the service: routes, tasks, what stays when files are destroyed, what a person is told of it."""

from casework.own import Slice
from services.social_assistance.equipment_hire.file import OF_HIRES
from services.social_assistance.equipment_hire.routes import hires_router, items_router
from services.social_assistance.equipment_hire.tasks import SOURCES

EQUIPMENT = Slice(
    routers=lambda catalogue, _: [items_router(), hires_router(catalogue)],
    tasks=SOURCES,
    kept={"equipment_hire": "what the gmina's property was lent for: ids, codes, days and fees"},
    keeps=("SELECT h.person FROM equipment_hire h WHERE h.gmina = %(gmina)s AND h.state = 'lent'",),
    held=(OF_HIRES,),
)
