"""The benefits and receipts of the alimony fund, one file each."""
