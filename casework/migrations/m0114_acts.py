"""Mass recalculations that go on by themselves: how many chains there are, why one stopped, and imported rights among what is left out."""

from kit.tenancy import Execute


def upgrade(execute: Execute, runtime: str) -> None:
    execute("ALTER TABLE recalculation ADD COLUMN chains integer NOT NULL DEFAULT 0, ADD COLUMN stopped text")
    execute("ALTER TABLE recalculation_item ALTER COLUMN older DROP NOT NULL, ADD COLUMN award uuid")
    execute(
        "ALTER TABLE recalculation_item ADD CONSTRAINT recalculation_item_of CHECK (older IS NOT NULL OR award IS NOT NULL)"
    )


def downgrade(execute: Execute) -> None:
    execute("DELETE FROM recalculation_item WHERE older IS NULL")
    execute(
        "ALTER TABLE recalculation_item DROP CONSTRAINT recalculation_item_of, DROP COLUMN award, ALTER COLUMN older SET NOT NULL"
    )
    execute("ALTER TABLE recalculation DROP COLUMN chains, DROP COLUMN stopped")
