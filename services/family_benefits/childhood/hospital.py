"""More weeks of świadczenie rodzicielskie for the weeks of a child in hospital (art. 17c ust. 3a-3f, from 19.03.2025)."""

from datetime import date, timedelta

from kit.law import Law, Record, Rule, View
from kit.periods import last_day, month_of
from services.family_benefits.childhood.facts import Hospital

_NAME = "swiadczenie_rodzicielskie_wydluzenie"
EARLY, OTHER = f"{_NAME}_max_wczesniak_do_28tyg_lub_do_1000g", f"{_NAME}_max_pozostale"
REQUEST = "swiadczenie_rodzicielskie_termin_wniosku_o_wydluzenie"
_DAYS_OF_WEEK = 7

LONGER = Rule(
    "parental_longer",
    "art. 17c ust. 3a-3d u.ś.r.",
    "Dziecko urodzone po {completed} ukończonych tygodniach ciąży, o masie {weight} g: {days} dni pobytu w szpitalu do upływu "
    "{most} tygodnia po porodzie wydłużają okres o {weeks} tygodni.",
    ("completed:number", "weight:number", "days:number", "most:number", "weeks:number"),
    result="weeks",
    parameters=(EARLY, OTHER),
)


def extension(
    told: Hospital, born: date, starts: date, basic: date, law: Law, trace: list[Record]
) -> tuple[int, str | None]:
    """The further weeks, or none with the ground. basic: the last day of the basic weeks; stays count from `starts` on (ust. 3f)."""
    view = law.on(basic)
    if not view.has(OTHER):
        return 0, "parental_longer_no_stay"
    if told.requested_on > last_day(month_of(basic) + view.count(REQUEST)):
        return 0, "parental_longer_filed_late"
    early = told.completed_weeks < view.count(f"{_NAME}_tygodni_ciazy_wczesniak")
    early = early or told.weight_grams <= view.count(f"{_NAME}_masa")
    mature = not early and told.completed_weeks >= view.count(f"{_NAME}_tygodni_ciazy_donoszone")
    most = view.count(EARLY if early else OTHER)
    opens = born + timedelta(days=view.count(f"{_NAME}_donoszone_od_dnia")) if mature else born
    closes = born + timedelta(days=most * _DAYS_OF_WEEK - 1)
    days = _days(told, max(opens, starts), closes)
    if mature and not _long_enough(days, born, view):
        return 0, "parental_longer_no_stay"
    weeks = min(most, -(-len(days) // _DAYS_OF_WEEK))
    if weeks == 0:
        return 0, "parental_longer_no_stay"
    trace.append((LONGER, told.completed_weeks, told.weight_grams, len(days), most, weeks))
    return weeks, None


def _days(told: Hospital, first: date, last: date) -> list[date]:
    """The days in hospital between two days, each once, in order: stays are added up, overlapping ones counted once."""
    span = (last - first).days + 1
    return [
        day
        for day in (first + timedelta(days=number) for number in range(max(0, span)))
        if any(stay.since <= day <= stay.until for stay in told.stays)
    ]


def _long_enough(days: list[date], born: date, view: View) -> bool:
    """Whether so many consecutive days lie among them, the first of them not after the last day in which a stay may begin."""
    needed = view.count(f"{_NAME}_donoszone_dni_pobytu")
    latest = born + timedelta(days=view.count(f"{_NAME}_donoszone_do_dnia"))
    known = set(days)
    return any(day <= latest and all(day + timedelta(days=number) in known for number in range(needed)) for day in days)
