"""The household of the acts on energy aid and of the income certificate: its facts, its income, its applications, its amounts."""
