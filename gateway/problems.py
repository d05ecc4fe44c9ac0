"""Refusals of the gateway itself."""

from kit.problems import Problem, Unavailable


class UpstreamUnavailable(Unavailable):
    """The service behind this address does not accept connections."""

    code = "service_unavailable"
    title = "Usługa nie przyjmuje połączeń"


class UpstreamBroke(Problem):
    """The service cut the connection before it answered; whether it did the work is not known."""

    status = 502
    code = "service_broke_off"
    title = "Usługa przerwała połączenie"


class UpstreamSilent(Problem):
    """The service did not answer in time; whether it will do the work is not known."""

    status = 504
    code = "service_timed_out"
    title = "Usługa nie odpowiedziała w wyznaczonym czasie"
