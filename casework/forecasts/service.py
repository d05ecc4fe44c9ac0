"""The forecast of the months to come, put on budget lines: the input of a monthly request for money (zapotrzebowanie)."""

from collections import defaultdict
from datetime import date

from casework.benefits.catalogue import Catalogue
from casework.booking import CannotBeBooked, lines_to_come
from casework.forecasts import store
from casework.forecasts.schemas import (
    EndingOut,
    ForecastOut,
    ForecastRowOut,
    ForecastSourceOut,
    NotBookedOut,
)
from kit.db import ReadSession
from kit.money import zloty
from kit.periods import first_day, month_of, month_text, parse_month

_Place = tuple[str, str, str, str, str, str, str, str]
"""Month, benefit, dzial, rozdzial, four-digit paragraf, task, source, kind."""


async def forecast(
    *, db: ReadSession, catalogue: Catalogue, first: str, months: int, benefit: str | None, today: date
) -> ForecastOut:
    """So many months from the first one on."""
    begins = parse_month(first)
    asked = store.Asked(first_day(begins), first_day(begins + months - 1), today, benefit, catalogue.invoiced)
    rows: defaultdict[_Place, list[int]] = defaultdict(lambda: [0, 0])
    not_booked: defaultdict[str, int] = defaultdict(int)
    async for one in store.due(db, asked):
        if one.benefit not in catalogue:
            not_booked[one.benefit] += one.amount * one.rights
            continue
        try:
            lines = lines_to_come(catalogue.get(one.benefit), one.amount, max(one.month, today), today)
        except CannotBeBooked:
            not_booked[one.benefit] += one.amount * one.rights
            continue
        for line in lines:
            place = (
                month_text(month_of(one.month)), one.benefit, line["dzial"], line["rozdzial"], line["paragraf"] + line["p4"],
                line["task"], line["source"], one.kind,
            )  # fmt: skip
            sums = rows[place]
            sums[0] += one.rights
            sums[1] += line["amount"] * one.rights
    return ForecastOut(
        first_month=first,
        last_month=month_text(begins + months - 1),
        needed=_needed(rows),
        rows=[
            ForecastRowOut.model_validate(
                {**dict(zip(_MEMBERS, place, strict=True)), "rights": rights, "amount": zloty(amount)}
            )
            for place, (rights, amount) in sorted(rows.items())
        ],
        endings=[
            EndingOut(
                month=month_text(month_of(one.month)), benefit=one.benefit, variant=one.variant, age=one.age, rights=one.rights,
                going_on=one.going_on,
            )
            for one in await store.endings(db, asked)
        ],
        not_booked=[NotBookedOut(benefit=name, amount=zloty(amount)) for name, amount in sorted(not_booked.items())],
    )  # fmt: skip


_MEMBERS = ("month", "benefit", "dzial", "rozdzial", "paragraf", "task", "source", "kind")


def _needed(rows: "defaultdict[_Place, list[int]]") -> list[ForecastSourceOut]:
    sums: defaultdict[tuple[str, str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (at, _, _, rozdzial, _, _, source, kind), (_, amount) in rows.items():
        sums[at, rozdzial, source][kind] += amount
    return [
        ForecastSourceOut(
            month=at, rozdzial=rozdzial, source=source, committed=zloty(of["committed"]), uncommitted=zloty(of["uncommitted"]),
            arrears=zloty(of["arrears"]), needed=zloty(of["committed"] + of["uncommitted"] + of["arrears"]), held=zloty(of["held"]),
        )
        for (at, rozdzial, source), of in sorted(sums.items())
    ]  # fmt: skip
