"""What was settled and is open again: sent back by SKO, reviewed by the office itself, reopened, annulled."""

from kit.tenancy import Execute, append_only, protect, unprotect_append_only

_REOPENING = """
CREATE TABLE application_reopening (
    gmina       text COLLATE "C" NOT NULL,
    application uuid NOT NULL,
    benefit     text COLLATE "C" NOT NULL,
    number      integer NOT NULL CHECK (number > 0),
    decision    uuid NOT NULL,
    ground      text COLLATE "C" NOT NULL CHECK (ground IN ('sent_back', 'self_review', 'reopening', 'annulled')),
    outcome     text COLLATE "C" NOT NULL,
    closed_on   date NOT NULL,
    opened_on   date NOT NULL,
    noted_by    text NOT NULL,
    noted_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT application_reopening_pkey PRIMARY KEY (gmina, application, benefit, number),
    CONSTRAINT application_reopening_matter_fkey FOREIGN KEY (gmina, application, benefit)
        REFERENCES application_matter (gmina, application, benefit),
    CONSTRAINT application_reopening_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id),
    CONSTRAINT application_reopening_order CHECK (opened_on >= closed_on)
)
"""


def upgrade(execute: Execute, runtime: str) -> None:
    execute(_REOPENING)
    protect(execute, "application_reopening", runtime=runtime, grants="SELECT, INSERT")
    append_only(execute, "application_reopening")
    # From when the office's term runs anew.
    execute("ALTER TABLE application ADD COLUMN reopened_on date")


def downgrade(execute: Execute) -> None:
    execute("ALTER TABLE application DROP COLUMN reopened_on")
    unprotect_append_only(execute, "application_reopening")
