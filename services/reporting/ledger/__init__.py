"""The ledger and what statements read from it: money facts applied page by page, sets of persons and families kept exact."""
