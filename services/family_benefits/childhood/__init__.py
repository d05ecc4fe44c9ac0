"""Benefits that follow from a child itself (birth, upbringing, a school year): their facts, grounds and the days they count."""
