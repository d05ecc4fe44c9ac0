"""Establishing facts (k.p.a. art. 75-77): evidence, the facts that it shows, since when they hold and since when the office knows them."""
