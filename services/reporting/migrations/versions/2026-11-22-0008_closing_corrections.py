"""What came later into closed periods, as sums: a region says which figures are no longer the ones that were sent.

Closings of an older revision have none until the gmina's ledger is built again.
"""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import open_to_lists, protect

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE closing_correction (
            gmina   text COLLATE "C" NOT NULL,
            closing uuid NOT NULL,
            kind    text COLLATE "C" NOT NULL CHECK (kind IN ('entry', 'plan')),
            side    text COLLATE "C" NOT NULL,
            measure text COLLATE "C" NOT NULL,
            lines   bigint NOT NULL,
            amount  bigint NOT NULL,
            CONSTRAINT closing_correction_pkey PRIMARY KEY (gmina, closing, kind, side, measure)
        ) WITH (fillfactor = 70)
        """
    )
    protect(op.execute, "closing_correction", runtime=runtime_role())
    open_to_lists(op.execute, "closing_correction")


def downgrade() -> None:
    op.execute("DROP TABLE closing_correction")
