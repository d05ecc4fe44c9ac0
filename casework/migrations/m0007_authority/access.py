"""Officials who are excluded from a matter (KPA art. 24-27), and matters that only named officials see."""

TABLES: tuple[tuple[str, str], ...] = (
    (
        "exclusion",
        """
        CREATE TABLE exclusion (
            gmina        text COLLATE "C" NOT NULL,
            id           uuid NOT NULL,
            official     text COLLATE "C",
            matter_kind  text COLLATE "C" NOT NULL,
            matter       uuid NOT NULL,
            ground       text COLLATE "C" NOT NULL,
            requested_by text COLLATE "C" NOT NULL,
            replaced_by  text COLLATE "C",
            since        date NOT NULL,
            lifted_on    date,
            state        text COLLATE "C" NOT NULL CHECK (state IN ('excluded', 'lifted')),
            version      integer NOT NULL DEFAULT 1,
            CONSTRAINT exclusion_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT exclusion_lifted CHECK ((state = 'lifted') = (lifted_on IS NOT NULL)),
            CONSTRAINT exclusion_replaced CHECK (replaced_by IS NULL OR official IS NULL OR replaced_by <> official)
        );
        CREATE INDEX exclusion_matter_idx ON exclusion (gmina, matter, matter_kind);
        CREATE INDEX exclusion_official_idx ON exclusion (gmina, official)
        """,
    ),
    (
        "restriction",
        """
        CREATE TABLE restriction (
            gmina       text COLLATE "C" NOT NULL,
            id          uuid NOT NULL,
            matter_kind text COLLATE "C" NOT NULL,
            matter      uuid NOT NULL,
            reason      text COLLATE "C" NOT NULL,
            readers     text[] COLLATE "C" NOT NULL,
            since       date NOT NULL,
            lifted_on   date,
            state       text COLLATE "C" NOT NULL CHECK (state IN ('restricted', 'lifted')),
            version     integer NOT NULL DEFAULT 1,
            CONSTRAINT restriction_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT restriction_lifted CHECK ((state = 'lifted') = (lifted_on IS NOT NULL))
        );
        CREATE UNIQUE INDEX restriction_matter_uidx ON restriction (gmina, matter_kind, matter) WHERE state = 'restricted'
        """,
    ),
)
