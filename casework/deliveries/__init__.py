"""When a letter counts as delivered, for each way of delivery (k.p.a. art. 39-49)."""
