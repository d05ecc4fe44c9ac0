"""Decisions (k.p.a. art. 104-113): prepared, approved by another person, issued, delivered, final; each step has its day and person."""
