"""Assessing facts under the law of a day: what is due in which month, why, and under which values. Stores nothing."""
