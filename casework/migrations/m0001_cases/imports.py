"""The register of imports: runs, staged lines and their errors, and what was imported from where."""

TABLES: tuple[tuple[str, str], ...] = (
    (
        "import_run",
        """
        CREATE TABLE import_run (
            gmina         text COLLATE "C" NOT NULL,
            id            uuid NOT NULL,
            state         text COLLATE "C" NOT NULL
                          CHECK (state IN ('staging', 'checking', 'rejected', 'applying', 'applied', 'abandoned')),
            lines         bigint NOT NULL DEFAULT 0,
            bad_lines     bigint NOT NULL DEFAULT 0,
            known_lines   bigint NOT NULL DEFAULT 0,
            applied_lines bigint NOT NULL DEFAULT 0,
            cursor_kind   smallint NOT NULL DEFAULT 1,
            cursor_line   bigint NOT NULL DEFAULT 0,
            started_by    text NOT NULL,
            version       integer NOT NULL DEFAULT 1,
            created_at    timestamptz NOT NULL DEFAULT now(),
            touched_at    timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT import_run_pkey PRIMARY KEY (gmina, id)
        )
        """,
    ),
    (
        "import_line",
        """
        CREATE TABLE import_line (
            gmina     text COLLATE "C" NOT NULL,
            run       uuid NOT NULL,
            kind      smallint NOT NULL,
            line      bigint NOT NULL,
            source_id text COLLATE "C" NOT NULL,
            content   bytea,
            target    uuid NOT NULL,
            ref1      text COLLATE "C",
            ref2      text COLLATE "C",
            ref3      text COLLATE "C",
            benefit   text COLLATE "C",
            since     date,
            until     date,
            amount    bigint,
            booked_on date,
            year      smallint,
            quantity  integer,
            payload   text NOT NULL,
            CONSTRAINT import_line_pkey PRIMARY KEY (gmina, run, kind, line)
        )
        """,
    ),
    (
        "import_error",
        """
        CREATE TABLE import_error (
            gmina   text COLLATE "C" NOT NULL,
            run     uuid NOT NULL,
            line    bigint NOT NULL,
            number  smallint NOT NULL,
            pointer text NOT NULL,
            code    text COLLATE "C" NOT NULL,
            message text NOT NULL,
            CONSTRAINT import_error_pkey PRIMARY KEY (gmina, run, line, number)
        )
        """,
    ),
    (
        "import_record",
        """
        CREATE TABLE import_record (
            gmina     text COLLATE "C" NOT NULL,
            kind      smallint NOT NULL,
            source_id text COLLATE "C" NOT NULL,
            content   bytea NOT NULL CHECK (octet_length(content) = 32),
            target    uuid NOT NULL,
            CONSTRAINT import_record_pkey PRIMARY KEY (gmina, kind, source_id)
        )
        """,
    ),
)
