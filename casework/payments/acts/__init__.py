"""The acts of a payment list: who checked, controlled, ordered and approved it, when and with what outcome."""
