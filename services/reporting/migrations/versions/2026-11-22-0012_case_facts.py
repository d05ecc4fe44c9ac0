"""Case facts of the logs, and what of them came and went month by month.

A database that has read logs before has left them out: its gminas' ledgers are built again (docs/operations.md).
"""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import open_to_lists, protect

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE TABLE case_fact (
            gmina       text COLLATE "C" NOT NULL,
            service     text COLLATE "C" NOT NULL,
            sequence    bigint NOT NULL,
            kind        text COLLATE "C" NOT NULL CHECK (kind IN ('received', 'closed', 'reopened', 'corrected', 'cancelled')),
            application uuid NOT NULL,
            benefit     text COLLATE "C" NOT NULL,
            on_day      date NOT NULL,
            received_on date NOT NULL,
            unit        text COLLATE "C" NOT NULL,
            channel     text COLLATE "C" NOT NULL,
            living      text COLLATE "C" NOT NULL CHECK (living IN ('single', 'in_family', 'unknown')),
            outcome     text COLLATE "C" NOT NULL,
            CONSTRAINT case_fact_pkey PRIMARY KEY (gmina, service, sequence)
        )
        """
    )
    op.execute("CREATE INDEX case_fact_matter_idx ON case_fact (gmina, service, application, benefit, sequence)")
    op.execute(
        """
        CREATE TABLE case_count (
            gmina   text COLLATE "C" NOT NULL,
            service text COLLATE "C" NOT NULL,
            benefit text COLLATE "C" NOT NULL,
            month   date NOT NULL,
            unit    text COLLATE "C" NOT NULL,
            channel text COLLATE "C" NOT NULL,
            living  text COLLATE "C" NOT NULL,
            flow    text COLLATE "C" NOT NULL CHECK (flow IN ('received', 'reopened', 'closed')),
            outcome text COLLATE "C" NOT NULL,
            cases   bigint NOT NULL,
            CONSTRAINT case_count_pkey PRIMARY KEY (gmina, service, benefit, month, unit, channel, living, flow, outcome)
        ) WITH (fillfactor = 70)
        """
    )
    for table in ("case_fact", "case_count"):
        protect(op.execute, table, runtime=runtime_role())
    # A region reads sums; which case it was is never its business.
    open_to_lists(op.execute, "case_count")


def downgrade() -> None:
    op.execute("DROP TABLE case_count")
    op.execute("DROP TABLE case_fact")
