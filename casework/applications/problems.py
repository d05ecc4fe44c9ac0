"""Why something is not done with an application."""

from kit.problems import Conflict, NotFound, UnsupportedMediaType, ValidationFailed


class ApplicationNotFound(NotFound):
    """No such application in this gmina."""

    code = "application_not_found"
    title = "Nie znaleziono podania"


class CallNotFound(NotFound):
    """The application has no call of this number."""

    code = "call_not_found"
    title = "Nie znaleziono wezwania"


class AttachmentNotFound(NotFound):
    """No such attachment in this gmina, or its bytes were destroyed."""

    code = "attachment_not_found"
    title = "Nie znaleziono załącznika"


class NotADefect(ValidationFailed):
    """Missing merits evidence is no formal defect: the case is decided, and nothing is left unexamined for it (art. 64 § 2)."""

    code = "not_a_defect"
    title = "Brak dowodu co do istoty sprawy nie jest brakiem formalnym"


class NoCallNeeded(ValidationFailed):
    """A letter without an address or by ordinary e-mail is left without a call (art. 63 § 1, art. 64 § 1)."""

    code = "no_call_needed"
    title = "Podanie pozostawia się bez rozpatrzenia bez wezwania"


class CallTermRefused(ValidationFailed):
    """The term of the call is shorter or longer than the law allows for these defects."""

    code = "call_term_refused"
    title = "Termin wezwania niezgodny z przepisem"


class CallAnswered(Conflict):
    """The call was delivered or answered already."""

    code = "call_answered"
    title = "Tę czynność przy wezwaniu już odnotowano"


class CallOutstanding(Conflict):
    """A call waits for what is missing in the matter of this benefit: it is answered, or the matter is left unexamined, first."""

    code = "call_outstanding"
    title = "W tej sprawie biegnie wezwanie do usunięcia braków"


class NotInThisWording(Conflict):
    """The case began under a wording of the code that does not have this (Dz.U. 2025 poz. 769 art. 31 ust. 1)."""

    code = "not_in_this_wording"
    title = "Brzmienie k.p.a. stosowane w tej sprawie tego nie przewiduje"


class SuspensionTermRuns(Conflict):
    """The proceedings are not suspended so, not long enough yet, or a party may object still or did."""

    code = "suspension_term_runs"
    title = "Nie upłynął termin liczony od zawieszenia postępowania"


class NoticeNotFound(NotFound):
    """The application has no notice of discontinuing with this number."""

    code = "discontinuing_notice_not_found"
    title = "Nie znaleziono zawiadomienia o zamiarze umorzenia"


class ObjectionExists(Conflict):
    """The party's objection is noted already."""

    code = "objection_exists"
    title = "Sprzeciw tej strony już odnotowano"


class SendingNotFound(NotFound):
    """The call has no sending of this number."""

    code = "call_sending_not_found"
    title = "Nie znaleziono wysłania wezwania"


class CallTermRuns(Conflict):
    """No call whose term ran out: not delivered yet, still running, or kept."""

    code = "call_term_runs"
    title = "Nie upłynął termin wezwania do usunięcia braków"


class MatterNotOpen(ValidationFailed):
    """The application does not ask for the benefit, or that was settled already."""

    code = "matter_not_open"
    title = "Podanie nie obejmuje tego świadczenia albo sprawę już zakończono"


class CaseOpenAlready(Conflict):
    """The matter has its sign; a sign is never changed."""

    code = "case_open_already"
    title = "Sprawa ma już swój znak"


class ApplicationAnswered(Conflict):
    """Something of the application was settled or a decision is linked to it: its entry cannot be cancelled, nor its applicant changed."""

    code = "application_answered"
    title = "Podanie zostało już w części załatwione"


class MatterDecided(Conflict):
    """Another decision on this application grants or refuses the same person the same: one that stands is changed by a later act, one
    that is signed is given back first."""

    code = "matter_decided"
    title = "Na to podanie rozstrzygnięto już o tym samym"


class ProceedingsSuspended(Conflict):
    """What the decision answers stands still by an order: it is resumed before it is decided."""

    code = "proceedings_suspended"
    title = "Postępowanie jest zawieszone"


class MatterEnded(Conflict):
    """What the decision answers was withdrawn, passed on, given back or left unexamined: nobody asks for it any more."""

    code = "matter_ended"
    title = "Podanie zakończono bez rozstrzygnięcia"


NOT_DECIDED = (MatterDecided, MatterEnded, ProceedingsSuspended)
"""Why a draft that answers an application is neither signed nor sent."""


class DecisionOfAnother(Conflict):
    """The decision is about another benefit than the application asks for, was taken back, or is linked already."""

    code = "decision_of_another"
    title = "Decyzja nie odpowiada na to podanie"


class AttachmentTypeRefused(UnsupportedMediaType):
    """Not one of the types that an attachment may have."""

    code = "attachment_type_refused"
    title = "Niedozwolony typ załącznika"


class AttachmentTypeDiffers(ValidationFailed):
    """The bytes are of another type than Content-Type says, or empty."""

    code = "attachment_type_differs"
    title = "Treść załącznika nie odpowiada zadeklarowanemu typowi"


class AttachmentExists(Conflict):
    """The application has an attachment with these bytes."""

    code = "attachment_exists"
    title = "Taki załącznik jest już przy podaniu"


class AttachmentWithdrawn(Conflict):
    """The attachment was withdrawn, or is the form itself: nothing more is noted of it."""

    code = "attachment_withdrawn"
    title = "Tego załącznika nie można już opisać ani wycofać"


class AttachmentRelied(Conflict):
    """Established facts rest on the attachment: they are corrected or withdrawn first."""

    code = "attachment_relied_on"
    title = "Na tym załączniku opierają się ustalenia"


class NoElectronicForm(Conflict):
    """The application did not come as an electronic form, or what it said was destroyed."""

    code = "no_electronic_form"
    title = "To podanie nie jest wnioskiem elektronicznym"


class ProposalTaken(Conflict):
    """What the form says at this place was established already; it is corrected as a fact from now on."""

    code = "proposal_taken"
    title = "Tę daną formularza już ustalono"


class FormRefused(ValidationFailed):
    """The electronic form cannot be read: unknown form, or a member that the mapping needs is missing or wrong."""

    code = "electronic_form_refused"
    title = "Nie można odczytać wniosku elektronicznego"
