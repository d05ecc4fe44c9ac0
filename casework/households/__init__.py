"""Households: who lives together, from which day to which; the unit in which families are counted."""
