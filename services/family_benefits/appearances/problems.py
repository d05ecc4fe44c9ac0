"""What is refused about calls to appear in person, by the name of the fact."""

from kit.problems import AlreadyExists, Conflict, NotFound


class AppearanceNotFound(NotFound):
    """No such call in this gmina, or the caller does not see it."""

    code = "appearance_not_found"
    title = "Nie znaleziono wezwania do stawiennictwa"


class AppearanceWaits(AlreadyExists):
    """A call about the same application or right waits for the person already."""

    code = "appearance_waits"
    title = "Ta osoba jest już wezwana w tej sprawie"


class NotCalledToAppear(Conflict):
    """Nothing of the application is open, or the right does not run, that the act for citizens of Ukraine gives."""

    code = "not_called_to_appear"
    title = "W tej sprawie nie wzywa się do stawiennictwa na podstawie tej ustawy"


class AppearanceTermRuns(Conflict):
    """The days for appearing have not run out, or the call was about no application."""

    code = "appearance_term_runs"
    title = "Termin stawiennictwa jeszcze biegnie albo wezwanie nie dotyczy wniosku"
