"""A simulation: every running right under the law as it stands and the supposed law; a page is computed while the next one is read."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from casework.awards.carrying import beside
from casework.benefits.catalogue import Catalogue
from casework.recalculations.assessing import NotAssessed
from casework.recalculations.chains import chain_of
from casework.recalculations.imported import imported_chain
from casework.simulations.comparing import compared, granted
from casework.simulations.not_simulated import reason_of
from casework.simulations.reading import Row, pages
from casework.simulations.schemas import (
    FamiliesOut,
    NotSimulatedOut,
    SimulatedBenefitOut,
    SimulatedCostOut,
    SimulationIn,
    SimulationOut,
)
from casework.simulations.supposing import Asked, asked, differing
from casework.simulations.tally import Tally
from kit.db import Database
from kit.money import zloty
from kit.periods import month_text
from kit.secrets import KeyRing


async def simulate(
    *, database: Database, keys: KeyRing, catalogue: Catalogue, gmina: str, order: SimulationIn, today: date
) -> SimulationOut:
    """Cost before and after, and who gains. Raises UnknownBenefitCode, SimulationTooLong, ParameterUnknown, ParameterUnitWrong,
    ParameterOutOfRange.
    """
    of = asked(catalogue, gmina, order)
    tally = Tally(of)
    async with pages(database, of) as found:
        page = await found.following()
        while page:
            page, _ = await beside(found.following(), partial(_count, of, keys, tally, page, today))
    tally.close()
    return _told(of, tally, [one.parameter for one in order.changes])


def _count(of: Asked, keys: KeyRing, tally: Tally, page: Sequence[Row], today: date) -> None:
    for row in page:
        open_chain = imported_chain if row.is_imported else chain_of
        chain = open_chain(keys, of.base, of.gmina, row.chain, row.awards, (), today)
        try:
            rights = compared(of, row.benefit, chain)
            if not all(tally.bookable(one[0]) for one in rights):
                raise NotAssessed("cannot_be_booked")
        except NotAssessed as why:
            tally.leave_out(row.family, row.benefit, why.code, granted(of, chain))
        else:
            tally.add(row.family, rights)


def _told(of: Asked, tally: Tally, names: Sequence[str]) -> SimulationOut:
    costs = sorted(tally.costs().items())
    stands, was, will = (sum(sums[column] for _, sums in costs) for column in range(3))
    return SimulationOut(
        effective_from=of.on,
        first_month=month_text(of.first),
        until=month_text(of.until),
        supposed=list(differing(of, names)),
        families=FamiliesOut(
            looked_at=tally.families,
            gaining=tally.gaining,
            losing=tally.losing,
            unchanged=tally.families - tally.gaining - tally.losing - tally.not_simulated,
            not_simulated=tally.not_simulated,
        ),
        rights=tally.rights,
        granted=zloty(stands),
        before=zloty(was),
        after=zloty(will),
        difference=zloty(will - was),
        benefits=[
            SimulatedBenefitOut(
                benefit=benefit, families_gaining=gaining, families_losing=losing, difference=zloty(difference)
            )
            for benefit, (gaining, losing, difference) in sorted(tally.benefits.items())
        ],
        cost=[
            SimulatedCostOut(
                month=month_text(at), benefit=benefit, dzial=dzial, rozdzial=rozdzial, paragraf=paragraf, task=task, source=source,
                granted=zloty(sums[0]), before=zloty(sums[1]), after=zloty(sums[2]), difference=zloty(sums[2] - sums[1]),
            )
            for (at, benefit, dzial, rozdzial, paragraf, task, source), sums in costs
        ],
        not_simulated=[
            NotSimulatedOut(
                benefit=benefit, code=code, reason=reason_of(code), rights=one.rights, families=one.families,
                granted=zloty(one.granted),
            )
            for (benefit, code), one in sorted(tally.left_out.items())
        ],
    )  # fmt: skip
