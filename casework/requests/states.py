"""The ways of a request for a certificate (k.p.a. art. 217-219) and of an urging (ponaglenie, art. 37)."""

from casework.transitions import Process, Transition

CERTIFICATE = Process(
    "certificate_request",
    "Żądanie wydania zaświadczenia",
    {
        "open": "do załatwienia",
        "issued": "wydano zaświadczenie",
        "refused": "odmówiono wydania",
        "withdrawn": "wycofane",
    },
    (
        Transition("issue", "open", "issued", "art. 217 § 3 k.p.a."),
        Transition("refuse", "open", "refused", "art. 219 k.p.a."),
        Transition("withdraw", "open", "withdrawn"),
    ),
)

URGING = Process(
    "urging",
    "Ponaglenie",
    {"open": "do przekazania", "passed_on": "przekazane do SKO", "ruled": "rozpatrzone", "withdrawn": "wycofane"},
    (
        Transition("pass_on", "open", "passed_on", "art. 37 § 4 k.p.a."),
        Transition("withdraw", "open", "withdrawn"),
        Transition("note_ruling", "passed_on", "ruled", "art. 37 § 5-6 k.p.a."),
    ),
)
PROCESSES = {"certificate": CERTIFICATE, "urging": URGING}
