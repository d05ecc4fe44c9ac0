"""Versions of the file plan (JRWA), the last number of every register, and the signs that were given."""

TABLES: tuple[tuple[str, str], ...] = (
    (
        "file_plan",
        """
        CREATE TABLE file_plan (
            gmina      text COLLATE "C" NOT NULL,
            version    integer NOT NULL CHECK (version > 0),
            unit       text NOT NULL,
            register_mark text NOT NULL,
            made_by    text NOT NULL,
            made_on    date NOT NULL,
            created_at timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT file_plan_pkey PRIMARY KEY (gmina, version)
        )
        """,
    ),
    (
        "file_plan_class",
        """
        CREATE TABLE file_plan_class (
            gmina      text COLLATE "C" NOT NULL,
            version    integer NOT NULL,
            symbol     text COLLATE "C" NOT NULL,
            valid_from date NOT NULL,
            valid_to   date,
            title      text NOT NULL,
            category   text COLLATE "C" NOT NULL,
            benefits   jsonb NOT NULL,
            CONSTRAINT file_plan_class_pkey PRIMARY KEY (gmina, version, symbol, valid_from),
            CONSTRAINT file_plan_class_plan_fkey FOREIGN KEY (gmina, version) REFERENCES file_plan (gmina, version)
        )
        """,
    ),
    (
        "number_series",
        """
        CREATE TABLE number_series (
            gmina       text COLLATE "C" NOT NULL,
            series      text COLLATE "C" NOT NULL,
            year        integer NOT NULL,
            last_number integer NOT NULL CHECK (last_number > 0),
            CONSTRAINT number_series_pkey PRIMARY KEY (gmina, series, year)
        ) WITH (fillfactor = 50)
        """,
    ),
    (
        "case_sign",
        """
        CREATE TABLE case_sign (
            gmina      text COLLATE "C" NOT NULL,
            id         uuid NOT NULL,
            sign       text NOT NULL,
            unit       text NOT NULL,
            symbol     text COLLATE "C" NOT NULL,
            subset     integer,
            number     integer NOT NULL,
            year       integer NOT NULL,
            title      text NOT NULL,
            category   text COLLATE "C" NOT NULL,
            party      uuid NOT NULL,
            opened_on  date NOT NULL,
            opened_by  text NOT NULL,
            created_at timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT case_sign_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT case_sign_party_fkey FOREIGN KEY (gmina, party) REFERENCES person (gmina, id)
        );
        CREATE UNIQUE INDEX case_sign_sign_uidx ON case_sign (gmina, sign);
        CREATE INDEX case_sign_party_idx ON case_sign (gmina, party);
        CREATE INDEX case_sign_list_idx ON case_sign (gmina, year, symbol, number, id)
        """,
    ),
)

# A plan is replaced by its next version; a sign is never changed and never given twice.
APPEND_ONLY = frozenset({"file_plan", "file_plan_class", "case_sign"})
GRANTS = {"number_series": "SELECT, INSERT, UPDATE"}
