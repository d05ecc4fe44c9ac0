"""What is done to a right by hand, with its reason, day and person; parties of a decision noted late, or by mistake."""

from kit.tenancy import Execute, append_only, protect, unprotect_append_only

_DDL = """
CREATE TABLE award_act (
    gmina    text COLLATE "C" NOT NULL,
    award    uuid NOT NULL,
    number   integer NOT NULL CHECK (number > 0),
    act      text COLLATE "C" NOT NULL CHECK (act IN ('suspend', 'resume', 'terminate')),
    month    date NOT NULL CHECK (extract(day FROM month) = 1),
    reason   text COLLATE "C" NOT NULL,
    document text,
    by_whom  text NOT NULL,
    on_day   date NOT NULL,
    at       timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT award_act_pkey PRIMARY KEY (gmina, award, number),
    CONSTRAINT award_act_award_fkey FOREIGN KEY (gmina, award) REFERENCES award (gmina, id)
)
"""
_PARTY = """
ALTER TABLE decision_party
    ADD COLUMN left_out boolean NOT NULL DEFAULT false,
    ADD COLUMN withdrawn_on date,
    ADD COLUMN withdrawn_by text,
    ADD COLUMN withdrawn_reason text COLLATE "C",
    ADD CONSTRAINT decision_party_withdrawn CHECK (num_nulls(withdrawn_on, withdrawn_by, withdrawn_reason) IN (0, 3))
"""
_ONCE = "CREATE UNIQUE INDEX decision_party_person_uidx ON decision_party (gmina, decision, person) WHERE person IS NOT NULL"


def upgrade(execute: Execute, runtime: str) -> None:
    execute(_DDL)
    protect(execute, "award_act", runtime=runtime, grants="SELECT, INSERT")
    append_only(execute, "award_act")
    execute(_PARTY)
    execute("DROP INDEX decision_party_person_uidx")
    execute(_ONCE + " AND withdrawn_on IS NULL")


def downgrade(execute: Execute) -> None:
    execute("DROP INDEX decision_party_person_uidx")
    execute("DELETE FROM decision_party WHERE withdrawn_on IS NOT NULL")
    execute("ALTER TABLE decision_party DROP COLUMN left_out, DROP COLUMN withdrawn_on, DROP COLUMN withdrawn_by")
    execute("ALTER TABLE decision_party DROP COLUMN withdrawn_reason")
    execute(_ONCE)
    unprotect_append_only(execute, "award_act")
