"""The day of delivery, for each way of it, from what is recorded (k.p.a. art. 40-49; u.d.e. art. 41-42).

Two fictions differ by a day: paper counts with the end of the last day of the deposit, e-Doręczenia on the day after it. Neither
moves past a day off: nothing has to be done on that day. What happens after a letter counts as delivered changes nothing.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from casework.deliveries.recorded import Delivered, Event, Ineffective, Kind, Result, Sending, Waiting
from casework.terms.computing import term
from casework.terms.law import procedure
from casework.terms.version import KpaVersion, wording_of

_AT_HAND: dict[Kind, tuple[str, str, bool]] = {
    "collected": ("art. 46 § 1 k.p.a.", "Adresat odebrał pismo i potwierdził odbiór.", False),
    "household_member": ("art. 43 k.p.a.", "Pismo odebrał dorosły domownik, który podjął się je oddać.", False),
    "refused": ("art. 47 § 2 k.p.a.", "Adresat odmówił przyjęcia pisma; doręczono je w dniu odmowy.", True),
}
_FORWARDED = "art. 41 § 1 k.p.a."
_DEPOSIT = "art. 44 § 4 k.p.a."
_NEIGHBOUR = "art. 43 k.p.a."
_ELECTRONIC = "art. 42 ust. 1 pkt 1 u.d.e."
_ELECTRONIC_FICTION = "art. 42 ust. 2 u.d.e."


def delivery(sending: Sending, *, on: date, case_started_on: date) -> Result:
    """Whether and when the letter is delivered, as known on the day; later events are not looked at."""
    version = wording_of(case_started_on).version
    if _past_the_attorney(sending):
        told = "Strona ma pełnomocnika; doręczenie jej samej jest bezskuteczne."
        return Ineffective("art. 40 § 2 k.p.a.", told, version)
    events = tuple(event for event in sending.events if event.on <= on)
    if sending.way == "electronic":
        return _electronic(sending, events, on, version)
    if sending.way == "public_notice":
        return _public_notice(events, on, version)
    if sending.way == "organisation":
        return _organisation(events, case_started_on, version)
    if sending.way == "on_file":
        return _on_file(events, version)
    if sending.way == "oral":
        announced = _first(events, "announced")
        if announced is None:
            return Waiting(None, "art. 109 § 2 k.p.a.", "Decyzji jeszcze nie ogłoszono.", version)
        return Delivered(announced, "art. 109 § 2 k.p.a.", "Decyzję ogłoszono stronie ustnie.", version)
    return _paper(sending, events, on, version)


def all_delivered(results: Iterable[Result]) -> date | None:
    """The day of delivery to the last party; None while one is missing."""
    days = [result.on if isinstance(result, Delivered) else None for result in results]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def deposit_ends(first_notice: date) -> date:
    """The last day on which an uncollected paper letter is kept; it counts as delivered with its end (art. 44 § 4)."""
    return term(first_notice, procedure().on(first_notice).count("kpa_deposit_days"), "days", shifts=False).last_day


def electronic_fiction(arrived: date) -> date:
    """The day after the term from the arrival of an electronic letter that nobody collected (u.d.e. art. 42 ust. 2)."""
    return term(arrived, procedure().on(arrived).count("ude_uncollected_days"), "days", shifts=False).over_on


def _past_the_attorney(sending: Sending) -> bool:
    known = sending.attorney_since is not None and sending.attorney_since <= sending.sent_on
    return known and sending.to == "party"


def _paper(sending: Sending, events: tuple[Event, ...], on: date, version: KpaVersion) -> Result:
    at_hand = [_at_hand(event, version) for event in events if event.kind in _AT_HAND]
    told_before = sending.new_address_told_on is not None and sending.new_address_told_on <= sending.sent_on
    if told_before:
        elsewhere = Ineffective(_FORWARDED, "Pismo wysłano na dawny adres mimo zgłoszenia nowego.", version)
        return _earliest(at_hand) or (elsewhere if events else _on_its_way(version))
    neighbour = _neighbour(events, version)
    moved = _first(events, "moved_away")
    substitutes: list[Result] = [neighbour] if neighbour is not None else []
    if moved is not None:
        told = "Strona nie zgłosiła zmiany adresu; pismo pod dotychczasowym adresem ma skutek doręczenia."
        substitutes.append(Delivered(moved, "art. 41 § 2 k.p.a.", told, version, fiction=True))
    deposit = _deposit(events, on, version)
    if deposit is not None:
        substitutes.append(deposit)
    delivered = _earliest([*at_hand, *(item for item in substitutes if isinstance(item, Delivered))])
    return delivered or next(iter(substitutes), _on_its_way(version))


def _deposit(events: tuple[Event, ...], on: date, version: KpaVersion) -> Result | None:
    first, second = _first(events, "first_notice"), _first(events, "second_notice")
    if first is None:
        return None
    ends = deposit_ends(first)
    if on <= ends:
        return Waiting(ends, _DEPOSIT, "Pismo leży w depozycie po pozostawieniu zawiadomienia.", version)
    earliest = first + timedelta(days=procedure().on(first).count("kpa_second_notice_after_days"))
    if second is None or not earliest <= second <= ends:
        told = "Brak powtórnego zawiadomienia we właściwym czasie; fikcja doręczenia nie powstała."
        return Ineffective("art. 44 § 3 k.p.a.", told, version)
    told = "Pisma nie odebrano mimo dwóch zawiadomień; doręczono je z upływem ostatniego dnia przechowywania."
    return Delivered(ends, _DEPOSIT, told, version, fiction=True)


def _neighbour(events: tuple[Event, ...], version: KpaVersion) -> Result | None:
    handed = _first(events, "neighbour")
    if handed is None:
        return None
    if _first(events, "neighbour_notice") is None:
        return Ineffective(_NEIGHBOUR, "O oddaniu pisma sąsiadowi nie pozostawiono adresatowi zawiadomienia.", version)
    return Delivered(handed, _NEIGHBOUR, "Pismo odebrał sąsiad albo dozorca, który podjął się je oddać.", version)


def _electronic(sending: Sending, events: tuple[Event, ...], on: date, version: KpaVersion) -> Result:
    arrived, collected = _first(events, "arrived"), _first(events, "collected")
    if sending.public_entity and arrived is not None:
        told = "Korespondencja wpłynęła na adres podmiotu publicznego."
        return Delivered(arrived, "art. 42 ust. 1 pkt 2 u.d.e.", told, version)
    by_fiction = electronic_fiction(arrived) if arrived is not None else None
    if collected is not None and (by_fiction is None or collected <= by_fiction):
        return Delivered(collected, _ELECTRONIC, "Adresat odebrał korespondencję elektroniczną.", version)
    if by_fiction is None:
        return Waiting(None, _ELECTRONIC, "Korespondencja nie wpłynęła jeszcze na adres adresata.", version)
    if on < by_fiction:
        return Waiting(by_fiction, _ELECTRONIC_FICTION, "Adresat nie odebrał jeszcze korespondencji.", version)
    told = "Korespondencji nie odebrano; doręczono ją w dniu następującym po upływie terminu od jej wpłynięcia."
    return Delivered(by_fiction, _ELECTRONIC_FICTION, told, version, fiction=True)


def _public_notice(events: tuple[Event, ...], on: date, version: KpaVersion) -> Result:
    published, article = _first(events, "published"), "art. 49 § 2 k.p.a."
    if published is None:
        return Waiting(None, article, "Obwieszczenia jeszcze nie opublikowano.", version)
    ends = term(published, procedure().on(published).count("kpa_public_notice_days"), "days", shifts=False).last_day
    if on <= ends:
        return Waiting(ends, article, "Biegnie termin od publicznego obwieszczenia.", version)
    return Delivered(ends, article, "Upłynął termin od publicznego obwieszczenia.", version, fiction=True)


def _on_file(events: tuple[Event, ...], version: KpaVersion) -> Result:
    noted, article = _first(events, "note_in_file"), "art. 97 § 4-7 k.p.a."
    if noted is None:
        return Waiting(None, article, "Nie odnotowano jeszcze pozostawienia decyzji w aktach.", version)
    return Delivered(noted, article, "Decyzję pozostawiono w aktach ze skutkiem doręczenia.", version, fiction=True)


def _organisation(events: tuple[Event, ...], case_started_on: date, version: KpaVersion) -> Result:
    """Joint representation: it is sent to all and effective at the earliest delivery to one of them."""
    article = "art. 45a k.p.a."
    if not wording_of(case_started_on).organisation_delivery:
        return Ineffective(article, "Sprawę wszczęto przed 13.07.2025; art. 45a nie ma zastosowania.", version)
    to_one, noted = _first(events, "representative"), _first(events, "note_in_file")
    found = []
    if to_one is not None:
        found.append(Delivered(to_one, article, "Pismo doręczono osobie uprawnionej do reprezentacji.", version))
    if noted is not None:
        told = "Nie ma adresu osoby uprawnionej; pismo pozostawiono w aktach ze skutkiem doręczenia."
        found.append(Delivered(noted, article, told, version, fiction=True))
    return _earliest(found) or _on_its_way(version)


def _at_hand(event: Event, version: KpaVersion) -> Delivered:
    article, reason, fiction = _AT_HAND[event.kind]
    return Delivered(event.on, article, reason, version, fiction)


def _on_its_way(version: KpaVersion) -> Waiting:
    return Waiting(None, "art. 39 k.p.a.", "Pismo jest w drodze; nic jeszcze nie odnotowano.", version)


def _first(events: tuple[Event, ...], kind: Kind) -> date | None:
    return min((event.on for event in events if event.kind == kind), default=None)


def _earliest(found: list[Delivered]) -> Delivered | None:
    return min(found, key=lambda item: item.on, default=None)
