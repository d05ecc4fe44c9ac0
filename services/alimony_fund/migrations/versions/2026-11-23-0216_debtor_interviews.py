"""What a debtor said at the interview, and his property statement, part by part; the contents are encrypted for their row."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import append_only, protect, unprotect_append_only

revision = "0216"
down_revision = "0215"
branch_labels = None
depends_on = None

_TABLE = """
CREATE TABLE debtor_interview (
    gmina      text COLLATE "C" NOT NULL,
    id         uuid NOT NULL,
    debtor     uuid NOT NULL,
    proceeding uuid NOT NULL,
    kind       text COLLATE "C" NOT NULL CHECK (kind IN ('interview', 'property')),
    given_on   date NOT NULL,
    body       bytea NOT NULL,
    noted_by   text NOT NULL,
    noted_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT debtor_interview_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT debtor_interview_debtor_fkey FOREIGN KEY (gmina, debtor) REFERENCES debtor (gmina, id),
    CONSTRAINT debtor_interview_proceeding_fkey FOREIGN KEY (gmina, proceeding) REFERENCES debtor_proceeding (gmina, id)
);
CREATE INDEX debtor_interview_debtor_idx ON debtor_interview (gmina, debtor);
CREATE INDEX debtor_interview_given_idx ON debtor_interview (gmina, given_on)
"""


def upgrade() -> None:
    for statement in _TABLE.split(";"):
        op.execute(statement)
    protect(op.execute, "debtor_interview", runtime=runtime_role(), grants="SELECT, INSERT")
    append_only(op.execute, "debtor_interview")


def downgrade() -> None:
    unprotect_append_only(op.execute, "debtor_interview")
