"""What is refused about the ledger of debtors, by the name of the fact."""

from kit.problems import AlreadyExists, Conflict, NotFound


class DebtAccountNotFound(NotFound):
    """No such debtor in this gmina, or the caller does not see him."""

    code = "debt_account_not_found"
    title = "Nie znaleziono rachunku dłużnika"


class DebtRecordNotFound(NotFound):
    """The account has no such payout or act in force: it was taken back, or is another account's."""

    code = "debt_record_not_found"
    title = "Nie ma takiego zapisu na rachunku dłużnika albo go wycofano"


class NotCreditorOrgan(Conflict):
    """This office is not the creditor's organ of that debtor (organ właściwy wierzyciela): what he repays is another office's."""

    code = "not_creditor_organ"
    title = "Ten ośrodek nie jest wobec dłużnika organem właściwym wierzyciela"


class PayoutClaimed(AlreadyExists):
    """The payment is owed by a debtor already."""

    code = "payout_claimed"
    title = "Ta wypłata jest już na rachunku dłużnika"


class PayoutUnfit(Conflict):
    """The payment is not a benefit of the fund that was paid whole and did not come back."""

    code = "payout_unfit"
    title = "Ta płatność nie jest wypłaconym świadczeniem z funduszu"


class MoreThanOwed(Conflict):
    """More would be written off than is open on that day, also after what was recorded late."""

    code = "more_than_owed"
    title = "Umorzenie przekracza należność z tego dnia"


class SurplusTaken(Conflict):
    """More would go back than lies over the debt, also after what was recorded late."""

    code = "surplus_taken"
    title = "Nadpłata jest mniejsza niż zwracana kwota"


class StateTransferNotFound(NotFound):
    """No such transfer to the State in this gmina, or it was taken back."""

    code = "state_transfer_not_found"
    title = "Nie ma takiego przekazania do budżetu państwa albo je wycofano"
