"""The benefits of social assistance, one file each."""
