"""Pure stages, each of which fills one layer of a `Document`."""
