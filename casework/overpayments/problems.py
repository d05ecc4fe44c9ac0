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


class AmountToState(ValidationFailed):
    """On this ground a part of a payment is undue only (what was received besides, a difference), and the part is not stated."""

    code = "amount_to_state"
    title = "Trzeba podać, jaka część wypłaty jest nienależna"


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


class DecisionMissing(ValidationFailed):
    """Only for what another system established is the sign of its decision enough; else the decision's own record is named."""

    code = "overpayment_decision_missing"
    title = "Trzeba wskazać wydaną decyzję"


class DecisionDoesNotFit(Conflict):
    """The decision is not issued, of another kind, person, benefit or sum, or says something else than the request."""

    code = "decision_does_not_fit"
    title = "Decyzja nie dotyczy tej należności albo mówi co innego"


class SameRegistrar(Conflict):
    """Whoever registered the debt would also withdraw it, write it off or note relief without a decision of ours."""

    code = "same_registrar"
    title = "Robi to inna osoba niż ta, która zarejestrowała należność"


class DecisionNotFinal(Conflict):
    """When a decision of ours becomes final follows from its deliveries and appeals; the debt follows it by itself."""

    code = "decision_not_final"
    title = "Decyzja nie jest jeszcze ostateczna"


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


class NoSurplus(Conflict):
    """Less than that came in over the debt by the day and was not given back yet."""

    code = "no_surplus"
    title = "Na koncie należności nie ma takiej nadpłaty"


class GivenBack(Conflict):
    """The money went back to the person: the giving back is corrected first."""

    code = "overpayment_given_back"
    title = "Te pieniądze już zwrócono osobie"


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


class TitleStands(Conflict):
    """A reminder comes before enforcement: none is issued while a title stands."""

    code = "title_stands"
    title = "Wystawiono już tytuł wykonawczy"

    def __init__(self) -> None:
        super().__init__(
            "Upomnienie poprzedza egzekucję; kolejnego nie wysyła się, dopóki egzekucja z tytułu się nie zakończy.",
            legal_basis=["art. 15 § 1 u.p.e.a."],
        )


class NoInterestRate(Conflict):
    """The law of the service has no rate of interest for a day that bears interest."""

    code = "no_interest_rate"
    title = "Brak stawki odsetek na dzień"


class ActDayImpossible(ValidationFailed):
    """A day in the future, or before the one that it follows."""

    code = "act_day_impossible"
    title = "Dzień czynności jest niemożliwy"
