"""Payments: monthly lists from awards (generated, approved by another person, settled on the bank's day) and money that comes back."""
