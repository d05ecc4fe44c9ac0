"""What was passed on of the State's part of what debtors repaid: the term it is for and its day; written once, taken back by a row."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import append_only, protect, unprotect_append_only

revision = "0172"
down_revision = "0171"
branch_labels = None
depends_on = None

_TABLE = """
CREATE TABLE debt_state_transfer (
    gmina     text COLLATE "C" NOT NULL,
    id        uuid NOT NULL,
    unit      text COLLATE "C" NOT NULL,
    state_of  date NOT NULL,
    passed_on date NOT NULL,
    principal bigint NOT NULL CHECK (principal >= 0),
    advance   bigint NOT NULL CHECK (advance >= 0),
    interest  bigint NOT NULL CHECK (interest >= 0),
    document  text,
    counters  uuid,
    noted_by  text NOT NULL,
    noted_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT debt_state_transfer_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT debt_state_transfer_counters_fkey FOREIGN KEY (gmina, counters) REFERENCES debt_state_transfer (gmina, id),
    CONSTRAINT debt_state_transfer_some CHECK (principal + advance + interest > 0)
)
"""


def upgrade() -> None:
    op.execute(_TABLE)
    op.execute(
        "CREATE UNIQUE INDEX debt_state_transfer_countered_once_uidx ON debt_state_transfer (gmina, counters) WHERE counters IS NOT NULL"
    )
    op.execute("CREATE INDEX debt_state_transfer_day_idx ON debt_state_transfer (gmina, passed_on, id)")
    protect(op.execute, "debt_state_transfer", runtime=runtime_role(), grants="SELECT, INSERT")
    append_only(op.execute, "debt_state_transfer")


def downgrade() -> None:
    unprotect_append_only(op.execute, "debt_state_transfer")
