"""That the interest of a quarter's end was told to reporting is kept, so that a task can say what is still to be told (Rb-27ZZ, § 0920)."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import append_only, protect, unprotect_append_only

revision = "0211"
down_revision = "0210"
branch_labels = None
depends_on = None

_TABLE = """
CREATE TABLE debt_quarter_told (
    gmina    text COLLATE "C" NOT NULL,
    unit     text COLLATE "C" NOT NULL,
    until    date NOT NULL,
    number   integer NOT NULL CHECK (number > 0),
    amount   bigint NOT NULL,
    noted_by text NOT NULL,
    noted_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT debt_quarter_told_pkey PRIMARY KEY (gmina, unit, until, number)
)
"""


def upgrade() -> None:
    op.execute(_TABLE)
    protect(op.execute, "debt_quarter_told", runtime=runtime_role(), grants="SELECT, INSERT")
    append_only(op.execute, "debt_quarter_told")
    # What was recorded since: looked for each time the worklist is read.
    op.execute("CREATE INDEX debt_document_noted_idx ON debt_document (gmina, noted_at)")


def downgrade() -> None:
    op.execute("DROP INDEX debt_document_noted_idx")
    unprotect_append_only(op.execute, "debt_quarter_told")
