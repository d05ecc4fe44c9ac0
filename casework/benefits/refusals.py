"""Refusals that name a benefit."""

from kit.problems import ValidationFailed


class UnknownBenefitCode(ValidationFailed):
    """The service does not have this benefit in its catalogue."""

    code = "unknown_benefit"
    title = "Usługa nie prowadzi takiego świadczenia"
