"""Family assistants as a slice of the service: routes, tasks, what stays when files are destroyed, what a person is told of them."""

from casework.own import Slice
from services.social_assistance.family_assistants.assistant_routes import assistants_router
from services.social_assistance.family_assistants.family_routes import families_router
from services.social_assistance.family_assistants.file import OF_ASSISTED_FAMILIES
from services.social_assistance.family_assistants.tasks import SOURCES

_HELPED = """
SELECT c.person FROM assisted_child c JOIN assisted_family f ON f.gmina = c.gmina AND f.id = c.family
 WHERE c.gmina = %(gmina)s AND f.state = 'running'
"""

FAMILY_ASSISTANTS = Slice(
    routers=lambda catalogue, keys: [assistants_router(catalogue, keys), families_router(catalogue)],
    tasks=SOURCES,
    kept=dict.fromkeys(
        ("assisted_family", "assisted_child", "assisted_family_step", "assisted_family_review"),
        "acts with days and officials: ids, codes and days of a family",
    ),
    keeps=(_HELPED,),
    held=(OF_ASSISTED_FAMILIES,),
)
