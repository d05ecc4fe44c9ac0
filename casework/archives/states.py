"""The way of a list of what is to be destroyed (brakowanie), from the proposal to the protocol."""

from casework.transitions import Process, Transition

_REGULATION = "rozp. MKiDN z 20.10.2015 (Dz.U. 2019 poz. 246)"

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
