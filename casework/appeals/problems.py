"""What is refused about appeals, reopening and nullity, by the name of the fact."""

from kit.problems import AlreadyExists, Conflict, NotFound, ValidationFailed


class AppealNotFound(NotFound):
    """No such appeal in this gmina."""

    code = "appeal_not_found"
    title = "Nie znaleziono odwołania"


class ComplaintNotFound(NotFound):
    """The appeal has no such complaint to the court."""

    code = "complaint_not_found"
    title = "Nie znaleziono skargi"


class ExtraordinaryNotFound(NotFound):
    """No such reopening or nullity in this gmina."""

    code = "extraordinary_not_found"
    title = "Nie znaleziono postępowania nadzwyczajnego"


class AppealExists(AlreadyExists):
    """The party has appealed from the decision already."""

    code = "appeal_exists"
    title = "Strona odwołała się już od tej decyzji"


class SelfReviewTooLate(Conflict):
    """The new decision was not issued within the term for passing the appeal on; SKO decides."""

    code = "self_review_too_late"
    title = "Minął termin autokontroli; odwołanie przekazuje się do SKO"


class SelfReviewWithoutAll(Conflict):
    """Some party neither appealed nor agreed to the self-review."""

    code = "self_review_without_all"
    title = "Autokontrola wymaga odwołania albo zgody wszystkich stron"


class ReviewModeNotInLaw(Conflict):
    """The wording of the code that the case follows does not know this way of self-review."""

    code = "review_mode_not_in_law"
    title = "Przepis nie pozwala na takie rozstrzygnięcie w autokontroli"


class DecisionUnfit(ValidationFailed):
    """The named decision cannot be the one that carries this out: not issued, of another benefit, too early, or the same one."""

    code = "decision_unfit"
    title = "Wskazana decyzja nie może być tym rozstrzygnięciem"


class WorseningNotPossible(ValidationFailed):
    """This result cannot worsen the appellant's position, so that no ground of it can be noted."""

    code = "worsening_not_possible"
    title = "To rozstrzygnięcie nie pogarsza sytuacji strony"


class GroundOnRequestOnly(ValidationFailed):
    """On this ground the case is reopened only when a party asks (art. 147)."""

    code = "ground_on_request_only"
    title = "Z tej przyczyny wznawia się tylko na żądanie strony"


class LearntOnRequired(ValidationFailed):
    """A party's request for reopening needs the day she learnt of the ground; the term runs from it."""

    code = "learnt_on_required"
    title = "Należy podać dzień, w którym strona dowiedziała się o przyczynie"


class RequestLate(Conflict):
    """The party asked after her term; the organ refuses to reopen."""

    code = "request_late"
    title = "Podanie o wznowienie wniesiono po terminie"


class BarredByTime(Conflict):
    """Too much time went by; only the breach of law may be stated."""

    code = "barred_by_time"
    title = "Upływ czasu nie pozwala na usunięcie decyzji"
