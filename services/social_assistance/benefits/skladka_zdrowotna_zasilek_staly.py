"""Składka na ubezpieczenie zdrowotne od zasiłku stałego (art. 66 ust. 1 pkt 26 ustawy o świadczeniach opieki zdrowotnej)."""

from casework.benefits.types import Benefit
from services.social_assistance.permanent import CONTRIBUTION, contribution_answer

BENEFIT = Benefit(
    code=CONTRIBUTION,
    name="Składka zdrowotna od zasiłku stałego",
    act="ustawa z dnia 27 sierpnia 2004 r. o świadczeniach opieki zdrowotnej finansowanych ze środków publicznych",
    article="art. 66 ust. 1 pkt 26, art. 79 ust. 1, art. 81",
    unit="person",
    counted="recipient",
    kind="computed",
    quantity="miesiac",
    parts=("household", "income", "incapacity"),
    assess=contribution_answer,
)
