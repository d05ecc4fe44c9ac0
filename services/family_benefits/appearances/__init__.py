"""Calls of citizens of Ukraine to appear in person (art. 26 ust. 3c-3f of the act of 12.03.2022): three working days, and what follows."""
