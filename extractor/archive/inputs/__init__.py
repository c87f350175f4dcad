"""Inputs: where they lie, which there are, and how each is brought to its reader."""
