"""The centre as its letters name it: organ, name, address, contact, to whom complaints go; a register with history."""
