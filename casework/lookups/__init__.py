"""Look-ups in registers (k.p.a. art. 77 § 4, art. 220): what was asked, by whom, why, and what came back."""
