"""Lists of what is to be destroyed as the API shows them, and the list and protocol as documents."""

from datetime import date
from uuid import UUID

from casework.archives import store
from casework.archives.problems import DestructionNotFound
from casework.archives.schemas import CandidateOut, DestructionActOut, DestructionOut, DestructionShort, ItemOut
from casework.archives.states import DESTRUCTION
from casework.archives.tables import DestructionItemRow, DestructionRow
from casework.authority.sight import Sight, hidden_persons
from casework.letters.blocks import Block, Heading, Items, Paragraph, Table, plain
from casework.letters.paper import Paper
from casework.records import store as records
from casework.records.contents import WHY
from casework.records.schemas import ObstacleOut
from kit.audit import Auditor
from kit.db import ReadSession, WriteSession
from kit.paging import Page, PageRequest

_WAYS = {
    "shredding": "rozdrobnienie",
    "burning": "spalenie",
    "recycling": "przekazanie na makulaturę",
    "deletion": "usunięcie z nośników",
}
_HEAD = ("Lp.", "Znak sprawy", "Symbol", "Tytuł", "Daty skrajne", "Kat.", "Przechowywać do", "Uwagi")
_REASONS = {
    "state_archive": "wyłączono: archiwum państwowe",
    "still_needed": "wyłączono: nadal potrzebne",
    "unfinished": "wyłączono: sprawa niezakończona",
    "list_withdrawn": "wycofano spis",
    "consent_refused": "brak zgody",
}


async def candidates(
    *, db: WriteSession, audit: Auditor, sight: Sight, paging: PageRequest, symbol: str | None, on: date
) -> Page[CandidateOut]:
    """Closed cases whose term has passed, with what holds each back; audited."""
    keyset = paging.keyset("destruction candidates", {"gmina": db.gmina, "symbol": symbol, "on": on})
    rows = await store.candidates(db, on, [symbol] if symbol else [], keyset.after, keyset.fetch)
    shown, cursor = keyset.page(rows, lambda row: (row["closed_on"], row["case"]))
    await audit.note(db, "listed_for_destruction", "case")
    hidden = await hidden_persons(db, sight, [row["party"] for row in shown])
    held: dict[UUID, list[ObstacleOut]] = {}
    for one in await records.unfinished(db, [row["case"] for row in shown], on):
        held.setdefault(one["sign"], []).append(
            ObstacleOut(code=one["code"], text=WHY[one["code"]], thing=one["thing"])
        )
    seen = [row for row in shown if row["party"] not in hidden]
    return Page(
        items=[CandidateOut.model_validate({**row, "obstacles": held.get(row["case"], [])}) for row in seen],
        next_cursor=cursor,
    )


async def page(*, db: ReadSession, paging: PageRequest, state: str | None) -> Page[DestructionShort]:
    """One page of lists, the newest first."""
    keyset = paging.keyset("destructions", {"gmina": db.gmina, "state": state})
    rows = await store.page(db, state, keyset.after, keyset.fetch)
    shown, cursor = keyset.page(rows, lambda row: (row.proposed_on, row.id))
    counts = await store.counts(db, [row.id for row in shown])
    return Page(items=[DestructionShort.model_validate(_short(row, counts)) for row in shown], next_cursor=cursor)


async def show(*, db: ReadSession, destruction: UUID) -> DestructionOut:
    """A list with its acts. Raises DestructionNotFound."""
    row = await store.load(db, destruction)
    if row is None:
        raise DestructionNotFound
    counts = await store.counts(db, [row.id])
    return DestructionOut.model_validate(
        {
            **row.model_dump(),
            **_short(row, counts),
            "allowed": list(DESTRUCTION.allowed(row.state)),
            "acts": [
                DestructionActOut.model_validate(
                    {"number": one.number, "act": one.act, "on": one.on_day, "by": one.by_whom,
                     "document": one.document, "at": one.noted_at}
                )
                for one in await store.acts(db, row.id)
            ],
            "erased": await store.erased(db, row.id),
        }
    )  # fmt: skip


async def items(*, db: ReadSession, paging: PageRequest, destruction: UUID) -> Page[ItemOut]:
    """One page of the places of a list. Raises DestructionNotFound."""
    if await store.load(db, destruction) is None:
        raise DestructionNotFound
    keyset = paging.keyset("destruction items", {"gmina": db.gmina, "destruction": destruction})
    rows = await store.items(db, destruction, keyset.after[0] if keyset.after else None, keyset.fetch)
    shown, cursor = keyset.page(rows, lambda row: [row.place])
    return Page(items=[_item(row) for row in shown], next_cursor=cursor)


async def whole(*, db: ReadSession, destruction: UUID) -> tuple[DestructionRow, list[ItemOut]]:
    """The list with all its places, for a document. Raises DestructionNotFound."""
    row = await store.load(db, destruction)
    if row is None:
        raise DestructionNotFound
    return row, [_item(one) for one in await store.items(db, destruction)]


def paper(row: DestructionRow, places: list[ItemOut], today: date) -> Paper:
    """The list for the state archive, or once it was carried out the protocol of destruction."""
    done = row.state == "carried_out"
    name = (
        "Protokół zniszczenia dokumentacji niearchiwalnej" if done else "Spis dokumentacji niearchiwalnej do brakowania"
    )
    blocks: list[Block] = [
        Heading(1, f"{name} nr {row.number}"),
        Paragraph((f"Sporządzono: {row.proposed_on.isoformat()}, liczba spraw: {sum(one.state != 'left_out' for one in places)}.",)),
        Heading(2, "Komisja"),
        Items(tuple(plain(one) for one in row.commission)),
        Heading(2, "Ocena"),
        Paragraph(
            ("Okres przechowywania akt upłynął; akta straciły znaczenie praktyczne i nie stanowią materiałów archiwalnych.",)
        ),
    ]  # fmt: skip
    if row.letter and row.submitted_on:
        blocks.append(Paragraph((f"Wniosek o zgodę: {plain(row.letter)} z {row.submitted_on.isoformat()}.",)))
    if row.consent and row.consented_on:
        blocks.append(
            Paragraph((f"Zgoda archiwum państwowego: {plain(row.consent)} z {row.consented_on.isoformat()}.",))
        )
    if row.approved_by and row.approved_on:
        blocks.append(Paragraph((f"Zatwierdził(a): {plain(row.approved_by)}, {row.approved_on.isoformat()}.",)))
    if done and row.carried_out_by and row.carried_out_on and row.way:
        told = f"Zniszczono {row.carried_out_on.isoformat()} przez {_WAYS[row.way]}; wykonał(a): {plain(row.carried_out_by)}."
        blocks.append(Paragraph((told,)))
    blocks += [Heading(2, "Spis spraw"), Table(_HEAD, tuple(_line(one) for one in places))]
    blocks.append(Paragraph(tuple(f"{number}. ........................................" for number in range(1, 4))))
    return Paper(f"{name} nr {row.number}", "", f"nr {row.number}", today, draft=False, blocks=tuple(blocks))


def _line(one: ItemOut) -> tuple[str, ...]:
    return (
        str(one.place),
        plain(one.sign),
        one.symbol,
        plain(one.title),
        f"{one.opened_on.year}–{one.closed_on.year}",
        one.category,
        one.kept_until.isoformat() if one.kept_until else "–",
        _REASONS[one.reason] if one.reason else "",
    )


def _short(row: DestructionRow, counts: dict[UUID, int]) -> dict[str, object]:
    names = ("id", "number", "state", "proposed_by", "proposed_on", "version")
    return {**{name: getattr(row, name) for name in names}, "cases": counts.get(row.id, 0)}


def _item(row: DestructionItemRow) -> ItemOut:
    return ItemOut.model_validate({**row.model_dump(), "sign": row.sign_text})
