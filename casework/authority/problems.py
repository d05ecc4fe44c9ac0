"""What the registers of authority refuse, and what is refused for want of authority."""

from casework.authority.rules import ARTICLES, Ground
from kit.problems import AlreadyExists, Conflict, FieldError, Forbidden, NotFound, ValidationFailed


class NoAuthority(Forbidden):
    """No authorisation to decide this kind of matter is valid on the day."""

    code = "no_authority"
    title = "Brak upoważnienia do wydania tej decyzji"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail, legal_basis=["art. 107 § 1 pkt 8 k.p.a.", "art. 268a k.p.a."] if detail else ())


class OfficialExcluded(Forbidden):
    """The official is excluded from the matter; she may neither prepare nor approve."""

    code = "official_excluded"
    title = "Pracownik jest wyłączony od udziału w sprawie"

    def __init__(self, ground: Ground | None = None) -> None:
        super().__init__(
            "Osoba wyłączona nie przygotowuje ani nie zatwierdza rozstrzygnięć w tej sprawie." if ground else "",
            legal_basis=[ARTICLES[ground]] if ground else (),
        )


class OtherUnit(Forbidden):
    """The case belongs to a unit in which the person does not work."""

    code = "other_unit"
    title = "Sprawa należy do innej jednostki"


class OwnAuthorisation(Conflict):
    """Nobody enters, or revokes, an authorisation of their own."""

    code = "own_authorisation"
    title = "Własnego upoważnienia nie wpisuje się samemu"


class AuthorisationNotFound(NotFound):
    """No such authorisation in this gmina."""

    code = "authorisation_not_found"
    title = "Nie znaleziono upoważnienia"


class AuthorisationExists(AlreadyExists):
    """The same document for the same person from the same day is entered already."""

    code = "authorisation_exists"
    title = "To upoważnienie jest już w rejestrze"


class StaffNotFound(NotFound):
    """No such entry of staff in this gmina."""

    code = "staff_not_found"
    title = "Nie znaleziono wpisu pracownika"


class StaffOverlaps(Conflict):
    """The person has a post on some of these days already."""

    code = "staff_overlaps"
    title = "Pracownik ma już wpis na część tych dni"


class DeputyshipNotFound(NotFound):
    """No such deputyship in this gmina."""

    code = "deputyship_not_found"
    title = "Nie znaleziono zastępstwa"


class ExclusionNotFound(NotFound):
    """No such exclusion in this gmina."""

    code = "exclusion_not_found"
    title = "Nie znaleziono wyłączenia"


class NotForYouToExclude(Forbidden):
    """An official excludes only herself, on a ground of art. 24 § 1; the superior does the rest."""

    code = "exclusion_by_superior"
    title = "O wyłączeniu rozstrzyga bezpośredni przełożony"


class CannotBeLifted(Conflict):
    """One's own exclusion, or a ground that lasts (art. 24 § 2)."""

    code = "exclusion_lasts"
    title = "Tego wyłączenia nie można uchylić"


class RestrictionNotFound(NotFound):
    """No such restriction in this gmina, or it is not for the caller to see."""

    code = "restriction_not_found"
    title = "Nie znaleziono ograniczenia dostępu"


class RestrictionExists(AlreadyExists):
    """The matter is restricted already."""

    code = "restriction_exists"
    title = "Dostęp jest już ograniczony"


class EntryClosed(Conflict):
    """The entry has been ended, revoked or lifted; what comes next is a new entry."""

    code = "register_entry_closed"
    title = "Wpis jest już zamknięty"


class SignatureUnknown(Conflict):
    """Nobody has approved yet, or the register of staff does not name the official on that day."""

    code = "signature_unknown"
    title = "Nie wiadomo, kto podpisuje"


def wrong(pointer: str, code: str, message: str) -> ValidationFailed:
    """One member of the body that the registers do not bear out."""
    return ValidationFailed(message, errors=[FieldError(pointer, code, message)])
