"""The way of a call to appear in person, from the call to whoever came or did not (art. 26 ust. 3c-3f of the act of 12.03.2022)."""

from casework.transitions import Process, Transition

ACT = "ustawy z 12.03.2022 o pomocy obywatelom Ukrainy"
CALL_ARTICLE, LEFT_ARTICLE, LATE_ARTICLE = (f"art. 26 ust. {one} {ACT}" for one in ("3c", "3d", "3f"))

APPEARANCE = Process(
    "appearance_call",
    "Wezwanie obywatela Ukrainy do osobistego stawiennictwa",
    {
        "called": "wezwano",
        "delivered": "wezwanie doręczono",
        "appeared": "stawiennictwo w terminie",
        "late": "stawiennictwo po terminie",
        "missed": "wniosek pozostawiono bez rozpatrzenia",
        "withdrawn": "wycofane",
    },
    (
        Transition("note_delivery", "called", "delivered", CALL_ARTICLE),
        Transition("note_appearance", "called", "appeared", CALL_ARTICLE),
        Transition("note_appearance", "delivered", "appeared", CALL_ARTICLE),
        Transition("note_appearance", "delivered", "late", LATE_ARTICLE),
        Transition("leave_unexamined", "delivered", "missed", LEFT_ARTICLE),
        Transition("withdraw", "called", "withdrawn"),
        Transition("withdraw", "delivered", "withdrawn"),
    ),
)
