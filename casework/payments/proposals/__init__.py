"""What one person proposes about money that was paid and another confirms: a storno, and a surplus that goes back to the person."""
