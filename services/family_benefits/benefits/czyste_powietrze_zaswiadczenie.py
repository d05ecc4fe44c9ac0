"""The income certificate for the programme „Czyste Powietrze" (art. 411 ust. 10g–10q p.o.ś.): no money, an income that is certified.

The gmina certifies the average monthly income for one person of the household and whether it is a single one; the thresholds of the
programme are not its to judge.
"""

from datetime import date

from casework.benefits.results import Assessment, Refusal, certified, refused
from casework.benefits.types import Benefit
from kit.law import Law, Record, Rule
from services.family_benefits.case import Case
from services.family_benefits.household import aid
from services.family_benefits.household.facts import Household
from services.family_benefits.household.grounds import grounds
from services.family_benefits.household.income import household_income, year_of_application

CODE = "czyste_powietrze_zaswiadczenie"
SINGLE, MANY = "jednoosobowe", "wieloosobowe"

_SINCE = "dochod_gospodarstwa_zmiana_roku"
_GROUNDS = grounds({"filed_before_start": "art. 411 ust. 10g p.o.ś."})
_EARLY = Rule(
    "certificate_not_yet",
    "art. 411 ust. 10g p.o.ś.",
    "Żądanie złożono {received}, a zaświadczenia wydaje się od {since}.",
    ("received:day", "since:day"),
    parameters=(_SINCE,),
)
_CERTIFIED = Rule(
    "income_certified",
    "art. 411 ust. 10q p.o.ś.",
    "Zaświadcza się, że w {year} r. przeciętny miesięczny dochód przypadający na jednego członka gospodarstwa domowego "
    "({kind}) wyniósł {each} zł.",
    ("year:number", "kind:text", "each:zl"),
    result="each",
    parameters=(_SINCE, "dochod_gospodarstwa_lata_przed_zmiana", "dochod_gospodarstwa_lata_od_zmiany"),
)


def assess(case: Case, law: Law, on: date) -> Assessment:
    """What the certificate says. Raises NoParameter (a farm's figure not announced yet), UnfitFacts."""
    household = aid.household_of(case)
    since = law.parameters[_SINCE].values[0].valid_from
    if case.received_on < since:
        return refused(CODE, (Refusal(_GROUNDS["filed_before_start"]),), trace=((_EARLY, case.received_on, since),))
    trace: list[Record] = []
    year = year_of_application(case.received_on, law, trace)
    income = household_income(case, household, year, law, trace)
    kind = SINGLE if income.size == 1 else MANY
    trace.append((_CERTIFIED, year, kind, income.each))
    return certified(
        CODE,
        figures=(("income_per_person", income.each),),
        findings=(("income_year", str(year)), ("household", kind)),
        trace=trace,
    )


BENEFIT = Benefit(
    code=CODE,
    name="Zaświadczenie o dochodzie do programu „Czyste Powietrze”",
    act="ustawa z dnia 27 kwietnia 2001 r. – Prawo ochrony środowiska",
    article="art. 411 ust. 10g–10q",
    unit="household",
    counted="none",
    kind="computed",
    parts=("household", "income"),
    own_parts={"household": Household},
    assess=assess,
    note="Zaświadczenie bez opłaty i bez wypłaty; progów programu gmina nie ocenia.",
)
