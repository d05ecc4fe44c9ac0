"""What the register of meals holds of a person, for the copy of her data (GDPR art. 15)."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import col, select

from casework.authority.sight import Sight
from casework.own import Held, Said
from kit.db import WriteSession
from kit.secrets import KeyRing
from services.social_assistance.meals.tables import EatenRow, MealPersonRow
from services.social_assistance.third_parties.tables import ThirdPartyRow

_NAMES = {
    "facility": "Placówka",
    "benefit": "Świadczenie",
    "kind": "Posiłek",
    "way": "Tryb",
    "since": "Od",
    "until": "Do",
    "eaten": "Dni posiłków",
}


async def _read(db: WriteSession, _: KeyRing, sight: Sight, person: UUID) -> Sequence[tuple[UUID, Mapping[str, Said]]]:
    """Her entries, in the order of their first days, with the days on which she ate."""
    rows = await db.exec(
        select(MealPersonRow, ThirdPartyRow.name)
        .join(
            ThirdPartyRow,
            (col(ThirdPartyRow.gmina) == col(MealPersonRow.gmina))
            & (col(ThirdPartyRow.id) == col(MealPersonRow.facility)),
        )
        .where(MealPersonRow.gmina == db.gmina, MealPersonRow.person == person, sight.persons(MealPersonRow.person))
        .order_by(col(MealPersonRow.since), col(MealPersonRow.id))
    )
    entries = list(rows.all())
    latest = (
        select(EatenRow)
        .where(EatenRow.gmina == db.gmina, col(EatenRow.meal_person).in_([one.id for one, _ in entries]))
        .ext(distinct_on(col(EatenRow.meal_list), col(EatenRow.meal_person)))
        .order_by(col(EatenRow.meal_list), col(EatenRow.meal_person), col(EatenRow.number).desc())
    )
    eaten: dict[UUID, list[str]] = {one.id: [] for one, _ in entries}
    for month in (await db.exec(latest)).all():
        eaten[month.meal_person] += [day.isoformat() for day in month.days]
    return [
        (
            one.id,
            {
                "facility": name,
                "benefit": one.benefit,
                "kind": one.kind,
                "way": one.way,
                "since": one.since.isoformat(),
                "until": None if one.until is None else one.until.isoformat(),
                "eaten": sorted(eaten[one.id]),
            },
        )
        for one, name in entries
    ]


HELD_MEALS = Held("meal_person", "Posiłki", _NAMES, frozenset({"meal_person", "meal_eaten"}), _read)
