"""Calls of citizens of Ukraine to appear in person. This service's own."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import protect

revision = "0291"
down_revision = "0290"
branch_labels = None
depends_on = None

_TABLE = """
CREATE TABLE appearance_call (
    gmina        text COLLATE "C" NOT NULL,
    id           uuid NOT NULL,
    state        text COLLATE "C" NOT NULL,
    person       uuid NOT NULL,
    unit         text COLLATE "C" NOT NULL,
    application  uuid,
    award        uuid,
    called_on    date NOT NULL,
    letter       uuid,
    delivered_on date,
    last_day     date,
    appeared_on  date,
    ended_on     date,
    noted_by     text NOT NULL,
    version      integer NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT appearance_call_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT appearance_call_person_fkey FOREIGN KEY (gmina, person) REFERENCES person (gmina, id),
    CONSTRAINT appearance_call_application_fkey FOREIGN KEY (gmina, application) REFERENCES application (gmina, id),
    CONSTRAINT appearance_call_award_fkey FOREIGN KEY (gmina, award) REFERENCES award (gmina, id),
    CONSTRAINT appearance_call_letter_fkey FOREIGN KEY (gmina, letter) REFERENCES letter (gmina, id),
    CONSTRAINT appearance_call_of_one CHECK (num_nonnulls(application, award) = 1),
    CONSTRAINT appearance_call_term CHECK ((delivered_on IS NULL) = (last_day IS NULL))
);
CREATE UNIQUE INDEX appearance_call_application_uidx ON appearance_call (gmina, application) WHERE state IN ('called', 'delivered');
CREATE UNIQUE INDEX appearance_call_award_uidx ON appearance_call (gmina, award) WHERE state IN ('called', 'delivered');
CREATE INDEX appearance_call_person_idx ON appearance_call (gmina, person);
CREATE INDEX appearance_call_day_idx ON appearance_call (gmina, called_on)
"""


def upgrade() -> None:
    for statement in _TABLE.split(";"):
        op.execute(statement)
    protect(op.execute, "appearance_call", runtime=runtime_role(), grants="SELECT, INSERT, UPDATE")


def downgrade() -> None:
    op.execute("DROP TABLE appearance_call")
