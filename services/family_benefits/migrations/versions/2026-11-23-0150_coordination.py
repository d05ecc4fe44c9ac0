"""Matters of coordination: what waits for the voivode's finding, and what he found. This service's own."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import append_only, protect, unprotect_append_only

revision = "0150"
down_revision = "0143"
branch_labels = None
depends_on = None

_TABLES = """
CREATE TABLE coordination_matter (
    gmina         text COLLATE "C" NOT NULL,
    id            uuid NOT NULL,
    way           text COLLATE "C" NOT NULL CHECK (way IN ('application', 'decision')),
    state         text COLLATE "C" NOT NULL,
    person        uuid NOT NULL,
    unit          text COLLATE "C" NOT NULL,
    application   uuid,
    decision      uuid,
    benefits      jsonb NOT NULL,
    stays         jsonb NOT NULL,
    organ         text NOT NULL,
    forwarded_on  date NOT NULL,
    letter        uuid,
    answer_by     date NOT NULL,
    answered_on   date,
    applies_since date,
    applies_until date,
    rest_returned boolean NOT NULL DEFAULT false,
    returned_as   uuid,
    undue_told_on date,
    ended_on      date,
    noted_by      text NOT NULL,
    version       integer NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT coordination_matter_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT coordination_matter_person_fkey FOREIGN KEY (gmina, person) REFERENCES person (gmina, id),
    CONSTRAINT coordination_matter_application_fkey FOREIGN KEY (gmina, application) REFERENCES application (gmina, id),
    CONSTRAINT coordination_matter_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id),
    CONSTRAINT coordination_matter_letter_fkey FOREIGN KEY (gmina, letter) REFERENCES letter (gmina, id),
    CONSTRAINT coordination_matter_returned_fkey FOREIGN KEY (gmina, returned_as) REFERENCES application (gmina, id),
    CONSTRAINT coordination_matter_way CHECK ((way = 'application') = (application IS NOT NULL)
                                               AND (way = 'decision') = (decision IS NOT NULL)),
    CONSTRAINT coordination_matter_applies CHECK ((state = 'applies') = (applies_since IS NOT NULL)
                                                  AND (applies_until IS NULL OR applies_until >= applies_since)),
    CONSTRAINT coordination_matter_answered CHECK ((state IN ('applies', 'does_not_apply')) = (answered_on IS NOT NULL))
);
CREATE INDEX coordination_matter_due_idx ON coordination_matter (gmina, answer_by);
CREATE INDEX coordination_matter_person_idx ON coordination_matter (gmina, person);
CREATE INDEX coordination_matter_application_idx ON coordination_matter (gmina, application) WHERE application IS NOT NULL;
CREATE INDEX coordination_matter_decision_idx ON coordination_matter (gmina, decision) WHERE decision IS NOT NULL;
CREATE TABLE coordination_finding (
    gmina       text COLLATE "C" NOT NULL,
    matter      uuid NOT NULL,
    number      integer NOT NULL,
    kind        text COLLATE "C" NOT NULL CHECK (kind IN ('opinion', 'applies', 'does_not_apply')),
    dated       date NOT NULL,
    received_on date NOT NULL,
    since       date,
    until       date,
    noted_by    text NOT NULL,
    noted_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT coordination_finding_pkey PRIMARY KEY (gmina, matter, number),
    CONSTRAINT coordination_finding_matter_fkey FOREIGN KEY (gmina, matter) REFERENCES coordination_matter (gmina, id)
)
"""


def upgrade() -> None:
    runtime = runtime_role()
    for statement in _TABLES.split(";"):
        op.execute(statement)
    protect(op.execute, "coordination_matter", runtime=runtime, grants="SELECT, INSERT, UPDATE")
    protect(op.execute, "coordination_finding", runtime=runtime, grants="SELECT, INSERT")
    append_only(op.execute, "coordination_finding")


def downgrade() -> None:
    unprotect_append_only(op.execute, "coordination_finding")
    op.execute("DROP TABLE coordination_matter")
