"""Benefits of a person who cares for somebody with a disability, and the contributions paid for that person (art. 16a, 17 u.ś.r.)."""
