"""What kind a household was from which day, as known on a day; and two entries of a register that are one person."""

from kit.tenancy import Execute, append_only, protect, unprotect_append_only

_KIND = """
CREATE TABLE household_kind (
    gmina       text COLLATE "C" NOT NULL,
    id          uuid NOT NULL,
    household   uuid NOT NULL,
    since       date NOT NULL,
    kind        text COLLATE "C",
    recorded_on date NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT household_kind_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT household_kind_household_fkey FOREIGN KEY (gmina, household) REFERENCES household (gmina, id)
);
CREATE INDEX household_kind_household_idx ON household_kind (gmina, household, since)
"""
# An entry that is another one's has that one's pseudonym; its numbers are sealed for it and found by no index.
_PERSON = (
    "ALTER TABLE person ADD COLUMN merged_into uuid, ADD COLUMN merged_on date, ADD COLUMN merged_by text, "
    "ADD COLUMN merged_reason bytea",
    "ALTER TABLE person ADD CONSTRAINT person_merged_fkey FOREIGN KEY (gmina, merged_into) REFERENCES person (gmina, id)",
    "ALTER TABLE person DROP CONSTRAINT person_pesel_both, DROP CONSTRAINT person_document_both",
    "ALTER TABLE person ADD CONSTRAINT person_pesel_both "
    "CHECK ((pesel IS NULL) = (pesel_index IS NULL) OR (merged_into IS NOT NULL AND pesel_index IS NULL))",
    "ALTER TABLE person ADD CONSTRAINT person_document_both "
    "CHECK ((document IS NULL) = (document_index IS NULL) OR (merged_into IS NOT NULL AND document_index IS NULL))",
    "DROP INDEX person_pseudonym_uidx",
    "CREATE UNIQUE INDEX person_pseudonym_uidx ON person (gmina, pseudonym) WHERE merged_into IS NULL",
    "CREATE INDEX person_merged_idx ON person (gmina, merged_into) WHERE merged_into IS NOT NULL",
)
_BACK = (
    "DROP INDEX person_merged_idx",
    "DROP INDEX person_pseudonym_uidx",
    "CREATE UNIQUE INDEX person_pseudonym_uidx ON person (gmina, pseudonym)",
    "ALTER TABLE person DROP CONSTRAINT person_pesel_both, DROP CONSTRAINT person_document_both",
    "ALTER TABLE person ADD CONSTRAINT person_pesel_both CHECK ((pesel IS NULL) = (pesel_index IS NULL))",
    "ALTER TABLE person ADD CONSTRAINT person_document_both CHECK ((document IS NULL) = (document_index IS NULL))",
    "ALTER TABLE person DROP COLUMN merged_into, DROP COLUMN merged_on, DROP COLUMN merged_by, DROP COLUMN merged_reason",
)


def upgrade(execute: Execute, runtime: str) -> None:
    for statement in (*_KIND.split(";"), *_PERSON):
        execute(statement)
    protect(execute, "household_kind", runtime=runtime, grants="SELECT, INSERT")
    append_only(execute, "household_kind")


def downgrade(execute: Execute) -> None:
    unprotect_append_only(execute, "household_kind")
    for statement in _BACK:
        execute(statement)
