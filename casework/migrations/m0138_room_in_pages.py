"""Room in a page for the next version of a row, where a mass recalculation moves every row on: a version beside the first touches no index.

An item moves on three times, and the index by its state made each of them write all indexes; the chains of one operation are few enough
to be read in their order. What an item weighs it loses with the draft. Awards change all at once when the law does.
"""

from kit.tenancy import Execute


def upgrade(execute: Execute) -> None:
    execute("DROP INDEX recalculation_item_state_idx")
    execute("ALTER TABLE recalculation_item SET (fillfactor = 80)")
    execute("ALTER TABLE award SET (fillfactor = 50)")


def downgrade(execute: Execute) -> None:
    execute("ALTER TABLE award RESET (fillfactor)")
    execute("ALTER TABLE recalculation_item RESET (fillfactor)")
    execute("CREATE INDEX recalculation_item_state_idx ON recalculation_item (gmina, recalculation, state, root)")
