"""The way of a list of what is to be destroyed (brakowanie), and of one of what passes to the state archive."""

from casework.transitions import Process, Transition

_ARCHIVES = "art. 5 ust. 1 ustawy o narodowym zasobie archiwalnym i archiwach"
_REGULATION = "rozp. MKiDN z 20.10.2015 (Dz.U. 2019 poz. 246)"

PASSING = Process(
    "archive_passing",
    "Przekazanie materiałów archiwalnych do archiwum państwowego",
    {"drawn_up": "spis sporządzony", "passed": "przekazane do archiwum państwowego", "withdrawn": "wycofany"},
    (
        Transition("leave_out", "drawn_up", "drawn_up"),
        Transition("note_passing", "drawn_up", "passed", _ARCHIVES),
        Transition("withdraw", "drawn_up", "withdrawn"),
    ),
)

DESTRUCTION = Process(
    "destruction",
    "Brakowanie dokumentacji niearchiwalnej",
    {
        "proposed": "spis sporządzony",
        "submitted": "wniosek o zgodę wysłany do archiwum państwowego",
        "consented": "zgoda archiwum państwowego",
        "approved": "zniszczenie zatwierdzone",
        "carried_out": "dokumentacja zniszczona",
        "refused": "archiwum państwowe odmówiło zgody",
        "withdrawn": "wycofany",
    },
    (
        *(Transition("leave_out", one, one) for one in ("proposed", "submitted", "consented", "approved")),
        Transition("submit", "proposed", "submitted", _REGULATION),
        Transition("note_consent", "submitted", "consented", _REGULATION),
        Transition("note_refusal", "submitted", "refused", _REGULATION),
        Transition("approve", "consented", "approved", _REGULATION),
        Transition("carry_out", "approved", "carried_out", _REGULATION),
        *(Transition("withdraw", one, "withdrawn") for one in ("proposed", "submitted", "consented", "approved")),
    ),
)
