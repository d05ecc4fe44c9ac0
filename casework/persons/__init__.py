"""Persons whom the office knows: registered once, found by number or name, corrected, shown with everything held on them."""
