"""The record of a case: what belongs to it, its history and metryka, when it was closed."""
