"""Letters and sendings of mass recalculations: one row for each decision and party, and who let them be made and sent how."""

from kit.tenancy import Execute, protect

_LETTERS = """
CREATE TABLE recalculation_letter (
    gmina         text COLLATE "C" NOT NULL,
    recalculation uuid NOT NULL,
    decision      uuid NOT NULL,
    party         uuid NOT NULL,
    state         text COLLATE "C" NOT NULL CHECK (state IN ('reserved', 'made', 'sent', 'left_out')),
    code          text COLLATE "C",
    letter        uuid,
    delivery      uuid,
    taken_until   timestamptz,
    CONSTRAINT recalculation_letter_pkey PRIMARY KEY (gmina, recalculation, decision, party),
    CONSTRAINT recalculation_letter_operation_fkey FOREIGN KEY (gmina, recalculation) REFERENCES recalculation (gmina, id),
    CONSTRAINT recalculation_letter_party_fkey FOREIGN KEY (gmina, party) REFERENCES decision_party (gmina, id),
    CONSTRAINT recalculation_letter_delivery_fkey FOREIGN KEY (gmina, delivery) REFERENCES delivery (gmina, id),
    CONSTRAINT recalculation_letter_reason CHECK ((state = 'left_out') = (code IS NOT NULL))
);
CREATE INDEX recalculation_letter_state_idx ON recalculation_letter (gmina, recalculation, state, decision, party);
CREATE INDEX recalculation_item_decision_idx ON recalculation_item (gmina, decision) WHERE decision IS NOT NULL
"""
_COLUMNS = (
    ("lettered_by", "text"), ("lettered_on", "date"), ("sent_by", "text"), ("sent_on", "date"), ("send_way", 'text COLLATE "C"'),
    ("send_day", "date"), ("boxes_checked_on", "date"),
)  # fmt: skip


def upgrade(execute: Execute, runtime: str) -> None:
    # letter: reserved before there is one, so it refers to none. taken_until: somebody is putting it into its forms; whoever dies at
    # it has it taken from him then.
    for statement in _LETTERS.split(";"):
        execute(statement)
    protect(execute, "recalculation_letter", runtime=runtime)
    execute("ALTER TABLE recalculation " + ", ".join(f"ADD COLUMN {name} {kind}" for name, kind in _COLUMNS))


def downgrade(execute: Execute) -> None:
    execute("ALTER TABLE recalculation " + ", ".join(f"DROP COLUMN {name}" for name, _ in _COLUMNS))
    execute("DROP INDEX recalculation_item_decision_idx")
    execute("DROP TABLE recalculation_letter")
