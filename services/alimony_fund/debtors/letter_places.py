"""What of the registers stands at the places of letters about debtors; the days and sums as letters write them. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.letters.own_kinds import Place
from casework.letters.polish import day_text, month_name, months_text
from kit.law import View
from kit.money import amount_text
from kit.periods import month_of
from services.alimony_fund.debtors import relief, rules
from services.alimony_fund.debtors.letter_kinds import word, words
from services.alimony_fund.debtors.states import PROCEEDING
from services.alimony_fund.debtors.tables import ProceedingRow, ProceedingStepRow, ReliefRow, TitleRow
from services.alimony_fund.ledger.standing import Standing

_PERCENT = 100
_OF_PROCEEDING = {
    "wniosek_dnia": "received_on", "wywiad_dnia": "interviewed_on", "wszczete_dnia": "opened_on", "decyzja_dnia": "decided_on",
    "doreczona_dnia": "delivered_on", "ostateczna_dnia": "final_on", "prawo_jazdy_dnia": "licence_motion_on",
}  # fmt: skip
_COUNTS = {
    "ochrona_miesiecy": "fa_debtor_protection_months", "big_miesiecy": "fa_big_arrears_over",
    "wywiad_miesiecy": "fa_debtor_family_interview_age", "komornik_dni": "fa_bailiff_certificate_term",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Payout:
    """A payout of the ledger: for whom and which month, when and how much (grosze)."""

    entitled: UUID
    period: date
    paid_on: date
    paid: int


def of_debtor(name: str, pesel: str | None, born: date | None, address: Sequence[str]) -> dict[str, Place]:
    """Who owes."""
    whose: dict[str, Place] = {"nazwa": name, "pesel": pesel or "", "urodzony": _day(born), "adres": list(address)}
    return {"dluznik": whose}


def of_titles(rows: Iterable[TitleRow], names: Mapping[UUID, str]) -> dict[str, Place]:
    """The titles, with the bailiff where one is known."""
    return {
        "tytuly": [
            {
                "osoba": names[one.entitled], "rodzaj": word("title", one.kind), "sad": one.court, "sygnatura": one.case_sign,
                "kwota": amount_text(one.monthly), "komornik": one.bailiff or "–", "sygnatura_komornika": one.bailiff_sign or "",
            }
            for one in rows
        ]
    }  # fmt: skip


def of_proceeding(row: ProceedingRow | None, steps: Sequence[ProceedingStepRow]) -> dict[str, Place]:
    """The proceeding with what was done in it; empty places without one."""
    if row is None:
        empty = dict.fromkeys(("stan", *_OF_PROCEEDING, "przyczyna", "decyzja_znak", "ustanie"), "")
        return {"postepowanie": empty, "czynnosci": []}
    told: dict[str, Place] = {name: _day(getattr(row, member)) for name, member in _OF_PROCEEDING.items()}
    lifted = [str(one.details["ground"]) for one in steps if one.step == "lift"]
    told |= {
        "stan": PROCEEDING.states[row.state],
        "przyczyna": words("ground").get(row.ground or "", ""),
        "decyzja_znak": row.decision_sign or "",
        "ustanie": word("lifted", lifted[-1]) if lifted else "",
    }
    done = [{"dzien": day_text(one.done_on), "nazwa": word("step", one.step), "przepis": one.article} for one in steps]
    return {"postepowanie": told, "czynnosci": done}


def of_protection(found: rules.Protection | None) -> dict[str, Place]:
    """The months by which the decision is weighed (art. 5 ust. 3a)."""
    months = () if found is None else found.months
    return {
        "miesiace": [
            {"miesiac": month_name(one.month), "nalezne": amount_text(one.due), "wplacone": amount_text(one.paid)}
            for one in months
        ]
    }


def of_law(view: View) -> dict[str, Place]:
    """Terms and shares of the day that letters name; empty before they existed."""
    told: dict[str, Place] = {name: str(view.count(of)) if view.has(of) else "" for name, of in _COUNTS.items()}
    share = "fa_debtor_protection_share"
    told["ochrona_udzial"] = f"{int(view.ratio(share) * _PERCENT)} %" if view.has(share) else ""
    return told


def of_relief(row: ReliefRow | None, view: View) -> dict[str, Place]:
    """The relief as it was decided; empty places without one."""
    names = ("znak", "przepis", "dzien", "rozstrzygniecie", "udzial", "naleznosc", "odsetki", "razem", "miesiace")
    if row is None:
        return {"ulga": {**dict.fromkeys(names, ""), "raty": []}}
    granted = row.state == "granted"
    told: dict[str, Place] = {
        **dict.fromkeys(names, ""),
        "znak": row.decision_sign or "",
        "przepis": word("relief_article", row.kind),
        "dzien": day_text(row.requested_on),
        "rozstrzygniecie": word("relief_granted" if granted else "relief_refused", row.kind),
        "raty": [
            {
                "numer": str(n),
                "termin": day_text(date.fromisoformat(one["due_on"])),
                "kwota": amount_text(one["amount"]),
            }
            for n, one in enumerate(row.plan, 1)
        ],
    }
    if granted and row.principal is not None and row.interest is not None:
        told |= {
            "naleznosc": amount_text(row.principal),
            "odsetki": amount_text(row.interest),
            "razem": amount_text(row.principal + row.interest),
        }
    if granted and row.months is not None:
        share = relief.remittable_share([relief.Enforced(1, 1)] * row.months, view)
        told |= {"miesiace": str(row.months), "udzial": f"{int(share * _PERCENT)} %"}
    return {"ulga": told}


def of_debt(standing: Standing | None, payouts: Mapping[UUID, Payout], names: Mapping[UUID, str]) -> dict[str, Place]:
    """What is owed on the day, and the payouts that it comes from; of persons who are not named, nothing but in the sum of the debt."""
    if standing is None:
        return {
            "zadluzenie": dict.fromkeys(("dzien", "naleznosc", "odsetki", "zaliczki", "razem"), ""),
            "wyplaty": [],
            "wyplaty_razem": dict.fromkeys(("kwota", "naleznosc", "odsetki"), ""),
        }
    advance = sum(one.principal for one in standing.of("advance"))
    shown = [(one, payouts[one.claim.id]) for one in standing.claims if payouts[one.claim.id].entitled in names]
    return {
        "zadluzenie": {
            "dzien": day_text(standing.on), "naleznosc": amount_text(standing.principal - advance),
            "odsetki": amount_text(standing.interest), "zaliczki": amount_text(advance), "razem": amount_text(standing.total),
        },
        "wyplaty": [
            {
                "osoba": names[paid.entitled], "okres": months_text(month_of(paid.period), month_of(paid.period)),
                "dzien": day_text(paid.paid_on), "kwota": amount_text(paid.paid), "naleznosc": amount_text(one.principal),
                "odsetki": amount_text(one.interest),
            }
            for one, paid in shown
        ],
        "wyplaty_razem": {
            "kwota": amount_text(sum(paid.paid for _, paid in shown)),
            "naleznosc": amount_text(sum(one.principal for one, _ in shown)),
            "odsetki": amount_text(sum(one.interest for one, _ in shown)),
        },
    }  # fmt: skip


def _day(day: date | None) -> str:
    return "" if day is None else day_text(day)
