"""Undue payments: what was paid without a right to it, its interest, its way back and its place in the budget."""
