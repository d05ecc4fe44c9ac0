"""Who pays how much for a month in a care home (u.p.s. art. 60-64b, 103): the resident, his relatives in their order, others, the gmina.

Pure. Amounts are grosze a month. What the act leaves open is read from the law as named rules (law/ups/rozstrzygniecia_sporne.yaml) and
stands in the trace. Incomes are those of art. 8; the resident's own includes the supplementary benefit (świadczenie uzupełniające), those
of his relatives do not (art. 8 ust. 4a): whoever tells them has left it out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from kit.law import Record, Rule, View
from kit.money import half_up
from services.social_assistance.care_homes.dividing import by_head, by_weight

Kin = Literal["spouse", "descendant", "ascendant"]
Basis = Literal["contract", "decision", "refused_both", "exempt"]

RESIDENT = Rule(
    "care_home_resident",
    "art. 61 ust. 2 pkt 1, ust. 4 u.p.s.",
    "Mieszkaniec wnosi {share} z {base} zł dochodu, nie więcej niż koszt pobytu {cost} zł: {fee} zł.",
    ("share:ratio", "base:zl", "cost:zl", "fee:zl"),
    result="fee",
    parameters=("dps_oplata_mieszkanca_maks", "dps_praca_terapeutyczna_zmniejszenie_dochodu"),
    depth=0,
)
STATED = Rule(
    "care_home_resident_stated",
    "art. 61 ust. 2 pkt 1 u.p.s.",
    "Mieszkaniec wnosi opłatę ustaloną odrębnie (zasady sprzed 2004 r. albo zwolnienie), nie więcej niż koszt {cost} zł: {fee} zł.",
    ("cost:zl", "fee:zl"),
    result="fee",
    depth=0,
)
CAPACITY = Rule(
    "care_home_capacity",
    "art. 61 ust. 2 pkt 2 u.p.s.",
    "{who}: z dochodu {income} zł ({persons} os.) ponad {multiple} kryterium {criterion} zł pozostaje na opłatę {capacity} zł "
    "(na osobę {per_person} zł, w całej rodzinie {whole_family} zł; przyjęto: {reading}).",
    (
        "who:text", "income:zl", "persons:number", "multiple:ratio", "criterion:zl", "capacity:zl", "per_person:zl", "whole_family:zl",
        "reading:text",
    ),
    result="capacity",
    parameters=(
        "dps_rodzina_prog_dochodu", "kryterium_osoba_samotnie_gospodarujaca", "kryterium_osoba_w_rodzinie",
        "dps_zdolnosc_platnicza_w_rodzinie",
    ),
)  # fmt: skip
GROUP = Rule(
    "care_home_group",
    "art. 61 ust. 1 pkt 2, art. 103 ust. 2 u.p.s.",
    "Do podziału między obowiązanych w tej kolejności ({who}) zostało {gap} zł (kolejność: {order}, podział: {division}).",
    ("who:text", "gap:zl", "order:text", "division:text"),
    parameters=("dps_kolejnosc_malzonka", "dps_podzial_miedzy_rownych"),
    depth=0,
)
FEE = Rule(
    "care_home_relative", "art. 61 ust. 2 pkt 2 u.p.s.", "{who}: opłata {fee} zł.", ("who:text", "fee:zl"), result="fee"
)
REFUSED = Rule(
    "care_home_refused",
    "art. 61 ust. 2e-2f u.p.s.",
    "{who}: odmowa umowy i wywiadu, opłata bez progu dochodu, {left} zł na {persons} os.: {fee} zł.",
    ("who:text", "left:zl", "persons:number", "fee:zl"),
    result="fee",
    parameters=("dps_odmowa_wywiadu_bez_progu",),
    depth=0,
)
EXEMPT = Rule(
    "care_home_exempt",
    "art. 64-64a, art. 103 ust. 3 u.p.s.",
    "{who}: zwolnienie z {amount} zł opłaty nie podwyższa opłat pozostałych osób.",
    ("who:text", "amount:zl"),
    depth=0,
)
VOLUNTARY = Rule(
    "care_home_voluntary",
    "art. 61 ust. 2a-2c u.p.s.",
    "Osoby, które nie są obowiązane, wnoszą dobrowolnie {fee} zł.",
    ("fee:zl",),
    result="fee",
    depth=0,
)
GMINA = Rule(
    "care_home_gmina",
    "art. 61 ust. 2 pkt 3, ust. 2b u.p.s.",
    "Gmina wnosi resztę kosztu {cost} zł: {fee} zł.",
    ("cost:zl", "fee:zl"),
    result="fee",
    depth=0,
)


@dataclass(frozen=True, slots=True)
class Resident:
    """income: all that art. 8 counts. therapy_pay, workshop_money: of it, pay for work by therapeutic indication and pocket money of
    therapy workshops (art. 61 ust. 4). stated: a fee set otherwise (admitted before 2004, exempted by art. 64 or 64b).
    """

    income: int = 0
    therapy_pay: int = 0
    workshop_money: int = 0
    stated: int | None = None


@dataclass(frozen=True, slots=True)
class Relative:
    """who: his name within the stay. persons: of his household, with him. income: of the household. capacity: stated instead of being
    computed. agreed: by contract or decision, a month. exempted: grosze of his fee; None: all of it (basis exempt alone).
    """

    who: str
    kin: Kin
    persons: int = 1
    income: int | None = None
    basis: Basis = "contract"
    agreed: int | None = None
    capacity: int | None = None
    exempted: int | None = None


@dataclass(frozen=True, slots=True)
class Division:
    """A month's cost divided: cost = resident + relatives + voluntary + gmina, to the grosz. unknown: relatives of whom neither income nor
    an amount is known, and who count as paying nothing so far.
    """

    cost: int
    resident: int
    relatives: tuple[tuple[str, int], ...]
    voluntary: int
    gmina: int
    unknown: tuple[str, ...]
    trace: tuple[Record, ...]


def fee_base(resident: Resident, view: View) -> int:
    """The income that the resident's fee is taken from: less half of therapeutic pay and the workshops' pocket money (art. 61 ust. 4)."""
    if not resident.therapy_pay:
        return resident.income - resident.workshop_money
    left_out = view.ratio("dps_praca_terapeutyczna_zmniejszenie_dochodu") * resident.therapy_pay
    return resident.income - half_up(left_out.numerator, left_out.denominator) - resident.workshop_money


def capacity(one: Relative, view: View, trace: list[Record]) -> int | None:
    """How much he can bear; None: nothing is known of his income. Above the multiple of the criterion only, compared unrounded."""
    if one.capacity is not None or one.income is None:
        return one.capacity
    name = "kryterium_osoba_samotnie_gospodarujaca" if one.persons == 1 else "kryterium_osoba_w_rodzinie"
    multiple, criterion = view.ratio("dps_rodzina_prog_dochodu"), view.amount(name)
    surplus = max(Fraction(0), Fraction(one.income, one.persons) - multiple * criterion)
    reading = view.text("dps_zdolnosc_platnicza_w_rodzinie")
    per_person = half_up(surplus.numerator, surplus.denominator)
    whole = surplus * one.persons
    whole_family = half_up(whole.numerator, whole.denominator)
    able = {"per_person": per_person, "whole_family": whole_family}[reading]
    trace.append(
        (CAPACITY, one.who, one.income, one.persons, multiple, criterion, able, per_person, whole_family, reading)
    )
    return able


def divided(cost: int, resident: Resident, relatives: Sequence[Relative], voluntary: int, view: View) -> Division:
    """The whole month's cost divided by the law of the view. Raises NoParameter."""
    trace: list[Record] = []
    own = _own_fee(cost, resident, view, trace)
    fees, unknown = _borne(cost - own, relatives, view, trace) if cost > own else ({}, [])
    paid = {one.who: fees.get(one.who, 0) for one in relatives}
    # Before anybody is let off: an exemption raises neither what relatives nor what others pay (art. 103 ust. 3).
    by_others = min(voluntary, cost - own - sum(paid.values()))
    for one in relatives:
        let_off = _let_off(one, paid[one.who])
        if let_off:
            paid[one.who] -= let_off
            trace.append((EXEMPT, one.who, let_off))
    if by_others:
        trace.append((VOLUNTARY, by_others))
    gmina = cost - own - sum(paid.values()) - by_others
    trace.append((GMINA, cost, gmina))
    return Division(cost, own, tuple(paid.items()), by_others, gmina, tuple(unknown), tuple(trace))


def _own_fee(cost: int, resident: Resident, view: View, trace: list[Record]) -> int:
    if resident.stated is not None:
        fee = min(cost, resident.stated)
        trace.append((STATED, cost, fee))
        return fee
    base, share = fee_base(resident, view), view.ratio("dps_oplata_mieszkanca_maks")
    fee = min(cost, half_up(base * share.numerator, share.denominator))
    trace.append((RESIDENT, share, base, cost, fee))
    return fee


def _borne(
    gap: int, relatives: Sequence[Relative], view: View, trace: list[Record]
) -> tuple[dict[str, int], list[str]]:
    """What each would pay if nobody were exempted: those within their means in their order, then those who refused both by head."""
    unlimited = view.has("dps_odmowa_wywiadu_bez_progu") and view.flag("dps_odmowa_wywiadu_bez_progu")
    refusers = [one for one in relatives if one.basis == "refused_both" and unlimited]
    order, division = view.text("dps_kolejnosc_malzonka"), view.text("dps_podzial_miedzy_rownych")
    fees: dict[str, int] = {}
    unknown: list[str] = []
    for kins in _ORDERS[order]:
        group = [one for one in relatives if one.kin in kins and one not in refusers]
        if not group or not gap:
            continue
        trace.append((GROUP, ", ".join(one.who for one in group), gap, order, division))
        limits = [_limit(one, view, trace, unknown) for one in group]
        parts = _DIVISIONS[division](min(gap, sum(limits)), limits)
        for one, part in zip(group, parts, strict=True):
            fees[one.who] = part
            trace.append((FEE, one.who, part))
        gap -= sum(parts)
    for one, part in zip(refusers, by_weight(gap, [1] * len(refusers)), strict=True):
        fees[one.who] = part
        trace.append((REFUSED, one.who, gap, len(refusers), part))
    return fees, unknown


def _limit(one: Relative, view: View, trace: list[Record], unknown: list[str]) -> int:
    able = capacity(one, view, trace)
    if able is None and one.agreed is None:
        unknown.append(one.who)
        return 0
    return min(amount for amount in (able, one.agreed) if amount is not None)


def _let_off(one: Relative, fee: int) -> int:
    if one.basis != "exempt":
        return 0
    return fee if one.exempted is None else min(fee, one.exempted)


_ORDERS: dict[str, tuple[tuple[Kin, ...], ...]] = {
    "before_descendants": (("spouse",), ("descendant",), ("ascendant",)),
    "with_descendants": (("spouse", "descendant"), ("ascendant",)),
}
_DIVISIONS = {"by_capacity": by_weight, "by_head": by_head}
