"""How further letters were sent and what happened to them: notices of start and delay, of a hearing, reminders."""

from kit.tenancy import Execute, append_only, protect, unprotect_append_only

_SENDING = """
CREATE TABLE letter_sending (
    gmina               text COLLATE "C" NOT NULL,
    id                  uuid NOT NULL,
    letter              uuid NOT NULL,
    way                 text COLLATE "C" NOT NULL,
    addressed_to        text COLLATE "C" NOT NULL CHECK (addressed_to IN ('party', 'attorney', 'representative')),
    sent_on             date NOT NULL,
    message             text COLLATE "C",
    checked_address_on  date,
    address_found       boolean,
    attorney_since      date,
    public_entity       boolean NOT NULL DEFAULT false,
    new_address_told_on date,
    case_started_on     date NOT NULL,
    state               text COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'delivered', 'ineffective')),
    waits_until         date,
    delivered_on        date,
    fiction             boolean NOT NULL DEFAULT false,
    article             text NOT NULL,
    reason              text NOT NULL,
    kpa_version         text COLLATE "C" NOT NULL,
    sent_by             text NOT NULL,
    version             integer NOT NULL DEFAULT 1,
    created_at          timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT letter_sending_pkey PRIMARY KEY (gmina, id),
    CONSTRAINT letter_sending_letter_fkey FOREIGN KEY (gmina, letter) REFERENCES letter (gmina, id),
    CONSTRAINT letter_sending_day CHECK ((state = 'delivered') = (delivered_on IS NOT NULL)),
    CONSTRAINT letter_sending_address CHECK ((checked_address_on IS NULL) = (address_found IS NULL))
);
CREATE INDEX letter_sending_letter_idx ON letter_sending (gmina, letter);
CREATE INDEX letter_sending_sent_idx ON letter_sending (gmina, sent_on);
CREATE INDEX letter_sending_waiting_idx ON letter_sending (gmina, waits_until) WHERE state = 'waiting' AND waits_until IS NOT NULL
"""
_EVENT = """
CREATE TABLE letter_sending_event (
    gmina    text COLLATE "C" NOT NULL,
    sending  uuid NOT NULL,
    number   integer NOT NULL CHECK (number > 0),
    kind     text COLLATE "C",
    on_day   date,
    corrects integer,
    proof    text COLLATE "C",
    noted_by text NOT NULL,
    noted_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT letter_sending_event_pkey PRIMARY KEY (gmina, sending, number),
    CONSTRAINT letter_sending_event_sending_fkey FOREIGN KEY (gmina, sending) REFERENCES letter_sending (gmina, id),
    CONSTRAINT letter_sending_event_says CHECK ((kind IS NULL) = (on_day IS NULL) AND (kind IS NOT NULL OR corrects IS NOT NULL))
);
CREATE UNIQUE INDEX letter_sending_event_corrects_uidx ON letter_sending_event (gmina, sending, corrects) WHERE corrects IS NOT NULL
"""


def upgrade(execute: Execute, runtime: str) -> None:
    for ddl in (_SENDING, _EVENT):
        for statement in ddl.split(";"):
            execute(statement)
    protect(execute, "letter_sending", runtime=runtime, grants="SELECT, INSERT, UPDATE")
    protect(execute, "letter_sending_event", runtime=runtime, grants="SELECT, INSERT")
    append_only(execute, "letter_sending_event")


def downgrade(execute: Execute) -> None:
    unprotect_append_only(execute, "letter_sending_event")
    execute("DROP TABLE letter_sending")
