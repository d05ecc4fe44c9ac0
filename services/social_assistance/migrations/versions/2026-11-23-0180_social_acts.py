"""Registers of acts: what was done, for whom, and what was told of it. This service's own."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import append_only, protect, unprotect_append_only

revision = "0180"
down_revision = "0162"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE social_act (
    gmina         text COLLATE "C" NOT NULL,
    id            uuid NOT NULL,
    register_code text COLLATE "C" NOT NULL,
    act           text COLLATE "C" NOT NULL,
    entry         bigint NOT NULL CHECK (entry > 0),
    state         text COLLATE "C" NOT NULL CHECK (state IN ('open', 'done', 'withdrawn')),
    unit          text COLLATE "C" NOT NULL,
    requester     text COLLATE "C",
    asked_on      date,
    due_on        date,
    done_on       date,
    application   uuid,
    decision      uuid,
    cost          bigint NOT NULL DEFAULT 0 CHECK (cost >= 0),
    quantity      bigint CHECK (quantity > 0),
    counts        jsonb NOT NULL DEFAULT '[]',
    withdrawn_as  text COLLATE "C",
    noted_by      text NOT NULL,
    version       integer NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT social_act_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT social_act_application_fkey FOREIGN KEY (gmina, application) REFERENCES application (gmina, id),
    CONSTRAINT social_act_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id),
    CONSTRAINT social_act_done CHECK (state <> 'done' OR done_on IS NOT NULL),
    CONSTRAINT social_act_open CHECK (state <> 'open' OR (done_on IS NULL AND asked_on IS NOT NULL)),
    CONSTRAINT social_act_withdrawn CHECK ((state = 'withdrawn') = (withdrawn_as IS NOT NULL)),
    CONSTRAINT social_act_days CHECK (done_on >= asked_on),
    CONSTRAINT social_act_due CHECK (due_on >= asked_on)
);
CREATE UNIQUE INDEX social_act_entry_uidx ON social_act (gmina, register_code, entry);
CREATE INDEX social_act_done_idx ON social_act (gmina, register_code, done_on) WHERE state = 'done';
CREATE INDEX social_act_open_idx ON social_act (gmina, due_on) WHERE state = 'open';
CREATE TABLE social_act_person (
    gmina      text COLLATE "C" NOT NULL,
    act        uuid NOT NULL,
    counted_as text COLLATE "C" NOT NULL CHECK (counted_as IN ('osoba', 'dziecko')),
    person     uuid NOT NULL,
    CONSTRAINT social_act_person_pkey PRIMARY KEY (gmina, act, counted_as, person),
    CONSTRAINT social_act_person_act_fkey FOREIGN KEY (gmina, act) REFERENCES social_act (gmina, id),
    CONSTRAINT social_act_person_person_fkey FOREIGN KEY (gmina, person) REFERENCES person (gmina, id)
);
CREATE INDEX social_act_person_idx ON social_act_person (gmina, person);
CREATE TABLE social_act_household (
    gmina     text COLLATE "C" NOT NULL,
    act       uuid NOT NULL,
    household uuid NOT NULL,
    CONSTRAINT social_act_household_pkey PRIMARY KEY (gmina, act, household),
    CONSTRAINT social_act_household_act_fkey FOREIGN KEY (gmina, act) REFERENCES social_act (gmina, id),
    CONSTRAINT social_act_household_household_fkey FOREIGN KEY (gmina, household) REFERENCES household (gmina, id)
);
CREATE INDEX social_act_household_idx ON social_act_household (gmina, household)
"""
_NAMED = ("social_act_person", "social_act_household")


def upgrade() -> None:
    runtime = runtime_role()
    for statement in _TABLES.split(";"):
        op.execute(statement)
    protect(op.execute, "social_act", runtime=runtime, grants="SELECT, INSERT, UPDATE")
    for table in _NAMED:
        protect(op.execute, table, runtime=runtime, grants="SELECT, INSERT")
        append_only(op.execute, table)


def downgrade() -> None:
    for table in reversed(_NAMED):
        unprotect_append_only(op.execute, table)
    op.execute("DROP TABLE social_act")
