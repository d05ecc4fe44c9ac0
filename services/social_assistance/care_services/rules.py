"""What whoever is served pays for care services, specialist services, a centre of support and a shelter (u.p.s., rozp. z 22.09.2005).

Pure: income comes unrounded, of one person; each fee is rounded half up to the grosz once. No fee is ever netted with the cost.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from kit.law import NoParameter, View
from kit.money import half_up
from kit.periods import first_day
from services.social_assistance.care_services.fee_tables import FeeTable

SINGLE, IN_FAMILY = "samotna", "w_rodzinie"
_CRITERIA = {True: "kryterium_osoba_samotnie_gospodarujaca", False: "kryterium_osoba_w_rodzinie"}
_SPECIALIST = "spec_uslugi_zp_oplata"
_EDGES = re.compile(r"(?:pow_(?P<over>\d+(?:_5)?))?_?(?:do_(?P<to>\d+(?:_5)?))?")
_PER_CENT = 100
Form = Literal["schronisko_dla_bezdomnych", "schronisko_z_uslugami_opiekunczymi", "noclegownia", "ogrzewalnia"]
_SHELTERS: dict[Form, str] = {
    "schronisko_dla_bezdomnych": "schronisko_oplata_maks_przy_dochodzie_do_kryterium",
    "schronisko_z_uslugami_opiekunczymi": "schronisko_z_uslugami_oplata_maks_przy_dochodzie_do_kryterium",
}


@dataclass(frozen=True, slots=True)
class Fee:
    """A month's fee in grosze, its share of the cost, and the cost.

    `cell_empty`: the council's table leaves the cell empty, which is read as free. `below_criterion`: the table charges a household whose
    income does not exceed its own criterion; art. 96 does not support that, so it is shown and not mended.
    """

    share: Fraction
    cost: int
    amount: int
    cell_empty: bool = False
    below_criterion: bool = False


def criterion(view: View, *, single: bool) -> int:
    """The criterion of a single person or of one in a family, grosze (art. 8 ust. 1). Raises NoParameter."""
    return view.amount(_CRITERIA[single])


def care_fee(
    table: FeeTable, care_level: str, household_kind: str, income: Fraction, hours: Fraction, view: View
) -> Fee:
    """The fee for a month of own care services by the council's table. Raises NoParameter, NotInTable.

    income: grosze for one person; hours: of the month, which a monthly price does not read.
    """
    single = household_kind == SINGLE
    own = criterion(view, single=single)
    measured = own if table.criterion == "own" else criterion(view, single=True)
    share = table.share(household_kind, income, measured)
    cost = table.price(care_level) * (hours if table.basis == "hour" else Fraction(1))
    due = _rounded(cost * (share or 0))
    return Fee(share or Fraction(0), _rounded(cost), due, share is None, due > 0 and income <= own)


@dataclass(frozen=True, slots=True)
class Band:
    """Incomes over `over` and up to and including `most` (None: all above) of the criterion, and the share of the cost."""

    over: Fraction
    most: Fraction | None
    share: Fraction


def specialist_bands(single: bool, view: View) -> tuple[Band, ...]:
    """The bands of the regulation in force, from the lowest; their edges stand in the names of the parameters."""
    prefix = f"{_SPECIALIST}_{SINGLE if single else IN_FAMILY}_"
    found = []
    for name in view.parameters:
        edges = _EDGES.fullmatch(name.removeprefix(prefix)) if name.startswith(prefix) else None
        if edges is not None and view.has(name):
            over, most = edges["over"], edges["to"]
            found.append(Band(_edge(over or "0"), None if most is None else _edge(most), view.ratio(name)))
    return tuple(sorted(found, key=lambda one: one.over))


def specialist_fee(single: bool, income: Fraction, hour_price: int, hours: Fraction, view: View) -> Fee:
    """The fee for a month of specialist services for persons with mental disorders; a small one is not collected. Raises NoParameter.

    The bands are of the criterion of a single person also in a family; an upper edge belongs to its band.
    """
    bands = specialist_bands(single, view)
    if not bands:
        raise NoParameter(_SPECIALIST, view.first)
    measured = criterion(view, single=True)
    share = next(one.share for one in bands if one.most is None or income <= one.most * measured)
    cost = _rounded(hour_price * hours)
    due = _rounded(cost * share)
    collected = due >= view.amount("spec_uslugi_zp_kwota_nie_pobierana_ponizej")
    return Fee(share, cost, due if collected else 0)


def specialist_due_on(at: int, view: View) -> date:
    """The day by which the fee of the month (an ordinal) is paid: the 15th of the next. Raises NoParameter."""
    return first_day(at + 1).replace(day=view.count("spec_uslugi_zp_termin_oplaty"))


def day_centre_fee(single: bool, income: Fraction, view: View) -> int:
    """Grosze of a month in a day home of self-help: a share of the whole income above three criteria, nothing since 30.05.2021.

    income: of the person, in a family of one person. The wording before 5.10.2015 is not known: raises NoParameter.
    """
    share = view.ratio("sds_oplata_pobyt_dzienny_stopa")
    if not share:
        return 0
    least = view.ratio("sds_oplata_pobyt_dzienny_prog") * criterion(view, single=single)
    return _rounded(share * income) if income > least else 0


def round_the_clock_fee(income: Fraction, days: int, of: int, average_grant: int, view: View) -> int:
    """Grosze for `days` of a month of `of` days spent in a home of self-help: 70 % of the person's own income, for a whole month at most
    the average monthly grant for a place (art. 51b ust. 2). Raises NoParameter."""
    whole = min(view.ratio("sds_oplata_pobyt_calodobowy_stopa") * income, Fraction(average_grant))
    return _rounded(whole * days / of)


@dataclass(frozen=True, slots=True)
class Shelter:
    """What may be asked at most for a month in a shelter, in grosze (None: the council's resolution says), and whether by decision."""

    at_most: int | None
    by_decision: bool


def shelter_fee(form: Form, single: bool, income: Fraction, view: View) -> Shelter:
    """The bound of the fee by form and income of one person (art. 48a, 97 ust. 1a, 106 ust. 2). Raises NoParameter."""
    name = _SHELTERS.get(form)
    if name is None:
        return Shelter(0, by_decision=False)
    share = view.ratio(name)
    if income > criterion(view, single=single):
        return Shelter(None, by_decision=True)
    bound = share * income
    return Shelter(bound.numerator // bound.denominator, by_decision=True)


def urgent_decision_by(started_on: date, view: View) -> date:
    """The last day of a decision on services that began before it (art. 50a). Raises NoParameter before 30.05.2021."""
    return started_on + timedelta(days=view.count("uslugi_opiekuncze_tryb_pilny_decyzja"))


def _edge(told: str) -> Fraction:
    return Fraction(told.replace("_", ".")) / _PER_CENT


def _rounded(exact: Fraction) -> int:
    return half_up(exact.numerator, exact.denominator)
