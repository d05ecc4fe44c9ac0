"""What this service has beside the procedure: the slices of debtors and of what they owe, and tasks of payments that are held."""

from casework.own import Own
from services.alimony_fund.debtors.slice import DEBTORS
from services.alimony_fund.held_tasks import HELD
from services.alimony_fund.ledger.slice import LEDGER

OWN = Own((DEBTORS, LEDGER, HELD))
