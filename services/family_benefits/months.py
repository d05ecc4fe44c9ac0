"""Months before and after every day that facts may name (ordinals of kit.periods)."""

ALWAYS = 0
NEVER_ENDS = 2200 * 12
