"""What the registers count over months, from the counts of the months, and its proof from the facts themselves."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kit.periods import MONTHS_OF_YEAR, first_day, last_day, number_in_year, year_of
from services.reporting.registers.schemas import (
    ActsOut,
    CountedOut,
    GminaActsOut,
    MeasuredOut,
    RegisterOut,
    RegisterProofOut,
)
from services.reporting.statements.reading import Reading

_LENGTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": MONTHS_OF_YEAR}
# Only the gminas of the session are seen, be it one or a region's.
_COUNTS = """
SELECT gmina, service, register, act, requester, counted, sum(acts)::bigint, sum(named)::bigint, sum({first})::bigint, max(least)
  FROM register_count
 WHERE month BETWEEN %(since)s AND %(until)s GROUP BY gmina, service, register, act, requester, counted
HAVING sum(acts) <> 0 OR sum(named) <> 0 ORDER BY gmina, service, register, act, requester, counted
"""
_MEASURED = """
SELECT gmina, service, register, act, measured, sum(thousandths)::bigint FROM register_quantity
 WHERE month BETWEEN %(since)s AND %(until)s GROUP BY gmina, service, register, act, measured
HAVING sum(thousandths) <> 0 ORDER BY gmina, service, register, act, measured
"""
_PROOF = """
WITH facts AS (
    SELECT f.* FROM register_fact f WHERE f.gmina = %(gmina)s AND f.on_day BETWEEN %(since)s AND %(last)s),
counted AS (
    SELECT sum(c."all") FILTER (WHERE f.least = 0) AS named, sum(c.year) FILTER (WHERE f.least = 0) AS firsts,
           sum(c."all") AS named_all, sum(c.year) AS firsts_all
      FROM facts f CROSS JOIN LATERAL jsonb_to_recordset(f.counts) AS c("all" bigint, year bigint)),
summed AS (
    SELECT sum(acts) FILTER (WHERE least = 0) AS acts, sum(named) FILTER (WHERE least = 0) AS named,
           sum(year_first) FILTER (WHERE least = 0) AS firsts,
           sum(acts) AS acts_all, sum(named) AS named_all, sum(year_first) AS firsts_all FROM register_count
     WHERE gmina = %(gmina)s AND month BETWEEN %(since)s AND %(until)s),
backs AS (
    SELECT count(*) AS bad FROM facts f
      LEFT JOIN register_fact o ON o.gmina = f.gmina AND o.service = f.service AND o.sequence = f.takes_back
     WHERE f.takes_back IS NOT NULL
       AND (o.sequence IS NULL OR o.acts <> - f.acts OR o.on_day <> f.on_day OR o.register <> f.register
            OR EXISTS (SELECT FROM register_fact e WHERE e.gmina = f.gmina AND e.service = f.service
                          AND e.takes_back = f.takes_back AND e.sequence < f.sequence)))
SELECT coalesce(summed.acts, 0)::bigint, coalesce((SELECT sum(acts) FILTER (WHERE least = 0) FROM facts), 0)::bigint,
       coalesce(summed.named, 0)::bigint, coalesce(counted.named, 0)::bigint,
       coalesce(summed.firsts, 0)::bigint, coalesce(counted.firsts, 0)::bigint, backs.bad,
       (coalesce(summed.acts_all, 0), coalesce(summed.named_all, 0), coalesce(summed.firsts_all, 0))
       = (coalesce((SELECT sum(acts) FROM facts), 0), coalesce(counted.named_all, 0), coalesce(counted.firsts_all, 0))
  FROM summed, counted, backs
"""


class Counted(NamedTuple):
    """A row of the counts: acts of a kind, or (act empty) persons of a unit; first: of the period asked for, else of the year.

    least: how many have to stand behind a figure before it is told; 0: every figure is.
    """

    gmina: str
    service: str
    register: str
    act: str
    requester: str
    unit: str
    acts: int
    named: int
    first: int
    least: int = 0


class Measured(NamedTuple):
    """A row of the quantities, thousandths."""

    gmina: str
    service: str
    register: str
    act: str
    unit: str
    thousandths: int


def period(since: int, until: int) -> str | None:
    """Which firsts add up to a distinct figure over the months: of a whole period, or of a year so far; None: of none."""
    length, number = until - since + 1, number_in_year(since) - 1
    for name, months in _LENGTHS.items():
        if length == months and number % months == 0:
            return name
    return "year" if number == 0 and year_of(since) == year_of(until) else None


def counts(since: int, until: int) -> Reading[list[Counted]]:
    """What the registers of the gminas of the session count from a month to a month."""
    statement = _COUNTS.format(first=f"{period(since, until) or 'year'}_first")
    given = {"since": first_day(since), "until": first_day(until)}
    return Reading(statement, given, lambda rows: [Counted(*row) for row in rows])


def measured(since: int, until: int) -> Reading[list[Measured]]:
    """What they measure."""
    given = {"since": first_day(since), "until": first_day(until)}
    return Reading(_MEASURED, given, lambda rows: [Measured(*row) for row in rows])


def proof(gmina: str, since: int, until: int) -> Reading[RegisterProofOut]:
    """The sums of the months beside the facts of the same days."""
    given = {"gmina": gmina, "since": first_day(since), "until": first_day(until), "last": last_day(until)}
    return Reading(_PROOF, given, lambda rows: proven(*rows[0]))


def proven(
    acts: int,
    acts_of_facts: int,
    named: int,
    named_of_facts: int,
    firsts: int,
    firsts_of_facts: int,
    bad: int,
    same: bool,
) -> RegisterProofOut:
    """Whether they say the same, and everything taken back was told once before.

    same: of all registers. Those whose small figures are hidden are in no sum, or what is hidden would follow from it.
    """
    return RegisterProofOut(
        acts=acts, acts_of_facts=acts_of_facts, named=named, named_of_facts=named_of_facts, firsts_of_year=firsts,
        firsts_of_year_of_facts=firsts_of_facts, not_taken_back_once=bad,
        agrees=same and (acts, named, firsts) == (acts_of_facts, named_of_facts, firsts_of_facts) and not bad,
    )  # fmt: skip


def registers_of(found: Sequence[Counted], quantities: Sequence[Measured], since: int, until: int) -> list[RegisterOut]:
    """Every register of which something is counted; sums over all gminas of the rows."""
    whole = period(since, until) is not None
    acts: dict[tuple[str, str, str, str], int] = {}
    named: dict[tuple[str, str, str], tuple[int, int]] = {}
    given: dict[tuple[str, str, str, str], int] = {}
    for row in found:
        if row.unit:
            all_, first = named.get((row.service, row.register, row.unit), (0, 0))
            named[row.service, row.register, row.unit] = all_ + row.named, first + row.first
        else:
            of = row.service, row.register, row.act, row.requester
            acts[of] = acts.get(of, 0) + row.acts
    for one in quantities:
        what = one.service, one.register, one.act, one.unit
        given[what] = given.get(what, 0) + one.thousandths
    told = [
        RegisterOut(
            service=service,
            register_code=register,
            acts=[
                ActsOut(act=key[2], requester=key[3] or None, acts=number)
                for key, number in sorted(acts.items())
                if key[:2] == (service, register) and number
            ],
            measured=[
                MeasuredOut(act=key[2], unit=key[3], value=decimal(number))
                for key, number in sorted(given.items())
                if key[:2] == (service, register) and number
            ],
            counted=[
                CountedOut(unit=key[2], all=all_, different=first if whole else None)
                for key, (all_, first) in sorted(named.items())
                if key[:2] == (service, register)
            ],
            least=None,
        )
        for service, register in sorted({key[:2] for key in (*acts, *named, *given)})
    ]
    least = {(row.service, row.register): row.least for row in sorted(found, key=lambda one: one.least)}
    a_year = period(since, until) == "year" and until - since + 1 == MONTHS_OF_YEAR
    shown = (_shown(one, least.get((one.service, one.register_code), 0), a_year=a_year) for one in told)
    return [one for one in shown if one is not None]


def _shown(register: RegisterOut, least: int, *, a_year: bool) -> RegisterOut | None:
    """The register as everybody may see it; None: not even that there is something in it.

    Of one whose small figures are hidden, nothing is told where fewer than `least` different ones stand behind it all; else the figures
    that reach it, whose sum stands nowhere (how often somebody is named would be it). That a figure is nought looks as one that is
    hidden. Only of a whole calendar year: the figures of a month, a quarter or a year so far would follow from one another by
    subtraction, and the small ones with them.
    """
    if not least:
        return register
    if not a_year or max((one.different or 0 for one in register.counted), default=0) < least:
        return None
    return RegisterOut(
        service=register.service,
        register_code=register.register_code,
        acts=[one for one in register.acts if one.acts >= least],
        measured=[],
        counted=[
            CountedOut(unit=one.unit, all=None, different=one.different)
            for one in register.counted
            if (one.different or 0) >= least
        ],
        least=least,
    )


def of_gminas(found: Sequence[Counted], gminas: Iterable[str]) -> list[GminaActsOut]:
    """Each gmina's acts, those without one among them; without those of registers whose small figures are hidden."""
    acts = dict.fromkeys(sorted(gminas), 0)
    for row in found:
        acts[row.gmina] += 0 if row.least else row.acts
    return [GminaActsOut(gmina=gmina, acts=number) for gmina, number in acts.items()]


def decimal(thousandths: int) -> str:
    """A quantity as events write it, with three decimals."""
    whole, part = divmod(abs(thousandths), 1000)
    return f"{'-' if thousandths < 0 else ''}{whole}.{part:03d}"
