"""How the documents of an archive belong together."""
