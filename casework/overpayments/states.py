"""The states of an undue payment and the steps from one to the other, as data (docs/processes.md is drawn from it)."""

from typing import Literal, get_args

from casework.transitions import Process, Transition

State = Literal["registered", "decided", "final", "settled", "withdrawn"]
STATES: tuple[State, ...] = get_args(State)

_OWED = ("registered", "decided", "final")
_ON_DECISION = ("decided", "final")

OVERPAYMENT = Process(
    "overpayment",
    "Należność z nienależnie pobranych świadczeń",
    {
        "registered": "zarejestrowana, bez decyzji",
        "decided": "ustalona decyzją",
        "final": "ustalona decyzją ostateczną",
        "settled": "rozliczona: nic nie pozostało do zwrotu",
        "withdrawn": "wycofana albo decyzja uchylona",
    },
    (
        Transition("decide", "registered", "decided", "art. 104 k.p.a."),
        Transition("decide", "settled", "settled", "art. 104 k.p.a."),
        Transition("withdraw", "registered", "withdrawn"),
        Transition("finalise", "decided", "final", "art. 16 § 1 k.p.a."),
        Transition("finalise", "settled", "settled", "art. 16 § 1 k.p.a."),
        # The decision itself: final by its own course, no longer final, taken away (following.py).
        Transition("lose_finality", "final", "decided", "art. 16 § 1 k.p.a.", by_itself=True),
        Transition("lose_finality", "settled", "settled", "art. 16 § 1 k.p.a.", by_itself=True),
        *(
            Transition("fall", one, "registered", "art. 138 § 1 pkt 2 k.p.a.", by_itself=True)
            for one in (*_ON_DECISION, "settled")
        ),
        *(Transition("repeal", one, "withdrawn", "art. 138 § 1 pkt 2 k.p.a.") for one in (*_OWED, "settled")),
        *(Transition(step, one, to) for step in ("repay", "write_off") for one in _OWED for to in (one, "settled")),
        Transition("repay", "settled", "settled"),
        Transition("repay", "withdrawn", "withdrawn"),
        *(Transition("give_back", one, one) for one in ("settled", "withdrawn")),
        Transition("correct", "withdrawn", "withdrawn"),
        *(Transition("remit", one, to) for one in _ON_DECISION for to in (one, "settled")),
        *(Transition("correct", one, to) for one in _OWED for to in (one, "settled")),
        *(Transition("correct", "settled", to) for to in ("settled", *_OWED)),
        *(Transition("relieve", one, one) for one in _ON_DECISION),
        *(Transition("enforce", one, one) for one in ("final",)),
    ),
)


def allowed_of(state: str, *, decided: bool, final: bool, surplus: int) -> list[str]:
    """What may be done now: the steps of the state, without those that its decision or its money rules out. surplus: grosze."""
    barred = set() if surplus > 0 else {"give_back"}
    if final or not decided:
        barred.add("finalise")
    return [step for step in OVERPAYMENT.allowed(state) if step not in barred]


def resting(*, decided: bool, final: bool, open_total: int, withdrawn: bool = False) -> State:
    """The state that an account comes to rest in after a movement. What was withdrawn stays so, whatever money still comes in."""
    if withdrawn:
        return "withdrawn"
    if not open_total:
        return "settled"
    return "final" if final else "decided" if decided else "registered"
