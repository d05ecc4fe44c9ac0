"""A case with what belongs to it, its history and its metryka; every reading is audited, and what the reader may not see is cut."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import not_
from sqlmodel import col, select

from casework.applications.tables import ApplicationRow
from casework.archives.categories import parse, retention
from casework.authority.sight import Sight
from casework.authority.tables import StaffRow
from casework.decisions import proceedings
from casework.decisions.tables import DecisionRow
from casework.letters.blocks import Block, Heading, Paragraph, Table, plain
from casework.letters.paper import Paper
from casework.records import store
from casework.records.acts import TITLES, title
from casework.records.contents import WHY
from casework.records.problems import CaseNotFound
from casework.records.schemas import (
    CaseFileOut,
    HistoryEntryOut,
    MetrykaOut,
    MetrykaRowOut,
    ObstacleOut,
    RetentionOut,
)
from casework.records.states import CASE_FILE
from casework.signs.tables import CaseSignRow
from kit.audit import Auditor
from kit.db import WriteSession
from kit.money import zloty
from kit.paging import Page, PageRequest

BASIS = "art. 66a k.p.a."
_COLUMNS = ("Lp.", "Data podjętej czynności", "Oznaczenie osoby podejmującej daną czynność",
            "Określenie podejmowanej czynności", "Identyfikator dokumentu w aktach sprawy")  # fmt: skip


async def show(*, db: WriteSession, audit: Auditor, sight: Sight, case: UUID, today: date) -> CaseFileOut:
    """The case. Raises CaseNotFound."""
    sign = await _sign(db, case)
    file = await store.file(db, case)
    await audit.note(db, "read", "case", case)
    members = await store.members(db, case)
    hidden = await _hidden(db, sight, members)
    obstacles = [] if file.state in ("destroyed", "passed") else await store.unfinished(db, [case], today)
    cut = hidden["decision"] | hidden["application"]
    category = parse(file.category or sign.category)
    kept = retention(category, file.closed_on) if file.closed_on else None
    halted = [one.first_day for one in await proceedings.pauses(db, case) if one.last_day is None]
    return CaseFileOut.model_validate(
        {
            **{name: getattr(sign, name) for name in ("id", "sign", "symbol", "title", "party", "opened_on", "opened_by")},
            "category": category.symbol,
            "state": file.state,
            "closed_on": file.closed_on,
            "retention": kept and RetentionOut(
                counted_from=kept.counted_from, kept_until=kept.kept_until, due_on=kept.due_on, next_step=category.after
            ),
            "allowed": list(CASE_FILE.allowed(file.state)),
            "obstacles": [
                ObstacleOut(code=one["code"], text=WHY[one["code"]], thing=one["thing"])
                for one in obstacles
                if one["thing"] not in cut
            ],
            **{
                f"{kind}s": [one for one in members.get(kind, []) if one not in hidden.get(kind, ())]
                for kind in ("application", "decision", "award", "overpayment", "letter")
            },
            "suspended_since": min(halted, default=None),
            "version": file.version,
        }
    )  # fmt: skip


async def history(
    *, db: WriteSession, audit: Auditor, sight: Sight, paging: PageRequest, case: UUID
) -> Page[HistoryEntryOut]:
    """One page of what happened in the case, in order of days. Raises CaseNotFound."""
    await _sign(db, case)
    await audit.note(db, "read_history", "case", case)
    keyset = paging.keyset("history of a case", {"gmina": db.gmina, "case": case})
    rows = await _entries(db, sight, case, keyset.after, keyset.fetch)
    shown, cursor = keyset.page(rows, lambda row: [row[name] for name in ("on_day", "moment", "thing", "part", "act")])
    return Page(items=[_entry(row) for row in shown], next_cursor=cursor)


async def metryka(*, db: WriteSession, audit: Auditor, sight: Sight, case: UUID) -> MetrykaOut:
    """Who did what in the case and when, on which document. Raises CaseNotFound."""
    sign = await _sign(db, case)
    await audit.note(db, "read_metryka", "case", case, legal_basis=BASIS)
    rows = [row for row in await _entries(db, sight, case, None, None) if row["by_whom"] and row["act"] in TITLES]
    posts = await store.posts(db, {row["by_whom"] for row in rows})
    lines = []
    for number, row in enumerate(rows, start=1):
        post = _post(posts, row["by_whom"], row["on_day"])
        lines.append(
            MetrykaRowOut(
                number=number,
                on=row["on_day"],
                official=post.name if post else row["by_whom"],
                post=post.post if post else None,
                act=TITLES[row["act"]],
                document=row["document"],
            )
        )
    return MetrykaOut(sign=sign.sign, title=sign.title, started_on=sign.opened_on, rows=lines)


def metryka_paper(made: MetrykaOut, today: date) -> Paper:
    """The metryka as a document to be typeset."""
    rows = tuple(
        (
            str(row.number),
            row.on.isoformat(),
            plain(f"{row.official}, {row.post}" if row.post else row.official),
            row.act,
            plain(row.document or "–"),
        )
        for row in made.rows
    )
    blocks: tuple[Block, ...] = (
        Heading(1, "Metryka sprawy"),
        Paragraph((f"Oznaczenie sprawy: {plain(made.sign)}", f"Tytuł sprawy: {plain(made.title)}")),
        Table(_COLUMNS, rows) if rows else Paragraph(("W sprawie nie podjęto jeszcze czynności.",)),
        Paragraph((f"Stan na {today.isoformat()}.",)),
    )
    return Paper(f"Metryka sprawy {made.sign}", "", made.sign, today, draft=False, blocks=blocks)


async def _sign(db: WriteSession, case: UUID) -> CaseSignRow:
    sign = await store.sign(db, case)
    if sign is None:
        raise CaseNotFound
    return sign


async def _entries(
    db: WriteSession, sight: Sight, case: UUID, after: tuple[Any, ...] | None, fetch: int | None
) -> list[dict[str, Any]]:
    hidden = await _hidden(db, sight, await store.members(db, case))
    return await store.history(
        db,
        case,
        unseen_decisions=sorted(hidden["decision"]),
        unseen_applications=sorted(hidden["application"]),
        after=after,
        fetch=fetch,
    )


async def _hidden(db: WriteSession, sight: Sight, members: dict[str, list[UUID]]) -> dict[str, set[UUID]]:
    """The decisions and applications of the case that she does not see, and the letters of these decisions."""
    decisions = select(DecisionRow.id).where(
        DecisionRow.gmina == db.gmina, col(DecisionRow.id).in_(members.get("decision", [])), not_(sight.decisions())
    )
    applications = select(ApplicationRow.id).where(
        ApplicationRow.gmina == db.gmina,
        col(ApplicationRow.id).in_(members.get("application", [])),
        not_(sight.applications()),
    )
    hidden = {
        "decision": set((await db.exec(decisions)).all()),
        "application": set((await db.exec(applications)).all()),
    }
    return hidden | {"letter": await store.letters_of(db, hidden["decision"])}


def _entry(row: dict[str, Any]) -> HistoryEntryOut:
    detail = row["detail"]
    if "amount" in detail:
        detail = detail | {"amount": zloty(detail["amount"])}
    return HistoryEntryOut(
        on=row["on_day"],
        at=row["at"],
        by=row["by_whom"],
        act=row["act"],
        title=title(row["act"]),
        kind=row["kind"],
        thing=row["thing"],
        document=row["document"],
        article=row["article"],
        detail=detail,
    )


def _post(posts: Any, subject: str, on: date) -> StaffRow | None:
    held: list[StaffRow] = [one for one in posts if one.subject == subject and one.since <= on]
    now = [one for one in held if one.until is None or on <= one.until]
    return now[-1] if now else None
