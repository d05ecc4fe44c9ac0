"""What is refused about refunds, by the name of the fact."""

from kit.problems import Conflict, NotFound


class RefundClaimNotFound(NotFound):
    """No such claim in this gmina, or the caller does not see it."""

    code = "refund_claim_not_found"
    title = "Nie znaleziono wydatku do zwrotu"


class NotToBeAsked(Conflict):
    """The person is not obliged now: somebody before him is, his income does not exceed the criterion, or he was not stated as obliged."""

    code = "not_to_be_asked"
    title = "Od tej osoby nie można teraz żądać zwrotu"


class MoreThanRefundable(Conflict):
    """More would be asked than is left of the expense, or than the estate bears."""

    code = "more_than_refundable"
    title = "Kwota przekracza to, czego można żądać"


class RefundAsked(Conflict):
    """Somebody owes a part of the expense: it is taken back or let go first."""

    code = "refund_asked"
    title = "Ustalono już kwotę do zwrotu"
