"""What is refused about interviews that are to be held, by the name of the fact."""

from kit.problems import Conflict, NotFound


class InterviewOrderNotFound(NotFound):
    """No such interview is to be held in this gmina, or the caller does not see it."""

    code = "interview_order_not_found"
    title = "Nie znaleziono wywiadu do przeprowadzenia"


class InterviewUnfit(Conflict):
    """The fact is no interview that stands, is of somebody else, was held before the need was known, or answers another order."""

    code = "interview_unfit"
    title = "Ten wywiad nie odpowiada wywiadowi do przeprowadzenia"
