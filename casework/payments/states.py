"""The processes of a payment and of a payment list, as data: the full circuit with the checks of art. 54 u.f.p., and the simple one
(two people).

The full one holds wherever the gmina has not set the simple one, with a reason. In the simple circuit one person draws the list up and
another approves it. In the full one the approval comes last, after the check of merits, the formal and accounting check and the chief
accountant's preliminary control. The accountant first gives the list back to be put right and refuses when it is not (ust. 4); the head,
told of the refusal, holds the payment back or orders it in writing (ust. 5). When a decision changes a right on a list that was checked,
the list goes back to the draft without its payments (casework/awards/off_lists.py).
"""

from casework.transitions import Process, Transition

_STATES = {
    "draft": "sporządzona",
    "merit_checked": "sprawdzona merytorycznie",
    "formal_checked": "sprawdzona formalno-rachunkowo",
    "controlled": "po wstępnej kontroli głównego księgowego",
    "refused": "odmowa podpisu głównego księgowego",
    "ordered": "polecenie realizacji na piśmie",
    "approved": "zatwierdzona do wypłaty",
    "settled": "rozliczona",
    "withdrawn": "wycofana",
}
_PAYING = (
    Transition("settle", "approved", "settled"),
    Transition("settle_part", "approved", "approved"),
)

SIMPLE = Process(
    code="payment_list_simple",
    title="Lista wypłat: obieg prosty",
    states={name: _STATES[name] for name in ("draft", "approved", "settled", "withdrawn")},
    transitions=(
        Transition("exclude", "draft", "draft"),
        Transition("withdraw", "draft", "withdrawn"),
        Transition("approve", "draft", "approved"),
        *_PAYING,
    ),
)
FULL = Process(
    code="payment_list_full",
    title="Lista wypłat: obieg pełny",
    states=_STATES,
    transitions=(
        Transition("exclude", "draft", "draft"),
        Transition("withdraw", "draft", "withdrawn"),
        Transition("merit_check", "draft", "merit_checked"),
        Transition("return", "draft", "draft"),
        Transition("formal_check", "merit_checked", "formal_checked"),
        Transition("return", "merit_checked", "draft"),
        Transition("preliminary_control", "formal_checked", "controlled", "u.f.p. art. 54 ust. 1 pkt 3, ust. 3"),
        Transition("return", "formal_checked", "draft", "u.f.p. art. 54 ust. 4"),
        Transition("refuse", "formal_checked", "refused", "u.f.p. art. 54 ust. 4"),
        Transition("decide_refusal", "refused", "ordered", "u.f.p. art. 54 ust. 5"),
        Transition("hold", "refused", "draft", "u.f.p. art. 54 ust. 5"),
        Transition("approve", "controlled", "approved", "u.f.p. art. 53 ust. 1"),
        Transition("approve", "ordered", "approved", "u.f.p. art. 53 ust. 1"),
        Transition("give_back", "controlled", "draft"),
        Transition("give_back", "ordered", "draft"),
        *_PAYING,
    ),
)
PAYMENT = Process(
    code="payment",
    title="Wypłata",
    states={
        "planned": "na sporządzonej liście",
        "approved": "zatwierdzona do wypłaty",
        "settled": "wypłacona",
        "returned": "wróciła: do ponownej wypłaty",
        "voided": "wystornowana",
    },
    transitions=(
        # What its list does with it.
        Transition("approve", "planned", "approved", by_itself=True),
        Transition("settle", "approved", "settled", by_itself=True),
        Transition("fail", "approved", "voided", by_itself=True),
        Transition("void", "approved", "voided"),
        Transition("return", "settled", "returned"),
        Transition("repay", "settled", "settled"),
        Transition("refund", "settled", "settled"),
        Transition("refund", "settled", "returned"),
        Transition("propose_storno", "settled", "settled"),
        Transition("confirm_storno", "settled", "voided"),
        *(Transition("refuse_storno", state, state) for state in ("settled", "returned")),
    ),
)
PROCESSES = (SIMPLE, FULL, PAYMENT)


def process_of(circuit: str) -> Process:
    """The process of a list by its circuit, which was fixed when it was drawn up."""
    return FULL if circuit == "full" else SIMPLE
