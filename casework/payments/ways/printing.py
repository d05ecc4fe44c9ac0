"""A list of payments on paper: for the cash desk, the post and whoever is paid for others, with the acts that stand behind it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casework.letters.blocks import Block, Heading, Paragraph, Table, plain
from casework.letters.paper import Paper
from casework.letters.polish import account_text, day_text, month_name
from casework.payments.acts.rules import Act
from casework.payments.ways.schemas import PayeeOut
from kit.money import amount_text, grosze
from kit.periods import parse_month

LONGEST = 2_000
"""Payments on one paper; a longer list is printed by its ways of payment."""

_HEAD = ("Lp.", "Kto", "Za co", "Miesiąc", "Kwota", "Potrącono", "Do wypłaty", "Dokąd", "Kwituję odbiór")
_WAYS: Mapping[str | None, str] = {
    "account": "przelew", "cash": "gotówka", "postal": "przekaz pocztowy", "in_kind": "w naturze", "third_party": "do rąk",
    "card": "karta", None: "sposobu nie podano",
}  # fmt: skip
_ACTS = {
    "generate": "Sporządzenie", "merit_check": "Kontrola merytoryczna", "formal_check": "Kontrola formalno-rachunkowa",
    "preliminary_control": "Wstępna kontrola głównego księgowego", "decide_refusal": "Rozstrzygnięcie o odmowie podpisu",
    "approve": "Zatwierdzenie",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Printed:
    """A list with what is printed of it. names: of benefits, by code; acts: that hold, in order."""

    number: str
    month: str
    lines: Sequence[PayeeOut]
    names: Mapping[str, str]
    acts: Sequence[Act]


def paper(of: Printed, today: date) -> Paper:
    """The list to be typeset: its lines in their order, their sums by way of payment, who did which act."""
    title = f"Lista wypłat nr {of.number}"
    rows = tuple(_line(number, one, of.names) for number, one in enumerate(of.lines, start=1))
    blocks: tuple[Block, ...] = (
        Heading(1, plain(title)),
        Paragraph((f"Za {month_name(parse_month(of.month))}",)),
        Table(_HEAD, rows) if rows else Paragraph(("Na liście nie ma takich wypłat.",)),
        Heading(2, "Razem"),
        Table(("Sposób", "Wypłat", "Kwota", "Potrącono", "Do wypłaty"), _sums(of.lines)),
        Heading(2, "Czynności"),
        *([Table(("Czynność", "Kto", "Kiedy"), tuple(_done(one) for one in of.acts))] if of.acts else []),
        Paragraph((f"Stan na {day_text(today)}",)),
    )
    return Paper(title, "", of.number, today, draft=False, blocks=blocks)


def _line(number: int, one: PayeeOut, names: Mapping[str, str]) -> tuple[str, ...]:
    receipt = "........................" if one.way == "cash" else ""
    return (
        str(number), plain(f"{one.last_name} {one.first_name}"), plain(names.get(one.benefit, one.benefit)), one.month,
        *(amount_text(grosze(amount)) for amount in (one.amount, one.deducted, one.to_pay)), plain(_where(one)), receipt,
    )  # fmt: skip


def _where(one: PayeeOut) -> str:
    told = [one.payee, one.account and account_text(one.account.removeprefix("PL")), ", ".join(one.address or ())]
    return ", ".join((_WAYS[one.way], *(part for part in told if part)))


def _sums(lines: Sequence[PayeeOut]) -> tuple[tuple[str, ...], ...]:
    ways = sorted({one.way for one in lines}, key=lambda way: _WAYS[way])
    by_way = [(_WAYS[way], [one for one in lines if one.way == way]) for way in ways]
    return tuple(_sum(name, some) for name, some in (*by_way, ("razem", list(lines))))


def _sum(name: str, lines: Sequence[PayeeOut]) -> tuple[str, ...]:
    sums = (sum(grosze(getattr(one, member)) for one in lines) for member in ("amount", "deducted", "to_pay"))
    return (name, str(len(lines)), *map(amount_text, sums))


def _done(one: Act) -> tuple[str, str, str]:
    return (_ACTS.get(one.act, one.act), plain(one.by), day_text(one.on))
