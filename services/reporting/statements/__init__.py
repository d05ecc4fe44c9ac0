"""Statements: rows as data, amounts, exact counts, the proof, and the way from a cell to its entries."""
