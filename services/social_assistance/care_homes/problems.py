"""What is refused about care homes, by the name of the fact."""

from kit.problems import AlreadyExists, Conflict, NotFound


class CareHomeStayNotFound(NotFound):
    """No such stay in this gmina, or the caller does not see it."""

    code = "care_home_stay_not_found"
    title = "Nie znaleziono pobytu w domu pomocy społecznej"


class InCareHome(AlreadyExists):
    """The person stays in a care home already, or stayed in one on some of these days."""

    code = "in_care_home"
    title = "Ta osoba przebywa już w domu pomocy społecznej"


class MoreThanCapacity(Conflict):
    """The contract or decision takes more than the act lets the payer be asked for (art. 61 ust. 2 pkt 2)."""

    code = "more_than_capacity"
    title = "Opłata przekracza to, co obowiązany może ponieść"


class StayMonthNotDrawn(Conflict):
    """The month cannot be drawn up: no day of stay in it, no cost that holds for it, or nothing stated of what the resident pays."""

    code = "stay_month_not_drawn"
    title = "Tego miesiąca pobytu nie można rozliczyć"


class NothingInSubstitution(Conflict):
    """The month was not drawn up, or all that its payers owe for it came in."""

    code = "nothing_in_substitution"
    title = "Za ten miesiąc gmina nie wniosła opłaty zastępczo"


class NotAHomeInvoice(Conflict):
    """The document was not registered as a care home's."""

    code = "not_a_home_invoice"
    title = "To nie jest dokument za pobyt w domu pomocy społecznej"


class HomeMonthNotDrawn(Conflict):
    """A stay in the home has no month drawn up for the document's month."""

    code = "home_month_not_drawn"
    title = "Nie wszystkie pobyty w tym domu rozliczono za ten miesiąc"


class HomeInvoiceDiffers(Conflict):
    """The document asks for more or less than the gmina is to pay for the month, or is divided otherwise."""

    code = "home_invoice_differs"
    title = "Dokument domu nie zgadza się z rozliczonymi pobytami"
