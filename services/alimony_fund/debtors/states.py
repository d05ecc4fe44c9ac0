"""The way of a proceeding against a debtor (organ właściwy dłużnika) and of a request for action (organ właściwy wierzyciela)."""

from casework.transitions import Process, Transition

_ACT = "u.p.o.u.a."
_INTERVIEW = f"art. 4 ust. 1-2, art. 5a ust. 1 {_ACT}"
_NO_DECISION = f"art. 5a ust. 2, art. 6 {_ACT}"
_FINAL = f"art. 5 ust. 3b {_ACT}, art. 16 § 1 k.p.a."
_ENDS = (
    "requested",
    "interview_called",
    "interviewed",
    "prevented",
    "job_ordered",
    "job_seeker",
    "not_registered",
    "work_refused",
)

PROCEEDING = Process(
    "debtor_proceeding",
    "Postępowanie wobec dłużnika alimentacyjnego",
    {
        "requested": "wpłynął wniosek o podjęcie działań",
        "interview_called": "wezwano na wywiad alimentacyjny",
        "interviewed": "przeprowadzono wywiad i odebrano oświadczenie majątkowe",
        "prevented": "dłużnik uniemożliwił wywiad albo odmówił oświadczenia",
        "job_ordered": "zobowiązano do rejestracji w urzędzie pracy",
        "job_seeker": "zarejestrowany w urzędzie pracy",
        "not_registered": "nie zarejestrował się w terminie",
        "work_refused": "odmówił propozycji bez uzasadnionej przyczyny",
        "opened": "wszczęto postępowanie o uznanie za uchylającego się",
        "barred": "decyzji nie wydaje się",
        "decided": "wydano decyzję o uznaniu za uchylającego się",
        "appealed": "dłużnik wniósł odwołanie",
        "passed_on": "odwołanie przekazano do SKO",
        "final": "decyzja ostateczna",
        "lifted": "ustała przyczyna, prawo jazdy do zwrotu",
        "discontinued": "umorzono albo uchylono decyzję",
        "closed": "zakończono działania",
    },
    (
        Transition("call_interview", "requested", "interview_called", _INTERVIEW),
        Transition("call_interview", "interview_called", "interview_called", _INTERVIEW),
        Transition("note_interview", "requested", "interviewed", f"{_INTERVIEW}, art. 4 ust. 4 {_ACT}"),
        Transition("note_interview", "interview_called", "interviewed", _INTERVIEW),
        Transition("note_interview", "prevented", "interviewed", _INTERVIEW),
        Transition("note_prevented", "interview_called", "prevented", f"art. 5 ust. 3 {_ACT}"),
        Transition("order_job", "interviewed", "job_ordered", f"art. 5 ust. 2 {_ACT}"),
        Transition("note_registered", "job_ordered", "job_seeker", f"art. 5 ust. 2 pkt 1 {_ACT}"),
        Transition("note_registered", "not_registered", "job_seeker", f"art. 5 ust. 2 pkt 1 {_ACT}"),
        Transition("note_not_registered", "job_ordered", "not_registered", f"art. 5 ust. 3 pkt 2, ust. 4 {_ACT}"),
        Transition("note_work_refused", "job_seeker", "work_refused", f"art. 5 ust. 3 pkt 3, ust. 4 {_ACT}"),
        *(
            Transition("open", before, "opened", f"art. 5 ust. 3 {_ACT}, art. 61 k.p.a.")
            for before in ("prevented", "not_registered", "work_refused")
        ),
        Transition("bar", "opened", "barred", f"art. 5 ust. 3a {_ACT}"),
        Transition("decide", "opened", "decided", f"art. 5 ust. 3-3a {_ACT}"),
        Transition("deliver", "decided", "decided", "art. 39 k.p.a."),
        Transition("finalise", "decided", "final", _FINAL),
        Transition("note_appeal", "decided", "appealed", "art. 127 § 1, art. 129 § 2 k.p.a."),
        Transition("note_withdrawal", "appealed", "decided", "art. 137 k.p.a."),
        Transition("note_withdrawal", "passed_on", "decided", "art. 137 k.p.a."),
        Transition("self_review", "appealed", "discontinued", "art. 132 § 1 k.p.a."),
        Transition("pass_on", "appealed", "passed_on", "art. 133 k.p.a."),
        Transition("note_sko", "passed_on", "final", "art. 138 § 1 pkt 1 i 3 k.p.a."),
        Transition("note_sko", "passed_on", "discontinued", "art. 138 § 1 pkt 2 k.p.a."),
        Transition("note_sko", "passed_on", "opened", "art. 138 § 2 k.p.a."),
        Transition("note_sko", "passed_on", "decided", "art. 134 k.p.a."),
        Transition("file_prosecution", "final", "final", f"art. 5 ust. 3b pkt 1 {_ACT}"),
        Transition("ask_licence", "final", "final", f"art. 5 ust. 3b pkt 2 {_ACT}"),
        Transition("note_licence", "final", "final", f"art. 5 ust. 3b pkt 2 {_ACT}"),
        Transition("file_licence_motion", "final", "final", f"art. 5 ust. 3b pkt 2, ust. 5 {_ACT}"),
        # Where no licence was asked for, nothing is left to do once the cause has gone.
        Transition("lift", "final", "lifted", f"art. 5 ust. 6 {_ACT}"),
        Transition("lift", "final", "closed", f"art. 5 ust. 6 {_ACT}"),
        Transition("file_licence_return", "lifted", "closed", f"art. 5 ust. 6-7 {_ACT}"),
        *(Transition("discontinue", before, "discontinued", "art. 105 § 1 k.p.a.") for before in ("opened", "barred")),
        *(
            Transition("note_repealed", before, "discontinued", "art. 138 § 1 pkt 2 k.p.a.")
            for before in ("decided", "final")
        ),
        *(Transition("close", before, "closed", _NO_DECISION) for before in _ENDS),
    ),
)

ACTION_REQUEST = Process(
    "action_request",
    "Wniosek o podjęcie działań wobec dłużnika",
    {
        "sent": "wysłany do organu dłużnika",
        "taken_up": "organ dłużnika podjął działania",
        "finished": "organ dłużnika podał efekty",
        "withdrawn": "wycofany",
    },
    (
        Transition("note_answer", "sent", "taken_up", f"art. 6 {_ACT}"),
        Transition("note_answer", "taken_up", "taken_up", f"art. 6 {_ACT}"),
        Transition("note_result", "sent", "finished", f"art. 6 {_ACT}"),
        Transition("note_result", "taken_up", "finished", f"art. 6 {_ACT}"),
        Transition("withdraw", "sent", "withdrawn"),
        Transition("withdraw", "taken_up", "withdrawn"),
    ),
)

DEBTOR_ACTION = Process(
    "debtor_action",
    "Pismo w sprawie dłużnika poza postępowaniem wobec niego",
    {
        "filed": "złożone",
        "answered": "rozpatrzone",
        "withdrawn": "cofnięte albo wpisane omyłkowo",
    },
    (
        Transition("note_answer", "filed", "answered", f"art. 3 ust. 8, art. 7, art. 27 ust. 3, 3a {_ACT}"),
        Transition("withdraw", "filed", "withdrawn"),
    ),
)

RELIEF = Process(
    "debtor_relief",
    "Ulga w spłacie należności dłużnika alimentacyjnego",
    {
        "requested": "do rozstrzygnięcia",
        "granted": "udzielono albo stwierdzono wygaśnięcie",
        "refused": "odmówiono",
        "withdrawn": "wycofano",
        "undone": "cofnięto: rozstrzygnięcie błędne albo uchylone",
    },
    (
        Transition("grant", "requested", "granted", f"art. 28 ust. 3, art. 30 {_ACT}"),
        Transition("refuse", "requested", "refused", f"art. 30 ust. 1-3 {_ACT}"),
        Transition("withdraw", "requested", "withdrawn"),
        Transition("undo", "granted", "undone"),
        # The course of the decision (RELIEF_COURSE) leads back, or ends it.
        *(Transition("self_review", before, "requested", "art. 132 k.p.a.", True) for before in ("granted", "refused")),
        *(
            Transition("note_sko", before, "requested", "art. 138 § 2 k.p.a.", True)
            for before in ("granted", "refused")
        ),
        *(
            Transition("note_sko", before, "undone", "art. 138 § 1 pkt 2 k.p.a.", True)
            for before in ("granted", "refused")
        ),
    ),
)

RELIEF_COURSE = Process(
    "debtor_relief_course",
    "Doręczenie decyzji o uldze dłużnika i odwołanie od niej",
    {
        "issued": "wydana, jeszcze niedoręczona",
        "delivered": "doręczona, biegnie termin odwołania",
        "appealed": "dłużnik wniósł odwołanie",
        "passed_on": "odwołanie przekazano do SKO",
        "final": "ostateczna",
        "ended": "przestała obowiązywać",
    },
    (
        Transition("deliver", "issued", "delivered", "art. 39 k.p.a."),
        Transition("finalise", "delivered", "final", "art. 16 § 1 k.p.a."),
        Transition("note_appeal", "delivered", "appealed", "art. 127 § 1, art. 129 § 2 k.p.a."),
        Transition("note_withdrawal", "appealed", "delivered", "art. 137 k.p.a."),
        Transition("note_withdrawal", "passed_on", "delivered", "art. 137 k.p.a."),
        Transition("self_review", "appealed", "ended", "art. 132 k.p.a."),
        Transition("pass_on", "appealed", "passed_on", "art. 133 k.p.a."),
        Transition("note_sko", "passed_on", "final", "art. 138 § 1 pkt 1 i 3 k.p.a."),
        Transition("note_sko", "passed_on", "ended", "art. 138 § 1 pkt 2, § 2 k.p.a."),
        Transition("note_sko", "passed_on", "delivered", "art. 134 k.p.a."),
    ),
)

WAITING_FOR = {
    "requested": "explanation",
    "interview_called": "explanation",
    "interviewed": "explanation",
    "prevented": "explanation",
    "job_seeker": None,
    "not_registered": "explanation",
    "work_refused": "explanation",
    "opened": "complex",
    "barred": "explanation",
    "decided": "appeal",
    "appealed": "forward_appeal",
    "passed_on": "second_instance",
    "final": "explanation",
    "lifted": "explanation",
}
"""Which term of the procedure tells until when a state should be left: soft, for the act says only "niezwłocznie" or nothing.

An order to register carries its own term; an ended proceeding waits for nothing.
"""
COURSE_WAITS_FOR = {
    "issued": "explanation",
    "delivered": "appeal",
    "appealed": "forward_appeal",
    "passed_on": "second_instance",
}
"""The same of the decision on a relief."""
STANDING = frozenset({"decided", "appealed", "passed_on", "final"})
"""States in which the decision "uchylający się" is in force (art. 5a ust. 2)."""
AFTER_SKO = {"upheld": "final", "repealed": "discontinued", "sent_back": "opened", "inadmissible": "decided"}
"""Where the proceeding stands after what SKO decided of the appeal: of an inadmissible or late one the decision is as it was."""
COURSE_AFTER_SKO = {"upheld": "final", "repealed": "ended", "sent_back": "ended", "inadmissible": "delivered"}
"""The same of the decision on a relief; of what was sent back there is none until it is decided anew."""
EVADED = frozenset({"prevented", "not_registered", "work_refused"})
"""States that oblige the organ to open proceedings (art. 5 ust. 3)."""
