"""What is refused about third parties and their documents, by the name of the fact."""

from kit.problems import AlreadyExists, Conflict, Forbidden, NotFound


class ThirdPartyNotFound(NotFound):
    """No such third party in this gmina, or the caller does not see it."""

    code = "third_party_not_found"
    title = "Nie znaleziono kontrahenta"


class ThirdPartyExists(AlreadyExists):
    """A third party with this NIP is in the register and has not been closed."""

    code = "third_party_exists"
    title = "Kontrahent o tym numerze NIP jest już w rejestrze"


class InvoiceNotFound(NotFound):
    """No such document in this gmina, or the caller does not see it."""

    code = "invoice_not_found"
    title = "Nie znaleziono faktury ani noty"


class InvoiceExists(AlreadyExists):
    """A document of this third party with this number stands already: it would be paid twice."""

    code = "invoice_exists"
    title = "Dokument tego wystawcy o tym numerze jest już zarejestrowany"


class AllocationDiffers(Conflict):
    """The persons' amounts are not together the amount of the document."""

    code = "allocation_differs"
    title = "Podział na osoby nie daje kwoty dokumentu"


class SameChecker(Forbidden):
    """Who registered or divided a document does not check it, and who checked it does not accept it."""

    code = "same_checker"
    title = "Dokument sprawdza i zatwierdza inna osoba"


class InvoiceOtherYear(Conflict):
    """The money does not belong to this budget year; what comes back of an earlier one is revenue."""

    code = "invoice_other_year"
    title = "Dokument należy do innego roku budżetowego"


class InvoiceCorrected(Conflict):
    """A correction of the document is accepted or paid: it is taken back first, or it would stand alone in the log."""

    code = "invoice_corrected"
    title = "Dokument ma zatwierdzoną korektę, którą wycofuje się najpierw"


class SharesNothing(Conflict):
    """The benefit is not paid from one grant and own money, so that nobody states their ratio; or nothing is divided anew."""

    code = "shares_nothing"
    title = "Nie ma czego podzielić między dotację i środki własne"


class FundingShareNotFound(NotFound):
    """No such statement of a share in this gmina, or it was taken back."""

    code = "funding_share_not_found"
    title = "Nie znaleziono udziału dotacji"
