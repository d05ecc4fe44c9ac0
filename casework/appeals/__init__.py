"""What is lodged against a decision: appeal, self-review, complaint to the court, reopening, nullity (k.p.a. art. 127-152, 156-159)."""
