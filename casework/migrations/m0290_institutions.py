"""Institutions to choose parties and payees from, and which of them a party, a way of payment or a seizure names.

The old code is still running while this executes: the new columns may stay empty.
"""

from kit.tenancy import Execute, append_only, protect, unprotect_append_only

_TABLES: tuple[tuple[str, str, str], ...] = (
    (
        "institution",
        "SELECT, INSERT, UPDATE",
        """
        CREATE TABLE institution (
            gmina              text COLLATE "C" NOT NULL,
            id                 uuid NOT NULL,
            kind               text COLLATE "C" NOT NULL
                               CHECK (kind IN ('court', 'bailiff', 'home', 'bank', 'school', 'office', 'other')),
            name               text NOT NULL,
            sort_key           text COLLATE "C" NOT NULL,
            address            jsonb,
            electronic_address text COLLATE "C",
            phone              text,
            nip                text COLLATE "C",
            account            text COLLATE "C",
            public_entity      boolean NOT NULL DEFAULT false,
            ended_on           date,
            version            integer NOT NULL DEFAULT 1,
            CONSTRAINT institution_pkey PRIMARY KEY (gmina, id)
        );
        CREATE UNIQUE INDEX institution_name_uidx ON institution (gmina, kind, sort_key) WHERE ended_on IS NULL;
        CREATE INDEX institution_order_idx ON institution (gmina, sort_key, id)
        """,
    ),
    (
        "institution_version",
        "SELECT, INSERT",
        """
        CREATE TABLE institution_version (
            gmina       text COLLATE "C" NOT NULL,
            institution uuid NOT NULL,
            version     integer NOT NULL CHECK (version > 0),
            act         text COLLATE "C" NOT NULL CHECK (act IN ('entered', 'changed', 'ended')),
            told        jsonb NOT NULL,
            made_by     text NOT NULL,
            made_on     date NOT NULL,
            created_at  timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT institution_version_pkey PRIMARY KEY (gmina, institution, version),
            CONSTRAINT institution_version_institution_fkey FOREIGN KEY (gmina, institution) REFERENCES institution (gmina, id)
        )
        """,
    ),
)
_CHOSEN = {
    "decision_party": "organisation IS NOT NULL",
    "payment_way": "way = 'third_party'",
    "bailiff_claim": "true",
}
"""Table to what a row that names an institution is."""


def upgrade(execute: Execute, runtime: str) -> None:
    for table, grants, ddl in _TABLES:
        for statement in ddl.split(";"):
            execute(statement)
        protect(execute, table, runtime=runtime, grants=grants)
    append_only(execute, "institution_version")
    for table, condition in _CHOSEN.items():
        execute(
            f"ALTER TABLE {table} ADD COLUMN institution uuid, "
            f"ADD CONSTRAINT {table}_institution CHECK (institution IS NULL OR {condition}), "
            f"ADD CONSTRAINT {table}_institution_fkey FOREIGN KEY (gmina, institution) REFERENCES institution (gmina, id)"
        )


def downgrade(execute: Execute) -> None:
    for table in reversed(_CHOSEN):
        execute(f"ALTER TABLE {table} DROP COLUMN institution")
    unprotect_append_only(execute, "institution_version")
    execute("DROP TABLE institution")
