"""Attachments of applications: an entry with its digest, and the bytes in encrypted parts."""

TABLES: tuple[tuple[str, str], ...] = (
    (
        "attachment",
        """
        CREATE TABLE attachment (
            gmina       text COLLATE "C" NOT NULL,
            id          uuid NOT NULL,
            application uuid NOT NULL,
            name        bytea NOT NULL,
            media_type  text COLLATE "C" NOT NULL,
            size        bigint NOT NULL CHECK (size > 0),
            sha256      bytea NOT NULL CHECK (octet_length(sha256) = 32),
            parts       integer NOT NULL CHECK (parts > 0),
            received_on date NOT NULL,
            added_by    text NOT NULL,
            created_at  timestamptz NOT NULL DEFAULT now(),
            CONSTRAINT attachment_pkey PRIMARY KEY (gmina, id),
            CONSTRAINT attachment_application_fkey FOREIGN KEY (gmina, application) REFERENCES application (gmina, id)
        );
        CREATE UNIQUE INDEX attachment_content_uidx ON attachment (gmina, application, sha256)
        """,
    ),
    (
        # The parts come before the entry, which tells their digest.
        "attachment_part",
        """
        CREATE TABLE attachment_part (
            gmina      text COLLATE "C" NOT NULL,
            attachment uuid NOT NULL,
            part       integer NOT NULL CHECK (part > 0),
            body       bytea NOT NULL,
            CONSTRAINT attachment_part_pkey PRIMARY KEY (gmina, attachment, part),
            CONSTRAINT attachment_part_attachment_fkey FOREIGN KEY (gmina, attachment) REFERENCES attachment (gmina, id)
                DEFERRABLE INITIALLY DEFERRED
        )
        """,
    ),
)

# The entry stays for ever; destruction of a file (brakowanie) takes the parts.
APPEND_ONLY = frozenset({"attachment"})
GRANTS = {"attachment_part": "SELECT, INSERT, DELETE"}
