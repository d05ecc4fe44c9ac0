"""The household's monthly income under art. 8 ust. 3-12: what counts on a day, what is divided, what is left out.

The list of receipts that do not count is dated data (nie_wlicza_sie_*), not code. Sums stay exact until the amount is rounded.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from kit.law import Record, View
from services.social_assistance.case import Case, Receipt
from services.social_assistance.income import told

EXCLUSION = "nie_wlicza_sie_"
OKRESOWY = "zasilek_okresowy"
ALIMONY_PAID = "alimenty_placone"
SUPPLEMENTARY = "swiadczenie_uzupelniajace"
_SUPPLEMENTARY_IN_FEES = "swiadczenie_uzupelniajace_wliczane_do_oplaty_dps_mieszkanca"
Purpose = Literal["cash", "fee"]
"""What the income is asked for: cash benefits and the relatives' fees, or the fee of the person who is served (art. 8 ust. 4a)."""
FARM = "gospodarstwo_rolne"


@dataclass(frozen=True, slots=True)
class Incomes:
    """Exact monthly income in grosze: of the household, and of each member."""

    total: Fraction
    of_member: dict[str, Fraction]


def incomes(
    case: Case, view: View, composition: View, at: int, trace: list[Record], *, permanent: bool = False,
    purpose: Purpose = "cash",
) -> Incomes:  # fmt: skip
    """Income for the month `at`: criteria and hectare rate by `view` (the month), what counts by `composition` (the day asked).

    With `permanent` the periodic allowance is left out (art. 37 ust. 6); the fee of the person who is served counts the supplementary
    benefit, which nothing else does. Raises NoParameter.
    """
    of_member: dict[str, Fraction] = {}
    for receipt in case.receipts:
        left_out = receipt.kind != ALIMONY_PAID and _excluded(receipt, composition, permanent, purpose)
        amount = _amount(case, receipt, view, composition, at, trace, left_out)
        of_member[receipt.member] = of_member.get(receipt.member, Fraction(0)) + amount
    of_member = {member: max(amount, Fraction(0)) for member, amount in of_member.items()}
    return Incomes(sum(of_member.values(), Fraction(0)), of_member)


def _amount(
    case: Case, receipt: Receipt, view: View, composition: View, at: int, trace: list[Record], left_out: bool
) -> Fraction:
    if receipt.kind == ALIMONY_PAID:
        trace.append((told.ALIMONY_PAID, receipt.member, receipt.net))
        return Fraction(-receipt.net)
    if left_out:
        trace.append((told.EXCLUDED, receipt.member, receipt.kind.replace("_", " ")))
        return Fraction(0)
    if receipt.foreign is not None:
        trace.append((told.FOREIGN, receipt.member, *receipt.foreign))
    if receipt.hectares is not None:
        return _farm(receipt, view, trace)
    if receipt.paid_in is not None:
        return _one_off(case, receipt, view, at, trace)
    net = receipt.net
    if receipt.costs and composition.flag("koszty_uzyskania_przychodu_odliczane"):
        net -= receipt.costs
    if receipt.months > 1:
        trace.append((told.BUSINESS, receipt.member, net, receipt.months))
    else:
        trace.append((told.COUNTED, receipt.member, receipt.kind.replace("_", " "), net))
    return Fraction(net, receipt.months)


def _excluded(receipt: Receipt, composition: View, permanent: bool, purpose: Purpose) -> bool:
    if receipt.kind == SUPPLEMENTARY and purpose == "fee" and composition.has(_SUPPLEMENTARY_IN_FEES):
        return not composition.flag(_SUPPLEMENTARY_IN_FEES)
    if receipt.kind == OKRESOWY:
        return permanent and composition.flag(f"{EXCLUSION}okresowego_do_stalego")
    name = EXCLUSION + receipt.kind
    return name in composition.parameters and composition.flag(name)


def _farm(receipt: Receipt, view: View, trace: list[Record]) -> Fraction:
    hectares = receipt.hectares or Fraction(0)
    least = view.quantity("grunt_minimalna_powierzchnia_liczona")
    if hectares < least:
        trace.append((told.FARM_TOO_SMALL, receipt.member, _plain(hectares), _plain(least)))
        return Fraction(0)
    rate = view.amount("dochod_z_1_ha_przeliczeniowego")
    amount = hectares * rate
    trace.append((told.FARM, receipt.member, _plain(hectares), rate, round(amount)))
    return amount


def _one_off(case: Case, receipt: Receipt, view: View, at: int, trace: list[Record]) -> Fraction:
    paid = receipt.paid_in or 0
    if receipt.for_months is not None:
        trace.append((told.FOR_PERIOD, receipt.member, receipt.net, receipt.for_months, paid))
        return Fraction(receipt.net, receipt.for_months) if paid <= at < paid + receipt.for_months else Fraction(0)
    limit = view.ratio("dochod_jednorazowy_prog") * criterion(case, view) * case.size
    months = view.count("dochod_jednorazowy_okres_rozliczenia")
    if receipt.net > limit:
        trace.append((told.SPLIT, receipt.member, receipt.net, int(limit), months, paid))
        return Fraction(receipt.net, months) if paid <= at < paid + months else Fraction(0)
    trace.append((told.NOT_SPLIT, receipt.member, receipt.net, int(limit), paid))
    # art. 8 ust. 3: the income of a month decides on the next one
    return Fraction(receipt.net) if paid == at - 1 else Fraction(0)


def criterion(case: Case, view: View) -> int:
    """The criterion of a single person, or for one person in a family, in grosze (art. 8 ust. 1). Raises NoParameter."""
    return view.amount("kryterium_osoba_samotnie_gospodarujaca" if case.single else "kryterium_osoba_w_rodzinie")


def _plain(value: Fraction) -> str:
    return f"{Decimal(value.numerator) / value.denominator:.4f}".rstrip("0").rstrip(".")
