"""Foster care as a slice of the service: routes, what stays when files are destroyed, what a child is told."""

from casework.own import Slice
from services.social_assistance.foster_care.file import HELD_FOSTER_CARE
from services.social_assistance.foster_care.routes import foster_children_router, foster_notes_router

_IN_CARE = """
SELECT c.person FROM foster_child c WHERE c.gmina = %(gmina)s AND (c.until IS NULL OR c.until >= %(on)s::date)
"""

FOSTER_CARE = Slice(
    routers=lambda catalogue, _: [foster_children_router(catalogue), foster_notes_router(catalogue)],
    kept=dict.fromkeys(
        ("foster_child", "foster_note_row"), "what the powiat's notes were checked by: ids of children, days and sums"
    ),
    keeps=(_IN_CARE,),
    held=(HELD_FOSTER_CARE,),
)
