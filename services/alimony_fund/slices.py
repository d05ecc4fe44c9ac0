"""What this service has beside the procedure: the slices of debtors and of what they owe."""

from casework.own import Own
from services.alimony_fund.debtors.slice import DEBTORS

OWN = Own((DEBTORS,))
