"""What this service has beside the procedure: what the voivode has, the cards of large families, who is called to appear in person."""

from casework.own import Own
from services.family_benefits.appearances.slice import APPEARANCES
from services.family_benefits.card_register.slice import CARD_REGISTER
from services.family_benefits.coordination_matters.slice import COORDINATION_MATTERS

OWN = Own((COORDINATION_MATTERS, CARD_REGISTER, APPEARANCES))
