"""What is done with returns of staff: imported, read against what the act asks for (u.p.s. art. 110 ust. 11-12)."""

from collections.abc import Sequence
from dataclasses import asdict
from fractions import Fraction
from uuid import UUID

from casework.applications.desk import Hand
from casework.benefits.catalogue import Catalogue
from kit.feed.envelope import new_id
from kit.idempotency import Answer
from kit.law import NoParameter
from kit.money import half_up
from kit.paging import Page, PageRequest
from services.social_assistance.social_work.rules import Staffing, staffing
from services.social_assistance.staffing import schemas as s
from services.social_assistance.staffing import store
from services.social_assistance.staffing.problems import StaffingReturnNotFound
from services.social_assistance.staffing.tables import PostRow, ReturnRow

_RETURN = "staffing_return"
_ARTICLE = "art. 110 ust. 11-12 u.p.s."
_THOUSAND = 1000


async def take_in(hand: Hand, body: s.StaffingReturnIn) -> Answer:
    """A return is imported, and takes the place of an earlier one of its day. Raises DayOutOfOrder."""
    on = hand.day(body.on, body.on)
    await store.alone(hand.db)
    row = ReturnRow(
        gmina=hand.db.gmina, id=new_id(), on_day=on, number=await store.of_day(hand.db, on) + 1,
        inhabitants=body.inhabitants, families=body.families, noted_by=hand.by,
    )  # fmt: skip
    hand.db.add(row)
    await hand.db.flush()
    hand.db.add_all([
        PostRow(
            gmina=row.gmina, staffing=row.id, unit=one.unit, post=one.post, persons=one.persons,
            posts=int(Fraction(one.posts) * _THOUSAND),
        )
        for one in body.posts
    ])  # fmt: skip
    await hand.db.flush()
    await hand.note("imported", _RETURN, row.id)
    return Answer(id=row.id, version=1, state="imported")


async def page(
    hand: Hand, catalogue: Catalogue, paging: PageRequest, wanted: store.Filters, sort: str, *, everything: bool
) -> Page[s.StaffingReturnOut]:
    """Returns by their day."""
    keyset = paging.keyset(f"{_RETURN} by {sort}", {"gmina": hand.db.gmina, **asdict(wanted)})
    after, fetch = (None, None) if everything else (keyset.after, keyset.fetch)
    found = await store.page(hand.db, wanted, after=after, descending=sort.startswith("-"), fetch=fetch)
    rows, cursor = (list(found), None) if everything else keyset.page(found, lambda row: (row.on_day, row.id))
    posts = await store.posts(hand.db, [row.id for row in rows])
    last = await store.last_numbers(hand.db, {row.on_day for row in rows})
    items = [_told(hand, catalogue, row, posts[row.id], holds=last[row.on_day] == row.number) for row in rows]
    return Page(items=items, next_cursor=cursor)


async def show(hand: Hand, catalogue: Catalogue, one: UUID) -> s.StaffingReturnShown:
    """A return with its posts. Raises StaffingReturnNotFound."""
    row = await store.load(hand.db, one)
    if row is None:
        raise StaffingReturnNotFound
    posts = (await store.posts(hand.db, [row.id]))[row.id]
    last = await store.last_numbers(hand.db, {row.on_day})
    told = _told(hand, catalogue, row, posts, holds=last[row.on_day] == row.number)
    staff = [each.model_dump() | {"posts": _text(each.posts)} for each in posts]
    return s.StaffingReturnShown.model_validate(told.model_dump() | {"staff": staff})


def asked(catalogue: Catalogue, gmina: str, row: ReturnRow, social_workers: int) -> Staffing | None:
    """The posts of social workers against the act of the day; social_workers: thousandths. None where the act asks for none."""
    view = catalogue.law(gmina).on(row.on_day)
    try:
        return staffing(Fraction(social_workers, _THOUSAND), row.inhabitants, row.families, view)
    except NoParameter:
        return None


def _told(
    hand: Hand, catalogue: Catalogue, row: ReturnRow, posts: Sequence[PostRow], *, holds: bool
) -> s.StaffingReturnOut:
    workers = sum(one.posts for one in posts if one.post in s.SOCIAL_WORKERS)
    found = asked(catalogue, hand.db.gmina, row, workers)
    return s.StaffingReturnOut(
        id=row.id, on=row.on_day, inhabitants=row.inhabitants, families=row.families,
        persons=sum(one.persons for one in posts), posts=_text(sum(one.posts for one in posts)), social_workers=_text(workers),
        by_inhabitants=None if found is None else _rounded(found.by_inhabitants),
        by_families=None if found is None else _rounded(found.by_families),
        at_least=None if found is None else found.at_least, meets=None if found is None else found.meets, holds=holds,
        noted_by=row.noted_by,
    )  # fmt: skip


def _rounded(posts: Fraction) -> str:
    # Only as it is shown: whether the posts are enough is told by the fraction itself.
    return _text(half_up(posts.numerator * _THOUSAND, posts.denominator))


def _text(thousandths: int) -> str:
    return f"{thousandths // _THOUSAND}.{thousandths % _THOUSAND:03d}"
