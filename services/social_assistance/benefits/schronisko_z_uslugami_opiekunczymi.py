"""Schronisko dla osób bezdomnych z usługami opiekuńczymi.

Recorded: the amount is entered with a reason and an article (art. 48a ust. 2).
"""

from casework.benefits.types import Benefit

BENEFIT = Benefit(
    code="schronisko_z_uslugami_opiekunczymi",
    name="Schronisko dla osób bezdomnych z usługami opiekuńczymi",
    act="ustawa z dnia 12 marca 2004 r. o pomocy społecznej",
    article="art. 48a ust. 2",
    unit="person",
    counted="entitled",
    kind="recorded",
    quantity="osobodzien",
    paid_by="invoice",
)
