"""The way of a facility's list of meals: entered, confirmed against the facility's own, opened again while no invoice was divided by it."""

from casework.transitions import Process, Transition

MEAL_LIST = Process(
    "meal_list",
    "Lista posiłków placówki",
    {"open": "w toku", "confirmed": "potwierdzona"},
    (
        Transition("enter", "open", "open"),
        Transition("confirm", "open", "confirmed"),
        Transition("reopen", "confirmed", "open"),
    ),
)
