"""What is filed about a debtor beside his proceedings: motions to the bailiff, lawsuits, word to the court and the labour office."""

from alembic import op

from kit.migrations.env import runtime_role
from kit.tenancy import protect

revision = "0215"
down_revision = "0214"
branch_labels = None
depends_on = None

_TABLE = """
CREATE TABLE debtor_action (
    gmina       text COLLATE "C" NOT NULL,
    id          uuid NOT NULL,
    debtor      uuid NOT NULL,
    kind        text COLLATE "C" NOT NULL
                CHECK (kind IN ('court_told', 'lawsuit', 'labour_office_ended', 'enforcement_begin', 'enforcement_join')),
    state       text COLLATE "C" NOT NULL,
    addressee   text NOT NULL,
    title       uuid,
    decision    uuid,
    filed_on    date NOT NULL,
    answer_by   date,
    answered_on date,
    outcome     text COLLATE "C",
    their_sign  text,
    letter      uuid,
    noted_by    text NOT NULL,
    version     integer NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT debtor_action_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT debtor_action_debtor_fkey FOREIGN KEY (gmina, debtor) REFERENCES debtor (gmina, id),
    CONSTRAINT debtor_action_title_fkey FOREIGN KEY (gmina, title) REFERENCES maintenance_title (gmina, id),
    CONSTRAINT debtor_action_letter_fkey FOREIGN KEY (gmina, letter) REFERENCES letter (gmina, id),
    CONSTRAINT debtor_action_of_decision CHECK
        ((kind IN ('enforcement_begin', 'enforcement_join')) = (decision IS NOT NULL) AND (decision IS NULL OR title IS NOT NULL)),
    CONSTRAINT debtor_action_answered CHECK
        ((state = 'answered') = (answered_on IS NOT NULL) AND (answered_on IS NULL) = (outcome IS NULL) AND answered_on >= filed_on)
);
CREATE INDEX debtor_action_debtor_idx ON debtor_action (gmina, debtor);
CREATE INDEX debtor_action_filed_idx ON debtor_action (gmina, filed_on);
CREATE INDEX debtor_action_decision_idx ON debtor_action (gmina, decision) WHERE decision IS NOT NULL
"""


def upgrade() -> None:
    for statement in _TABLE.split(";"):
        op.execute(statement)
    protect(op.execute, "debtor_action", runtime=runtime_role(), grants="SELECT, INSERT, UPDATE")


def downgrade() -> None:
    op.execute("DROP TABLE debtor_action")
