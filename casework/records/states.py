"""The way of a case's file: open, closed, then destroyed or passed to the state archive. What comes to life again is opened again."""

from casework.transitions import Process, Transition

CASE_FILE = Process(
    "case_file",
    "Akta sprawy",
    {
        "open": "w toku",
        "closed": "zakończone",
        "destroyed": "zniszczone",
        "passed": "przekazane do archiwum państwowego",
    },
    (
        Transition("link", "open", "open"),
        Transition("link", "closed", "closed"),
        Transition("close", "open", "closed", "instrukcja kancelaryjna § 5"),
        Transition("reopen", "closed", "open", "art. 149 k.p.a."),
        Transition("requalify", "closed", "closed", "art. 6 ust. 2 ustawy o narodowym zasobie archiwalnym i archiwach"),
        Transition("pass_on", "closed", "passed", "art. 5 ust. 1 ustawy o narodowym zasobie archiwalnym i archiwach"),
        Transition("destroy", "closed", "destroyed", "rozp. MKiDN z 20.10.2015 (Dz.U. 2019 poz. 246)"),
    ),
)
