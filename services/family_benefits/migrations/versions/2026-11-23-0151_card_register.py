"""The register of cards of large families. This service's own."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import protect

revision = "0151"
down_revision = "0150"
branch_labels = None
depends_on = None

_TABLE = """
CREATE TABLE large_family_card (
    gmina        text COLLATE "C" NOT NULL,
    id           uuid NOT NULL,
    person       uuid NOT NULL,
    household    uuid NOT NULL,
    application  uuid,
    kind         text COLLATE "C" NOT NULL CHECK (kind IN ('rodzic', 'malzonek_rodzica', 'rodzic_zastepczy', 'dziecko')),
    form         text COLLATE "C" NOT NULL CHECK (form IN ('tradycyjna', 'elektroniczna', 'tradycyjna_i_elektroniczna')),
    request      text COLLATE "C" NOT NULL CHECK (request IN ('new', 'duplicate', 'second_form')),
    replaces     uuid,
    state        text COLLATE "C" NOT NULL,
    number       bytea,
    number_index bytea,
    ordered_on   date NOT NULL,
    issued_on    date,
    valid_until  date,
    ended_on     date,
    end_reason   text COLLATE "C",
    decision     uuid,
    fee          bigint NOT NULL DEFAULT 0 CHECK (fee >= 0),
    exempt       boolean NOT NULL DEFAULT false,
    noted_by     text NOT NULL,
    version      integer NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT large_family_card_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT large_family_card_person_fkey FOREIGN KEY (gmina, person) REFERENCES person (gmina, id),
    CONSTRAINT large_family_card_household_fkey FOREIGN KEY (gmina, household) REFERENCES household (gmina, id),
    CONSTRAINT large_family_card_application_fkey FOREIGN KEY (gmina, application) REFERENCES application (gmina, id),
    CONSTRAINT large_family_card_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id),
    CONSTRAINT large_family_card_replaces_fkey FOREIGN KEY (gmina, replaces) REFERENCES large_family_card (gmina, id),
    CONSTRAINT large_family_card_request CHECK ((request = 'new') = (replaces IS NULL)),
    CONSTRAINT large_family_card_number CHECK ((number IS NULL) = (number_index IS NULL)),
    CONSTRAINT large_family_card_ended CHECK ((state IN ('ordered', 'issued')) = (ended_on IS NULL))
);
CREATE UNIQUE INDEX large_family_card_number_uidx ON large_family_card (gmina, number_index) WHERE request <> 'second_form';
CREATE INDEX large_family_card_person_idx ON large_family_card (gmina, person);
CREATE INDEX large_family_card_household_idx ON large_family_card (gmina, household);
CREATE INDEX large_family_card_ordered_idx ON large_family_card (gmina, ordered_on)
"""


def upgrade() -> None:
    for statement in _TABLE.split(";"):
        op.execute(statement)
    protect(op.execute, "large_family_card", runtime=runtime_role(), grants="SELECT, INSERT, UPDATE")


def downgrade() -> None:
    op.execute("DROP TABLE large_family_card")
