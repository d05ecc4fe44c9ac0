"""The way of work with a family that has an assistant (ustawa o wspieraniu rodziny art. 10-15)."""

from casework.transitions import Process, Transition

ASSISTED_FAMILY = Process(
    "assisted_family",
    "Praca asystenta z rodziną",
    {"running": "prowadzona", "ended": "zakończona", "withdrawn": "wpisana omyłkowo"},
    (
        Transition("hand_over", "running", "running", "art. 11 ust. 4 ustawy o wspieraniu rodziny"),
        Transition("add_child", "running", "running"),
        Transition("end_child", "running", "running"),
        Transition("add_step", "running", "running", "art. 15 ust. 3 ustawy o wspieraniu rodziny"),
        Transition("note_step", "running", "running"),
        Transition("review", "running", "running", "art. 15 ust. 1 pkt 15 ustawy o wspieraniu rodziny"),
        Transition("end", "running", "ended", "art. 15 ust. 1 pkt 16 ustawy o wspieraniu rodziny"),
        Transition("withdraw", "running", "withdrawn"),
    ),
)
ARTICLES = {one.step: one.article for one in ASSISTED_FAMILY.transitions}
