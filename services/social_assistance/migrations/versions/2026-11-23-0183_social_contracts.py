"""Social contracts with their steps and reviews. This service's own."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import append_only, protect, unprotect_append_only

revision = "0183"
down_revision = "0182"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE social_contract (
    gmina        text COLLATE "C" NOT NULL,
    id           uuid NOT NULL,
    person       uuid NOT NULL,
    household    uuid,
    unit         text COLLATE "C" NOT NULL,
    state        text COLLATE "C" NOT NULL CHECK (state IN ('running', 'ended', 'withdrawn')),
    aim          text COLLATE "C" NOT NULL,
    concluded_on date NOT NULL,
    until        date NOT NULL,
    review_by    date,
    ended_on     date,
    ended_as     text COLLATE "C",
    noted_by     text NOT NULL,
    version      integer NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT social_contract_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT social_contract_person_fkey FOREIGN KEY (gmina, person) REFERENCES person (gmina, id),
    CONSTRAINT social_contract_household_fkey FOREIGN KEY (gmina, household) REFERENCES household (gmina, id),
    CONSTRAINT social_contract_days CHECK (until >= concluded_on AND ended_on >= concluded_on),
    CONSTRAINT social_contract_ended CHECK ((state = 'ended') = (ended_on IS NOT NULL) AND (ended_on IS NULL) = (ended_as IS NULL))
);
CREATE UNIQUE INDEX social_contract_running_uidx ON social_contract (gmina, person) WHERE state = 'running';
CREATE INDEX social_contract_person_idx ON social_contract (gmina, person);
CREATE INDEX social_contract_household_idx ON social_contract (gmina, household) WHERE household IS NOT NULL;
CREATE INDEX social_contract_concluded_idx ON social_contract (gmina, concluded_on);
CREATE TABLE social_contract_step (
    gmina    text COLLATE "C" NOT NULL,
    contract uuid NOT NULL,
    number   integer NOT NULL CHECK (number > 0),
    side     text COLLATE "C" NOT NULL CHECK (side IN ('person', 'office')),
    step     text COLLATE "C" NOT NULL,
    due_on   date NOT NULL,
    state    text COLLATE "C" NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
    noted_on date,
    CONSTRAINT social_contract_step_pkey PRIMARY KEY (gmina, contract, number),
    CONSTRAINT social_contract_step_contract_fkey FOREIGN KEY (gmina, contract) REFERENCES social_contract (gmina, id),
    CONSTRAINT social_contract_step_noted CHECK ((state = 'open') = (noted_on IS NULL))
);
CREATE INDEX social_contract_step_open_idx ON social_contract_step (gmina, due_on) WHERE state = 'open';
CREATE TABLE social_contract_review (
    gmina    text COLLATE "C" NOT NULL,
    contract uuid NOT NULL,
    number   integer NOT NULL CHECK (number > 0),
    held_on  date NOT NULL,
    outcome  text COLLATE "C" NOT NULL CHECK (outcome IN ('kept', 'kept_in_part', 'not_kept')),
    next_by  date,
    noted_by text NOT NULL,
    CONSTRAINT social_contract_review_pkey PRIMARY KEY (gmina, contract, number),
    CONSTRAINT social_contract_review_contract_fkey FOREIGN KEY (gmina, contract) REFERENCES social_contract (gmina, id),
    CONSTRAINT social_contract_review_next CHECK (next_by > held_on)
)
"""


def upgrade() -> None:
    runtime = runtime_role()
    for statement in _TABLES.split(";"):
        op.execute(statement)
    for table in ("social_contract", "social_contract_step"):
        protect(op.execute, table, runtime=runtime, grants="SELECT, INSERT, UPDATE")
    protect(op.execute, "social_contract_review", runtime=runtime, grants="SELECT, INSERT")
    append_only(op.execute, "social_contract_review")


def downgrade() -> None:
    unprotect_append_only(op.execute, "social_contract_review")
    for table in ("social_contract_step", "social_contract"):
        op.execute(f"DROP TABLE {table}")
