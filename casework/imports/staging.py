"""From lines of a file to rows of the stage: validation of one line by itself, encryption, the money lines of a payment.

No number leaves this module in the clear: a PESEL is encrypted for the row that it will stand in, and the fingerprint of a line is
keyed, because an unkeyed hash of a PESEL is enumerated in seconds. Names and days of birth stand on the stage as they will in the
register; the stage is emptied when the import is applied, rejected or given up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

import orjson
from pydantic import ValidationError

from casework.benefits.catalogue import Catalogue, UnknownBenefit
from casework.benefits.types import Benefit, BudgetLine, DatedValue, NoBudgetLine
from casework.facts.budget_year import may_belong
from casework.facts.money import money_line
from casework.identity import person_identity
from casework.imports.fragments import fragment
from casework.imports.lines import (
    AWARD,
    FAMILY,
    LINE,
    PAYMENT,
    PERSON,
    AwardLine,
    FamilyLine,
    PaymentLine,
    PaymentMoneyLine,
    PersonLine,
    UndueLine,
    WayLine,
    first_day,
    grosze,
)
from casework.imports.opening import LineRefused, Opening
from casework.imports.rows import Row
from casework.persons.names import sort_key
from kit.feed.envelope import new_id
from kit.periods import last_day, month_of
from kit.problems import FieldError, field_errors
from kit.secrets import KeyRing, Place

MAX_LINE_BYTES = 64 * 1024
_TOO_LONG = FieldError("", "line_too_long", f"Wiersz importu może mieć najwyżej {MAX_LINE_BYTES} bajtów.")


@dataclass(slots=True)
class Chunk:
    """Rows of good lines with their contents' keyed digests, what is wrong with the bad ones, and what of these can still be checked."""

    rows: list[Row] = field(default_factory=list)
    fingerprints: list[str] = field(default_factory=list)
    contents: list[bytes] = field(default_factory=list)
    fragments: list[Row] = field(default_factory=list)
    bad: list[tuple[int, FieldError]] = field(default_factory=list)


class Stager:
    """Validates lines of one gmina against one service's catalogue, on a day behind which nothing has happened yet."""

    def __init__(self, catalogue: Catalogue, keys: KeyRing, gmina: str, today: date) -> None:
        self._catalogue = catalogue
        self._keys = keys
        self._gmina = gmina
        self._today = today
        self._opening = Opening(catalogue, keys, gmina, today)
        self._budget_lines = lru_cache(maxsize=4096)(self._lines_of)
        # The same amount is paid to hundreds on one day.
        self._whole = lru_cache(maxsize=4096)(self._whole_amount)

    def stage(self, lines: Sequence[bytes], first: int) -> Chunk:
        """Rows of the lines numbered from `first`; blank lines are counted and skipped."""
        chunk = Chunk()
        persons: list[tuple[int, PersonLine, UUID]] = []
        for number, line in enumerate(lines, start=first):
            if len(line) > MAX_LINE_BYTES:
                chunk.bad.append((number, _TOO_LONG))
                continue
            if not line.strip():
                continue
            try:
                parsed = LINE.validate_json(line)
                if isinstance(parsed, PaymentLine):
                    self._payment(chunk, number, parsed)
                elif isinstance(parsed, PersonLine):
                    self._has_happened(parsed.birth_date, "/birth_date")
                    persons.append((number, parsed, new_id()))
                elif isinstance(parsed, AwardLine):
                    self._award(chunk, number, parsed)
                elif isinstance(parsed, UndueLine):
                    self._add(chunk, *self._opening.undue(number, parsed))
                elif isinstance(parsed, WayLine):
                    self._add(chunk, *self._opening.way(number, parsed))
                else:
                    self._family(chunk, number, parsed)
            except ValidationError as error:
                body = _body(line)
                found = field_errors(error.errors(include_url=False, include_input=False), body)
                chunk.bad.extend((number, one) for one in found)
                _keep_fragment(chunk, number, body)
            except LineRefused as refused:
                chunk.bad.append((number, refused.error))
                _keep_fragment(chunk, number, _body(line))
        self._persons(chunk, persons)
        # Compared with what an import of any later year brings, so the key must not be one that rotates.
        chunk.contents = self._keys.fingerprints(self._gmina, "import", chunk.fingerprints)
        return chunk

    def _persons(self, chunk: Chunk, persons: Sequence[tuple[int, PersonLine, UUID]]) -> None:
        pesels = [(line.pesel, str(target)) for _, line, target in persons if line.pesel is not None]
        sealed = iter(
            self._keys.encrypt_many(
                [pesel for pesel, _ in pesels], Place(self._gmina, "person", "pesel"), [row for _, row in pesels]
            )
        )
        indexes = iter(self._keys.index_many(self._gmina, "pesel", [pesel for pesel, _ in pesels]))
        identities = [
            person_identity(line.pesel, (line.document.type, line.document.number) if line.document else None, target)
            for _, line, target in persons
        ]
        pseudonyms = self._keys.pseudonyms(self._gmina, identities)
        for (number, line, target), pseudonym in zip(persons, pseudonyms, strict=True):
            payload: dict[str, Any] = {
                "pseudonym": pseudonym,
                "first_name": line.first_name,
                "last_name": line.last_name,
                "sort_key": sort_key(line.last_name, line.first_name),
                "birth_date": line.birth_date,
            }
            if line.pesel is not None:
                payload |= {"pesel": next(sealed).hex(), "pesel_index": next(indexes).hex()}
                if line.pesel_basis is not None:
                    place = Place(self._gmina, "person", "number_basis")
                    payload["number_basis"] = self._keys.encrypt(line.pesel_basis, place, str(target)).hex()
            if line.document is not None:
                text = f"{line.document.type}|{line.document.number}"
                place = Place(self._gmina, "person", "document")
                # Looked up by the document alone, also where a PESEL stands for the person.
                paper = person_identity(None, (line.document.type, line.document.number), target)
                entries = self._keys.index_candidates(self._gmina, "document", paper)
                payload |= {
                    "document": self._keys.encrypt(text, place, str(target)).hex(),
                    "document_index": entries[0].digest.hex(),
                    "document_indexes": [entry.digest.hex() for entry in entries],
                }
            if "pesel" in payload or "document" in payload:
                payload["index_kid"] = self._keys.current
            row = Row(
                PERSON,
                number,
                line.source_id,
                target,
                _text(payload),
                ref1=pseudonym,
                ref2=payload.get("document_index"),
            )
            content = (line.pesel, line.document and line.document.model_dump(), line.first_name, line.last_name)
            self._add(chunk, row, (*content, line.birth_date))

    def _family(self, chunk: Chunk, number: int, line: FamilyLine) -> None:
        members = sorted((member.person, member.role) for member in line.members)
        payload = {"kind": line.household_kind, "on": line.on, "members": members}
        row = Row(FAMILY, number, line.source_id, new_id(), _text(payload), ref1=line.reference_person)
        self._add(chunk, row, (line.reference_person, payload))

    def _award(self, chunk: Chunk, number: int, line: AwardLine) -> None:
        benefit = self._benefit(line.benefit)
        since = first_day(line.since)
        until = first_day(line.until) if line.until is not None else None
        _declared(benefit.variants, line.variant, since, "variant", "Świadczenie nie ma takiej odmiany")
        _declared(benefit.mechanisms, line.mechanism, since, "mechanism", "Świadczenie nie ma takiego mechanizmu")
        if line.decision is not None:
            self._has_happened(line.decision.issued_on, "/decision/issued_on")
        payload = {
            "variant": line.variant,
            "mechanism": line.mechanism,
            "unit": line.unit,
            "amount": grosze(line.amount),
            "reference": line.decision and line.decision.model_dump(mode="json"),
        }
        row = Row(
            AWARD, number, line.source_id, new_id(), _text(payload), line.entitled, line.recipient, line.family,
            line.benefit, since, until,
        )  # fmt: skip
        self._add(chunk, row, (line.entitled, line.recipient, line.family, line.benefit, since, until, payload))

    def _payment(self, chunk: Chunk, number: int, line: PaymentLine) -> None:
        amount = grosze(line.amount)
        _belongs(line)
        if line.lines is None:
            payload = self._whole(line.benefit, line.paid_on, amount)
        else:
            payload = orjson.dumps(self._money_lines(line, line.lines, amount)).decode()
        quantity = int(line.quantity.replace(".", ""))
        row = Row(
            PAYMENT, number, line.source_id, new_id(), payload, line.award, None, None,
            line.benefit, first_day(line.period), None, amount, line.paid_on, line.budget_year, quantity,
        )  # fmt: skip
        chunk.rows.append(row)
        chunk.fingerprints.append(
            f"{line.award}|{line.benefit}|{line.period}|{line.paid_on}|{line.budget_year}|{quantity}|{payload}"
        )

    def _whole_amount(self, benefit: str, on: date, amount: int) -> str:
        declared = self._budget_lines(benefit, on)
        _is_money(amount)
        if len(declared) > 1:
            raise LineRefused(
                "/lines", "lines_required", "To świadczenie ma kilka źródeł lub paragrafów; wiersze są wymagane."
            )
        return orjson.dumps([money_line(declared[0], amount)]).decode()

    def _money_lines(self, line: PaymentLine, parts: Sequence[PaymentMoneyLine], amount: int) -> list[dict[str, Any]]:
        declared = self._budget_lines(line.benefit, line.paid_on)
        _is_money(amount)
        found = [money_line(self._matching(declared, one.source, one.paragraf), grosze(one.amount)) for one in parts]
        if sum(one["amount"] for one in found) != amount:
            raise LineRefused("/lines", "lines_do_not_add_up", "Suma wierszy nie jest równa kwocie wypłaty.")
        return found

    def _matching(self, declared: Iterable[BudgetLine], source: str, paragraf: str | None) -> BudgetLine:
        of_source = [one for one in declared if one.source == source]
        if paragraf is not None:
            of_source = [
                replace(one, paragraf=paragraf[:3], p4=paragraf[3])
                for one in of_source
                if paragraf == one.paragraf + one.p4 or paragraf in one.alternatives
            ]
        if len(of_source) != 1:
            raise LineRefused(
                "/lines", "line_not_declared", "Świadczenie nie ma takiego źródła i paragrafu w tym dniu."
            )
        return of_source[0]

    def _lines_of(self, code: str, on: date) -> tuple[BudgetLine, ...]:
        self._has_happened(on, "/paid_on")
        try:
            return self._benefit(code).budget_lines(on)
        except NoBudgetLine:
            raise LineRefused("/paid_on", "no_budget_line", "Świadczenie nie ma klasyfikacji w tym dniu.") from None

    def _benefit(self, code: str) -> Benefit:
        try:
            return self._catalogue.get(code)
        except UnknownBenefit:
            raise LineRefused("/benefit", "unknown_benefit", "Usługa nie prowadzi takiego świadczenia.") from None

    def _has_happened(self, on: date, pointer: str) -> None:
        if on > self._today:
            raise LineRefused(pointer, "day_in_future", "Ten dzień jest w przyszłości.")

    def _add(self, chunk: Chunk, row: Row, content: object) -> None:
        chunk.rows.append(row)
        chunk.fingerprints.append(_text(content))


def _declared(values: Sequence[DatedValue], value: str | None, since: date, member: str, unknown: str) -> None:
    """That the award's closed list has the value in its first month: a right may outlive the list that it began under."""
    found = [one for one in values if one.value == value]
    month_end = last_day(month_of(since))
    if value is None or any(
        one.valid_from <= month_end and (one.valid_to is None or since <= one.valid_to) for one in found
    ):
        return
    raise LineRefused(f"/{member}", f"unknown_{member}", f"{unknown}{' w tym miesiącu' if found else ''}.")


def _belongs(line: PaymentLine) -> None:
    if not may_belong(line.budget_year, line.paid_on, first_day(line.period)):
        raise LineRefused(
            "/budget_year", "other_budget_year",
            "Rok budżetowy musi być rokiem zapłaty albo rokiem poprzednim, gdy w styczniu zapłacono za miesiąc tamtego roku.",
        )  # fmt: skip


def _is_money(amount: int) -> None:
    if not amount:
        raise LineRefused("/amount", "amount_is_zero", "Wypłata musi być większa od zera.")


def _keep_fragment(chunk: Chunk, number: int, body: object) -> None:
    row = fragment(number, body)
    if row is not None:
        chunk.fragments.append(row)


def _text(value: object) -> str:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def _body(line: bytes) -> object:
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
