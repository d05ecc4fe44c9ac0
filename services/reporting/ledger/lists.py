"""Which entries of the ledger belong to a payment list, and on which side of the comparison with the finance system they stand.

A list is compared by measure and by what its money is booked on, never by its sum alone: the same money on another paragraf is a
difference too.
"""

LIST_KEY = "measure, side, dzial, rozdzial, paragraf, p4, task_kind, source"
"""What the two sides of a list are compared by."""


def of_a_list(entry: str) -> str:
    """Condition on an entry: it tells of a list by being its document, by taking a payment of it back, or by mirroring it."""
    return f"({entry}.mirrors IS NOT NULL OR {entry}.list IS NOT NULL OR {entry}.document_kind = 'payment_list')"


def list_entry(entry: str, posting: str) -> str:
    """Columns: the list, the key of the comparison, and what the entry adds to each side. Mirrors are the finance system's side."""
    key = ", ".join(f"{posting}.{name}" for name in LIST_KEY.split(", "))
    return f"""
        coalesce({entry}.mirrors::text, {entry}.list::text, {entry}.document) AS list, {key},
        CASE WHEN {entry}.mirrors IS NULL THEN {entry}.amount ELSE 0 END AS paid,
        CASE WHEN {entry}.mirrors IS NULL THEN 0 ELSE {entry}.amount END AS booked, {entry}.mirrors IS NOT NULL AS mirrored
    """
