"""Zapomoga gminna z tytułu urodzenia dziecka (art. 22a u.ś.r.): by the gmina's resolution, once for a child."""

from casework.benefits.types import Benefit
from services.family_benefits.local import GRANT_PART, LocalGrant, grant_answer

BENEFIT = Benefit(
    code="zapomoga_gminna_art_22a",
    name="Zapomoga gminna z tytułu urodzenia dziecka",
    act="ustawa z dnia 28 listopada 2003 r. o świadczeniach rodzinnych",
    article="art. 22a",
    unit="child",
    counted="entitled",
    kind="computed",
    quantity="swiadczenie",
    parts=(GRANT_PART,),
    own_parts={GRANT_PART: LocalGrant},
    assess=grant_answer,
)
