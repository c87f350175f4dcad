"""Names to the registries' entries, and how sure each link is."""
