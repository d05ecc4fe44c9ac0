"""What may be noted of a decision in each of its states, and how the sending of an act to a party goes on.

What moves a delivery is an event or a day, by the rules of day.py; what moves a decision is what its parties do, by finality().
"""

from casework.transitions import Process, Transition

_EVENT = "art. 39-49 k.p.a."
_APPEAL = "art. 127-134 k.p.a."
_NULL = "art. 156-158 k.p.a."
_OUT = ("issued", "delivered", "final", "removed")

DECISION = Process(
    "decision",
    "Decyzja",
    {
        "prepared": "przygotowana",
        "approved": "zatwierdzona",
        "issued": "wydana",
        "delivered": "doręczona",
        "final": "ostateczna",
        "withdrawn": "wycofana",
        "removed": "usunięta z obrotu prawnego",
    },
    (
        Transition("approve", "prepared", "approved", "art. 107 § 1 k.p.a."),
        Transition("give_back", "prepared", "prepared", "art. 107 k.p.a."),
        Transition("give_back", "approved", "prepared", "art. 107 k.p.a."),
        Transition("withdraw", "prepared", "withdrawn"),
        Transition("withdraw", "approved", "withdrawn"),
        Transition("issue", "approved", "issued", "art. 104, art. 110 k.p.a."),
        *(
            Transition("note_party", state, state, "art. 28, art. 32-33 k.p.a.")
            for state in ("prepared", "approved", "issued", "delivered", "final")
        ),
        *(
            Transition("withdraw_party", state, state, "art. 28 k.p.a.")
            for state in ("prepared", "approved", "issued", "delivered", "final")
        ),
        Transition("withdraw_party", "issued", "delivered", "art. 109, art. 110 k.p.a."),
        Transition("withdraw_party", "issued", "final", "art. 109, art. 110 k.p.a."),
        *(
            Transition("set_case_start", state, state, "art. 61 § 3-4 k.p.a.")
            for state in ("prepared", "approved", "issued")
        ),
        Transition("send", "issued", "issued", _EVENT),
        Transition("send", "delivered", "delivered", _EVENT),
        Transition("deliver", "issued", "issued", "art. 109, art. 110 k.p.a."),
        Transition("deliver", "issued", "delivered", "art. 109, art. 110 k.p.a."),
        Transition("deliver", "issued", "final", "art. 127 § 1a k.p.a."),
        # In the decision itself; once it was delivered, by an order that may be complained of (art. 108 § 2).
        Transition("order_enforceability", "issued", "issued", "art. 108 § 1 k.p.a."),
        Transition("waive", "issued", "issued", "art. 127a k.p.a."),
        Transition("waive", "delivered", "delivered", "art. 127a k.p.a."),
        Transition("waive", "delivered", "final", "art. 127a § 2 k.p.a."),
        Transition("appeal", "issued", "issued", _APPEAL),
        Transition("appeal", "delivered", "delivered", _APPEAL),
        Transition("appeal", "final", "delivered", "art. 57 § 5, art. 58 k.p.a."),
        Transition("appeal", "final", "final", "art. 134 k.p.a."),
        Transition("appeal_ends", "delivered", "final", "art. 138 § 1 k.p.a."),
        Transition("appeal_ends", "delivered", "removed", "art. 132, art. 138 § 1 pkt 2, § 2 k.p.a."),
        Transition("become_final", "delivered", "final", "art. 16 § 1 k.p.a."),
        Transition("reopen", "final", "final", "art. 145-149 k.p.a."),
        Transition("reopening_ends", "final", "removed", "art. 151 § 1 pkt 2 k.p.a."),
        Transition("claim_nullity", "issued", "issued", _NULL),
        Transition("claim_nullity", "delivered", "delivered", _NULL),
        Transition("claim_nullity", "final", "final", _NULL),
        Transition("nullity_ends", "issued", "removed", _NULL),
        Transition("nullity_ends", "delivered", "removed", _NULL),
        Transition("nullity_ends", "final", "removed", _NULL),
        # What follows from the whole course of its parties, courts and SKO (moments.settled): an entry that is put right may turn it back.
        *(
            Transition("settle", before, after, "art. 16, art. 109-110, art. 127-138 k.p.a.", by_itself=True)
            for before in _OUT
            for after in _OUT
            if before != after
        ),
    ),
)

DECISION_OF_SKO = Process(
    "decision_of_sko",
    "Decyzja SKO wprowadzona do wykonania",
    {
        "prepared": "wprowadzona",
        "final": "ostateczna",
        "withdrawn": "wycofana",
        "removed": "usunięta z obrotu prawnego",
    },
    (
        Transition("carry_out", "prepared", "final", "art. 16 § 1, art. 138 § 1 pkt 2 k.p.a."),
        Transition("withdraw", "prepared", "withdrawn"),
        Transition("court_quashes", "final", "removed", "art. 145 p.p.s.a."),
    ),
)
"""What SKO decided itself stands among the decisions; the office neither signs nor sends it."""

DELIVERY = Process(
    "delivery",
    "Doręczenie",
    {"waiting": "w drodze", "delivered": "doręczone", "ineffective": "bezskuteczne"},
    (
        *(
            Transition("note_event", before, after, _EVENT)
            for before in ("waiting", "delivered", "ineffective")
            for after in ("waiting", "delivered", "ineffective")
        ),
        Transition(
            "term_runs_out",
            "waiting",
            "delivered",
            "art. 44 § 4, art. 49 § 2 k.p.a., art. 42 ust. 2 u.d.e.",
            by_itself=True,
        ),
        Transition("term_runs_out", "waiting", "ineffective", "art. 44 § 3 k.p.a.", by_itself=True),
    ),
)
