"""Dodatek mieszkaniowy (ustawa z 21.06.2001): facts of the dwelling, the rules of both wordings of the act, what they say."""
