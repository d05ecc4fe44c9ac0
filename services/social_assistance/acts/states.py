"""The way of an act of a register: asked for, done, or withdrawn because it was entered in error or is not asked for any more."""

from casework.transitions import Process, Transition

SOCIAL_ACT = Process(
    "social_act",
    "Czynność rejestru pracy socjalnej i usług",
    {"open": "do wykonania", "done": "wykonana", "withdrawn": "wycofana"},
    (
        Transition("finish", "open", "done"),
        Transition("withdraw", "open", "withdrawn"),
        # What was told of it is taken back, and the acts after it become the first ones.
        Transition("withdraw", "done", "withdrawn"),
    ),
)
