"""Intake: applications from the day they come in to the decision, or to the letter, that answers them."""
