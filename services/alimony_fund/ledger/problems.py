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
    """The payment is owed already: all of it, or this debtor's part."""

    code = "payout_claimed"
    title = "Ta wypłata jest już na rachunku dłużnika"


class PayoutUnfit(Conflict):
    """The payment is not a benefit of the fund that was paid, or it came back."""

    code = "payout_unfit"
    title = "Ta płatność nie jest wypłaconym świadczeniem z funduszu"


class MoreThanOwed(Conflict):
    """More would be written off than is open on that day."""

    code = "more_than_owed"
    title = "Umorzenie przekracza należność z tego dnia"


class SurplusTaken(Conflict):
    """More would go out than lies over the debt, or for another, also after what was recorded late."""

    code = "surplus_taken"
    title = "Nadpłata jest mniejsza niż zwracana kwota"


class ReliefDecides(Conflict):
    """This office decides the remission itself: it is asked for and granted as a relief, by the rules of art. 30."""

    code = "relief_decides"
    title = "O umorzeniu rozstrzyga się w sprawie o ulgę"


class WrittenOffByHead(Conflict):
    """What the head wrote off is taken back by the head, and what a relief wrote off by undoing the relief."""

    code = "written_off_by_head"
    title = "Umorzenie albo wygaśnięcie cofa kierownik"


class StateTransferNotFound(NotFound):
    """No such transfer to the State in this gmina, or it was taken back."""

    code = "state_transfer_not_found"
    title = "Nie ma takiego przekazania do budżetu państwa albo je wycofano"
