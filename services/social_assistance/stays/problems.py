"""What is refused about stays in centres of support, by the name of the fact."""

from kit.problems import AlreadyExists, Conflict, NotFound


class SupportStayNotFound(NotFound):
    """No such stay in this gmina, or the caller does not see it."""

    code = "support_stay_not_found"
    title = "Nie znaleziono pobytu"


class SupportStayExists(AlreadyExists):
    """The person has a stay of this kind already that has not ended."""

    code = "support_stay_exists"
    title = "Ta osoba ma już trwający pobyt tego rodzaju"


class SupportFeeAboveBound(Conflict):
    """The monthly fee exceeds what the act lets the person be asked for at this income."""

    code = "support_fee_above_bound"
    title = "Opłata za pobyt przekracza granicę ustawową"


class SupportStayHasMonths(Conflict):
    """A month of the stay was entered, so it was no error; or one lies after its last day."""

    code = "support_stay_has_months"
    title = "Pobyt ma wpisane miesiące"


class SupportMonthNotCharged(Conflict):
    """Nothing is stated of what the stay costs in this month, or not what the act computes the fee from."""

    code = "support_month_not_charged"
    title = "Za ten miesiąc nie podano, z czego wynika opłata za pobyt"


class NobodyStayed(Conflict):
    """An invoice for shelter is divided over somebody who has no stay there in its month, or another benefit."""

    code = "nobody_stayed"
    title = "Dokument obejmuje osobę, która w tym miesiącu nie przebywała w placówce"
