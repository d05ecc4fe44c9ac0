"""Fees for services and what the gmina paid in another's place: what is owed, what came in. This service's own."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import append_only, protect, unprotect_append_only

revision = "0160"
down_revision = "0150"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE fee (
    gmina       text COLLATE "C" NOT NULL,
    id          uuid NOT NULL,
    payer       uuid NOT NULL,
    person      uuid NOT NULL,
    household   uuid,
    benefit     text COLLATE "C" NOT NULL,
    decision    uuid,
    source_kind text COLLATE "C" NOT NULL,
    source_id   uuid NOT NULL,
    month       date NOT NULL CHECK (extract(day FROM month) = 1),
    due_on      date NOT NULL,
    unit        text COLLATE "C" NOT NULL,
    basis       jsonb NOT NULL,
    noted_by    text NOT NULL,
    version     integer NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT fee_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT fee_payer_fkey FOREIGN KEY (gmina, payer) REFERENCES person (gmina, id),
    CONSTRAINT fee_person_fkey FOREIGN KEY (gmina, person) REFERENCES person (gmina, id),
    CONSTRAINT fee_household_fkey FOREIGN KEY (gmina, household) REFERENCES household (gmina, id),
    CONSTRAINT fee_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id)
);
CREATE UNIQUE INDEX fee_source_uidx ON fee (gmina, source_kind, source_id, month);
CREATE INDEX fee_payer_idx ON fee (gmina, payer, due_on);
CREATE INDEX fee_person_idx ON fee (gmina, person);
CREATE INDEX fee_due_idx ON fee (gmina, due_on, id);
CREATE INDEX fee_month_idx ON fee (gmina, month, id);
CREATE INDEX fee_decision_idx ON fee (gmina, decision) WHERE decision IS NOT NULL;
CREATE TABLE fee_entry (
    gmina      text COLLATE "C" NOT NULL,
    fee        uuid NOT NULL,
    number     integer NOT NULL CHECK (number > 0),
    kind       text COLLATE "C" NOT NULL CHECK (kind IN ('assessed', 'received', 'written_off', 'given_back', 'corrected')),
    amount     bigint NOT NULL CHECK (amount > 0),
    day        date NOT NULL,
    counters   integer,
    gives_back integer,
    reason     text COLLATE "C" CHECK (reason IN ('remitted', 'died', 'lapsed')),
    document   text,
    noted_by   text NOT NULL,
    noted_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT fee_entry_pkey PRIMARY KEY (gmina, fee, number),
    CONSTRAINT fee_entry_fee_fkey FOREIGN KEY (gmina, fee) REFERENCES fee (gmina, id),
    CONSTRAINT fee_entry_counters_fkey FOREIGN KEY (gmina, fee, counters) REFERENCES fee_entry (gmina, fee, number),
    CONSTRAINT fee_entry_gives_back_fkey FOREIGN KEY (gmina, fee, gives_back) REFERENCES fee_entry (gmina, fee, number),
    CONSTRAINT fee_entry_counter CHECK ((kind = 'corrected') = (counters IS NOT NULL) AND counters < number),
    CONSTRAINT fee_entry_given_back CHECK ((kind = 'given_back') = (gives_back IS NOT NULL) AND gives_back < number),
    CONSTRAINT fee_entry_written_off CHECK ((kind = 'written_off') = (reason IS NOT NULL))
);
CREATE UNIQUE INDEX fee_entry_countered_once_uidx ON fee_entry (gmina, fee, counters) WHERE counters IS NOT NULL;
CREATE INDEX fee_entry_day_idx ON fee_entry (gmina, day)
"""


def upgrade() -> None:
    runtime = runtime_role()
    for statement in _TABLES.split(";"):
        op.execute(statement)
    protect(op.execute, "fee", runtime=runtime, grants="SELECT, INSERT, UPDATE")
    protect(op.execute, "fee_entry", runtime=runtime, grants="SELECT, INSERT")
    append_only(op.execute, "fee_entry")


def downgrade() -> None:
    unprotect_append_only(op.execute, "fee_entry")
    op.execute("DROP TABLE fee")
