"""A small catalogue for tests of the procedure: no real benefit, every kind of budget line."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from casework.benefits.attachments import AskedFor, AttachmentKind, AttachmentLaw
from casework.benefits.catalogue import Catalogue
from casework.benefits.results import Assessment, Due, Ground, Refusal, granted, refused
from casework.benefits.types import Benefit, BudgetLine, DatedValue
from casework.decisions.grounds import Ground as ActGround
from casework.evidence.details import Detail
from casework.evidence.kinds import EvidenceLaw, FactKind
from casework.overpayments.rules import OverpaymentLaw
from kit.law import Law, Rule
from kit.periods import month
from kit.schemas import Schema
from tests.casework.overpayments.an_act import PARAMETERS, RULES

SINCE = date(2018, 1, 1)

STATE = BudgetLine("expenditure", "855", "85502", "311", "0", "dotacja_zlecone_2010", "swiadczenia", "zlecone", SINCE)
OWN = BudgetLine(
    "expenditure", "852", "85214", "311", "0", "srodki_wlasne", "zasilki", "wlasne", SINCE, share=Fraction(2, 5)
)
MOVED = (
    BudgetLine(
        "expenditure", "855", "85501", "311", "0", "dotacja_zlecone_2010", "swiadczenia", "zlecone", SINCE,
        date(2019, 12, 31),
    ),
    BudgetLine(
        "expenditure", "855", "85516", "311", "0", "dotacja_zlecone_2010", "swiadczenia", "zlecone", date(2020, 1, 1)
    ),
)  # fmt: skip
ENDED = replace(STATE, valid_to=date(2019, 12, 31))
GRANT = BudgetLine(
    "expenditure", "852", "85214", "311", "0", "dotacja_wlasne_2030", "zasilki", "wlasne", SINCE, share=Fraction(3, 5)
)

CHANGED_SITUATION = ActGround(
    "test_32",
    "art. 32 ust. 1 ustawy testowej",
    "zmieniła się sytuacja",
    frozenset({"change", "repeal"}),
    older_states=("final",),
)
NO_EXPLANATION = ActGround("test_28", "art. 28 ustawy testowej", "brak wyjaśnień", frozenset({"suspend", "resume"}))
UNDUE = ActGround(
    "test_30",
    "art. 30 ustawy testowej",
    "pobrano nienależnie",
    frozenset({"undue_payment", "instalments", "deferral", "remission"}),
)

CERTIFICATE = FactKind("certificate", "orzeczenie", "orzeczenie", "art. 16 ustawy testowej", {"degree": Detail("text")})
DOCUMENTS = AttachmentLaw(
    {
        code: AttachmentKind(code, title, "art. 7 ustawy testowej")
        for code, title in (("orzeczenie", "orzeczenie"), ("akt_urodzenia", "akt urodzenia"), ("faktura", "faktura"))
    },
    {
        "zasilek_na_dziecko": (
            AskedFor("akt_urodzenia"),
            AskedFor("orzeczenie", "dziecko jest niepełnosprawne", ("certificate", "orzeczenie")),
        ),
        "dodatek_szkolny": (AskedFor("orzeczenie", None, ("certificate", "orzeczenie")),),
        "zasilek_staly_testowy": (AskedFor("faktura"),),
    },
)
TOO_RICH = Ground("income_exceeds", "art. 5 ust. 1 ustawy testowej", "Dochód przekracza kryterium.")
CHECKED = Rule("income_checked", "art. 5 ust. 1", "Dochód {income} zł porównano z kryterium.", ("income:zl",), depth=0)


class Children(Schema):
    children: list[str]
    income: int


@dataclass(frozen=True, slots=True)
class Case:
    children: tuple[str, ...]
    income: int


def prepare(facts: Any) -> Case:
    return Case(tuple(facts.children), facts.income)


def assess(case: Case, _: Law, on: date) -> Assessment:
    trace = [(CHECKED, case.income)]
    if case.income > 100_000:
        return refused("zasilek_na_dziecko", [Refusal(TOO_RICH)], trace=trace)
    first, turn, last = month(on.year, on.month), month(on.year, 12), month(on.year + 1, 10)
    months = [
        *(Due("zasilek_na_dziecko", first, turn, 9500, (child,), "do_5_lat") for child in case.children),
        *(Due("zasilek_na_dziecko", turn + 1, last, 12400, (child,), "od_5_lat") for child in case.children),
        Due("dodatek_szkolny", month(on.year, 9), month(on.year, 9), 10000, case.children[:1], per="once"),
    ]
    return granted("zasilek_na_dziecko", months, trace=trace)


def a_catalogue() -> Catalogue:
    def recorded(code: str, *lines: BudgetLine, **more: Any) -> Benefit:
        return Benefit(
            code,
            code.replace("_", " "),
            "ustawa testowa",
            "art. 1",
            "person",
            "recipient",
            "recorded",
            lines=lines,
            **more,
        )

    return Catalogue(
        "family_benefits",
        [
            recorded("zasilek_staly_testowy", STATE),
            recorded("zasilek_mieszany", GRANT, OWN, variants=(DatedValue("mala", "mała", SINCE),)),
            recorded("dodatek_szkolny", STATE),
            recorded("zasilek_przeniesiony", *MOVED),
            recorded("zasilek_wygasly", ENDED),
            Benefit(
                "zasilek_na_dziecko", "zasiłek na dziecko", "ustawa testowa", "art. 6", "child", "entitled", "computed",
                variants=(DatedValue("do_5_lat", "do 5 lat", SINCE), DatedValue("od_5_lat", "od 5 lat", SINCE)),
                parts=("children",), assess=assess, lines=(STATE,),
            ),
        ],
        Law(PARAMETERS),
        overpayments=OverpaymentLaw([RULES]),
        facts=Children,
        prepare=prepare,
        rules_hash="0" * 64,
        evidence=EvidenceLaw({("certificate", "orzeczenie"): CERTIFICATE}),
        attachments=DOCUMENTS,
        grounds={one.code: one for one in (CHANGED_SITUATION, NO_EXPLANATION, UNDUE)},
    )  # fmt: skip
