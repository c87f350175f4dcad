"""Pages on which people check and correct what was read, in a browser: an application of its own
below `/review`, behind a gate of its own."""
