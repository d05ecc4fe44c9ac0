"""What is refused about debtors, by the name of the fact."""

from kit.problems import AlreadyExists, Conflict, NotFound


class DebtorNotFound(NotFound):
    """No such debtor in this gmina, or the caller does not see him."""

    code = "debtor_not_found"
    title = "Nie znaleziono dłużnika alimentacyjnego"


class MaintenanceTitleNotFound(NotFound):
    """No such title in this gmina, or the caller does not see its debtor or whom it entitles."""

    code = "maintenance_title_not_found"
    title = "Nie znaleziono tytułu alimentacyjnego"


class DebtorProceedingNotFound(NotFound):
    """No such proceeding in this gmina, or the caller does not see its debtor."""

    code = "debtor_proceeding_not_found"
    title = "Nie znaleziono postępowania wobec dłużnika"


class ActionRequestNotFound(NotFound):
    """No such request in this gmina, or the caller does not see its debtor."""

    code = "action_request_not_found"
    title = "Nie znaleziono wniosku o podjęcie działań"


class DebtorListingNotFound(NotFound):
    """No such entry in this gmina, or the caller does not see its debtor."""

    code = "debtor_listing_not_found"
    title = "Nie znaleziono wpisu do rejestru dłużników"


class DebtorActionNotFound(NotFound):
    """No such action in this gmina, or the caller does not see its debtor."""

    code = "debtor_action_not_found"
    title = "Nie znaleziono pisma w sprawie dłużnika"


class DebtorInterviewNotFound(NotFound):
    """No such interview or statement in this gmina, or the caller does not see its debtor."""

    code = "debtor_interview_not_found"
    title = "Nie znaleziono wywiadu ani oświadczenia dłużnika"


class DebtorKnown(AlreadyExists):
    """The person is in the register of debtors already, and the entry is open."""

    code = "debtor_known"
    title = "Ta osoba jest już w rejestrze dłużników"


class DebtorClosed(Conflict):
    """The debtor's entry is closed: nothing new is done in it."""

    code = "debtor_closed"
    title = "Wpis tego dłużnika jest zamknięty"


class DebtorOpen(Conflict):
    """The debtor's entry is open: there is nothing to open again."""

    code = "debtor_open"
    title = "Wpis tego dłużnika jest otwarty"


class DebtorOwes(Conflict):
    """Something is owed on the debtor's account, so the reason for which the entry would be closed is not true."""

    code = "debtor_owes"
    title = "Na rachunku tego dłużnika jest jeszcze należność"


class DebtorBusy(Conflict):
    """A proceeding, a request for action or an entry in a register of debtors goes on still."""

    code = "debtor_busy"
    title = "Wobec tego dłużnika coś jeszcze trwa"


class NotThisRole(Conflict):
    """This office acts towards the debtor as the other organ only: creditor's, or debtor's."""

    code = "not_this_role"
    title = "Urząd nie występuje wobec dłużnika w tej roli"


class DebtorProtected(Conflict):
    """In each of the last months at least half of current alimony was paid: the decision is not issued (art. 5 ust. 3a)."""

    code = "debtor_protected"
    title = "Dłużnika chronią wpłaty z ostatnich miesięcy"


class DebtorNotProtected(Conflict):
    """Not in each of the last months was at least half of current alimony paid."""

    code = "debtor_not_protected"
    title = "Wpłaty z ostatnich miesięcy nie wystarczają"


class EarlierDecisionStands(Conflict):
    """An earlier decision that recognised the debtor as evading is in force: no new proceedings are opened (art. 5a ust. 2)."""

    code = "earlier_decision_stands"
    title = "Poprzednia decyzja wobec dłużnika pozostaje w mocy"


class StepUnfit(Conflict):
    """What the act asks of this step is not there yet, or has been done; the detail says what."""

    code = "step_unfit"
    title = "Brak warunku tej czynności"


class ListingNotDue(Conflict):
    """The arrears are not as old as art. 8a ust. 1 says, or a bailiff enforces them."""

    code = "listing_not_due"
    title = "Nie ma podstawy do wpisu"


class ListingStands(AlreadyExists):
    """The debtor has an entry in this register that was not withdrawn."""

    code = "listing_stands"
    title = "Dłużnik ma już wpis w tym rejestrze"


class DebtorReliefNotFound(NotFound):
    """No such relief in this gmina, or the caller does not see its debtor."""

    code = "debtor_relief_not_found"
    title = "Nie znaleziono ulgi dłużnika"


class ReliefWaits(AlreadyExists):
    """A relief of this kind waits to be decided for the debtor."""

    code = "relief_waits"
    title = "Taka ulga tego dłużnika czeka już na rozstrzygnięcie"
