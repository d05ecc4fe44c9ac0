"""Family assistants, the families whom they work with, plans and half-year reviews. This service's own."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import append_only, protect, unprotect_append_only

revision = "0184"
down_revision = "0183"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE family_assistant (
    gmina      text COLLATE "C" NOT NULL,
    id         uuid NOT NULL,
    name       bytea NOT NULL,
    contract   text COLLATE "C" NOT NULL CHECK (contract IN ('employment', 'mandate')),
    post       integer CHECK (post > 0),
    since      date NOT NULL,
    until      date,
    unit       text COLLATE "C" NOT NULL,
    noted_by   text NOT NULL,
    version    integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT family_assistant_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT family_assistant_days CHECK (until IS NULL OR until >= since),
    CONSTRAINT family_assistant_post CHECK ((contract = 'employment') = (post IS NOT NULL))
);
CREATE INDEX family_assistant_since_idx ON family_assistant (gmina, since, id);
CREATE TABLE assisted_family (
    gmina      text COLLATE "C" NOT NULL,
    id         uuid NOT NULL,
    assistant  uuid NOT NULL,
    household  uuid NOT NULL,
    unit       text COLLATE "C" NOT NULL,
    basis      text COLLATE "C" NOT NULL,
    state      text COLLATE "C" NOT NULL CHECK (state IN ('running', 'ended', 'withdrawn')),
    since      date NOT NULL,
    review_by  date NOT NULL,
    ended_on   date,
    ended_as   text COLLATE "C",
    act        uuid NOT NULL,
    noted_by   text NOT NULL,
    version    integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT assisted_family_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT assisted_family_assistant_fkey FOREIGN KEY (gmina, assistant) REFERENCES family_assistant (gmina, id),
    CONSTRAINT assisted_family_household_fkey FOREIGN KEY (gmina, household) REFERENCES household (gmina, id),
    CONSTRAINT assisted_family_days CHECK (review_by > since AND ended_on >= since),
    CONSTRAINT assisted_family_ended CHECK ((state = 'ended') = (ended_on IS NOT NULL) AND (ended_on IS NULL) = (ended_as IS NULL))
);
CREATE UNIQUE INDEX assisted_family_running_uidx ON assisted_family (gmina, household) WHERE state = 'running';
CREATE INDEX assisted_family_assistant_idx ON assisted_family (gmina, assistant) WHERE state = 'running';
CREATE INDEX assisted_family_household_idx ON assisted_family (gmina, household);
CREATE INDEX assisted_family_since_idx ON assisted_family (gmina, since, id);
CREATE TABLE assisted_child (
    gmina  text COLLATE "C" NOT NULL,
    family uuid NOT NULL,
    person uuid NOT NULL,
    since  date NOT NULL,
    until  date,
    CONSTRAINT assisted_child_pkey PRIMARY KEY (gmina, family, person),
    CONSTRAINT assisted_child_family_fkey FOREIGN KEY (gmina, family) REFERENCES assisted_family (gmina, id),
    CONSTRAINT assisted_child_person_fkey FOREIGN KEY (gmina, person) REFERENCES person (gmina, id),
    CONSTRAINT assisted_child_days CHECK (until >= since)
);
CREATE INDEX assisted_child_person_idx ON assisted_child (gmina, person);
CREATE TABLE assisted_family_step (
    gmina    text COLLATE "C" NOT NULL,
    family   uuid NOT NULL,
    number   integer NOT NULL CHECK (number > 0),
    step     text COLLATE "C" NOT NULL,
    due_on   date NOT NULL,
    state    text COLLATE "C" NOT NULL CHECK (state IN ('open', 'done', 'done_in_part', 'dropped')),
    noted_on date,
    CONSTRAINT assisted_family_step_pkey PRIMARY KEY (gmina, family, number),
    CONSTRAINT assisted_family_step_family_fkey FOREIGN KEY (gmina, family) REFERENCES assisted_family (gmina, id),
    CONSTRAINT assisted_family_step_noted CHECK ((state = 'open') = (noted_on IS NULL))
);
CREATE INDEX assisted_family_step_open_idx ON assisted_family_step (gmina, due_on) WHERE state = 'open';
CREATE TABLE assisted_family_review (
    gmina    text COLLATE "C" NOT NULL,
    family   uuid NOT NULL,
    number   integer NOT NULL CHECK (number > 0),
    held_on  date NOT NULL,
    outcome  text COLLATE "C" NOT NULL CHECK (outcome IN ('better', 'the_same', 'worse')),
    next_by  date NOT NULL,
    noted_by text NOT NULL,
    CONSTRAINT assisted_family_review_pkey PRIMARY KEY (gmina, family, number),
    CONSTRAINT assisted_family_review_family_fkey FOREIGN KEY (gmina, family) REFERENCES assisted_family (gmina, id),
    CONSTRAINT assisted_family_review_next CHECK (next_by > held_on)
)
"""
_CHANGED = ("family_assistant", "assisted_family", "assisted_child", "assisted_family_step")
_ONCE = "assisted_family_review"


def upgrade() -> None:
    runtime = runtime_role()
    for statement in _TABLES.split(";"):
        op.execute(statement)
    for table in _CHANGED:
        protect(op.execute, table, runtime=runtime, grants="SELECT, INSERT, UPDATE")
    protect(op.execute, _ONCE, runtime=runtime, grants="SELECT, INSERT")
    append_only(op.execute, _ONCE)


def downgrade() -> None:
    unprotect_append_only(op.execute, _ONCE)
    for table in reversed(_CHANGED):
        op.execute(f"DROP TABLE {table}")
