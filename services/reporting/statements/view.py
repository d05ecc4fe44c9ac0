"""What a statement looks at: a year until a day, as known now, as known on a day, or as it stood when a period was closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.reporting.ledger.months import closing_month

OFFICE_TIME = ZoneInfo("Europe/Warsaw")


@dataclass(frozen=True, slots=True)
class View:
    """Which facts count.

    until: the last day of booking. known_on: facts known by the end of that day (office time) only. positions: by service, the last
    place of its log that counts (a closing); a service that is not named counts for nothing.
    """

    gmina: str
    year: int
    until: date
    side: str = "expenditure"
    measure: str = "expenditure"
    unit: str | None = None
    known_on: date | None = None
    positions: Mapping[str, int] | None = None

    @property
    def month(self) -> int | None:
        """The month whose end the projection can answer for; None when the facts have to be read."""
        if self.known_on is not None or self.positions is not None:
            return None
        return closing_month(self.until, self.year)

    @property
    def whole_year(self) -> bool:
        """Whether the year's last day is in view."""
        return (self.until.year, self.until.month, self.until.day) >= (self.year, 12, 31)

    @property
    def known_before(self) -> datetime | None:
        """The first moment that is too late to be known."""
        if self.known_on is None:
            return None
        if self.known_on == date.max:
            return datetime.max.replace(tzinfo=UTC)
        return datetime.combine(self.known_on + timedelta(days=1), time(), OFFICE_TIME)

    def parameters(self) -> dict[str, object]:
        """Values of `facts_condition` and of the projection's statements."""
        positions = self.positions or {}
        return {
            "gmina": self.gmina,
            "year": self.year,
            "until": self.until,
            # With the whole year in view, what was refused of it is missing whenever it was booked.
            "refused_until": date.max if self.whole_year else self.until,
            "side": self.side,
            "measure": self.measure,
            "unit": self.unit,
            "known_before": self.known_before,
            "services": list(positions),
            "sequences": list(positions.values()),
        }

    def limits(self, place: str = "e") -> str:
        """Condition on rows that have service, sequence and known_at: what was known in this view."""
        conditions = []
        if self.known_on is not None:
            conditions.append(f"{place}.known_at < %(known_before)s")
        if self.positions is not None:
            conditions.append(
                f"EXISTS (SELECT FROM unnest(%(services)s::text[], %(sequences)s::bigint[]) AS closed(service, last) "
                f"WHERE closed.service = {place}.service AND {place}.sequence <= closed.last)"
            )
        return " AND ".join(conditions) or "true"

    def facts(self) -> str:
        """FROM and WHERE of the ledger's lines that count, with their posting."""
        unit = "" if self.unit is None else " AND p.unit = %(unit)s"
        return f"""
          FROM ledger_entry e JOIN posting p ON p.gmina = %(gmina)s AND p.id = e.posting
         WHERE e.gmina = %(gmina)s AND e.budget_year = %(year)s AND e.booked_on <= %(until)s AND e.mirrors IS NULL
           AND p.side = %(side)s AND p.measure = %(measure)s{unit} AND {self.limits()}
        """
