"""Pages on which a person checks what was read against the scan: one for each plan, and a queue."""
