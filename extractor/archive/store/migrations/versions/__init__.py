"""One script a change. Those that were published stay as they are."""
