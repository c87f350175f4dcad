"""Across plans: what many documents say, as tables, matrices, a graph and a report."""
