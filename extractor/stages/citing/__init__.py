"""The parts of the citation stage: numbers, the words before and after them, acts by name,
lists that share a word, and what the plan is to what it cites."""
