"""What an archive tells others: which documents have come, changed or gone, from any place on."""
