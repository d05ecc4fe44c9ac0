"""What is refused about undue payments, by the name of the fact."""

from kit.problems import Conflict, NotFound, ValidationFailed


class OverpaymentNotFound(NotFound):
    """No such undue payment in this gmina."""

    code = "overpayment_not_found"
    title = "Nie znaleziono należności"


class MovementNotFound(NotFound):
    """No such movement on this account."""

    code = "overpayment_movement_not_found"
    title = "Nie znaleziono zapisu na koncie należności"


class NoOverpaymentRules(Conflict):
    """The law of the service has no rules on undue payments for this benefit."""

    code = "no_overpayment_rules"
    title = "Brak przepisów o zwrocie nienależnie pobranego świadczenia"


class UnknownGround(ValidationFailed):
    """The act has no such ground, or not on that day."""

    code = "unknown_overpayment_ground"
    title = "Ustawa nie zna takiej podstawy zwrotu"


class NotInstructed(ValidationFailed):
    """The ground holds only where the person had been told of the circumstances, and she had not."""

    code = "no_instruction_given"
    title = "Osoba nie była pouczona, więc świadczenie nie jest nienależnie pobrane"


class NothingUndue(ValidationFailed):
    """The request names no payment that could be undue."""

    code = "nothing_undue"
    title = "Nie wskazano wypłaty, która może być nienależna"


class PaymentsDiffer(ValidationFailed):
    """The payments are of several benefits, units or recipients: each needs its own undue payment."""

    code = "payments_differ"
    title = "Wypłaty dotyczą różnych świadczeń, jednostek albo odbiorców"


class UndueExceedsPaid(Conflict):
    """More would be undue than was paid and is not undue already."""

    code = "undue_exceeds_paid"
    title = "Kwota nienależna przekracza wypłaconą"


class DecisionTooLate(Conflict):
    """The money was received longer ago than the act lets a decision be issued."""

    code = "overpayment_decision_too_late"
    title = "Upłynął termin, w którym można wydać decyzję o zwrocie"


class NothingOpen(Conflict):
    """Nothing is open on that day."""

    code = "nothing_open"
    title = "W tym dniu nie ma nic do zwrotu"


class ExceedsDebt(Conflict):
    """More would be remitted, deducted or planned than is open."""

    code = "exceeds_debt"
    title = "Kwota przekracza to, co pozostało do zwrotu"


class AlreadyCorrected(Conflict):
    """The movement was taken back already, or is itself a counter-entry."""

    code = "movement_already_corrected"
    title = "Zapis został już skorygowany"


class HasRepayments(Conflict):
    """Money came in on the account: it has to be taken back by counter-entries first."""

    code = "overpayment_has_repayments"
    title = "Na koncie należności są wpłaty"


class ClaimDoesNotLapse(Conflict):
    """The act does not let the claim lapse with the debtor's death."""

    code = "claim_does_not_lapse"
    title = "Ustawa nie przewiduje wygaśnięcia należności ze śmiercią osoby"


class ClaimPrescribed(Conflict):
    """The claim has lapsed by limitation: it is written off, and neither deducted nor enforced."""

    code = "claim_prescribed"
    title = "Należność jest przedawniona"


class ReminderMissing(Conflict):
    """There is no reminder, or it was not delivered, or its term has not run out."""

    code = "reminder_missing"
    title = "Tytuł wykonawczy wymaga doręczonego upomnienia i upływu terminu"


class NoInterestRate(Conflict):
    """The law of the service has no rate of interest for a day that bears interest."""

    code = "no_interest_rate"
    title = "Brak stawki odsetek na dzień"


class ActDayImpossible(ValidationFailed):
    """A day in the future, or before the one that it follows."""

    code = "act_day_impossible"
    title = "Dzień czynności jest niemożliwy"
