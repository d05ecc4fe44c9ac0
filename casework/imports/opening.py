"""Opening balances on their way to the stage: undue payments that another system had registered, and how people are paid."""

from datetime import date
from typing import Any

import orjson

from casework.benefits.catalogue import Catalogue, UnknownBenefit
from casework.booking import CannotBeBooked, money_lines
from casework.imports.lines import UNDUE, WAY, UndueItem, UndueLine, WayLine, first_day, grosze
from casework.imports.rows import Row
from casework.overpayments.booking import revenue_lines
from casework.overpayments.interest import first_interest_day
from casework.overpayments.rules import Ground, Rules
from kit.feed.envelope import new_id
from kit.identifiers import BadIdentifier, account
from kit.problems import FieldError
from kit.secrets import KeyRing, Place


class LineRefused(Exception):
    """A line that is well formed and cannot be right: an unknown benefit, money lines that do not add up."""

    def __init__(self, pointer: str, code: str, message: str) -> None:
        super().__init__(code)
        self.error = FieldError(pointer, code, message)


class Opening:
    """Makes rows of the lines of one gmina, on a day behind which nothing has happened yet."""

    def __init__(self, catalogue: Catalogue, keys: KeyRing, gmina: str, today: date) -> None:
        self._catalogue = catalogue
        self._keys = keys
        self._gmina = gmina
        self._today = today

    def undue(self, number: int, line: UndueLine) -> tuple[Row, object]:
        """The row and its content. Raises LineRefused."""
        rules, ground = self._rules(line)
        decided_on = None if line.decision is None else line.decision.issued_on
        for pointer, day in (("/decision/issued_on", decided_on), ("/final_on", line.final_on)):
            if day is not None and day > self._today:
                raise LineRefused(pointer, "day_in_future", "Ten dzień jest w przyszłości.")
        if decided_on is not None:
            self._booked(line.benefit, rules, decided_on)
        items = [self._item(n, one, rules, ground) for n, one in enumerate(line.items)]
        payload = {
            "unit": line.unit,
            "rules": rules.code,
            "ground": ground.code,
            "instructed": line.instructed,
            "sign": line.decision and line.decision.number,
            "decided_on": decided_on,
            "final_on": line.final_on,
            "state": "final" if line.final_on else "decided" if line.decision else "registered",
            "items": items,
        }
        row = Row(
            UNDUE, number, line.source_id, new_id(), orjson.dumps(payload).decode(), line.person, None, None, line.benefit,
            booked_on=self._today,
        )  # fmt: skip
        return row, (line.person, line.benefit, line.model_dump(mode="json"))

    def way(self, number: int, line: WayLine) -> tuple[Row, object]:
        """The row, with account and payee encrypted for it, and its content. Raises LineRefused."""
        target = new_id()
        payload: dict[str, Any] = {"way": line.way}
        iban = None
        if line.account is not None:
            iban = _account(line.account)
            index = self._keys.index(self._gmina, "account", iban)
            payload |= {"account_index": index.digest.hex(), "index_kid": index.kid}
            payload["account"] = self._sealed("account", iban, str(target))
        if line.payee is not None:
            payload["payee"] = self._sealed("payee", line.payee, str(target))
        row = Row(
            WAY,
            number,
            line.source_id,
            target,
            orjson.dumps(payload).decode(),
            line.award,
            line.person,
            since=line.since,
        )
        return row, (line.award, line.person, line.way, line.since, iban, line.payee)

    def _sealed(self, column: str, value: str, row: str) -> str:
        return self._keys.encrypt(value, Place(self._gmina, "payment_way", column), row).hex()

    def _rules(self, line: UndueLine) -> tuple[Rules, Ground]:
        try:
            self._catalogue.get(line.benefit)
        except UnknownBenefit:
            raise LineRefused("/benefit", "unknown_benefit", "Usługa nie prowadzi takiego świadczenia.") from None
        rules = self._catalogue.overpayments.of(line.benefit)
        if rules is None:
            raise LineRefused("/benefit", "no_overpayment_rules", "Ustawa nie ma przepisów o zwrocie tego świadczenia.")
        ground = rules.ground(line.ground)
        on = self._today if line.decision is None else line.decision.issued_on
        if ground is None or not ground.in_force(on):
            raise LineRefused("/ground", "unknown_overpayment_ground", "Nieznana podstawa w tym dniu.")
        return rules, ground

    def _booked(self, benefit: str, rules: Rules, on: date) -> None:
        try:
            parts = money_lines(self._catalogue.get(benefit), 1, on)
            revenue_lines(self._catalogue, rules, benefit, "principal", parts, on)
        except CannotBeBooked:
            told = "W dniu decyzji nie było klasyfikacji zwrotu tego świadczenia."
            raise LineRefused("/decision/issued_on", "no_budget_line", told) from None

    def _item(self, n: int, one: UndueItem, rules: Rules, ground: Ground) -> dict[str, Any]:
        if one.paid_on.year >= self._today.year:
            # Money of this year lowers the expenditure of a payment, so the payment has to be known here.
            raise LineRefused(
                f"/items/{n}/paid_on", "act_day_impossible", "Wypłatę z bieżącego roku rejestruje się do wypłaty."
            )
        within = rules.decision_within
        if within is not None and not self._catalogue.law(self._gmina).on(one.paid_on).has(within):
            raise LineRefused(
                f"/items/{n}/paid_on", "act_day_impossible", "Wypłata wcześniejsza niż przepisy o jej zwrocie."
            )
        amount = grosze(one.amount)
        if not amount:
            raise LineRefused(f"/items/{n}/amount", "amount_is_zero", "Kwota musi być większa od zera.")
        start = rules.start(one.paid_on) if rules.rate and ground.bears_interest(one.paid_on) else None
        interest_from = one.interest_from or first_interest_day(start, one.paid_on, None)
        return {
            "id": str(new_id()),
            "amount": amount,
            "day": one.paid_on,
            "period": first_day(one.month),
            "year": one.paid_on.year,
            "interest_from": interest_from if start is not None else None,
        }


def _account(text: str) -> str:
    try:
        return account(text).iban
    except BadIdentifier:
        raise LineRefused("/account", "account_wrong", "Numer rachunku jest nieprawidłowy.") from None
