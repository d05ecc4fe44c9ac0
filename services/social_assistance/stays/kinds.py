"""Kinds of stays in centres of support and in what is like them: by which article each has its fee, and what the fee is booked as. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from services.social_assistance.care_services.rules import Form

Rule = Literal["free", "day_centre", "round_the_clock", "shelter", "flat", "short_term", "stated"]


@dataclass(frozen=True, slots=True)
class Kind:
    """benefit: what is given. fee: as what revenue it is booked, where the gmina collects it; none: nobody pays, or another collects.
    form: of a shelter, for the bound of its fee.
    """

    title: str
    benefit: str
    rule: Rule
    article: str
    fee: str | None = None
    form: Form | None = None


_SHELTERS, _DAY_HOME = "oplata_schronienie", "oplata_srodowiskowy_dom_samopomocy"
_FLATS, _SHORT = "oplata_mieszkanie_treningowe_wspomagane", "pobyt_krotkoterminowy_dps"

KINDS: Mapping[str, Kind] = {
    "shelter": Kind(
        "schronisko dla osób bezdomnych", "schronisko_dla_bezdomnych", "shelter", "art. 97 ust. 1-1a u.p.s.", _SHELTERS,
        "schronisko_dla_bezdomnych",
    ),
    "shelter_with_care": Kind(
        "schronisko dla osób bezdomnych z usługami opiekuńczymi", "schronisko_z_uslugami_opiekunczymi", "shelter",
        "art. 97 ust. 1-1a u.p.s.", _SHELTERS, "schronisko_z_uslugami_opiekunczymi",
    ),
    "night_shelter": Kind("noclegownia albo ogrzewalnia", "noclegownia", "free", "art. 48a ust. 8 u.p.s."),
    "day_centre": Kind(
        "środowiskowy dom samopomocy, pobyt dzienny", "srodowiskowy_dom_samopomocy", "day_centre", "art. 51b ust. 1-2 u.p.s.", _DAY_HOME,
    ),
    "day_centre_24h": Kind(
        "środowiskowy dom samopomocy, pobyt całodobowy", "srodowiskowy_dom_samopomocy", "round_the_clock",
        "art. 51b ust. 3-4 u.p.s.", _DAY_HOME,
    ),
    "family_home": Kind(
        "rodzinny dom pomocy", "rodzinny_dom_pomocy_dofinansowanie", "stated", "art. 52 u.p.s.",
    ),
    "training_flat": Kind(
        "mieszkanie treningowe", "mieszkanie_treningowe", "flat", "art. 53 ust. 12a, art. 97 ust. 1 u.p.s.", _FLATS
    ),
    "supported_flat": Kind(
        "mieszkanie wspomagane", "mieszkanie_wspomagane", "flat", "art. 53 ust. 12a, art. 97 ust. 1 u.p.s.", _FLATS
    ),
    "short_stay_day": Kind("wsparcie krótkoterminowe w DPS, forma dzienna", _SHORT, "short_term", "art. 97a u.p.s."),
    "short_stay_24h": Kind("wsparcie krótkoterminowe w DPS, pobyt całodobowy", _SHORT, "short_term", "art. 97a u.p.s."),
}  # fmt: skip
"""By code. The support of a family home is asked for by whoever runs it; a short stay is paid for to the home (art. 97a ust. 1, 4)."""
