"""Why a template is refused or a letter is not made."""

from kit.problems import Conflict, NotFound, Problem, ValidationFailed


class TemplateRefused(ValidationFailed):
    """The template cannot be read, names a place that does not exist, or lacks one that the law asks for; errors name the lines."""

    code = "letter_template_refused"
    title = "Wzór pisma zawiera błędy"


class LetterTooLong(ValidationFailed):
    """The filled template is longer than a letter may be."""

    code = "letter_too_long"
    title = "Pismo jest za długie"


class LetterKindNotFound(NotFound):
    """The service writes no letters of such a kind."""

    code = "letter_kind_not_found"
    title = "Nie ma takiego rodzaju pisma"


class LetterNotFound(NotFound):
    """No such letter in this gmina."""

    code = "letter_not_found"
    title = "Nie znaleziono pisma"


class LetterExists(Conflict):
    """The decision has its letter to this party already; a letter is never made anew, it is corrected by an order (art. 113 k.p.a.)."""

    code = "letter_exists"
    title = "Decyzja ma już swoje pismo"


class DecisionWithdrawn(Conflict):
    """A draft that was taken back has no letter."""

    code = "decision_withdrawn"
    title = "Projekt decyzji został wycofany"


class MediaNotOffered(Problem):
    """Accept allows neither PDF nor DOCX."""

    status = 406
    code = "media_not_offered"
    title = "Pismo jest dostępne jako PDF albo DOCX"


class LetterIncomplete(Conflict):
    """The act does not say what its kind has to say, so its letter would lack a part that the law asks for."""

    code = "letter_incomplete"
    title = "Rozstrzygnięcie nie mówi wszystkiego, co musi stać w piśmie"


class AddressUnknown(Conflict):
    """The register of addresses does not say where the addressee's letters go."""

    code = "address_unknown"
    title = "Rejestr nie podaje adresu adresata"


class NothingNoted(Conflict):
    """What the letter would tell has not been noted in the registers yet."""

    code = "letter_nothing_noted"
    title = "Rejestr nie zawiera czynności, o której miałoby mówić pismo"
