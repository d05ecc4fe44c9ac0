"""Persons, and households with who belongs to them and when."""

TABLES: tuple[tuple[str, str], ...] = (
    (
        "person",
        """
        CREATE TABLE person (
            gmina          text COLLATE "C" NOT NULL,
            id             uuid NOT NULL,
            pseudonym      text COLLATE "C" NOT NULL CHECK (length(pseudonym) = 43),
            pesel          bytea,
            pesel_index    bytea,
            document       bytea,
            document_index bytea,
            index_kid      text COLLATE "C",
            first_name     text NOT NULL,
            last_name      text NOT NULL,
            sort_key       text COLLATE "C" NOT NULL,
            birth_date     date NOT NULL,
            version        integer NOT NULL DEFAULT 1,
            created_at     timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT person_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT person_pesel_both CHECK ((pesel IS NULL) = (pesel_index IS NULL)),
            CONSTRAINT person_document_both CHECK ((document IS NULL) = (document_index IS NULL))
        );
        CREATE UNIQUE INDEX person_pseudonym_uidx ON person (gmina, pseudonym);
        CREATE UNIQUE INDEX person_pesel_uidx ON person (gmina, pesel_index) WHERE pesel_index IS NOT NULL;
        CREATE UNIQUE INDEX person_document_uidx ON person (gmina, document_index)
            WHERE document_index IS NOT NULL AND pesel_index IS NULL;
        CREATE INDEX person_sort_idx ON person (gmina, sort_key, id);
        CREATE INDEX person_search_idx ON person (gmina, replace(sort_key, '~', ''))
        """,
    ),
    (
        "household",
        """
        CREATE TABLE household (
            gmina            text COLLATE "C" NOT NULL,
            id               uuid NOT NULL,
            pseudonym        text COLLATE "C" NOT NULL CHECK (length(pseudonym) = 43),
            reference_person uuid NOT NULL,
            kind             text COLLATE "C" NOT NULL,
            version          integer NOT NULL DEFAULT 1,
            created_at       timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT household_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT household_reference_fkey FOREIGN KEY (gmina, reference_person) REFERENCES person (gmina, id)
        );
        CREATE UNIQUE INDEX household_reference_uidx ON household (gmina, reference_person)
        """,
    ),
    (
        "household_member",
        """
        CREATE TABLE household_member (
            gmina     text COLLATE "C" NOT NULL,
            household uuid NOT NULL,
            person    uuid NOT NULL,
            role      text COLLATE "C" NOT NULL CHECK (role IN ('adult', 'child')),
            since     date NOT NULL,
            until     date,
            CONSTRAINT household_member_pkey PRIMARY KEY (gmina, household, person, since),
            CONSTRAINT household_member_household_fkey FOREIGN KEY (gmina, household) REFERENCES household (gmina, id),
            CONSTRAINT household_member_person_fkey FOREIGN KEY (gmina, person) REFERENCES person (gmina, id)
        );
        CREATE INDEX household_member_person_idx ON household_member (gmina, person)
        """,
    ),
)
