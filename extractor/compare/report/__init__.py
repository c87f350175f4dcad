"""The report: one HTML file for people, Vietnamese first, that asks nothing of any network."""
