"""A document of the ledger is tied to what it books: each class in itself, entries to their claim, a counter-document line by line."""

from alembic import op

revision = "0205"
down_revision = "0204"
branch_labels = None
depends_on = None

# At the end of the transaction, for each new document. Each class balances in itself: what accrues is its own claims', and only money
# that came, which has no class, takes off what is owed. A payout's document is its claim to the grosz and needs no look at other documents.
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
           count(*) FILTER (WHERE strange) AS strange, count(*) FILTER (WHERE owed) AS owed
      INTO told
      FROM (SELECT e.amount, e.account, e.klass, NEW.kind = 'receipt' AND e.claim IS NOT NULL AND e.amount < 0 AS repaid,
                   e.claim IS NOT NULL AND (c.klass <> e.klass OR c.debtor <> NEW.debtor) AS strange,
                   e.claim = NEW.claim AND e.account = 'principal' AND e.amount = c.owed AND c.paid_on = NEW.day AS owed
              FROM debt_entry e LEFT JOIN debt_claim c ON c.gmina = e.gmina AND c.id = e.claim
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
        IF told.lines <> 2 OR told.owed <> 1 OR NEW.settles THEN
            RAISE EXCEPTION 'a document that is not its claim' USING ERRCODE = 'check_violation', CONSTRAINT = 'debt_document_of_claim';
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
# As 0170 has it.
_BALANCED = """
CREATE OR REPLACE FUNCTION debt_document_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    lines integer; total bigint; repaid bigint;
BEGIN
    SELECT count(*), sum(amount),
           sum(amount) FILTER (WHERE claim IS NOT NULL AND ((NEW.kind = 'receipt' AND amount < 0) OR (NEW.kind = 'counter' AND amount > 0)))
      INTO lines, total, repaid
      FROM debt_entry WHERE gmina = NEW.gmina AND debtor = NEW.debtor AND document = NEW.number;
    IF NEW.kind NOT IN ('write_off', 'counter') AND lines = 0 THEN
        RAISE EXCEPTION 'a document without entries' USING ERRCODE = 'check_violation', CONSTRAINT = 'debt_document_entries';
    END IF;
    IF total <> 0 THEN
        RAISE EXCEPTION 'a document that does not balance' USING ERRCODE = 'check_violation', CONSTRAINT = 'debt_document_balance';
    END IF;
    IF NEW.kind = 'receipt'
       AND NEW.creditor + NEW.other_gmina + NEW.state_principal + NEW.state_interest <> -coalesce(repaid, 0) THEN
        RAISE EXCEPTION 'shares that are not what was repaid' USING ERRCODE = 'check_violation', CONSTRAINT = 'debt_document_shares';
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


def upgrade() -> None:
    op.execute(_TIED)


def downgrade() -> None:
    op.execute(_BALANCED)
