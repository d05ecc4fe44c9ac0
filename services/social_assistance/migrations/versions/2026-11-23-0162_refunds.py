"""What help cost and is to come back, and who is obliged to refund it. This service's own."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import append_only, protect, unprotect_append_only

revision = "0162"
down_revision = "0161"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE refund_claim (
    gmina          text COLLATE "C" NOT NULL,
    id             uuid NOT NULL,
    person         uuid NOT NULL,
    unit           text COLLATE "C" NOT NULL,
    kind           text COLLATE "C" NOT NULL CHECK (kind IN ('help', 'funeral')),
    benefit        text COLLATE "C" NOT NULL,
    decision       uuid,
    expense        bigint NOT NULL CHECK (expense > 0),
    agreed_to_help boolean NOT NULL,
    allowance_due  boolean NOT NULL,
    noted_on       date NOT NULL,
    state          text COLLATE "C" NOT NULL CHECK (state IN ('open', 'withdrawn')),
    noted_by       text NOT NULL,
    version        integer NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT refund_claim_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT refund_claim_person_fkey FOREIGN KEY (gmina, person) REFERENCES person (gmina, id),
    CONSTRAINT refund_claim_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id)
);
CREATE INDEX refund_claim_person_idx ON refund_claim (gmina, person);
CREATE INDEX refund_claim_noted_idx ON refund_claim (gmina, noted_on, id);
CREATE INDEX refund_claim_decision_idx ON refund_claim (gmina, decision) WHERE decision IS NOT NULL;
CREATE TABLE refund_obliged (
    gmina    text COLLATE "C" NOT NULL,
    claim    uuid NOT NULL,
    number   integer NOT NULL CHECK (number > 0),
    person   uuid NOT NULL,
    who      text COLLATE "C" NOT NULL CHECK (who IN ('user', 'heir', 'spouse', 'descendant', 'ascendant')),
    persons  integer NOT NULL CHECK (persons > 0),
    income   bigint NOT NULL CHECK (income >= 0),
    estate   bigint NOT NULL CHECK (estate >= 0),
    ended    boolean NOT NULL,
    noted_by text NOT NULL,
    noted_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT refund_obliged_pkey PRIMARY KEY (gmina, claim, number),
    CONSTRAINT refund_obliged_claim_fkey FOREIGN KEY (gmina, claim) REFERENCES refund_claim (gmina, id),
    CONSTRAINT refund_obliged_person_fkey FOREIGN KEY (gmina, person) REFERENCES person (gmina, id)
);
CREATE INDEX refund_obliged_person_idx ON refund_obliged (gmina, person)
"""


def upgrade() -> None:
    runtime = runtime_role()
    for statement in _TABLES.split(";"):
        op.execute(statement)
    protect(op.execute, "refund_claim", runtime=runtime, grants="SELECT, INSERT, UPDATE")
    protect(op.execute, "refund_obliged", runtime=runtime, grants="SELECT, INSERT")
    append_only(op.execute, "refund_obliged")


def downgrade() -> None:
    unprotect_append_only(op.execute, "refund_obliged")
    op.execute("DROP TABLE refund_claim")
