"""What is refused about institutions."""

from kit.problems import Conflict, NotFound, ValidationFailed


class InstitutionNotFound(NotFound):
    """No such institution in this gmina's register."""

    code = "institution_not_found"
    title = "Nie znaleziono instytucji"


class InstitutionExists(Conflict):
    """An institution of this kind and name is in the register."""

    code = "institution_exists"
    title = "Ta instytucja jest już w rejestrze"


class InstitutionEnded(Conflict):
    """The institution has its last day in the register: it is entered anew where it is needed again."""

    code = "institution_ended"
    title = "Instytucja nie figuruje już w rejestrze"


class InstitutionUnknown(ValidationFailed):
    """The register has no such institution on the day on which it is chosen."""

    code = "institution_unknown"
    title = "W tym dniu nie ma takiej instytucji w rejestrze"
