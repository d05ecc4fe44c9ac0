"""How an application came (k.p.a. art. 63 § 1): its form, the way it travelled, the day the party acted and the channel of statistics."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from casework.facts.cases import Channel
from casework.terms.keeping import Letter, Way, counted_on

Form = Literal["paper", "oral", "electronic_form", "electronic_delivery", "fax", "ordinary_email"]
FORMS: tuple[Form, ...] = get_args(Form)
Portal = Literal["empatia", "epuap", "bank", "pue_zus", "office_account"]

_BY_HAND: tuple[Way, ...] = ("in_person",)
_ON_PAPER: tuple[Way, ...] = (
    "in_person", "designated_post", "eu_post", "courier", "consulate", "soldier", "ship", "prison",
)  # fmt: skip
_WAYS: dict[Form, tuple[Way, ...]] = {
    "paper": _ON_PAPER,
    "oral": _BY_HAND,
    "electronic_form": ("office_account", "epuap"),
    "electronic_delivery": ("electronic_delivery",),
    "fax": ("fax",),
    "ordinary_email": (),
}
_CHANNELS: dict[Form, Channel] = {
    "oral": "oral",
    "electronic_delivery": "e_doreczenia",
    "fax": "fax",
    "ordinary_email": "email",
}


class WayDoesNotFit(ValueError):
    """A letter of this form does not travel this way."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A letter as it came. way: None of ordinary e-mail, which is no way of the code. counted_on: the day the party acted."""

    form: Form
    way: Way | None
    channel: Channel
    received_on: date
    posted_on: date | None
    counted_on: date


def arrival(form: Form, way: Way | None, portal: Portal | None, received_on: date, posted_on: date | None) -> Arrival:
    """What the code makes of the letter: a posting that keeps a term counts from its day. Raises WayDoesNotFit, SentAfterReceived."""
    ways = _WAYS[form]
    if not ways:
        if way is not None:
            raise WayDoesNotFit
        return Arrival(form, None, "email", received_on, posted_on, received_on)
    taken = way if way is not None else _way_of(form, portal)
    if taken not in ways:
        raise WayDoesNotFit
    counted = counted_on(Letter(taken, received_on, posted_on))
    return Arrival(form, taken, _channel(form, taken, portal), received_on, posted_on, counted)


def _way_of(form: Form, portal: Portal | None) -> Way:
    return "epuap" if form == "electronic_form" and portal == "epuap" else _WAYS[form][0]


def _channel(form: Form, way: Way, portal: Portal | None) -> Channel:
    if form == "paper":
        return "in_person" if way == "in_person" else "post"
    if form == "electronic_form":
        return portal if portal is not None else ("epuap" if way == "epuap" else "office_account")
    return _CHANNELS[form]
