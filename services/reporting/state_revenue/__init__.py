"""Revenue of the State that the gmina collects with commissioned tasks (Rb-27ZZ): collected, kept by the gmina, passed on, still owed."""
