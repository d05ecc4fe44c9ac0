"""The demo's years: Łubnice 2019 as the report says, and a second gmina that must never be seen from the first.

Both are pure functions of their seed: no clock, no file written, the same bytes every time.
"""

from random import Random

from gops.demo.alimony_fund import alimony_fund
from gops.demo.bank_days import months, pay_day
from gops.demo.courses import Course
from gops.demo.expected import lubnice_2019
from gops.demo.family_benefits import family_benefits
from gops.demo.finance import bookings, plan
from gops.demo.model import Booking, DemoYear, PlanRow
from gops.demo.people import Register
from gops.demo.rates import care_allowance, family_allowance
from gops.demo.recording import FIRST, LAST, YEAR, Records
from gops.demo.social_assistance import social_assistance
from gops.demo.village import Family, Village, settle

SECOND_GMINA = "101803"
_MOVED_FAMILIES = 12
_OWN_FAMILIES = 18


def generate(seed: int = 2019) -> DemoYear:
    """The year 2019 of Łubnice with synthetic people: sums and counts of the report to the grosz and the person."""
    expected = lubnice_2019()
    village = _village(seed)
    return DemoYear(
        gmina=expected.gmina,
        unit=expected.unit.lower(),
        year=expected.year,
        services={
            "family_benefits": family_benefits(_stream(seed, "family_benefits"), village, expected),
            "social_assistance": social_assistance(_stream(seed, "social_assistance"), village, expected),
            "alimony_fund": alimony_fund(_stream(seed, "alimony_fund"), village, expected),
        },
        plan=plan(expected),
        bookings=bookings(expected),
    )


def second_gmina(seed: int) -> DemoYear:
    """A smaller gmina with other amounts; some of its people carry the same PESELs as people of `generate(seed)`: they moved."""
    moved, own = _village(seed), _village(seed + 1)
    rng = _stream(seed, "second")
    families = _lone_first(moved)[:_MOVED_FAMILIES] + _lone_first(own)[:_OWN_FAMILIES]
    people = moved.elderly[:5] + own.elderly[:10]
    months_of_year = months(FIRST, LAST)
    family, social, alimony = Records("SR.1", rng), Records("PS.1", rng), Records("FA.1", rng)
    for one in families:
        for child in one.children:
            due = {month: family_allowance(child, month) for month in months_of_year if f"{child.born:%Y-%m}" <= month}
            family.add("zasilek_rodzinny", [Course(child, one.household.reference, one.household, due)])
        if one.alone == "alimony":
            paid = dict.fromkeys(months_of_year, 31000)
            alimony.add(
                "swiadczenie_z_funduszu_alimentacyjnego",
                [Course(child, one.household.reference, one.household, dict(paid)) for child in one.children],
            )
    due = {month: care_allowance(month) for month in months_of_year}
    family.add("zasilek_pielegnacyjny", [Course(person, person, None, dict(due)) for person in people])
    social.add(
        "zasilek_staly",
        [
            Course(person, person, None, dict.fromkeys(months_of_year, rng.randrange(10000, 64500)))
            for person in people[:6]
        ],
    )
    return DemoYear(
        gmina=SECOND_GMINA,
        unit="gops",
        year=YEAR,
        services={
            "family_benefits": family.finish(),
            "social_assistance": social.finish(),
            "alimony_fund": alimony.finish(),
        },
        plan=(
            PlanRow("852", "85216", "zasilki_stale", "wlasne", 4_000_000),
            PlanRow("855", "85502", "swiadczenia_rodzinne", "zlecone", 12_000_000),
        ),
        bookings=(_wages(rng),),
    )


def _lone_first(village: Village) -> list[Family]:
    """Families, those with alimony before the others: a few of them must be in so small a gmina."""
    few = [family for family in village.families if family.alone == "alimony"][:3]
    return few + [family for family in village.families if family.alone is None]


def _wages(rng: Random) -> Booking:
    return Booking(
        document_id="PK/2019/06/0001",
        benefit="utrzymanie_osrodka",
        rozdzial="85219",
        paragraf="4010",
        task="utrzymanie_osrodka",
        task_kind="wlasne",
        source="srodki_wlasne",
        amount=rng.randrange(2_000_000, 9_000_000),
        booked_on=pay_day("2019-06", 27),
    )


def _village(seed: int) -> Village:
    rng = _stream(seed, "village")
    return settle(rng, Register(rng))


def _stream(seed: int, name: str) -> Random:
    """Random numbers of one part: a change in one service's year leaves the others as they are."""
    return Random(f"{seed}/{name}")  # noqa: S311 - a demo, no secret
