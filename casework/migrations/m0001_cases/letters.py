"""The centre's templates, letters that were made and their bytes."""

TABLES: tuple[tuple[str, str], ...] = (
    (
        "letter_template",
        """
        CREATE TABLE letter_template (
            gmina      text COLLATE "C" NOT NULL,
            kind       text COLLATE "C" NOT NULL,
            version    integer NOT NULL CHECK (version > 0),
            text       text NOT NULL,
            made_by    text NOT NULL,
            made_on    date NOT NULL,
            created_at timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT letter_template_pkey PRIMARY KEY (gmina, kind, version)
        )
        """,
    ),
    (
        "letter",
        """
        CREATE TABLE letter (
            gmina            text COLLATE "C" NOT NULL,
            id               uuid NOT NULL,
            kind             text COLLATE "C" NOT NULL,
            znak             text NOT NULL,
            person           uuid NOT NULL,
            decision         uuid,
            draft            boolean NOT NULL,
            template_version integer NOT NULL,
            pdf_sha256       bytea NOT NULL CHECK (octet_length(pdf_sha256) = 32),
            docx_sha256      bytea NOT NULL CHECK (octet_length(docx_sha256) = 32),
            dated            date NOT NULL,
            made_by          text NOT NULL,
            made_on          date NOT NULL,
            created_at       timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT letter_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT letter_person_fkey FOREIGN KEY (gmina, person) REFERENCES person (gmina, id),
            CONSTRAINT letter_decision_fkey FOREIGN KEY (gmina, decision) REFERENCES decision (gmina, id)
        );
        CREATE UNIQUE INDEX letter_decision_uidx ON letter (gmina, decision) WHERE kind = 'decision' AND NOT draft;
        CREATE INDEX letter_decision_idx ON letter (gmina, decision) WHERE decision IS NOT NULL;
        CREATE INDEX letter_person_idx ON letter (gmina, person, made_on);
        CREATE INDEX letter_made_idx ON letter (gmina, made_on, id)
        """,
    ),
    (
        "letter_body",
        """
        CREATE TABLE letter_body (
            gmina  text COLLATE "C" NOT NULL,
            letter uuid NOT NULL,
            form   text COLLATE "C" NOT NULL CHECK (form IN ('pdf', 'docx')),
            body   bytea NOT NULL,
            CONSTRAINT letter_body_pkey PRIMARY KEY (gmina, letter, form),
            CONSTRAINT letter_body_letter_fkey FOREIGN KEY (gmina, letter) REFERENCES letter (gmina, id)
        )
        """,
    ),
)

# A letter is never changed. Its bytes are apart from it, so that destruction of a file (brakowanie) may one day take them and leave
# the entry with its digests.
APPEND_ONLY = tuple(name for name, _ in TABLES)
