"""Meals as a slice of the service: routes, tasks, what stays when files are destroyed, what a person is told."""

from casework.own import Slice
from services.social_assistance.meals.file import HELD_MEALS
from services.social_assistance.meals.routes import meal_lists_router, meals_on_invoices_router, meals_router
from services.social_assistance.meals.tasks import SOURCES

_FED = """
SELECT m.person FROM meal_person m WHERE m.gmina = %(gmina)s AND (m.until IS NULL OR m.until >= %(on)s::date)
"""

OF_MEALS = Slice(
    routers=lambda catalogue, _: [
        meals_router(catalogue),
        meal_lists_router(catalogue),
        meals_on_invoices_router(catalogue),
    ],
    tasks=SOURCES,
    kept=dict.fromkeys(
        ("meal_person", "meal_price", "meal_list", "meal_eaten"),
        "what invoices were divided by: ids of persons, days and prices",
    ),
    keeps=(_FED,),
    held=(HELD_MEALS,),
)
