"""What the samples hold: one ordinary fact of each kind."""

from datetime import date
from typing import Any
from uuid import UUID

from casework.facts import cases, money, registers

ANNA = "A" * 43
JAN = "J" * 43
HOME = "H" * 43
LIST = str(UUID(int=4))
_LATER_ACT = {
    "kind": "repeal",
    "refers_to": UUID(int=8),
    "ground": "art_32_ust_1",
    "effective_from": date(2019, 5, 1),
    "period_to": "2019-04",
    "refusal_grounds": ["income_exceeds"],
}


def data_of(name: str) -> dict[str, Any]:
    """`data` of an event type."""
    if name in (cases.PERSON_RELINKED, cases.HOUSEHOLD_LINKED):
        return {"old": ANNA, "new": JAN} | ({"renamed": True} if name == cases.HOUSEHOLD_LINKED else {})
    if name == cases.HOUSEHOLD_SNAPSHOTTED:
        return {"household": HOME, "on": date(2019, 1, 1), "kind": "lone_parent", "members": [ANNA, JAN], "children": 1}
    if name.startswith("pl.gops.decision."):
        return {**_decision(), **(_LATER_ACT if name == cases.DECISION_REMOVED else {})}
    if name.startswith("pl.gops.application."):
        return _application(closed=name == cases.APPLICATION_CLOSED, reopened=name == cases.APPLICATION_REOPENED)
    if name.startswith("pl.gops.debt."):
        return _debt(name)
    if name == registers.REGISTER_ACT_RECORDED:
        return _act()
    if name.startswith(("pl.gops.invoice.", "pl.gops.fee.")):
        return _of_services(name)
    return _money(name)


def _act() -> dict[str, Any]:
    return {
        "register": "pomoc_zywnosciowa",
        "act": "wydanie_zywnosci",
        "on": date(2026, 3, 4),
        "unit": "gops",
        "acts": 1,
        "requester": "sad",
        "counts": [{"unit": "osoba", "all": 4, "month": 3, "quarter": 2, "half_year": 1, "year": 0}],
        "quantities": [{"unit": "kg", "value": "12.500"}],
        "takes_back": 3,
        "least": 3,
    }


def _of_services(name: str) -> dict[str, Any]:
    """A pupil's meals on a school's invoice, and what an old person owes for care at home."""
    fee, back = name.startswith("pl.gops.fee."), name in (money.INVOICE_CORRECTED, money.FEE_CORRECTED)
    measures: dict[str, money.Measure] = {
        money.INVOICE_ACCEPTED: "liability",
        money.FEE_ASSESSED: "assessed",
        money.FEE_WRITTEN_OFF: "written_off",
        money.FEE_RETAINED: "retained",
    }
    less = back or name == money.FEE_GIVEN_BACK
    line = {
        "side": "revenue" if fee else "expenditure",
        "dzial": "852",
        "rozdzial": "85228" if fee else "85230",
        "paragraf": "083" if fee else "311",
        "p4": "0",
        "task": "uslugi_opiekuncze" if fee else "posilek",
        "task_kind": "wlasne",
        "source": "dochod_wlasny" if fee else "dotacja_wlasne_2030",
        "amount": -6000 if less else 6000,
    }
    own = {**line, "source": "srodki_wlasne", "amount": line["amount"] // 3 * 2}
    return money.money_fact(
        unit="gops",
        document=("fee", f"{UUID(int=6)}/2", 1) if fee else ("invoice", str(UUID(int=7)), 1),
        measure=measures.get(name, "received" if fee else "expenditure"),
        benefit="oplata_uslugi_opiekuncze" if fee else "posilek",
        entitled=JAN,
        recipient=ANNA if fee else None,
        household=HOME,
        counted="none" if fee else "entitled",
        due_period="2026-03",
        occurred_on=date(2026, 4, 2),
        booked_on=date(2026, 4, 2),
        budget_year=2026,
        due_on=date(2026, 4, 16) if name in (money.INVOICE_ACCEPTED, money.FEE_ASSESSED) else None,
        reverses=("social_assistance", 3, "storno" if back else "prior_year") if less else None,
        quantities=() if fee else (("posilek", money.thousandths(-18000 if back else 18000)),),
        lines=[line] if fee else [line, own],
        cover="liability" if name in (money.INVOICE_ACCEPTED, money.INVOICE_PAID) else None,
    )


def _application(*, closed: bool, reopened: bool) -> dict[str, Any]:
    told = {
        "application": UUID(int=5),
        "benefit": "zasilek_pielegnacyjny",
        "on": date(2019, 1, 10),
        "received_on": date(2019, 1, 2),
        "channel": "empatia",
        "unit": "gops",
        "applicant": ANNA,
        "household": HOME,
        "single": False,
        "household_kind": "lone_parent",
        "reasons": ["niepelnosprawnosc"],
        "represented": False,
    }
    ending = {
        "outcome": "refused",
        "decision": UUID(int=3),
        "refusal_grounds": ["income_exceeds"],
        "period_from": "2019-01",
        "period_to": "2019-10",
    }
    if reopened:
        return {**told, "on": date(2019, 3, 4), "decision": UUID(int=3), "reopened_by": "sent_back"}
    return {**told, **ending} if closed else told


def _decision() -> dict[str, Any]:
    return {
        "decision": UUID(int=3),
        "benefit": "zasilek_pielegnacyjny",
        "kind": "grant",
        "outcome": "granted",
        "on": date(2019, 1, 10),
        "entitled": JAN,
        "recipient": ANNA,
        "household": HOME,
        "refusal_grounds": [],
        "reasons": ["niepelnosprawnosc", "ubostwo"],
        "single": False,
        "household_kind": "lone_parent",
        "channel": "in_person",
        "period_from": "2019-01",
        "period_to": None,
        "unit": "gops",
    }


def _debt(name: str) -> dict[str, Any]:
    retained, back = name == money.DEBT_RETAINED, name == money.DEBT_CORRECTED
    measures: dict[str, money.Measure] = {
        money.DEBT_ASSESSED: "assessed",
        money.DEBT_RETAINED: "retained",
        money.DEBT_PASSED_ON: "passed_on",
        money.DEBT_WRITTEN_OFF: "written_off",
    }
    line = {
        "side": "revenue",
        "dzial": "855",
        "rozdzial": "85502",
        "paragraf": "236" if retained else "098",
        "p4": "0",
        "task": "fundusz_alimentacyjny",
        "task_kind": "wlasne" if retained else "zlecone",
        "source": "dochod_wlasny" if retained else "dochod_panstwa",
        "amount": -27287 if back else 10915 if retained else 27287,
    }
    return money.money_fact(
        unit="gops",
        document=("debt_transfer", str(UUID(int=7)), 1)
        if name == money.DEBT_PASSED_ON
        else ("debt_document", f"{UUID(int=6)}/{5 if back else 4}", 1),
        measure=measures.get(name, "received"),
        benefit="udzial_gminy_w_zwrotach_fa" if retained else "zwrot_dluznika_naleznosc_glowna",
        entitled=ANNA if name == money.DEBT_ASSESSED else None,
        recipient=None if name == money.DEBT_PASSED_ON else JAN,
        due_period="2026-02",
        occurred_on=date(2026, 2, 20),
        booked_on=date(2026, 2, 20),
        budget_year=2026,
        reverses=("alimony_fund", 3, "storno") if back else None,
        lines=[line],
    )


def _money(name: str) -> dict[str, Any]:
    back = name in (
        money.PAYMENT_RETURNED, money.PAYMENT_REPAID, money.PAYMENT_VOIDED, money.OVERPAYMENT_CORRECTED,
        money.BOOKING_REVERSED,
    )  # fmt: skip
    revenue = name in (money.PAYMENT_REFUNDED, money.OVERPAYMENT_RECEIVED, money.OVERPAYMENT_CORRECTED,
               money.OVERPAYMENT_ASSESSED, money.OVERPAYMENT_WRITTEN_OFF)  # fmt: skip
    paragraf = {money.PAYMENT_REFUNDED: "291", money.OVERPAYMENT_RECEIVED: "090", money.OVERPAYMENT_CORRECTED: "090",
                money.OVERPAYMENT_ASSESSED: "291", money.OVERPAYMENT_WRITTEN_OFF: "291"}  # fmt: skip
    modes: dict[str, money.ReversalMode] = {
        money.PAYMENT_RETURNED: "same_year_return",
        money.PAYMENT_REPAID: "same_year_repayment",
        money.PAYMENT_REFUNDED: "prior_year",
        money.OVERPAYMENT_GIVEN_BACK: "same_year_repayment",
        money.PAYMENT_VOIDED: "storno",
        money.OVERPAYMENT_CORRECTED: "storno",
        money.BOOKING_REVERSED: "storno",
    }
    measures: dict[str, money.Measure] = {
        money.AWARD_GRANTED: "commitment_this_year",
        money.AWARD_REDUCED: "commitment_this_year",
        money.PAYMENT_APPROVED: "liability",
        money.PAYMENT_REFUNDED: "received",
        money.OVERPAYMENT_RECEIVED: "received",
        money.OVERPAYMENT_CORRECTED: "received",
        money.OVERPAYMENT_ASSESSED: "assessed",
        money.OVERPAYMENT_WRITTEN_OFF: "written_off",
    }
    sign = -1 if back else 1
    line = {
        "side": "revenue" if revenue else "expenditure",
        "dzial": "855",
        "rozdzial": "85502",
        "paragraf": paragraf.get(name, "311"),
        "p4": "0",
        "task": "swiadczenia_rodzinne",
        "task_kind": "zlecone",
        "source": "dochod_panstwa" if revenue else "dotacja_zlecone_2010",
        "amount": sign * 18442,
    }
    lines = [line]
    if name == money.FUNDING_REALLOCATED:
        lines = [{**line, "amount": -100}, {**line, "source": "srodki_wlasne", "amount": 100}]
    if name == money.PAYMENT_RETURNED:
        line["sets_amount"] = -24500
    fact = money.money_fact(
        unit="gops",
        document=("payment_list", LIST, 1),
        measure=measures.get(name, "expenditure"),
        benefit="zasilek_pielegnacyjny",
        variant="dziecko",
        mechanism="zlotowka_za_zlotowke" if name == money.PAYMENT_APPROVED else None,
        entitled=JAN,
        recipient=ANNA,
        household=HOME,
        counted="entitled",
        due_period="2019-01",
        occurred_on=date(2019, 1, 28),
        booked_on=date(2019, 1, 28),
        budget_year=2019,
        due_on=date(2019, 1, 31) if name == money.PAYMENT_APPROVED else None,
        cover="liability" if name == money.PAYMENT_APPROVED else None,
        reverses=("family_benefits", 3, modes[name]) if name in modes else None,
        quantities=(("swiadczenie", money.thousandths(sign * 1000)),),
        lines=lines,
        payment_list=LIST if name in modes and name != money.BOOKING_REVERSED else None,
        sets_amount=-24500 if name == money.PAYMENT_RETURNED else None,
    )
    if name == money.BOOKING_RECORDED:
        line["grant_ref"] = "FB-I.3111.2019"
        fact |= {"mirrors": UUID(LIST), "declared": [{"unit": "rodzina", "value": 14}]}
    return fact
