"""The processes of what is lodged against a decision."""

from casework.transitions import Process, Transition

APPEAL = Process(
    "appeal",
    "Odwołanie",
    {
        "registered": "zarejestrowane",
        "passed_on": "przekazane do SKO",
        "to_carry_out": "do wykonania rozstrzygnięcie",
        "closed": "zakończone",
    },
    (
        Transition("restore_term", "registered", "registered", "art. 58-59 k.p.a."),
        Transition("restore_term", "passed_on", "passed_on", "art. 58-59 k.p.a."),
        Transition("note_withdrawal", "registered", "registered", "art. 137 k.p.a."),
        Transition("note_withdrawal", "passed_on", "passed_on", "art. 137 k.p.a."),
        Transition("self_review", "registered", "closed", "art. 132 k.p.a."),
        Transition("pass_on", "registered", "passed_on", "art. 133 k.p.a."),
        Transition("note_result", "passed_on", "closed", "art. 134, art. 138 § 1 pkt 1 i 3 k.p.a."),
        Transition("note_result", "passed_on", "to_carry_out", "art. 138 § 1 pkt 2, § 2 k.p.a."),
        Transition("enter_sko_decision", "to_carry_out", "to_carry_out", "art. 138 § 1 pkt 2 k.p.a."),
        Transition("carry_out", "to_carry_out", "closed", "art. 138, art. 139a k.p.a."),
        *(
            Transition("note_complaint", state, state, "art. 53-54, art. 64c p.p.s.a.")
            for state in ("to_carry_out", "closed")
        ),
        *(
            Transition("note_judgment", state, target, "art. 145, art. 151, art. 153 p.p.s.a.")
            for state, target in (
                ("to_carry_out", "to_carry_out"),
                ("to_carry_out", "passed_on"),
                ("closed", "closed"),
                ("closed", "passed_on"),
                ("closed", "to_carry_out"),
            )
        ),
    ),
)

COMPLAINT = Process(
    "court_complaint",
    "Skarga do sądu administracyjnego",
    {"filed": "wniesiona", "ended": "zakończona"},
    (Transition("note_judgment", "filed", "ended", "art. 145, art. 151 p.p.s.a."),),
)

REOPENING = Process(
    "reopening",
    "Wznowienie postępowania",
    {
        "requested": "złożono podanie albo przesłanka z urzędu",
        "started": "wznowione",
        "not_started": "odmowa wznowienia",
        "decided": "rozstrzygnięte",
    },
    (
        Transition("start", "requested", "started", "art. 149 § 1 k.p.a."),
        Transition("refuse_to_start", "requested", "not_started", "art. 149 § 3 k.p.a."),
        Transition("order_fell", "not_started", "requested", "art. 138 w związku z art. 144 k.p.a.", by_itself=True),
        Transition("decide", "started", "decided", "art. 151 k.p.a."),
    ),
)

NULLITY = Process(
    "nullity",
    "Stwierdzenie nieważności",
    {
        "requested": "złożono żądanie albo zawiadomiono o przesłance",
        "started": "wszczęte przez SKO",
        "not_started": "odmowa wszczęcia",
        "decided": "rozstrzygnięte",
    },
    (
        Transition("start", "requested", "started", "art. 157 § 2 k.p.a."),
        Transition("refuse_to_start", "requested", "not_started", "art. 61a, art. 158 § 3 k.p.a."),
        Transition("decide", "started", "decided", "art. 158 k.p.a."),
    ),
)
