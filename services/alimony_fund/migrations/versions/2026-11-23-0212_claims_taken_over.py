"""Debts of an older program are taken over: what was open of a payout on a day, with the interest that had come up by its end."""

from alembic import op

revision = "0212"
down_revision = "0211"
branch_labels = None
depends_on = None

_COLUMNS = """
ALTER TABLE debt_claim
    ADD COLUMN taken_on date,
    ADD COLUMN interest bigint NOT NULL DEFAULT 0 CHECK (interest >= 0),
    ADD COLUMN source text,
    DROP CONSTRAINT debt_claim_check,
    DROP CONSTRAINT debt_claim_surcharge,
    ADD CONSTRAINT debt_claim_owed CHECK (owed >= paid OR (taken_on IS NOT NULL AND owed >= 0 AND owed + interest > 0)),
    ADD CONSTRAINT debt_claim_surcharge CHECK (klass = 'advance' OR owed = paid OR (taken_on IS NOT NULL AND owed <= paid)),
    ADD CONSTRAINT debt_claim_taken CHECK ((taken_on IS NULL) = (source IS NULL) AND taken_on >= paid_on),
    ADD CONSTRAINT debt_claim_taken_interest CHECK (interest = 0 OR (taken_on IS NOT NULL AND klass = 'fund')),
    ADD CONSTRAINT debt_claim_taken_payment CHECK (taken_on IS NULL OR payment IS NULL)
"""
_DROPPED = """
ALTER TABLE debt_claim
    DROP CONSTRAINT debt_claim_owed, DROP CONSTRAINT debt_claim_surcharge,
    DROP COLUMN taken_on, DROP COLUMN interest, DROP COLUMN source,
    ADD CONSTRAINT debt_claim_check CHECK (owed >= paid) NOT VALID,
    ADD CONSTRAINT debt_claim_surcharge CHECK (klass = 'advance' OR owed = paid) NOT VALID
"""

# As 0205 has it, but for what a document of a claim consists of.
_TIED = """
CREATE OR REPLACE FUNCTION debt_document_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    told record; act debt_act; back debt_document;
BEGIN
    SELECT count(*) AS lines, coalesce(sum(amount), 0) AS total,
           coalesce(sum(amount) FILTER (WHERE repaid), 0) AS taken,
           coalesce(sum(amount) FILTER (WHERE account = 'money'), 0) AS money,
           coalesce(sum(amount) FILTER (WHERE klass = 'fund' AND NOT repaid), 0) AS fund,
           coalesce(sum(amount) FILTER (WHERE klass = 'advance' AND NOT repaid), 0) AS advance,
           count(*) FILTER (WHERE klass = 'fund') AS of_fund, count(*) FILTER (WHERE klass = 'advance') AS of_advance,
           @@COUNTED@@      INTO told
      FROM (SELECT e.amount, e.account, e.klass, NEW.kind = 'receipt' AND e.claim IS NOT NULL AND e.amount < 0 AS repaid,
                   e.claim IS NOT NULL AND (c.klass <> e.klass OR c.debtor <> NEW.debtor) AS strange,
@@OWED@@              FROM debt_entry e LEFT JOIN debt_claim c ON c.gmina = e.gmina AND c.id = e.claim
             WHERE e.gmina = NEW.gmina AND e.debtor = NEW.debtor AND e.document = NEW.number) e;
    IF NEW.kind NOT IN ('write_off', 'counter') AND told.lines = 0 THEN
        RAISE EXCEPTION 'a document without entries' USING ERRCODE = 'check_violation', CONSTRAINT = 'debt_document_entries';
    END IF;
    IF told.total <> 0 THEN
        RAISE EXCEPTION 'a document that does not balance' USING ERRCODE = 'check_violation', CONSTRAINT = 'debt_document_balance';
    END IF;
    IF told.strange > 0 THEN
        RAISE EXCEPTION 'an entry that is not of its claim' USING ERRCODE = 'check_violation', CONSTRAINT = 'debt_entry_of_its_claim';
    END IF;
    IF NEW.kind = 'counter' THEN
        SELECT * INTO back FROM debt_document WHERE gmina = NEW.gmina AND debtor = NEW.debtor AND number = NEW.counters;
        IF back.kind = 'counter' OR back.claim IS DISTINCT FROM NEW.claim OR back.act IS DISTINCT FROM NEW.act OR back.day <> NEW.day
           OR NEW.settles OR back.creditor + NEW.creditor <> 0 OR back.other_gmina + NEW.other_gmina <> 0
           OR back.state_principal + NEW.state_principal <> 0 OR back.state_interest + NEW.state_interest <> 0
           OR EXISTS (
               SELECT FROM (SELECT line, account, klass, claim, amount FROM debt_entry
                             WHERE gmina = NEW.gmina AND debtor = NEW.debtor AND document = NEW.counters) b
                 FULL JOIN (SELECT line, account, klass, claim, amount FROM debt_entry
                             WHERE gmina = NEW.gmina AND debtor = NEW.debtor AND document = NEW.number) n USING (line)
                WHERE b.account IS DISTINCT FROM n.account OR b.klass IS DISTINCT FROM n.klass OR b.claim IS DISTINCT FROM n.claim
                   OR b.amount + n.amount <> 0) THEN
            RAISE EXCEPTION 'a counter-document that is not what it takes back'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'debt_document_mirror';
        END IF;
    ELSIF told.fund <> 0 OR told.advance <> 0 THEN
        RAISE EXCEPTION 'a class that does not balance' USING ERRCODE = 'check_violation', CONSTRAINT = 'debt_document_class';
    ELSIF NEW.kind = 'claim' THEN
@@CHECK@@            RAISE EXCEPTION 'a document that is not its claim'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'debt_document_of_claim';
        END IF;
        RETURN NULL;
    ELSE
        SELECT * INTO act FROM debt_act WHERE gmina = NEW.gmina AND id = NEW.act;
        IF act.id IS NULL OR act.debtor <> NEW.debtor OR act.kind <> NEW.kind OR act.day <> NEW.day
           OR NEW.settles <> (NEW.kind <> 'give_back' AND act.klass IS DISTINCT FROM 'advance')
           OR told.money <> (CASE NEW.kind WHEN 'receipt' THEN act.amount WHEN 'give_back' THEN -act.amount ELSE 0 END)
           OR (act.klass = 'fund' AND told.of_advance > 0) OR (act.klass = 'advance' AND told.of_fund > 0) THEN
            RAISE EXCEPTION 'a document that is not its act' USING ERRCODE = 'check_violation', CONSTRAINT = 'debt_document_of_act';
        END IF;
        IF NEW.creditor + NEW.other_gmina + NEW.state_principal + NEW.state_interest <> -told.taken THEN
            RAISE EXCEPTION 'shares that are not what was repaid' USING ERRCODE = 'check_violation', CONSTRAINT = 'debt_document_shares';
        END IF;
    END IF;
    IF EXISTS (
        SELECT FROM (SELECT DISTINCT claim, account FROM debt_entry
                      WHERE gmina = NEW.gmina AND debtor = NEW.debtor AND document = NEW.number AND claim IS NOT NULL) n
         WHERE (SELECT sum(e.amount) FROM debt_entry e
                 WHERE e.gmina = NEW.gmina AND e.claim = n.claim AND e.account = n.account) < 0) THEN
        RAISE EXCEPTION 'a claim below zero' USING ERRCODE = 'check_violation', CONSTRAINT = 'debt_claim_below_zero';
    END IF;
    RETURN NULL;
END $$
"""
_AS_IT_WAS = {
    "@@OWED@@": """
                   e.claim = NEW.claim AND e.account = 'principal' AND e.amount = c.owed AND c.paid_on = NEW.day AS owed
""",
    "@@COUNTED@@": "count(*) FILTER (WHERE strange) AS strange, count(*) FILTER (WHERE owed) AS owed\n",
    "@@CHECK@@": "        IF told.lines <> 2 OR told.owed <> 1 OR NEW.settles THEN\n",
}
_WITH_INTEREST = {
    "@@OWED@@": """
                   e.claim = NEW.claim AND e.account = 'principal' AND e.amount = c.owed
                   AND coalesce(c.taken_on, c.paid_on) = NEW.day AS owed,
                   e.claim = NEW.claim AND e.account = 'interest' AND e.amount = c.interest AND c.taken_on = NEW.day AS counted,
                   c.owed > 0 AS bears, c.interest > 0 AS counts
""",
    "@@COUNTED@@": """count(*) FILTER (WHERE strange) AS strange, count(*) FILTER (WHERE owed) AS owed,
           count(*) FILTER (WHERE counted) AS counted, bool_or(bears) AS bears, bool_or(counts) AS counts
""",
    "@@CHECK@@": """
        IF told.lines <> 2 * (told.owed + told.counted) OR (told.owed = 1) <> told.bears OR (told.counted = 1) <> told.counts
           OR NEW.settles THEN
""",
}


def _function(parts: dict[str, str]) -> str:
    sql = _TIED
    for name, part in parts.items():
        sql = sql.replace(name, part.lstrip("\n"))
    return sql


def upgrade() -> None:
    op.execute(_COLUMNS)
    op.execute("CREATE INDEX debt_claim_source_idx ON debt_claim (gmina, source) WHERE source IS NOT NULL")
    op.execute(_function(_WITH_INTEREST))


def downgrade() -> None:
    op.execute(_function(_AS_IT_WAS))
    op.execute(_DROPPED)
