"""The benefits of the family-benefits service, one file each."""
