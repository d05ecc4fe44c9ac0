"""Reliefs of debtors: what was asked for or falls away with death, what was decided, and what it wrote into the ledger."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import protect

revision = "0180"
down_revision = "0172"
branch_labels = None
depends_on = None

_TABLE = """
CREATE TABLE debtor_relief (
    gmina         text COLLATE "C" NOT NULL,
    id            uuid NOT NULL,
    debtor        uuid NOT NULL,
    kind          text COLLATE "C" NOT NULL
                  CHECK (kind IN ('remission_after_enforcement', 'remission', 'deferral', 'instalments', 'expiry')),
    state         text COLLATE "C" NOT NULL,
    requested_on  date NOT NULL,
    due_on        date,
    decided_on    date,
    decision_sign text,
    months        integer CHECK (months > 0),
    principal     bigint CHECK (principal >= 0),
    interest      bigint CHECK (interest >= 0),
    plan          jsonb NOT NULL DEFAULT '[]',
    act           uuid,
    letter        uuid,
    noted_by      text NOT NULL,
    decided_by    text,
    version       integer NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT debtor_relief_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT debtor_relief_debtor_fkey FOREIGN KEY (gmina, debtor) REFERENCES debtor (gmina, id),
    CONSTRAINT debtor_relief_act_fkey FOREIGN KEY (gmina, act) REFERENCES debt_act (gmina, id),
    CONSTRAINT debtor_relief_letter_fkey FOREIGN KEY (gmina, letter) REFERENCES letter (gmina, id),
    CONSTRAINT debtor_relief_decided CHECK ((state IN ('granted', 'refused')) = (decided_on IS NOT NULL AND decided_by IS NOT NULL)),
    CONSTRAINT debtor_relief_signed CHECK (decided_on IS NULL OR kind = 'expiry' OR decision_sign IS NOT NULL),
    CONSTRAINT debtor_relief_written CHECK (act IS NULL OR (state = 'granted' AND kind NOT IN ('deferral', 'instalments'))),
    CONSTRAINT debtor_relief_plan CHECK ((kind IN ('deferral', 'instalments') AND state = 'granted') = (plan <> '[]'))
);
CREATE INDEX debtor_relief_debtor_idx ON debtor_relief (gmina, debtor);
CREATE INDEX debtor_relief_requested_idx ON debtor_relief (gmina, requested_on);
CREATE UNIQUE INDEX debtor_relief_waiting_uidx ON debtor_relief (gmina, debtor, kind) WHERE state = 'requested'
"""


def upgrade() -> None:
    for statement in _TABLE.split(";"):
        op.execute(statement)
    protect(op.execute, "debtor_relief", runtime=runtime_role(), grants="SELECT, INSERT, UPDATE")


def downgrade() -> None:
    op.execute("DROP TABLE debtor_relief")
