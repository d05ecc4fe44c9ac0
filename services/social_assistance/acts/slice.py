"""Registers of acts as a slice of the service: routes, tasks, what stays when files are destroyed, what a person is told of them."""

from casework.own import Slice
from services.social_assistance.acts.file import OF_ACTS
from services.social_assistance.acts.routes import acts_router
from services.social_assistance.acts.tasks import SOURCES

_WAITING = """
SELECT p.person FROM social_act_person p JOIN social_act a ON a.gmina = p.gmina AND a.id = p.act
 WHERE p.gmina = %(gmina)s AND a.state = 'open'
"""

ACTS = Slice(
    routers=lambda catalogue, _: [acts_router(catalogue)],
    tasks=SOURCES,
    kept=dict.fromkeys(
        ("social_act", "social_act_person", "social_act_household", "social_act_product"),
        "acts with days and officials: ids, codes and figures",
    ),
    keeps=(_WAITING,),
    held=(OF_ACTS,),
    not_held={
        "social_act_household": "families; what was done for a person stands in the acts that name her",
        "social_act_product": "figures of what was given out in an act, to whomever it names together",
    },
)
