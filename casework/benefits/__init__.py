"""What a benefit must declare, the catalogue that finds the benefits of a service, and its read API."""
