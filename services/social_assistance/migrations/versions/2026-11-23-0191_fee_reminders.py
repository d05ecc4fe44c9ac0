"""Reminders of fees that are overdue: whom, of what, when they were delivered, and when a title followed. This service's own."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import append_only, protect, unprotect_append_only

revision = "0191"
down_revision = "0190"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE fee_reminder (
    gmina        text COLLATE "C" NOT NULL,
    id           uuid NOT NULL,
    payer        uuid NOT NULL,
    unit         text COLLATE "C" NOT NULL,
    sign         text,
    cost         bigint NOT NULL CHECK (cost >= 0),
    issued_on    date NOT NULL,
    delivered_on date,
    titled_on    date,
    title_sign   text,
    state        text COLLATE "C" NOT NULL CHECK (state IN ('issued', 'delivered', 'titled', 'withdrawn', 'ended')),
    noted_by     text NOT NULL,
    version      integer NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT fee_reminder_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT fee_reminder_payer_fkey FOREIGN KEY (gmina, payer) REFERENCES person (gmina, id),
    CONSTRAINT fee_reminder_delivered CHECK (state NOT IN ('delivered', 'titled', 'ended') OR delivered_on IS NOT NULL),
    CONSTRAINT fee_reminder_titled CHECK ((state IN ('titled', 'ended')) = (titled_on IS NOT NULL)),
    CONSTRAINT fee_reminder_days CHECK (delivered_on >= issued_on AND titled_on > delivered_on)
);
CREATE INDEX fee_reminder_payer_idx ON fee_reminder (gmina, payer);
CREATE INDEX fee_reminder_issued_idx ON fee_reminder (gmina, issued_on, id);
CREATE TABLE fee_reminder_line (
    gmina    text COLLATE "C" NOT NULL,
    reminder uuid NOT NULL,
    fee      uuid NOT NULL,
    owed     bigint NOT NULL CHECK (owed > 0),
    noted_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT fee_reminder_line_pkey PRIMARY KEY (gmina, reminder, fee),
    CONSTRAINT fee_reminder_line_reminder_fkey FOREIGN KEY (gmina, reminder) REFERENCES fee_reminder (gmina, id),
    CONSTRAINT fee_reminder_line_fee_fkey FOREIGN KEY (gmina, fee) REFERENCES fee (gmina, id)
);
CREATE INDEX fee_reminder_line_fee_idx ON fee_reminder_line (gmina, fee)
"""


def upgrade() -> None:
    runtime = runtime_role()
    for statement in _TABLES.split(";"):
        op.execute(statement)
    protect(op.execute, "fee_reminder", runtime=runtime, grants="SELECT, INSERT, UPDATE")
    protect(op.execute, "fee_reminder_line", runtime=runtime, grants="SELECT, INSERT")
    append_only(op.execute, "fee_reminder_line")


def downgrade() -> None:
    unprotect_append_only(op.execute, "fee_reminder_line")
    op.execute("DROP TABLE fee_reminder")
