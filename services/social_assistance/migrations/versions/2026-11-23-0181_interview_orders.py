"""Interviews that are to be held, with their terms. This service's own."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import protect

revision = "0181"
down_revision = "0180"
branch_labels = None
depends_on = None

_TABLE = """
CREATE TABLE interview_order (
    gmina        text COLLATE "C" NOT NULL,
    id           uuid NOT NULL,
    state        text COLLATE "C" NOT NULL CHECK (state IN ('open', 'held', 'withdrawn')),
    person       uuid,
    household    uuid,
    application  uuid,
    unit         text COLLATE "C" NOT NULL,
    learned_on   date NOT NULL,
    urgent       boolean NOT NULL,
    due_on       date NOT NULL CHECK (due_on > learned_on),
    fact         uuid,
    held_on      date,
    withdrawn_as text COLLATE "C",
    noted_by     text NOT NULL,
    version      integer NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT interview_order_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT interview_order_person_fkey FOREIGN KEY (gmina, person) REFERENCES person (gmina, id),
    CONSTRAINT interview_order_household_fkey FOREIGN KEY (gmina, household) REFERENCES household (gmina, id),
    CONSTRAINT interview_order_application_fkey FOREIGN KEY (gmina, application) REFERENCES application (gmina, id),
    CONSTRAINT interview_order_whose CHECK (person IS NOT NULL OR household IS NOT NULL),
    CONSTRAINT interview_order_held CHECK ((state = 'held') = (fact IS NOT NULL) AND (fact IS NULL) = (held_on IS NULL)),
    CONSTRAINT interview_order_withdrawn CHECK ((state = 'withdrawn') = (withdrawn_as IS NOT NULL))
);
CREATE UNIQUE INDEX interview_order_fact_uidx ON interview_order (gmina, fact) WHERE fact IS NOT NULL;
CREATE INDEX interview_order_open_idx ON interview_order (gmina, due_on) WHERE state = 'open';
CREATE INDEX interview_order_person_idx ON interview_order (gmina, person) WHERE person IS NOT NULL;
CREATE INDEX interview_order_household_idx ON interview_order (gmina, household) WHERE household IS NOT NULL
"""


def upgrade() -> None:
    for statement in _TABLE.split(";"):
        op.execute(statement)
    protect(op.execute, "interview_order", runtime=runtime_role(), grants="SELECT, INSERT, UPDATE")


def downgrade() -> None:
    op.execute("DROP TABLE interview_order")
