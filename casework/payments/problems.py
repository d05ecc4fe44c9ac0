"""What is refused about payments, by the name of the fact."""

from kit.problems import Conflict, NotFound, ValidationFailed


class PaymentListNotFound(NotFound):
    """No such list in this gmina."""

    code = "payment_list_not_found"
    title = "Nie znaleziono listy wypłat"


class PaymentNotFound(NotFound):
    """No such payment in this gmina."""

    code = "payment_not_found"
    title = "Nie znaleziono wypłaty"


class NothingDue(Conflict):
    """Nothing is due in this month that no other list pays already."""

    code = "nothing_due"
    title = "W tym miesiącu nie ma nic do wypłaty"


class ListEmpty(Conflict):
    """Every payment was taken off the list."""

    code = "payment_list_empty"
    title = "Lista wypłat jest pusta"


class NotEnforceable(Conflict):
    """A decision on the list cannot be carried out: it is not final, and nothing makes it enforceable before."""

    code = "decision_not_enforceable"
    title = "Decyzja nie podlega jeszcze wykonaniu"


class RightChanged(Conflict):
    """Payments on the list are more than the rights have become since it was drawn up, or their rights are held."""

    code = "right_changed"
    title = "Prawo zmieniło się od sporządzenia listy"


class SameApprover(Conflict):
    """Whoever generated the list wants to approve it."""

    code = "same_approver"
    title = "Listę zatwierdza inna osoba niż ta, która ją sporządziła"


class NotOnList(ValidationFailed):
    """A named payment is not on the list."""

    code = "payment_not_on_list"
    title = "Wypłaty nie ma na tej liście"


class DayImpossible(ValidationFailed):
    """The day is in the future, or before the step it follows."""

    code = "day_impossible"
    title = "Ten dzień jest niemożliwy"


class PaymentWrongState(Conflict):
    """The payment's state does not allow this step."""

    code = "payment_wrong_state"
    title = "Stan wypłaty nie pozwala na tę czynność"


class OtherBudgetYear(Conflict):
    """The money came back in another year than this step is for."""

    code = "other_budget_year"
    title = "Zwrot dotyczy innego roku budżetowego"


class ReversalExceedsPayment(Conflict):
    """More would come back than was paid."""

    code = "reversal_exceeds_payment"
    title = "Zwrot przekracza wypłaconą kwotę"


class PaymentHasReversals(Conflict):
    """Something of the payment came back already, so it was no error that it was made."""

    code = "payment_has_reversals"
    title = "Wypłata ma już zwroty"


class PaymentUndue(Conflict):
    """The payment stands in the register of undue payments: what comes back of it is written on that account."""

    code = "payment_undue"
    title = (
        "Wypłata jest w rejestrze należności: zwrot zapisz na koncie należności albo najpierw skoryguj jej ustalenie"
    )


class NothingToReverse(Conflict):
    """The payment is of 0.00 zł, as another system had noted it: there is no money that could leave a cell."""

    code = "nothing_to_reverse"
    title = "Wypłata nie ma kwoty, którą można wystornować"


class RevenueLineRequired(ValidationFailed):
    """The benefit declares no revenue line, so the request has to name one."""

    code = "revenue_line_required"
    title = "Należy podać klasyfikację dochodów"
