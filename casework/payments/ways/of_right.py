"""Which right a way of payment was stated for: the award, and every award that the same right goes on as.

A change or a mass recalculation may make a new award of a right (another variant or mechanism). Money that went to somebody else's account
by a statement for the right would otherwise go to the person from then on.
"""

ONE_RIGHT = """
      JOIN award o ON o.gmina = w.gmina AND o.id = w.award
      LEFT JOIN decision_act begun ON begun.gmina = o.gmina AND begun.decision = o.decision
      JOIN award a ON a.gmina = o.gmina AND a.entitled = o.entitled AND a.benefit = o.benefit AND a.recipient = o.recipient
      LEFT JOIN decision_act act ON act.gmina = a.gmina AND act.decision = a.decision
"""
"""SQL after `payment_way w`: the award `o` that the statement names, and awards `a` of the same persons to the same benefit."""

GOES_ON = "(a.id = o.id OR act.award = o.id OR coalesce(act.root, a.decision) = coalesce(begun.root, o.decision))"
"""SQL: whether `a` is the award named or one that an act of the same chain made of it; what is stated for `a` itself comes first."""
