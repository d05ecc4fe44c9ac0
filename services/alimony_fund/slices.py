"""What this service has beside the procedure: the slices of debtors and of what they owe."""

from casework.own import Own

OWN = Own(())
