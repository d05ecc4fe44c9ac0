"""The review of running benefits, in June and December: due against done (u.p.s. art. 106 ust. 5, art. 107 ust. 4)."""

from dataclasses import asdict
from datetime import date

from casework.applications.desk import Hand
from casework.authority.sight import Sight
from casework.awards.tables import AwardRow
from kit.db import ReadSession
from kit.paging import Page, PageRequest
from kit.periods import last_day, month_of, month_text
from services.social_assistance.benefit_reviews import schemas as s
from services.social_assistance.benefit_reviews import store

_REVIEW = "benefit_review"


async def page(
    hand: Hand, sight: Sight, paging: PageRequest, wanted: store.Filters, sort: str, *, everything: bool
) -> Page[s.BenefitReviewOut]:
    """Rights that are due to be reviewed, by their first month."""
    keyset = paging.keyset(f"{_REVIEW} by {sort}", {"gmina": hand.db.gmina, **asdict(wanted)})
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    found = await store.page(hand.db, sight, wanted, after=after, descending=sort.startswith("-"), fetch=fetch)
    await hand.note("exported" if everything else "listed", _REVIEW, None)
    rows, cursor = (list(found), None) if everything else keyset.page(found, lambda one: (one[0].since, one[0].id))
    return Page(items=[_told(row, done_on, wanted.month, hand.today) for row, done_on in rows], next_cursor=cursor)


async def counts(db: ReadSession, sight: Sight, month: int) -> s.BenefitReviewCountsOut:
    """Due against done, by benefit."""
    found = await store.counts(db, sight, store.Filters(month))
    return s.BenefitReviewCountsOut(
        month=month_text(month),
        benefits=[
            s.BenefitReviewCountOut(benefit=benefit, due=due, done=done, late=late)
            for benefit, due, done, late in found
        ],
    )


def _told(row: AwardRow, done_on: date | None, month: int, today: date) -> s.BenefitReviewOut:
    return s.BenefitReviewOut(
        award=row.id, benefit=row.benefit, unit=row.unit, entitled=row.entitled, household=row.household,
        since=month_text(month_of(row.since)), until=None if row.until is None else month_text(month_of(row.until)),
        done_on=done_on, late=(done_on or today) > last_day(month),
    )  # fmt: skip
