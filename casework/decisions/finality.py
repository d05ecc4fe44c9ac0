"""When a decision becomes final (ostateczna): k.p.a. art. 16 § 1, 57, 127 § 1a and 129 § 2."""

from datetime import date

from casework.terms.law import procedure
from casework.terms.named import named


def final_day(delivered_on: date, *, granted_in_full: bool, justified: bool) -> date:
    """The day on which the decision is final.

    granted_in_full: the request was met in everything. justified: the decision carries a justification; one that grants in full may
    go without (art. 107 § 4) and is then final with its delivery (art. 127 § 1a). delivered_on: delivery to the last party.
    """
    if granted_in_full and not justified and procedure().on(delivered_on).flag("kpa_full_grant_final_at_delivery"):
        return delivered_on
    return named("appeal").of(delivered_on).over_on
