"""Many files: which ones, in which processes, and what became of each."""
